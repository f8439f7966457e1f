"""The Nu HTML checker finds no error on any public page: one run of Java over the saved pages of the demo."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bin import services
from tests.journeys.pages import PUBLIC
from tests.server import Portal

CHECKER = "nu.validator.client.SimpleCommandLineValidator"


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The command; skipped with its reason where it is not installed."""
    java = shutil.which("java")
    if not java or not any(services.NU.glob("*.jar")):
        reason = "the Nu HTML checker is not installed (python3 bin/services.py install)"
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    options = ["-Xss2m", "-Xmx512m", "-XX:+UseSerialGC", "-Duser.language=en"]
    return [java, *options, "-cp", f"{services.NU}/*", CHECKER, "--format", "json", "--errors-only"]


def read(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()  # our own 404 and 422 are pages too


def paths(portal: Portal) -> list[str]:
    found = re.findall(r"<loc>https?://[^/]+(.*?)</loc>", read(f"{portal.url}/sitemap-pages.xml"))
    return list(dict.fromkeys([*PUBLIC, *found]))


def errors(command: list[str], files: list[Path]) -> list[tuple[str, str, str]]:
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(done.stderr or '{"messages": []}')["messages"]
    assert done.returncode == 0 or messages, done.stdout
    return [(Path(m.get("url", "")).name, m["message"], m.get("extract", "")) for m in messages if m["type"] != "info"]


def test_no_error_on_any_public_page(checker: list[str], demo_portal: Portal, tmp_path: Path):
    names = {}
    for number, path in enumerate(paths(demo_portal)):
        file = tmp_path / f"{number}.html"
        file.write_text(read(demo_portal.url + path), encoding="utf-8")
        names[file.name] = path
    found = errors(checker, sorted(tmp_path.glob("*.html")))
    lines = [f"{names.get(name, name)}: {message} {' '.join(extract.split())}" for name, message, extract in found]
    assert not lines, "\n".join(lines)


def test_checker_sees_a_fault(checker: list[str], tmp_path: Path):
    file = tmp_path / "wrong.html"
    file.write_text("<!doctype html><html lang=nl><title>x</title><p><div></div></p>", encoding="utf-8")
    assert errors(checker, [file]) != []
