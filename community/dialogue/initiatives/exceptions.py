"""What an initiative refuses, each with a sentence that a resident can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class InitiativeError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(InitiativeError):
    message = _("Dit mag alleen wie het initiatief trekt.")


class AlreadyChanged(InitiativeError):
    message = _("Dit is al gebeurd. Iemand was u voor, of u klikte twee keer.")


class TooLittle(InitiativeError):
    message = _("Zo veel geld is er niet. Schrijf eerst op waar het vandaan komt.")


class LessonMissing(InitiativeError):
    message = _("Schrijf op wat u samen leerde. Ook, of juist, als het niet lukte.")


class InAgenda(InitiativeError):
    message = _("Deze dag staat in de agenda. Wie ernaast staat, kan hem daar losmaken.")


class Ended(InitiativeError):
    message = _("Dit initiatief is voorbij.")


class NotReady(InitiativeError):
    message = _("Dit idee is nog niet gekozen. Kies het eerst bij de ideeën.")
