"""What a network refuses, each with a sentence that a visitor or a worker can read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class NetworkError(Exception):
    message = _("Dit kan nu niet.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.message)


class NotAllowed(NetworkError):
    message = _("U mag dit niet doen.")


class AlreadyChanged(NetworkError):
    message = _("Dit is al gebeurd. Een collega was u voor, of u klikte twee keer.")


class JoiningClosed(NetworkError):
    message = _("Dit netwerk neemt nu niemand aan.")


class ReasonMissing(NetworkError):
    message = _("Schrijf de reden op. De vrager leest die.")
