from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class PageError(Exception):
    """A refusal whose message an editor can read."""

    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(PageError):
    message = _("U mag deze pagina niet veranderen.")
