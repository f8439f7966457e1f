from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.privacy.records import ERASED, Erase, Period, Record

# Bookings stay for ever; what tells whose they were goes. No sum changes.
RECORDS = [
    Record(
        model="credits.Transfer",
        users=("payer__user", "receiver__user", "initiator"),
        fields=("asked_at", "booked_at", "minutes", "reason", "answer", "state", "payer__name", "receiver__name"),
        ground=_("Een boeking van tijd. Wie zich laat wissen, laat alleen de minuten achter."),
        erase=Erase.BLANK,
        blank={"reason": ERASED, "answer": ""},
        periods=(Period(2 * 365, "booked_at"),),
    ),
    Record(
        model="credits.Account",
        users=("user",),
        fields=("code", "balance", "opened_at"),
        ground=_("Uw tijd: wat u gaf en kreeg."),
        erase=Erase.BLANK,
        blank={"user": None, "name": ERASED},
    ),
]
