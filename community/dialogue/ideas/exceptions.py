"""What an idea refuses, each with a sentence that a visitor or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class IdeaError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(IdeaError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(IdeaError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class IntakeClosed(IdeaError):
    message = _("Insturen kan hier nu niet. Uw tekst staat er nog, dan kunt u hem bewaren.")


class TooMany(IdeaError):
    message = _("Van dit adres kwamen veel ideeën tegelijk. Wacht een uur. Uw tekst staat er nog.")


class LessonMissing(IdeaError):
    message = _("Schrijf op wat u leerde. Ook, of juist, als het niet lukte.")


class PlanMissing(IdeaError):
    message = _("Schrijf op van wanneer tot wanneer u het probeert, en waaraan u ziet of het lukt.")


class ReasonMissing(IdeaError):
    message = _("Schrijf de reden op. De inzender leest die.")
