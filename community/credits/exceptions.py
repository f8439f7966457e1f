"""What the ledger refuses, each with a sentence that a resident can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class CreditError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(CreditError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(CreditError):
    message = _("Dit is al gebeurd. Misschien klikte u twee keer.")


class FloorReached(CreditError):
    message = _("Hiervoor is er niet genoeg tijd. Vraag gerust hulp: dat kan altijd, ook zonder tegoed.")


class CeilingReached(CreditError):
    message = _("De ander heeft al veel tijd gespaard. Er kan nu niets bij.")


class SelfTransfer(CreditError):
    message = _("U kunt geen tijd aan uzelf geven.")


class KeyReused(CreditError):
    message = _("Deze opdracht is al gebruikt voor iets anders. Open de pagina opnieuw.")


class UnknownAccount(CreditError):
    message = _("Deze code kennen wij niet. Kijk hem nog eens na, of bel ons.")


class ReasonMissing(CreditError):
    message = _("Schrijf op waarom. Beide mensen lezen dat.")
