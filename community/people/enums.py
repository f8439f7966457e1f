from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How someone wants to be reached."""

    PHONE = "phone", _("Bel mij")
    EMAIL = "email", _("Mail mij")
    LETTER = "letter", _("Stuur mij een brief")


class Role(TextChoices):
    """The groups of staff, partners and who helps in the live rooms. The value is the name of the Django group."""

    EDITOR = "Redacteur", _("Redacteur")
    COORDINATOR = "Coördinator", _("Coördinator")
    MODERATOR = "Moderator", _("Moderator")
    ADMINISTRATOR = "Beheerder", _("Beheerder")
    COMMISSIONER = "Opdrachtgever", _("Opdrachtgever")
    OPERATOR = "Telefonist", _("Telefonist")
    NOTETAKER = "Verslaglegger", _("Verslaglegger")


STAFF_ROLES = (Role.EDITOR, Role.COORDINATOR, Role.MODERATOR, Role.ADMINISTRATOR)
# Often volunteers: they work in a live room, and nowhere else.
ROOM_ROLES = (Role.OPERATOR, Role.NOTETAKER)
DESK_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR)
