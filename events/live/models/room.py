from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.live.enums import ENDED_ROOMS, Moderation, RoomState


def new_epoch() -> str:
    return secrets.token_hex(6)


def new_secret() -> str:
    return secrets.token_hex(32)


def every_word_is_explained(text: str) -> None:
    for line in filter(None, map(str.strip, text.splitlines())):
        word, _colon, meaning = line.partition(":")
        if not word.strip() or not meaning.strip():
            message = _("Zet achter “%(line)s” een dubbele punt en wat het betekent.")
            raise ValidationError(message, params={"line": line[:60]})


class Room(models.Model):
    """The live room of an event. The row is also the lock and the counter of its log (see `events.live.log`).

    `secret` makes the keys of participants; once it is destroyed nobody can tell any more which questions and votes
    came from one person.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    event = models.OneToOneField(
        "agenda.Event", on_delete=models.CASCADE, related_name="room", verbose_name=_("activiteit")
    )
    state = models.CharField(_("stand"), max_length=10, choices=RoomState.choices, default=RoomState.LOBBY)
    asking = models.BooleanField(_("mensen kunnen vragen stellen"), default=True)
    voting = models.BooleanField(_("mensen kunnen “ik ook” zeggen"), default=True)
    moderation = models.CharField(_("vragen"), max_length=8, choices=Moderation.choices, default=Moderation.BEFORE)
    counts_from = models.DateTimeField(
        _("aantallen zichtbaar vanaf"), null=True, blank=True, help_text=_("Leeg: meteen zichtbaar.")
    )
    always_open = models.BooleanField(_("gaat nooit dicht"), default=False)
    told_by = models.CharField(_("wie vertelt"), max_length=80, blank=True, help_text=_("Bijvoorbeeld: Joyce."))
    read_by = models.CharField(_("wie de vragen leest"), max_length=80, blank=True, help_text=_("Bijvoorbeeld: Farid."))
    phone_help = models.CharField(
        _("vraag stellen met de telefoon"),
        max_length=160,
        blank=True,
        help_text=_("Bijvoorbeeld: Toets 1. Farid haalt u erbij."),
    )
    words = models.TextField(
        _("moeilijke woorden"),
        max_length=3000,
        blank=True,
        validators=[every_word_is_explained],
        help_text=_(
            "Op elke regel een woord, een dubbele punt en wat het betekent. "
            "Bijvoorbeeld: Notaris: hij regelt de erfenis."
        ),
    )
    duty = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wie zorgen opvangt"),
        help_text=_("Deze persoon krijgt een mail als een vraag op gevaar wijst."),
    )

    media_url = models.URLField(
        _("beeld of geluid"),
        max_length=300,
        blank=True,
        help_text=_(
            "Een uitzending op YouTube, Vimeo of PeerTube. Bijvoorbeeld: https://vimeo.com/123456. Na afloop is dit de "
            "opname. Niemand ziet hem vanzelf: men drukt eerst op een knop."
        ),
    )
    archive = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        verbose_name=_("verslag"),
    )

    epoch = models.CharField(max_length=16, default=new_epoch, editable=False)
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    mseq = models.PositiveBigIntegerField(default=0, editable=False)
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    secret = models.CharField(max_length=64, blank=True, default=new_secret, editable=False)
    phone_count = models.PositiveIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(_("begonnen"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("afgelopen"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("live zaal")
        verbose_name_plural = _("live zalen")
        ordering = ["-event__starts_at", "pk"]

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return reverse("live:room", args=[self.event.slug])

    @property
    def explained(self) -> list[tuple[str, str]]:
        """Each difficult word with what it means."""
        pairs = (line.partition(":") for line in self.words.splitlines() if ":" in line)
        return [(word.strip(), meaning.strip()) for word, _colon, meaning in pairs]

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED_ROOMS

    @property
    def shows_counts(self) -> bool:
        return self.counts_from is None or self.counts_from <= timezone.now()

    @property
    def shut_at(self) -> object:
        """When the sockets of an ended room are closed; None while the room goes on."""
        if not self.is_ended or self.closed_at is None:
            return None
        return self.closed_at + timedelta(seconds=settings.LIVE_CLOSE_AFTER)

    def offset(self, moment: object = None) -> int | None:
        """Seconds since the room opened, for the link into the recording; None before it opened."""
        if self.opened_at is None:
            return None
        return max(0, int(((moment or timezone.now()) - self.opened_at).total_seconds()))  # type: ignore[operator]
