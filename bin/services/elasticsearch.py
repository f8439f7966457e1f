"""A whole Elasticsearch out of the cache: one node, or three that know each other."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import urllib.request
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bin.services.process import Service, free_port, new_folder, ordinary_user, spawn, wait_for

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "welzijnsportaal"
ELASTICSEARCH = CACHE / "elasticsearch-8.16.1"
JVM_OPTIONS = """-XX:+UseSerialGC
-Xms{heap}m
-Xmx{heap}m
-Djava.io.tmpdir=${{ES_TMPDIR}}
-XX:+ExitOnOutOfMemoryError
"""
ALONE = {"discovery.type": "single-node", "xpack.security.enabled": "false"}


@dataclass(frozen=True)
class Node:
    """How one Elasticsearch is set up: its ports, its settings, the files of its config folder, its heap in MiB."""

    port: int
    transport_port: int
    settings: dict[str, str]
    files: dict[str, str]
    heap: int = 512


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


def readable_home(user: int | None) -> Path:
    """The unpacked tree where the server's user can read it: a home folder such as root's is closed to others."""
    if user is None:
        return ELASTICSEARCH
    shared = Path("/var/lib/welzijnsportaal-elasticsearch") / ELASTICSEARCH.name
    if not (shared / "lib").is_dir():
        shared.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        shutil.copytree(ELASTICSEARCH, shared, dirs_exist_ok=True)
    return shared


def elasticsearch_answers(url: str, more: str = "") -> bool:
    address = f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s{more}"
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=3) as response:
        return response.status == 200 and not json.load(response)["timed_out"]
    return False
