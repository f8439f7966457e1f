"""What the desk is refused, each with a sentence that a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class FeedbackError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(FeedbackError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(FeedbackError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class AnswerMissing(FeedbackError):
    message = _("Schrijf het antwoord op.")
