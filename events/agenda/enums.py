from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    MEETING = "meeting", _("ontmoeting")
    TELESEMINAR = "teleseminar", _("telefonische bijeenkomst")
    COURSE = "course", _("cursus")
    WALK = "walk", _("wandeling")
    MEAL = "meal", _("samen eten")
    CAREGIVERS_CAFE = "caregivers_cafe", _("mantelzorgcafé")
    NETWORK_DRINKS = "network_drinks", _("netwerkborrel")
    FAREWELL = "farewell", _("afscheidsfeest")


class EventState(TextChoices):
    DRAFT = "draft", _("concept")
    PUBLISHED = "published", _("op de site")
    CANCELLED = "cancelled", _("gaat niet door")


# Everyone may read these; a cancelled event stays readable, because people have its address.
PUBLIC_STATES = (EventState.PUBLISHED, EventState.CANCELLED)

TRANSITIONS: dict[str, frozenset[str]] = {
    EventState.DRAFT: frozenset({EventState.PUBLISHED}),
    EventState.PUBLISHED: frozenset({EventState.DRAFT, EventState.CANCELLED}),
    EventState.CANCELLED: frozenset({EventState.PUBLISHED}),
}


class PriceClass(TextChoices):
    FREE = "free", _("gratis")
    PAID = "paid", _("u betaalt een bedrag")
    GIFT = "gift", _("u geeft wat u wilt")


class Rhythm(TextChoices):
    """How a series goes on, in the time of the clock on the wall: 19.00 stays 19.00 when the clock changes."""

    WEEKLY = "weekly", _("elke week")
    FORTNIGHTLY = "fortnightly", _("om de week")
    MONTHLY = "monthly", _("elke maand, op dezelfde dag van de week")
