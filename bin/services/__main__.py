"""`python3 -m bin.services install|start|stop`, and remembering what was started."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from bin.services import STARTERS, VARIABLES
from bin.services.elasticsearch import CACHE
from bin.services.install import install
from bin.services.process import Service, alive, say

STATE = CACHE / "services"


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
    parser = argparse.ArgumentParser(
        prog="python3 -m bin.services", description="PostgreSQL, Redis and Elasticsearch for development."
    )
    parser.add_argument("what", choices=["install", "start", "stop"])
    {"install": install, "start": start, "stop": stop}[parser.parse_args().what]()


if __name__ == "__main__":
    main()
