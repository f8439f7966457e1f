"""What a moment refuses, each with a sentence that a visitor or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class MomentError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(MomentError):
    message = _("U mag dit niet doen.")


class NotAskable(MomentError):
    message = _("Bij deze medewerker kunt u nu geen moment vragen. Uw tekst staat er nog. Bel ons, dan zoeken wij mee.")


class AlreadyChanged(MomentError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class InThePast(MomentError):
    message = _("Dit tijdstip is al voorbij. Kies een later tijdstip.")


class TimeTaken(MomentError):
    message = _("Op dat tijdstip staat al een ander moment. Kies een andere tijd.")


class ReasonMissing(MomentError):
    message = _("Schrijf de reden op. De vrager leest die.")
