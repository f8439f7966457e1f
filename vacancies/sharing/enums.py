from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SharingState(TextChoices):
    ASKED = "asked", _("gevraagd")
    ACTIVE = "active", _("deelt")
    ENDED = "ended", _("gestopt")
