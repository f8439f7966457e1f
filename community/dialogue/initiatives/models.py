from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.dialogue.ideas.models import Idea
from community.dialogue.initiatives.enums import ENDED, Direction, InitiativeState, TaskState

# A filter of the list of vacancies, as its address has it: q=soep&place=Tiel. Never a key to a vacancy.
FILTER = RegexValidator(r"^[\w.%+=&-]*$", _("Plak hier wat achter het vraagteken staat, zoals q=soep&place=Tiel."))


class Initiative(models.Model):
    """What residents of a neighbourhood do together, grown from an idea; a worker stands beside it, not on top."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    idea = models.OneToOneField(
        Idea, null=True, blank=True, on_delete=models.SET_NULL, related_name="initiative", verbose_name=_("idee")
    )
    title = models.CharField(_("hoe het heet"), max_length=120)
    summary = models.TextField(_("wat het is"), max_length=1500)
    neighbourhood = models.CharField(_("waar"), max_length=120, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wie het trekt"),
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wie ernaast staat"),
    )
    vacancies = models.CharField(_("hulp gezocht"), max_length=200, blank=True, validators=[FILTER])
    state = models.CharField(_("stand"), max_length=10, choices=InitiativeState.choices)
    cents = models.BigIntegerField(_("wat er over is"), default=0)
    lesson = models.TextField(_("wat wij leerden"), max_length=1500, blank=True)
    began_at = models.DateTimeField(_("begonnen"))

    class Meta:
        verbose_name = _("initiatief")
        verbose_name_plural = _("initiatieven")
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gte=0), name="initiative_spends_what_it_has"),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in ENDED]) | ~Q(lesson=""),
                name="ended_initiative_has_its_lesson",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiatives:detail", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED


class Participant(models.Model):
    """A resident who joins, and what they bring. Names are for who takes part, not for the site."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("voornaam"), max_length=80)
    brings = models.CharField(_("wat ik kan doen"), max_length=160, blank=True)
    joined_at = models.DateTimeField(_("sinds"))

    class Meta:
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "user"], name="participant_once")]

    def __str__(self) -> str:
        return self.name


class InitiativeTask(models.Model):
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(_("wat"), max_length=160)
    doer = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks")
    state = models.CharField(_("stand"), max_length=8, choices=TaskState.choices, default=TaskState.OPEN)

    class Meta:
        verbose_name = _("taak van een initiatief")
        verbose_name_plural = _("taken van initiatieven")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class InitiativeDate(models.Model):
    """When one comes together; everyone may read it and come. `event`: what it is in the agenda, if it is."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="dates")
    title = models.CharField(_("wat"), max_length=160)
    starts_at = models.DateTimeField(_("wanneer"))
    place = models.CharField(_("waar"), max_length=160, blank=True)
    event = models.CharField(
        _("in de agenda"), max_length=60, blank=True, help_text="event:<uuid>; the agenda is a department above"
    )

    class Meta:
        verbose_name = _("datum van een initiatief")
        verbose_name_plural = _("data van initiatieven")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "event"], condition=~Q(event=""), name="initiative_date_once_per_event"
            )
        ]

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """Money that came from somewhere or went to something, in cents. Never changed; a mistake is turned back."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="lines")
    direction = models.CharField(_("soort"), max_length=3, choices=Direction.choices)
    what = models.CharField(_("van wie, of waarvoor"), max_length=160)
    cents = models.PositiveIntegerField(_("bedrag in centen"))
    turned_back = models.BooleanField(_("teruggedraaid"), default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(_("opgeschreven"))

    class Meta:
        verbose_name = _("regel van het geld")
        verbose_name_plural = _("regels van het geld")
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(cents__gt=0), name="budget_line_of_some_money")]

    def __str__(self) -> str:
        return self.what
