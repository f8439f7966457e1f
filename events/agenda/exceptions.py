"""What the agenda refuses, each with a sentence that a visitor or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class AgendaError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(AgendaError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(AgendaError):
    message = _("Dit is al gebeurd. Iemand was u voor, of u klikte twee keer.")


class InThePast(AgendaError):
    message = _("Deze dag is al geweest.")


class SignUpClosed(AgendaError):
    message = _("Aanmelden kan hier niet meer. Uw tekst staat er nog.")


class AlreadySignedUp(AgendaError):
    message = _("Deze persoon heeft al een aanmelding voor deze activiteit.")


class OfferOver(AgendaError):
    message = _("De tijd om te kiezen is voorbij. De plek ging naar de volgende op de lijst.")


class TooFewPlaces(AgendaError):
    message = _("Er zijn al meer mensen aangemeld dan dit aantal. Kies een hoger aantal.")


class StillSignedUp(AgendaError):
    message = _("Er zijn mensen aangemeld. Zeg de activiteit af, dan krijgen zij bericht.")


class ReasonMissing(AgendaError):
    message = _("Schrijf op waarom het niet doorgaat. Iedereen die zich aanmeldde, leest dat.")


class ClockChange(AgendaError):
    message = _("Op deze dag gaat de klok een uur vooruit of terug. Kies een ander uur.")
