from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Asker(TextChoices):
    PUPIL = "pupil", _("een leerling")
    PARENT = "parent", _("een ouder of verzorger")
    SCHOOL = "school", _("een school, voor een of meer leerlingen")


# The years of secondary school; nobody is in a seventh.
SCHOOL_YEARS = (1, 2, 3, 4, 5, 6)
YOUNGEST, OLDEST = 11, 23
# Under this age a parent signs the agreement too. Source: the agreement of the Dutch civic internship, domain.md 4.2.
PARENT_SIGNS_UNDER = 16
