from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.outreach.actions import Wanted, ask_visit
from community.outreach.models import Door, Round, Visit
from community.outreach.walking import Street, begin_round


def in_days(days: int, hour: int = 10) -> datetime:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def visit_for(worker: Any, *, by: Any = None, **changes: Any) -> Visit:
    """A visit that somebody asked for, as the form would clean it."""
    known = {"address": "Proefdijk 3, Tiel", "name": "Toos", "phone": "+31344555333", "email": "toos@example.org"}
    wanted = Wanted(**{**known, **changes})
    return ask_visit(site=Site.objects.get(is_default_site=True), wanted=wanted, by=by, worker=worker)


def round_of(worker: Any, street: str = "Proefdijk", first: int = 1, last: int = 6, **changes: Any) -> Round:
    site = Site.objects.get(is_default_site=True)
    known: dict[str, Any] = {"day": timezone.localdate(), **changes}
    return begin_round(site=site, street=Street(street, "Tiel", first, last), worker=worker, by=worker, **known)


def door(walk: Round, number: int) -> Door:
    return Door.objects.select_related("round__site", "visit").get(round=walk, number=str(number))
