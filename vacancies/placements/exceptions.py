"""What a sign-up refuses, each with a sentence that a visitor or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class PlacementError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(PlacementError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(PlacementError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class VacancyClosed(PlacementError):
    message = _("Deze plek is net vergeven of gesloten. Uw tekst staat er nog. Hieronder staan andere plekken.")


class NoPlaceLeft(PlacementError):
    message = _("Alle plekken van deze vacature zijn bezet. Stel een andere plek voor.")


class ReasonMissing(PlacementError):
    message = _("Schrijf de reden op. De aanmelder leest die.")


class AlternativesMissing(PlacementError):
    message = _("Kies twee andere open plekken. Zo is een nee nooit het einde.")
