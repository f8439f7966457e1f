"""What help refuses, each with a sentence that a resident or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class HelpError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(HelpError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(HelpError):
    message = _("Dit is al veranderd. Kijk hoe het er nu voor staat.")


class NotOpen(HelpError):
    message = _("Hier kan niemand meer op antwoorden. Uw tekst staat er nog. Kijk eens naar wat erop lijkt.")


class NoTimeWanted(HelpError):
    message = _("Wie hielp, wil hiervoor geen tijd. Een dankjewel is genoeg.")


class AllTaken(HelpError):
    message = _("Iemand anders was net eerder. Er is geen plek meer.")


class ReasonMissing(HelpError):
    message = _("Schrijf de reden op. De bewoner leest die.")


class ConsentMissing(HelpError):
    message = _("Er is nog geen ja van de bewoner zelf. Bel eerst, of wacht op de klik.")


class OwnItem(HelpError):
    message = _("Dit is van uzelf.")


class NotWelcome(HelpError):
    """Says nothing of a block: who is blocked does not hear it."""

    message = _("Hier kan niemand meer op antwoorden. Kijk eens naar wat erop lijkt.")


class AskedBefore(HelpError):
    message = _("Deze bewoner is hiervoor al gevraagd, of wil niet gevraagd worden.")


class TooOften(HelpError):
    message = _("Deze bewoner is deze week al gevraagd. Vraag eerst iemand anders.")


class TooLate(HelpError):
    message = _("Dit is al langer dan een half jaar voorbij. Schrijf het opnieuw op.")
