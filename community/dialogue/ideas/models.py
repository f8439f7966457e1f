from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.dialogue.ideas.enums import PUBLIC_STATES, WITH_LESSON, IdeaState


class Idea(models.Model):
    """What somebody thought of, and what became of it: chosen, tried, scaled, or stopped with the lesson."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("op welke pagina")
    )
    title = models.CharField(_("het idee in één zin"), max_length=120, blank=True)
    text = models.TextField(_("uitleg"), max_length=2000, blank=True)
    for_whom = models.CharField(_("voor wie"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("naam"), max_length=120, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")
    state = models.CharField(_("stand"), max_length=20, choices=IdeaState.choices, default=IdeaState.UNCONFIRMED)
    reason = models.TextField(_("reden"), max_length=1000, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wie het probeert"),
    )
    trying_from = models.DateField(_("van"), null=True, blank=True)
    trying_to = models.DateField(_("tot en met"), null=True, blank=True)
    measure = models.CharField(_("waaraan wij zien of het lukt"), max_length=400, blank=True)
    lesson = models.TextField(_("wat wij leerden"), max_length=1500, blank=True)
    sent_at = models.DateTimeField(_("ingestuurd"))

    class Meta:
        verbose_name = _("idee")
        verbose_name_plural = _("ideeën")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in WITH_LESSON]) | ~Q(lesson=""),
                name="ended_idea_has_its_lesson",
            ),
            models.CheckConstraint(
                condition=~Q(state=IdeaState.TRYING.value)
                | (Q(trying_from__isnull=False, trying_to__gte=F("trying_from")) & ~Q(measure="")),
                name="tried_idea_has_its_plan",
            ),
            models.CheckConstraint(
                condition=Q(state=IdeaState.WITHDRAWN.value) | ~Q(email=""), name="idea_has_a_confirmed_address"
            ),
        ]
        indexes = [models.Index(fields=["page", "state"], name="idea_page")]

    def __str__(self) -> str:
        return self.title or str(self.uuid)

    def get_absolute_url(self) -> str:
        return reverse("ideas:detail", args=[self.uuid])

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_STATES
