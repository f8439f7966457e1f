from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.dialogue.comments.enums import CommentState, Suspicion


class Comment(models.Model):
    """What somebody wrote below a page, or answered to the question of a post. Replies go one level deep."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("onder welke pagina")
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies", verbose_name=_("antwoord op")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("naam"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    text = models.TextField(_("reactie"), max_length=2000, blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")
    by_staff = models.BooleanField(_("van ons"), default=False)
    state = models.CharField(_("stand"), max_length=20, choices=CommentState.choices, default=CommentState.UNCONFIRMED)
    suspicion = models.CharField(_("let op"), max_length=20, choices=Suspicion.choices, blank=True)
    reason = models.TextField(_("reden"), max_length=1000, blank=True)
    picked = models.BooleanField(_("gekozen voor het vervolg"), default=False)
    written_at = models.DateTimeField(_("geschreven"))
    published_at = models.DateTimeField(_("geplaatst"), null=True, blank=True)

    class Meta:
        verbose_name = _("reactie")
        verbose_name_plural = _("reacties")
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CommentState.PUBLISHED.value) | (Q(published_at__isnull=False) & ~Q(text="")),
                name="published_comment_has_text_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=CommentState.WITHDRAWN.value) | Q(by_staff=True) | ~Q(email=""),
                name="comment_has_a_confirmed_address",
            ),
        ]
        indexes = [
            models.Index(fields=["page", "state", "published_at"], name="comment_page"),
            models.Index(fields=["site", "state", "written_at"], name="comment_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:40]}"


class CommentReport(models.Model):
    """A reader finds a comment out of place. One reader counts once."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reporter_key = models.CharField(max_length=64, help_text="keyed hash of the account or the network address")
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    reported_at = models.DateTimeField(_("gemeld"))
    resolved_at = models.DateTimeField(_("bekeken"), null=True, blank=True)

    class Meta:
        verbose_name = _("melding")
        verbose_name_plural = _("meldingen")
        ordering = ["reported_at", "id"]
        constraints = [models.UniqueConstraint(fields=["comment", "reporter_key"], name="comment_reported_once")]

    def __str__(self) -> str:
        return self.reason or str(self.comment_id)
