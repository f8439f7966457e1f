from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest

from portal import errors
from portal.limits.actions import take_address_token

CODE_COUNTS_SECONDS = 3600


class AccountAdapter(DefaultAccountAdapter):
    """What allauth asks the portal."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A password is tried: first the limit of this network address, which is in the database."""
        wait = take_address_token(request, scope="password")
        if wait:
            raise ImmediateHttpResponse(errors.too_many(request, wait))
        super().pre_authenticate(request, **credentials)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who came in by a mailed code within the hour is not asked for a password to add a passkey."""
        records = get_authentication_records(self.request, self.request.user)
        by_code = [record["at"] for record in records if record.get("method") == "code"]
        if by_code and time.time() - by_code[-1] < CODE_COUNTS_SECONDS:
            return False
        return super().is_reauthentication_required(app=app)
