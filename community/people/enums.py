from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How someone wants to be reached."""

    PHONE = "phone", _("Bel mij")
    EMAIL = "email", _("Mail mij")
    LETTER = "letter", _("Stuur mij een brief")


class Role(TextChoices):
    """The five groups of staff and partners. The value is the name of the Django group."""

    EDITOR = "Redacteur", _("Redacteur")
    COORDINATOR = "Coördinator", _("Coördinator")
    MODERATOR = "Moderator", _("Moderator")
    ADMINISTRATOR = "Beheerder", _("Beheerder")
    COMMISSIONER = "Opdrachtgever", _("Opdrachtgever")


STAFF_ROLES = (Role.EDITOR, Role.COORDINATOR, Role.MODERATOR, Role.ADMINISTRATOR)
DESK_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR)
