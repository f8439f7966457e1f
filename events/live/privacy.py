from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Erase, Period, Record

# Nobody can be found back here by design: a participant is a keyed hash whose key is destroyed with the room.
RECORDS = [
    Record(
        model="live.Question",
        ground=_("De voornaam bij een vraag in een gesprek. Een dag na het gesprek wissen wij hem."),
        erase=Erase.BLANK,
        blank={"name": ""},
        periods=(Period(1, "room__closed_at", Q(room__closed_at__isnull=False)),),
        elsewhere="live: forget who asked",
    ),
    Record(
        model="live.TipRequest",
        emails=("email",),
        fields=("room__event__title", "name", "channel", "email", "address", "asked_at", "sent_at"),
        ground=_("Waar wij de tips van een gesprek heen sturen. Een maand na het versturen is het weg."),
        elsewhere="live: forget who wanted the tips",
    ),
]

NOT_PERSONAL = {
    "live.Step": "what a moderator did with a question",
    "live.Say": "what a moderator told the room",
    "live.Note": "what a notetaker wrote down",
    "live.Room": "the worker on duty",
}
