from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionState(TextChoices):
    RECEIVED = "received", _("nieuw")
    ANSWERED = "answered", _("beantwoord")
    OFFERED = "offered", _("wacht op uw ja")
    AGREED = "agreed", _("u zei ja")
    HANDED_OVER = "handed_over", _("overgedragen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Into(TextChoices):
    """What a question became, beside its answer in words."""

    SERVICE = "service", _("een dienst")
    HELP = "help", _("een hulpvraag in de buurt")
    VISIT = "visit", _("een bezoek")


class YesHow(TextChoices):
    """How the person said yes to being handed over."""

    CLICK = "click", _("op de site")
    PHONE = "phone", _("aan de telefoon")
    DESK = "desk", _("aan de balie")


# Where a worker has something to do.
OPEN_STATES = (QuestionState.RECEIVED, QuestionState.OFFERED, QuestionState.AGREED)

TRANSITIONS: dict[str, frozenset[str]] = {
    QuestionState.RECEIVED: frozenset(
        {QuestionState.ANSWERED, QuestionState.OFFERED, QuestionState.AGREED, QuestionState.WITHDRAWN}
    ),
    # A no brings it back to who answers; nothing was told to anybody.
    QuestionState.OFFERED: frozenset(
        {QuestionState.AGREED, QuestionState.RECEIVED, QuestionState.ANSWERED, QuestionState.WITHDRAWN}
    ),
    QuestionState.AGREED: frozenset({QuestionState.HANDED_OVER, QuestionState.RECEIVED, QuestionState.WITHDRAWN}),
    # Somebody was not helped by the answer: it begins again, with a new promise.
    QuestionState.ANSWERED: frozenset({QuestionState.RECEIVED}),
    QuestionState.HANDED_OVER: frozenset({QuestionState.RECEIVED}),
    QuestionState.WITHDRAWN: frozenset(),
}
