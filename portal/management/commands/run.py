"""`manage.py run`: check, migrate, load the demo once and serve, all in one process. `make run` calls it."""

from __future__ import annotations

import hashlib
import io
import socket
import time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser

from portal.background.worker import start_in_thread
from portal.management.safekeeping.restoring import refuse_half_restored
from portal.translations import compile_catalogues


def migrations_hash() -> str:
    """One hash over the migration files of every installed app and the database they go to."""
    digest = hashlib.sha256(repr(sorted(map(str, settings.DATABASES["default"].items()))).encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Command(BaseCommand):
    help = "Check, migrate, load the demo once, and serve pages and sockets on http://localhost:$PORT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--prepare-only", action="store_true", help="do everything except serving")

    def handle(self, *args: Any, host: str, prepare_only: bool, **options: Any) -> None:
        refuse_half_restored()
        if not prepare_only:
            self.refuse_taken_port(host)
        self.step("texts", compile_catalogues)
        self.migrate()
        if not settings.RELAXED:
            self.step("styles", lambda: call_command("collectstatic", verbosity=0, interactive=False))
        elif settings.DEMO:
            self.load_demo()
        if not prepare_only:
            self.serve(host)

    def step(self, name: str, function: Any) -> Any:
        self.stdout.write(f"  {name} …", ending="")
        self.stdout.flush()
        start = time.monotonic()
        result = function()
        self.stdout.write(f" {time.monotonic() - start:.1f} s")
        return result

    def refuse_taken_port(self, host: str) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, settings.PORT))
            except OSError as error:
                raise CommandError(f"Port {settings.PORT} is taken. Set PORT to another number.") from error

    def migrate(self) -> None:
        stamp = settings.DATA_DIR / "migrated"
        wanted = migrations_hash()
        database = settings.DATABASES["default"]["NAME"]
        gone = isinstance(database, Path) and not database.exists()
        if gone or not stamp.exists() or stamp.read_text() != wanted:
            self.step("database", lambda: call_command("migrate", verbosity=0, interactive=False))
            settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
            stamp.write_text(wanted)

    def load_demo(self) -> None:
        stamp = settings.DATA_DIR / "demo-logins"
        if not stamp.exists():
            logins = io.StringIO()
            self.step("demo", lambda: call_command("load_demo", stdout=logins))
            stamp.write_text(logins.getvalue())
        if stamp.read_text():
            self.stdout.write("\nDemo logins (role, e-mail, password):\n" + stamp.read_text().expandtabs(32))

    def serve(self, host: str) -> None:
        import uvicorn  # costs half a second that --prepare-only need not pay

        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        start_in_thread()
        name = "localhost" if host in {"127.0.0.1", "::1"} else host
        self.stdout.write(f"Ready: http://{name}:{settings.PORT}  (stop with Ctrl+C)\n")
        self.stdout.flush()
        uvicorn.run(
            "portal.asgi:application",
            host=host,
            port=settings.PORT,
            log_config=None,
            access_log=False,
            ws_max_size=8192,
            ws_per_message_deflate=False,
            ws_ping_timeout=40,
            timeout_graceful_shutdown=5,
        )
