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


class RegistrationState(TextChoices):
    REGISTERED = "registered", _("heeft een plek")
    WAITING = "waiting", _("op de wachtlijst")
    OFFERED = "offered", _("mag nu kiezen")
    CONFIRMED = "confirmed", _("heeft een plek, na wachten")
    ATTENDED = "attended", _("was er")
    ABSENT = "absent", _("was er niet")
    CANCELLED = "cancelled", _("afgemeld")
    LAPSED = "lapsed", _("reageerde niet op tijd")


# Who holds one of the places; an offer holds it too, until it is answered or lapses.
HOLDING_STATES = (
    RegistrationState.REGISTERED,
    RegistrationState.OFFERED,
    RegistrationState.CONFIRMED,
    RegistrationState.ATTENDED,
    RegistrationState.ABSENT,
)
COMING_STATES = (RegistrationState.REGISTERED, RegistrationState.CONFIRMED)
# One person has one of these per event.
ACTIVE_STATES = (*HOLDING_STATES, RegistrationState.WAITING)


class CallKind(TextChoices):
    """Why somebody without mail is to be rung."""

    OFFERED = "offered", _("er is een plek vrij")
    LAPSED = "lapsed", _("de plek ging naar een ander")
    CHANGED = "changed", _("tijd of plek is anders")
    CALLED_OFF = "called_off", _("het gaat niet door")
    BACK_ON = "back_on", _("het gaat toch door")
    REMINDER = "reminder", _("het is bijna zover")
