from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MomentState(TextChoices):
    ASKED = "asked", _("gevraagd")
    CONFIRMED = "confirmed", _("afgesproken")
    REFUSED = "refused", _("gaat niet door")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    DONE = "done", _("geweest")


OPEN_STATES = (MomentState.ASKED, MomentState.CONFIRMED)

TRANSITIONS: dict[str, frozenset[str]] = {
    MomentState.ASKED: frozenset({MomentState.CONFIRMED, MomentState.REFUSED, MomentState.WITHDRAWN}),
    # A moment that was agreed can be moved, called off by either, or simply happen.
    MomentState.CONFIRMED: frozenset(
        {MomentState.CONFIRMED, MomentState.REFUSED, MomentState.WITHDRAWN, MomentState.DONE}
    ),
    MomentState.REFUSED: frozenset(),
    MomentState.WITHDRAWN: frozenset(),
    MomentState.DONE: frozenset(),
}


class Where(TextChoices):
    """Where somebody would like to meet."""

    HOME = "home", _("bij mij thuis")
    PLACE = "place", _("op een plek van u")
    PHONE = "phone", _("aan de telefoon")
