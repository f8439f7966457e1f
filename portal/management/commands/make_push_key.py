"""`manage.py make_push_key`: a new private key for web push, as a line for the environment."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management.base import BaseCommand

from portal.notices.push import in_letters


class Command(BaseCommand):
    help = "Print a new WEB_PUSH_KEY. A changed key ends every device that said yes to the old one."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        self.stdout.write(f"WEB_PUSH_KEY={in_letters(number.to_bytes(32, 'big'))}")
