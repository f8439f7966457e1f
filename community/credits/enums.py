from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountKind(TextChoices):
    """Whose time an account holds. What residents see is called time, never credits or points."""

    PERSON = "person", _("bewoner")
    ORGANISATION = "organisation", _("organisatie")
    GIFT = "gift", _("weggeefpot")
    SERVICE = "service", _("dienst")
    OPENING = "opening", _("beginstand")


class TransferState(TextChoices):
    ASKED = "asked", _("gevraagd")
    ACCEPTED = "accepted", _("akkoord")
    REFUSED = "refused", _("niet akkoord")
    EXPIRED = "expired", _("verlopen")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    BOOKED = "booked", _("geboekt")
    REVERSED = "reversed", _("teruggedraaid")


# Asked of whoever pays; a gift needs no yes. Accepted and booked follow each other within one transaction.
TRANSITIONS: dict[str, frozenset[str]] = {
    TransferState.ASKED: frozenset(
        {TransferState.ACCEPTED, TransferState.REFUSED, TransferState.EXPIRED, TransferState.WITHDRAWN}
    ),
    TransferState.ACCEPTED: frozenset({TransferState.BOOKED}),
    TransferState.BOOKED: frozenset({TransferState.REVERSED}),
    TransferState.REFUSED: frozenset(),
    TransferState.EXPIRED: frozenset(),
    TransferState.WITHDRAWN: frozenset(),
    TransferState.REVERSED: frozenset(),
}
