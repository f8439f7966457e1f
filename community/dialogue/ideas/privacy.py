from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.dialogue.ideas.enums import PUBLIC_STATES, IdeaState
from portal.privacy.records import Erase, Record

PUBLIC = Q(state__in=[state.value for state in PUBLIC_STATES])
FIELDS = ("sent_at", "title", "text", "for_whom", "name", "email", "state", "reason", "lesson")
NOBODY = {"name": "", "user": None, "reason": ""}

RECORDS = [
    Record(
        model="ideas.Idea",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Een idee dat de buurt oppakte. Wie zich laat wissen, laat het idee achter zonder naam."),
        erase=Erase.BLANK,
        # An idea keeps an address by constraint; nothing is ever mailed to this one.
        blank={**NOBODY, "email": "gewist@portal.invalid"},
        when=PUBLIC,
    ),
    Record(
        model="ideas.Idea",
        users=("user",),
        emails=("email",),
        fields=FIELDS,
        ground=_("Een idee dat nog niet op de site staat."),
        erase=Erase.BLANK,
        blank={
            **NOBODY,
            "email": "",
            "title": "",
            "text": "",
            "for_whom": "",
            "state": IdeaState.WITHDRAWN.value,
        },
        when=~PUBLIC,
        elsewhere="ideas: forget unconfirmed",
    ),
]
