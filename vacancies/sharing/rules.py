from __future__ import annotations

from typing import Any

from wagtail.models import Site

from portal.pages.formula.rules import can_speak_for
from vacancies.sharing.enums import SharingState
from vacancies.sharing.models import Sharing


def can_ask(user: Any, site: Site, other: Site) -> bool:
    """Whoever speaks for an organisation asks another one of the same installation."""
    return site.pk != other.pk and can_speak_for(user, site)


def can_agree(user: Any, sharing: Sharing) -> bool:
    """Who was asked says yes; never who asked."""
    return sharing.state == SharingState.ASKED and can_speak_for(user, sharing.other(sharing.asked_by))


def can_end(user: Any, sharing: Sharing) -> bool:
    """Either of the two, at any time."""
    return sharing.state != SharingState.ENDED and any(
        can_speak_for(user, site) for site in (sharing.first, sharing.second)
    )
