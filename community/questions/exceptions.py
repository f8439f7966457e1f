"""What a question refuses, each with a sentence that a visitor or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class QuestionError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(QuestionError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(QuestionError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class AnswerMissing(QuestionError):
    message = _("Schrijf het antwoord op. De vrager leest het.")
