"""Outside the usual files of a slice: the one place that talks with the push service of a browser maker.

A push service passes on a few encrypted words that only the browser can read. Where a subscription points is chosen by
whoever sends it, so an address is used only when it is one of the known services, over HTTPS, and every address of its
name is public; the connection is made to the very address that was looked at, and a redirect is never followed.
"""

from __future__ import annotations

import base64
import json
import ssl
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

import certifi
import urllib3
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPusher

from portal.hosts import addresses_of, public_addresses
from portal.notices.models import Device

# Google (Chrome, Edge on Android, Samsung), Mozilla, Apple and Microsoft; WEB_PUSH_HOSTS adds an operator's own.
SERVICES = ("fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
TIMEOUT = urllib3.Timeout(connect=4, read=8)
# RFC 8292 allows a day; clocks differ, so a signature is good for an hour.
SIGNED_SECONDS = 3600


@dataclass(frozen=True)
class Answer:
    """What a push service said: a status of HTTP, 0 when it could not be reached; and how many seconds to wait."""

    status: int
    wait: int = 0

    @property
    def is_taken(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """The person took the permission back, or the browser is no longer there."""
        return self.status in {404, 410}


def is_on() -> bool:
    return bool(settings.WEB_PUSH_KEY and settings.WEB_PUSH_CONTACT)


@lru_cache(maxsize=4)
def signer(private_key: str) -> Vapid02:
    return Vapid02.from_raw(private_key.encode())


def public_key() -> str:
    """Our public key as a browser wants it; empty when web push is off."""
    return written(signer(settings.WEB_PUSH_KEY).public_key) if is_on() else ""


def written(key: ec.EllipticCurvePublicKey) -> str:
    return in_letters(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def in_letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_letters(value: str) -> bytes:
    """Raises ValueError for what is not base64url."""
    return base64.b64decode(value.rstrip("=") + "=" * (-len(value.rstrip("=")) % 4), altchars=b"-_", validate=True)


def is_own(parts: SplitResult) -> bool:
    """Whether the operator named this host; it may then be inside the own network and have a port."""
    return parts.netloc.lower() in settings.WEB_PUSH_HOSTS


def is_service(endpoint: str) -> bool:
    """Whether an address is one of a push service: HTTPS, no user, no port, a host that we know."""
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or "@" in parts.netloc or not endpoint.isascii() or parts.fragment:
        return False
    if is_own(parts):
        return True
    known = any(host.endswith(name) if name.startswith(".") else host == name for name in SERVICES)
    return known and port in {None, 443}


def send(device: Device, *, words: dict[str, Any], seconds: int, urgency: str) -> Answer:
    """Bring a few words to one device. What goes wrong on the way is an answer too, never an exception."""
    if not is_service(device.endpoint):
        return Answer(410)
    parts = urlsplit(device.endpoint)
    # The words are the same each time, so a service that still holds an older one may put this in its place (Topic).
    headers = {"TTL": str(seconds), "Urgency": urgency, "Topic": "bericht", "Content-Encoding": "aes128gcm"}
    headers |= {"Content-Type": "application/octet-stream", "Host": parts.netloc}
    claims = {"sub": settings.WEB_PUSH_CONTACT, "aud": f"https://{parts.netloc}"}
    headers |= signer(settings.WEB_PUSH_KEY).sign({**claims, "exp": int(time.time()) + SIGNED_SECONDS})
    keys = {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}}
    body = WebPusher(keys).encode(json.dumps(words).encode())["body"]
    found = (addresses_of if is_own(parts) else public_addresses)(parts.hostname or "", parts.port or 443)
    for address in found[:3]:
        answer = post(address, parts, body, headers)
        if answer.status:
            return answer
    return Answer(0)


def post(address: str, parts: SplitResult, body: bytes, headers: dict[str, str]) -> Answer:
    """One request to one address, under the certificate of the host's name; nothing of the answer's body is read."""
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    pool = urllib3.HTTPSConnectionPool(
        address,
        parts.port or 443,
        timeout=TIMEOUT,
        ssl_context=trusted(),
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
    )
    try:
        with pool:
            response = pool.urlopen(
                "POST", target, body=body, headers=headers, retries=False, redirect=False, preload_content=False
            )
            wait = response.headers.get("Retry-After", "")
            response.close()
    except (urllib3.exceptions.HTTPError, OSError):
        return Answer(0)
    return Answer(response.status, int(wait) if wait.isdigit() and len(wait) < 7 else 0)


def trusted() -> ssl.SSLContext:
    """The certificates of this machine (or SSL_CERT_FILE), and those that come along with the portal."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
