from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from wagtail.models import Site

from portal import errors
from portal.limits.actions import take_address_token
from portal.notices.devices import end_device_of
from portal.notices.emails import dress

CODE_COUNTS_SECONDS = 3600


class AccountAdapter(DefaultAccountAdapter):
    """What allauth asks the portal."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A password is tried: first the limit of this network address, which is in the database."""
        wait = take_address_token(request, scope="password")
        if wait:
            raise ImmediateHttpResponse(errors.too_many(request, wait))
        super().pre_authenticate(request, **credentials)

    def logout(self, request: HttpRequest) -> None:
        """Whoever logs out on a device gets no messages on it any more: somebody else may use it next."""
        end_device_of(request.session)
        super().logout(request)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """A mail about the account in the layout of all our mails."""
        message = super().render_mail(template_prefix, email, context, headers)
        site = Site.find_for_request(self.request) if self.request else None
        if site is not None and isinstance(message, EmailMultiAlternatives) and not message.alternatives:
            dressed = dress(str(message.subject), str(message.body), {"site": site})
            message.body = dressed["text"]
            message.attach_alternative(dressed["html"], "text/html")
        return message

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who came in by a mailed code within the hour is not asked for a password to add a passkey."""
        records = get_authentication_records(self.request, self.request.user)
        by_code = [record["at"] for record in records if record.get("method") == "code"]
        if by_code and time.time() - by_code[-1] < CODE_COUNTS_SECONDS:
            return False
        return super().is_reauthentication_required(app=app)
