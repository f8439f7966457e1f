"""What is refused, each with a sentence that a resident or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class AmbassadorError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(AmbassadorError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(AmbassadorError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class ReasonMissing(AmbassadorError):
    message = _("Schrijf de reden op. De ander leest die.")


class TooMany(AmbassadorError):
    message = _("Van dit adres kwam veel tegelijk. Wacht een uur. Uw tekst staat er nog.")
