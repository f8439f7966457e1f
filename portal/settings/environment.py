"""The environment, read once and typed. Nothing else in the portal reads it.

A value that cannot be used does not stop the import: it is kept in `problems`, and the system check
`portal.checks.environment` names the variable. Only in production does a missing key or host list stop the start.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent.parent

problems: list[str] = []


@dataclass(frozen=True)
class Rate:
    """A limit: at most `burst` at once, refilled at `per_minute`; `None` instead of a Rate means no limit."""

    per_minute: int
    burst: int


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        problems.append(f"{name} is 1 or 0, not “{value}”.")
    return default


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value.isdigit() and low <= int(value) <= high:
        return int(value)
    problems.append(f"{name} is a whole number from {low} to {high}, not “{value}”.")
    return default


def rate(name: str, default: str) -> Rate | None:
    """Read `per_minute:burst`, or `off`."""
    value = os.environ.get(name, "").strip().lower() or default
    if value == "off":
        return None
    parts = value.split(":")
    if len(parts) == 2 and all(part.isdigit() and int(part) > 0 for part in parts):
        return Rate(per_minute=int(parts[0]), burst=int(parts[1]))
    problems.append(f"{name} is “new a minute:at once”, such as {default}, or off; not “{value}”.")
    per_minute, burst = default.split(":")
    return Rate(per_minute=int(per_minute), burst=int(burst))


def address(name: str, schemes: set[str]) -> str:
    """Read an address such as redis://host:6379/0; empty when unset or unusable."""
    value = text(name)
    if value and urlsplit(value).scheme not in schemes:
        problems.append(f"{name} starts with {' or '.join(sorted(s + '://' for s in schemes))}, not “{value}”.")
        return ""
    return value


def addresses(name: str, schemes: set[str]) -> str:
    """Read one address, or several with commas between; empty when unset or when one of them is unusable."""
    value = "".join(text(name).split())
    for part in value.split(",") if value else []:
        if urlsplit(part).scheme not in schemes:
            problems.append(f"{name} starts with {' or '.join(sorted(s + '://' for s in schemes))}, not “{part}”.")
            return ""
    return value


DEBUG = flag("DEBUG", default=True)
DATA_DIR = Path(text("DATA_DIR", str(BASE_DIR / "var"))).expanduser().resolve()


def secret_key() -> str:
    """The key from the environment; without one a generated key is kept in DATA_DIR, but never in production."""
    given = text("SECRET_KEY")
    if given:
        return given
    if not DEBUG:
        raise SystemExit("SECRET_KEY is missing. With DEBUG=0 the portal needs a long, random, secret SECRET_KEY.")
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    path = DATA_DIR / "secret_key"
    try:
        with open(path, "x", encoding="ascii", opener=lambda p, flags: os.open(p, flags, 0o600)) as handle:
            handle.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def allowed_hosts() -> list[str]:
    given = [host.strip() for host in text("ALLOWED_HOSTS").split(",") if host.strip()]
    if given:
        return given
    if not DEBUG:
        raise SystemExit(
            "ALLOWED_HOSTS is missing. With DEBUG=0 it names the hosts of the portal, with commas between."
        )
    return ["localhost", ".localhost", "127.0.0.1", "[::1]"]


# The order of the curve P-256: a private key is a number below it.
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def push_key(name: str) -> str:
    """Read a private key of P-256 as 43 letters of base64url; empty when unset or unusable. It is never repeated."""
    value = text(name).rstrip("=")
    if not value:
        return ""
    try:
        raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) == 32 and 0 < int.from_bytes(raw, "big") < P256_ORDER:
        return value
    problems.append(f"{name} is not a key for web push: make one with manage.py make_push_key.")
    return ""


def push_contact(name: str, *, needed: bool) -> str:
    """Read whom a push service may ask: a mail address or an https address."""
    value = text(name)
    if "@" in value and not value.startswith("https://"):
        return value if value.startswith("mailto:") else f"mailto:{value}"
    if value.startswith("https://"):
        return value
    if value or needed:
        problems.append(f"{name} is the mail address or https address of who runs the portal; web push stays off.")
    return ""


def words(name: str) -> tuple[str, ...]:
    """Read words with commas between."""
    return tuple(part.strip().lower() for part in text(name).split(",") if part.strip())
