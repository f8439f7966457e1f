"""What a comment refuses, each with a sentence that a visitor or a moderator can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class CommentError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(CommentError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(CommentError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class CommentsClosed(CommentError):
    message = _("Onder dit bericht kan niemand meer reageren. Uw tekst staat er nog, dan kunt u hem bewaren.")


class TooMany(CommentError):
    message = _(
        "Van dit adres kwamen veel reacties tegelijk. Wacht een uur en verstuur deze dan. Uw tekst staat er nog."
    )


class ReasonMissing(CommentError):
    message = _("Schrijf de reden op. De schrijver leest die.")
