from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Period, Record

RECORDS = [
    Record(
        model="bank.OrganisationContact",
        users=("user",),
        emails=("email",),
        fields=("organisation__name", "name", "email", "role", "invited_at", "accepted_at"),
        ground=_("Wie er voor een organisatie spreekt."),
        periods=(Period(365, "invited_at", Q(accepted_at=None)),),
    )
]

NOT_PERSONAL = {
    "bank.Organisation": "what an organisation says of itself, with its own number and address",
    "bank.Vacancy": "work that an organisation offers; the coordinator is a worker",
}
