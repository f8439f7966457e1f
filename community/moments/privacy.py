from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.moments.enums import OPEN_STATES, MomentState
from portal.privacy.records import ERASED, Erase, Period, Record

WORDS = ("name", "email", "phone", "address", "about", "wish_when", "where", "answer", "reason")
NOBODY = {**dict.fromkeys(WORDS, ""), "name": ERASED, "user": None}
OPEN = Q(state__in=[state.value for state in OPEN_STATES])
FIELDS = (*WORDS, "channel", "state", "asked_at", "answered_at", "starts_at", "ends_at")


RECORDS = [
    Record(
        model="moments.Moment",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Om een moment met u af te spreken. Een jaar daarna blijft alleen het aantal."),
        erase=Erase.BLANK,
        blank=NOBODY,
        when=~OPEN,
        periods=(Period(365, "changed_at"),),
    ),
    Record(
        model="moments.Moment",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Een moment dat nog komt. Wie zich laat wissen, trekt het in."),
        erase=Erase.BLANK,
        blank={**NOBODY, "state": MomentState.WITHDRAWN.value},
        when=OPEN,
    ),
]
