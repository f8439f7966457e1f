from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.outreach.enums import OPEN_STATES, VisitState
from portal.privacy.records import ERASED, Erase, Period, Record

WORDS = ("name", "address", "phone", "email", "parts", "about", "note", "remark")
NOBODY = {**dict.fromkeys(WORDS, ""), "address": ERASED, "user": None}
OPEN = Q(state__in=[state.value for state in OPEN_STATES])
FIELDS = (*WORDS, "code", "source", "state", "asked_at", "yes_at", "yes_how", "starts_at", "note_at")

RECORDS = [
    Record(
        model="outreach.HandOver",
        users=("visit__user",),
        emails=("visit__email",),
        fields=("asked_at", "introduction", "state", "answered_at"),
        ground=_("Hoe u kennismaakte met wie daarna kwam, en wat u zei."),
        periods=(Period(365, "answered_at", Q(answered_at__isnull=False)),),
    ),
    Record(
        model="outreach.Visit",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Een bezoek dat geweest is, in uw woorden. Een jaar daarna blijft alleen het aantal."),
        erase=Erase.BLANK,
        blank=NOBODY,
        when=~OPEN,
        periods=(Period(365, "changed_at"),),
    ),
    Record(
        model="outreach.Visit",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Een bezoek dat loopt. Wie zich laat wissen, zegt het af."),
        erase=Erase.BLANK,
        blank={**NOBODY, "state": VisitState.DECLINED.value},
        when=OPEN,
    ),
    Record(
        model="outreach.Visit",
        ground=_("Een zorg van een buur waar niets op volgde. Na negentig dagen wissen wij hem."),
        erase=Erase.BLANK,
        blank={**NOBODY, "state": VisitState.FOLLOWED.value},
        when=Q(source="neighbour", yes_at=None, state__in=["asked", "called"]),
        periods=(Period(90, "asked_at"),),
    ),
    Record(
        model="outreach.Round",
        ground=_("Een ronde langs de deuren: nummers en antwoorden, geen namen."),
        periods=(Period(365, "day"),),
    ),
]

NOT_PERSONAL = {
    "outreach.Case": "workers' talk without names, gone after sixty days",
    "outreach.CaseReply": "goes with its case",
}
