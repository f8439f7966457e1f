"""Mails to ambassadors say thank you and never who; mails to who came say where and when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from community.dialogue.ambassadors.models import Ambassador, Arrival
from portal.notices.actions import send_notice


def own_url() -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("ambassadors:mine")


def tell_ambassador(ambassador: Ambassador | None, kind: str, key: str = "", **context: Any) -> None:
    """`kind`: admitted, declined, came, welcome, planned or met."""
    if ambassador is None or not ambassador.user.is_active:
        return
    send_notice(
        site=ambassador.site,
        kind=f"ambassadors.{kind}",
        object_key=f"ambassadors.ambassador:{ambassador.uuid}:{key}"[:100],
        recipient=ambassador.user.email,
        template=f"dialogue/ambassador_{kind}",
        context={"name": ambassador.name, "reason": ambassador.reason, "own_url": own_url(), **context},
    )


def tell_keeper(ambassador: Ambassador, keeper: Any) -> None:
    send_notice(
        site=ambassador.site,
        kind="ambassadors.asked",
        object_key=f"ambassadors.ambassador:{ambassador.uuid}:{ambassador.asked_at:%Y%m%d}",
        recipient=keeper.email,
        template="dialogue/ambassador_asked",
        context={"desk_url": settings.WAGTAILADMIN_BASE_URL + reverse("ambassadors:desk")},
    )


def tell_arrival(arrival: Arrival) -> None:
    """Where and when somebody is welcomed; who has no mail is rung by the desk."""
    if not arrival.email:
        return
    send_notice(
        site=arrival.site,
        kind="ambassadors.meeting",
        object_key=f"ambassadors.arrival:{arrival.uuid}:{arrival.meets_at:%Y%m%d%H%M}",
        recipient=arrival.email,
        template="dialogue/ambassador_meeting",
        context={"arrival": arrival, "who": arrival.ambassador.name if arrival.ambassador else ""},
        language=arrival.language,
    )
