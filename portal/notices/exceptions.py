from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class NoticeError(Exception):
    """Base of this slice; `message` is what a visitor may read."""

    message = _("Dat lukte niet.")


class TooManyDevices(NoticeError):
    message = _("U heeft al tien apparaten. Haal er eerst een weg.")
