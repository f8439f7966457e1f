from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class PageError(Exception):
    """A refusal whose message an editor can read."""

    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(PageError):
    message = _("U mag deze pagina niet veranderen.")


class AlreadyAnswered(PageError):
    message = _("U gaf al een antwoord. Hieronder staat wat iedereen koos.")


class NoPlaceLeft(PageError):
    message = _("De pagina waar dit onder stond is er niet meer. Zet die eerst terug.")


class AlreadyBinned(PageError):
    message = _("Dit ligt al in de prullenbak.")


class NoConsent(PageError):
    message = _("Deze foto hoort bij een verhaal zonder toestemming. Haal haar eerst uit dat verhaal.")


class AlreadyMember(PageError):
    message = _("Deze organisatie is al gevraagd, of doet al mee.")


class NothingToAnswer(PageError):
    message = _("Hierop is al geantwoord, of het voorstel is intussen anders. Kijk het nog eens na.")
