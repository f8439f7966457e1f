"""The records of the ground floor."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Erase, Period, Record

YEAR = 365

RECORDS = [
    Record(
        model="history.StateChange",
        users=("by",),
        fields=("at", "model", "from_state", "to_state", "reason"),
        ground=_("Wie wat wanneer deed, om het te kunnen nazoeken."),
        erase=Erase.KEEP,
        periods=(Period(5 * YEAR, "at"),),
    ),
    Record(
        model="account.EmailAddress",
        users=("user",),
        fields=("email", "verified", "primary"),
        ground=_("Om in te loggen."),
        erase=Erase.KEEP,
    ),
    Record(
        model="mfa.Authenticator",
        users=("user",),
        fields=("type", "created_at", "last_used_at"),
        ground=_("Om veilig in te loggen."),
        erase=Erase.KEEP,
    ),
    Record(
        model="django_tasks_database.DBTaskResult",
        ground=_("Werk op de achtergrond. Er staan alleen nummers in."),
        erase=Erase.KEEP,
        periods=(Period(14, "finished_at", Q(finished_at__isnull=False)),),
    ),
]

NOT_PERSONAL = {
    "places.Place": "names of places",
    "places.Neighbourhood": "names of neighbourhoods",
    "vocabulary.Theme": "words",
    "vocabulary.Skill": "words",
    "background.ScheduledRun": "names of jobs",
    "limits.Bucket": "keyed hashes that are forgotten after a day",
}
