from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommentState(TextChoices):
    UNCONFIRMED = "unconfirmed", _("nog niet bevestigd")
    WAITING = "waiting", _("wacht op ons")
    PUBLISHED = "published", _("staat op de site")
    REJECTED = "rejected", _("niet geplaatst")
    REMOVED = "removed", _("weggehaald")
    WITHDRAWN = "withdrawn", _("ingetrokken")


TRANSITIONS: dict[str, frozenset[str]] = {
    CommentState.UNCONFIRMED: frozenset({CommentState.WAITING, CommentState.WITHDRAWN}),
    CommentState.WAITING: frozenset({CommentState.PUBLISHED, CommentState.REJECTED, CommentState.WITHDRAWN}),
    CommentState.PUBLISHED: frozenset({CommentState.WAITING, CommentState.REMOVED, CommentState.WITHDRAWN}),
    CommentState.REJECTED: frozenset({CommentState.WAITING, CommentState.WITHDRAWN}),
    CommentState.REMOVED: frozenset({CommentState.WAITING, CommentState.WITHDRAWN}),
    CommentState.WITHDRAWN: frozenset(),
}


class Suspicion(TextChoices):
    """Why a comment is looked at more closely; it waits like every other."""

    LINKS = "links", _("meer dan één link")
    REPEATED = "repeated", _("dezelfde tekst op meer pagina's")


class RejectReason(TextChoices):
    """The sentence that the author reads, with what the moderator adds."""

    OFF_TOPIC = "off_topic", _("Uw reactie gaat over iets anders dan dit bericht.")
    UNKIND = "unkind", _("Uw reactie kan iemand kwetsen.")
    PRIVATE = "private", _("In uw reactie staan gegevens van iemand anders.")
    ADVERT = "advert", _("Uw reactie lijkt op reclame.")
    OTHER = "other", _("Een andere reden. Die staat hieronder.")
