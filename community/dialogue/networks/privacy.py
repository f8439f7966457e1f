from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Erase, Period, Record

RECORDS = [
    Record(
        model="networks.NetworkNote",
        users=("author",),
        fields=("written_at", "kind", "text"),
        ground=_("Wat u voor een leernetwerk noteerde. Wie zich laat wissen, laat de tekst achter zonder naam."),
        erase=Erase.BLANK,
        blank={"author": None},
        periods=(Period(5 * 365, "written_at"),),
    ),
    Record(
        model="networks.Member",
        users=("user",),
        fields=("asked_at", "name", "organisation", "motivation", "state", "reason"),
        ground=_("Dat u bij een leernetwerk hoort of wilde horen."),
    ),
]
