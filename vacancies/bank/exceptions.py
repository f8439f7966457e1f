"""What the bank refuses, each with a sentence that a visitor can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class BankError(Exception):
    """A refused action; `str()` is the sentence for the person who asked."""

    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(BankError):
    message = _("U mag dit niet doen.")


class WrongState(BankError):
    message = _("Dit kan niet in de stand waarin dit nu staat. Misschien was een collega u voor.")


class OrganisationNotActive(BankError):
    message = _("De organisatie is nog niet nagekeken en actief. Doe dat eerst.")


class ChecklistOpen(BankError):
    message = _("Nog niet alle punten van de kwaliteitslijst zijn nagekeken.")


class NoPlaceLeft(BankError):
    message = _("Alle plekken zijn bezet.")


class ReasonMissing(BankError):
    message = _("Schrijf de reden op. De organisatie leest die.")
