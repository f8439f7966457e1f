from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Period, Record

RECORDS = [
    Record(
        model="search.Alert",
        emails=("email",),
        fields=("created_at", "words", "rhythm", "confirmed_at"),
        ground=_("Een zoekvraag waarover u bericht wilt. Zonder uw ja wissen wij hem na dertig dagen."),
        periods=(Period(30, "created_at", Q(confirmed_at=None)),),
    )
]
