from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Period, Record

RECORDS = [
    Record(
        model="feedback.Feedback",
        emails=("email",),
        fields=("received_at", "kind", "text", "name", "email", "phone", "about", "answer", "answered_at"),
        ground=_("Uw klacht, compliment of vraag, en ons antwoord. Twee jaar, om ervan te leren."),
        periods=(Period(2 * 365, "answered_at", Q(answered_at__isnull=False)),),
    )
]
