"""The production start of docs/operate.md: exactly the commands of the unit files, with DEBUG=0."""

from __future__ import annotations

import http.client
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.server import ROOT, environment, free_port, manage, started, stop

INSTALLED = "/opt/welzijnsportaal/.venv/bin/"
HOST = "portal.example.nl"


def unit_commands(name: str, kind: str) -> list[list[str]]:
    """The commands of a unit file, with the folder of this virtual environment in place of the server's."""
    text = (ROOT / "deploy" / f"welzijnsportaal-{name}.service").read_text(encoding="utf-8")
    lines = re.findall(rf"^{kind}=(.+)$", text, flags=re.M)
    return [shlex.split(line.replace(INSTALLED, f"{Path(sys.executable).parent}/")) for line in lines]


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """Web and worker as systemd starts them, on a free port: (port, data folder, variables)."""
    folder = tmp_path_factory.mktemp("production")
    port = free_port()
    variables = {
        "DEBUG": "0",
        "SECRET_KEY": "not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
        "ALLOWED_HOSTS": HOST,
        "PORT": str(port),
    }
    (prepare,) = unit_commands("web", "ExecStartPre")
    subprocess.run(
        prepare, cwd=ROOT, env=environment(folder, **variables), check=True, capture_output=True, timeout=300
    )
    (serve,) = unit_commands("web", "ExecStart")
    (work,) = unit_commands("worker", "ExecStart")
    serve[serve.index("--port") + 1] = str(port)
    with started(serve, folder, f"http://127.0.0.1:{port}", host=HOST, **variables):
        with open(folder / "worker.log", "ab") as log:
            worker = subprocess.Popen(work, cwd=ROOT, env=environment(folder, **variables), stdout=log, stderr=log)
        try:
            yield port, folder, variables
        finally:
            stop(worker)


def ask(port: int, path: str, *, secure: bool = True, host: str = HOST) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Host": host, **({"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"} if secure else {})}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read().decode()


def test_production_serves_pages_behind_the_proxy(production):
    port, _folder, _variables = production
    status, headers, _body = ask(port, "/vacatures/")
    assert status == 200
    assert headers["strict-transport-security"].startswith("max-age=63072000")
    assert "unsafe" not in headers["content-security-policy"]
    assert "set-cookie" not in headers


def test_production_redirects_plain_http_except_the_health_pages(production):
    port, _folder, _variables = production
    status, headers, _body = ask(port, "/vacatures/", secure=False)
    assert (status, headers["location"]) == (301, f"https://{HOST}/vacatures/")
    assert ask(port, "/healthz", secure=False)[0] == 200
    assert ask(port, "/readyz", secure=False)[0] == 200


def test_production_refuses_a_foreign_host(production):
    port, _folder, _variables = production
    assert ask(port, "/", host="evil.example")[0] == 400


def test_production_has_host_cookies_and_serves_its_styles(production):
    port, _folder, _variables = production
    status, headers, body = ask(port, "/account/login/")
    assert status == 200
    assert headers["set-cookie"].startswith("__Host-csrftoken=")
    style = re.search(r'href="(/static/[^"]+\.css)"', body)
    assert style is not None
    assert ask(port, style[1])[0] == 200


def test_production_worker_keeps_the_schedule(production):
    _port, folder, variables = production
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        said = manage(folder, "doctor", check=False, **variables).stdout
        if "the worker ran within the hour" in said:
            break
        time.sleep(2)
    assert "the worker ran within the hour" in said


def test_production_passes_djangos_deployment_check(production):
    _port, folder, variables = production
    done = manage(folder, "check", "--deploy", "--fail-level", "WARNING", **variables)
    assert done.returncode == 0


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_start_stops_with_a_sentence_that_names_what_is_missing(tmp_path, missing):
    variables = {
        "DEBUG": "0",
        "SECRET_KEY": "not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
        "ALLOWED_HOSTS": HOST,
    }
    del variables[missing]
    clean = {name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "ALLOWED_HOSTS"}}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**clean, "DATA_DIR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{missing} is missing.")


def test_demo_is_refused_in_production(production):
    _port, folder, variables = production
    done = manage(folder, "load_demo", check=False, **variables)
    assert done.returncode != 0
    assert "DEBUG=0" in done.stderr
