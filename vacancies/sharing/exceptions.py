from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class SharingError(Exception):
    """A refused action; `str()` is the sentence for the person who asked."""

    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(SharingError):
    message = _("U mag dit niet doen.")


class AlreadyAsked(SharingError):
    message = _("Met deze organisatie is al iets afgesproken of gevraagd.")
