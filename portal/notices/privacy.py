from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.privacy.records import Period, Record

RECORDS = [
    Record(
        model="notices.Notice",
        emails=("recipient",),
        fields=("created_at", "sent_at", "subject", "channel", "kind"),
        ground=_("Welk bericht u kreeg en wanneer. De tekst wissen wij zodra het verstuurd is."),
        when=~Q(kind="people.erased", sent_at=None),
        periods=(Period(180, "sent_at"), Period(0, "sent_at", Q(kind="people.erased"))),
    ),
    Record(
        model="notices.Reader",
        emails=("recipient",),
        fields=("quiet_from", "quiet_until", "name", "address"),
        ground=_("Wat u koos over berichten."),
    ),
    Record(
        model="notices.Device",
        users=("user",),
        fields=("name", "created_at", "seen_at", "endpoint"),
        ground=_("Op welke apparaten u een seintje wilt. De maker van uw browser brengt het."),
        # Nobody opened the page of messages on it for so long: taken off, and what is left comes by mail.
        periods=(Period(180, "seen_at"),),
    ),
    Record(
        model="notices.Stop",
        emails=("recipient",),
        fields=("topic", "stopped_at"),
        ground=_("Welke berichten u niet meer wilt."),
    ),
]
