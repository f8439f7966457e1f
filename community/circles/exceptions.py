"""What a circle refuses, each with a sentence that a resident can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class CircleError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(CircleError):
    message = _("Dit mag alleen wie de kring heeft.")


class NoSeat(CircleError):
    """Whoever is no member (any more): for them the circle does not exist."""

    message = _("Deze kring is er niet.")


class AlreadyChanged(CircleError):
    message = _("Dit is al gebeurd. Iemand was u voor, of u klikte twee keer.")


class AlreadyMember(CircleError):
    message = _("U doet al mee in deze kring.")


class InvitationOver(CircleError):
    message = _("Deze uitnodiging geldt niet meer. Vraag om een nieuwe.")


class OtherAddress(CircleError):
    message = _("Deze uitnodiging ging naar een ander e-mailadres. Log in met dat adres, of vraag om een code.")


class PlanEmpty(CircleError):
    message = _("Schrijf eerst op wat u wilt, of maak één afspraak.")


class TooMany(CircleError):
    message = _("Dit is erg veel voor één kring. Haal eerst iets weg.")


class OwnerStays(CircleError):
    message = _("U zit in het midden. Stop de kring, of geef het stuur aan een ander.")
