"""An Elasticsearch with TLS and passwords, as an organisation would run it."""

from __future__ import annotations

import base64
import hashlib
import secrets
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from bin.services.elasticsearch import Node, launch_elasticsearch
from bin.services.process import Service, free_port, wait_for


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


def secured_answers(url: str, context: ssl.SSLContext) -> bool:
    """Whether it answers over TLS: without a password it says 401."""
    try:
        urllib.request.urlopen(url, timeout=3, context=context).close()
    except urllib.error.HTTPError as error:
        return error.code == 401
    except OSError:
        return False
    return True
