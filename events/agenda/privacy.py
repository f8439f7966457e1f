from __future__ import annotations

import contextlib
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.agenda.actions.answering import cancel_registration
from events.agenda.enums import ACTIVE_STATES
from events.agenda.exceptions import AlreadyChanged
from portal.privacy.records import ERASED, Erase, Record, erased_token

WORDS = ("name", "arranged_by", "email", "phone", "address", "message", "price_label", "introduced_by")


def free_places(rows: QuerySet[Any]) -> None:
    """Whoever goes leaves no empty chair: a place that is still held goes to the next of the queue."""
    held = rows.filter(state__in=ACTIVE_STATES, original=None).order_by("-series_id", "pk")
    for registration in held.select_related("event", "series", "site"):
        registration.refresh_from_db()
        with contextlib.suppress(AlreadyChanged):
            cancel_registration(registration=registration, tell=False)


RECORDS = [
    Record(
        model="agenda.CalendarKey",
        users=("user",),
        fields=("made_at", "revoked_at"),
        ground=_("Het adres van uw eigen agenda."),
    ),
    Record(
        model="agenda.Registration",
        users=("user",),
        emails=("email",),
        fields=(*WORDS, "code", "event__title", "event__starts_at", "series__title", "state", "registered_at"),
        ground=_("Dat u ergens bij bent. Negentig dagen erna blijft alleen hoeveel mensen er waren."),
        erase=Erase.BLANK,
        blank={**dict.fromkeys(WORDS, ""), "name": ERASED, "user": None, "contact_key": erased_token},
        before=free_places,
        elsewhere="agenda: forget guests",
    ),
]

NOT_PERSONAL = {
    "agenda.Event": "what is to do, with the worker and a number to call in",
    "agenda.Call": "goes with its registration; done_by is a worker",
}
