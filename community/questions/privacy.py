from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.questions.enums import OPEN_STATES, QuestionState
from portal.privacy.records import ERASED, Erase, Period, Record

WORDS = ("name", "email", "phone", "address", "text", "answer", "told", "spoke_with", "asked_on")
NOBODY = {**dict.fromkeys(WORDS, ""), "name": ERASED, "user": None}
OPEN = Q(state__in=[state.value for state in OPEN_STATES])
FIELDS = (*WORDS, "code", "channel", "state", "received_at", "answered_at", "provider__title", "yes_at", "yes_how")

RECORDS = [
    Record(
        model="questions.Question",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Uw vraag en ons antwoord. Een jaar daarna blijft alleen het aantal."),
        erase=Erase.BLANK,
        blank=NOBODY,
        when=~OPEN,
        periods=(Period(365, "received_at"),),
    ),
    Record(
        model="questions.Question",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Een vraag die nog open staat. Wie zich laat wissen, trekt haar in."),
        erase=Erase.BLANK,
        blank={**NOBODY, "state": QuestionState.WITHDRAWN.value},
        when=OPEN,
    ),
]
