"""The house itself: what is committed, what is named, what a newcomer reads."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from tests.server import ROOT


def tracked() -> list[str]:
    return subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def test_no_registry_address_is_committed():
    pattern = re.compile(r"index-url[ =]h" + r"ttp|h" + r"ttps?://\S+\.(?:whl|tar\.gz)")
    bad = [n for n in tracked() if pattern.search((ROOT / n).read_text(encoding="utf-8", errors="ignore"))]
    assert bad == []


def test_every_requirement_has_a_hash():
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pinned = re.findall(r"^[a-z0-9].*==", text, re.M)
        assert len(pinned) > 50
        assert all("--hash=sha256:" in part for part in re.split(r"^(?=[a-z0-9])", text, flags=re.M) if "==" in part)


READS = r'(?:text|flag|number|rate|address|addresses|words|push_key|push_contact)\(\s*"([A-Z_]+)"'


def test_every_variable_is_explained():
    files = ("portal/settings/__init__.py", "portal/settings/environment.py")
    read = {name for file in files for name in re.findall(READS, (ROOT / file).read_text())}
    explained = set(re.findall(r"^#?\s?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert read == explained


@pytest.mark.parametrize("name", ["wagtail", "django", "taggit", "elasticsearch_dsl", "channels", "pytest"])
def test_direct_dependency_is_imported_by_its_name(name):
    code = "".join((ROOT / path).read_text() for path in tracked() if path.endswith(".py"))
    assert re.search(rf"^\s*(?:from|import) {name}\b", code, re.M)


def test_project_names_its_direct_dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = " ".join(project["project"]["dependencies"] + project["dependency-groups"]["dev"])
    for name in ("wagtail", "django>=", "django-taggit", "elasticsearch-dsl", "channels>=", "pytest>="):
        assert name in named


def test_help_lists_the_fixed_commands():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "test", "services", "services-stop", "bench", "lint", "help"):
        assert f"make {target}" in said


def test_tests_that_commit_leave_the_database_as_they_found_it():
    """One that empties it without putting it back breaks whichever comes next."""
    alone = re.compile(r"django_db\([^)]*transaction=True(?![^)]*serialized_rollback=True)")
    assert not [path for path in tracked() if path.startswith("tests/") and alone.search((ROOT / path).read_text())]
