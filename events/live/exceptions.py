"""What the live room refuses. Each has the code of the protocol and a sentence in plain words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class LiveError(Exception):
    code = "step"
    message: Any = _("Dit kan nu niet.")

    def __init__(self, message: Any = "", *, field: str = "", wait: int = 0) -> None:
        super().__init__(message or self.message)
        self.field, self.wait = field, wait

    def __str__(self) -> str:
        return str(self.args[0])


class BadJson(LiveError):
    code = "bad_json"
    message = _("Dit bericht kunnen wij niet lezen.")


class BadMessage(LiveError):
    code = "bad_message"
    message = _("Dit bericht heeft niet de goede vorm.")


class TooLarge(LiveError):
    code = "too_large"
    message = _("Dit bericht is te lang.")


class HelloFirst(LiveError):
    code = "hello_first"
    message = _("Zeg eerst hallo.")


class UnknownType(LiveError):
    code = "unknown_type"
    message = _("Deze opdracht kennen wij niet.")


class Invalid(LiveError):
    code = "invalid"
    message = _("Hier klopt iets niet.")


class NotFound(LiveError):
    code = "not_found"
    message = _("Dit is er niet, of niet meer.")


class Forbidden(LiveError):
    code = "forbidden"
    message = _("U mag dit niet doen.")


class Closed(LiveError):
    code = "closed"
    message = _("Dit kan nu niet. Wacht tot de bijeenkomst bezig is.")


class TooSoon(LiveError):
    """`wait` in seconds."""

    code = "rate"
    message = _("Dat gaat erg snel. Wacht even en probeer het dan nog eens.")


class OverLimit(LiveError):
    code = "limit"
    message = _("U heeft genoeg vragen gesteld. Anderen zijn nu aan de beurt.")


class AlreadyAnswered(LiveError):
    code = "already_answered"
    message = _("U heeft al geantwoord.")


class WrongStep(LiveError):
    code = "step"
    message = _("Dit kan nu niet met deze vraag.")


class Locked(LiveError):
    code = "locked"
    message = _("Een collega is hiermee bezig.")


class Muted(LiveError):
    code = "muted"
    message = _("U kunt hier geen vragen meer stellen. Bel ons als u wilt praten.")


class Conflict(LiveError):
    code = "conflict"
    message = _("Deze opdracht kwam al eerder, met iets anders erin.")


class Busy(LiveError):
    """The database is away for now; `wait` in seconds."""

    code = "busy"
    message = _("Het is even te druk. Probeer het zo nog eens.")


class RightsChanged(Exception):
    """The login ended, or a role was taken away: the socket is closed with 4401."""
