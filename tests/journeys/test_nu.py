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
from tests.journeys.pages import ELSEWHERE, PUBLIC
from tests.server import Portal

CHECKER = "nu.validator.client.SimpleCommandLineValidator"


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The command; skipped with its reason where it is not installed."""
    java = shutil.which("java")
    if not java or not any(services.NU.glob("*.jar")):
        reason = "the Nu HTML checker is not installed (python3 -m bin.services install)"
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    options = ["-Xss2m", "-Xmx512m", "-XX:+UseSerialGC", "-Duser.language=en"]
    return [java, *options, "-cp", f"{services.NU}/*", CHECKER, "--format", "json", "--errors-only"]


def read(url: str, host: str = "") -> str:
    """A page of the site with this host name; of the first site without one."""
    port = url.split("/")[2].partition(":")[2]
    request = urllib.request.Request(url, headers={"Host": f"{host}:{port}"} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()  # our own 404 and 422 are pages too


def paths(portal: Portal) -> list[tuple[str, str]]:
    """Host and path of every page of the demo: of the lists, of the sitemap of each site, and the proofs of a mark."""
    found = [("", path) for path in PUBLIC]
    for host in ("", *ELSEWHERE):
        sitemap = read(f"{portal.url}/sitemap-pages.xml", host)
        own = re.findall(r"<loc>https?://[^/]+(.*?)</loc>", sitemap)
        proofs = re.findall(r'href="(/keurmerk/[^"]+/)"', read(f"{portal.url}/keurmerk/", host)) if host else []
        found += [(host, path) for path in (*ELSEWHERE.get(host, []), *own, *proofs)]
    return list(dict.fromkeys(found))


def errors(command: list[str], files: list[Path]) -> list[tuple[str, str, str]]:
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(done.stderr or '{"messages": []}')["messages"]
    assert done.returncode == 0 or messages, done.stdout
    return [(Path(m.get("url", "")).name, m["message"], m.get("extract", "")) for m in messages if m["type"] != "info"]


def test_no_error_on_any_public_page(checker: list[str], demo_portal: Portal, tmp_path: Path):
    names = {}
    for number, (host, path) in enumerate(paths(demo_portal)):
        file = tmp_path / f"{number}.html"
        file.write_text(read(demo_portal.url + path, host), encoding="utf-8")
        names[file.name] = host + path
    found = errors(checker, sorted(tmp_path.glob("*.html")))
    lines = [f"{names.get(name, name)}: {message} {' '.join(extract.split())}" for name, message, extract in found]
    assert not lines, "\n".join(lines)


def test_checker_sees_a_fault(checker: list[str], tmp_path: Path):
    file = tmp_path / "wrong.html"
    file.write_text("<!doctype html><html lang=nl><title>x</title><p><div></div></p>", encoding="utf-8")
    assert errors(checker, [file]) != []
