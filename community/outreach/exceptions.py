"""What outreach refuses, each with a sentence that a visitor or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class OutreachError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(OutreachError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(OutreachError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class SaidNo(OutreachError):
    message = _("Op dit adres zei iemand nee. Niemand van ons belt daar aan.")


class YesMissing(OutreachError):
    message = _("Een bezoek komt er alleen met een ja van de bewoner zelf.")


class TimeTaken(OutreachError):
    message = _("Op dat tijdstip heeft u al een bezoek. Kies een andere tijd.")


class InThePast(OutreachError):
    message = _("Dit tijdstip is al voorbij. Kies een later tijdstip.")


class NoDoors(OutreachError):
    message = _("Er is geen enkel huisnummer in deze reeks. Kijk de nummers na.")
