from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from community.outreach.enums import (
    WITH_YES,
    CoreValue,
    DoorAnswer,
    HandOverState,
    Part,
    Side,
    Source,
    VisitState,
    YesHow,
)

WORKER = settings.AUTH_USER_MODEL


class Visit(models.Model):
    """Somebody may be glad of a visit: asked by that person, by a neighbour who worries, or at the door."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, help_text="of the form: sent twice it is one visit")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=6, help_text=_("Zonder spaties, zoals C72493."))
    source = models.CharField(_("hoe het begon"), max_length=10, choices=Source.choices, default=Source.SELF)
    user = models.ForeignKey(WORKER, null=True, blank=True, on_delete=models.SET_NULL, related_name="own_visits")
    name = models.CharField(_("naam"), max_length=120, blank=True)
    address = models.CharField(_("adres"), max_length=200)
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    parts = models.CharField(_("wanneer"), max_length=40, blank=True, help_text="values of Part, with commas")
    about = models.TextField(_("waarover"), max_length=500, blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")

    state = models.CharField(_("stand"), max_length=10, choices=VisitState.choices, default=VisitState.ASKED)
    worker = models.ForeignKey(
        WORKER, null=True, blank=True, on_delete=models.SET_NULL, related_name="visits", verbose_name=_("wie komt")
    )
    asked_at = models.DateTimeField(_("gevraagd op"))
    due_at = models.DateTimeField(_("bellen voor"))
    yes_at = models.DateTimeField(_("ja op"), null=True, blank=True)
    yes_how = models.CharField(_("hoe"), max_length=6, choices=YesHow.choices, blank=True)
    starts_at = models.DateTimeField(_("wanneer"), null=True, blank=True)
    note = models.TextField(_("in uw woorden"), max_length=4000, blank=True)
    note_at = models.DateTimeField(_("opgeschreven op"), null=True, blank=True)
    remark = models.TextField(_("wat niet klopt"), max_length=1000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("bezoek")
        verbose_name_plural = _("bezoeken")
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "code"], name="visit_code_per_site"),
            models.UniqueConstraint(fields=["site", "key"], name="visit_sent_once"),
            models.UniqueConstraint(
                fields=["worker", "starts_at"],
                condition=Q(state=VisitState.PLANNED.value),
                name="visitor_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in WITH_YES])
                | Q(yes_at__isnull=False, starts_at__isnull=False) & ~Q(yes_how=""),
                name="visit_with_a_yes_and_a_time",
            ),
        ]
        indexes = [models.Index(fields=["site", "state", "due_at"], name="visit_board")]

    def __str__(self) -> str:
        return self.name or self.address

    @property
    def readable_code(self) -> str:
        """The code in pairs, as it is read out: C7 24 93."""
        return " ".join(self.code[i : i + 2] for i in range(0, len(self.code), 2))

    @property
    def first_name(self) -> str:
        """Of the worker who comes; empty when nobody does any more."""
        return self.worker.get_short_name() if self.worker else ""

    @property
    def part_words(self) -> list[str]:
        return [str(Part(part).label) for part in self.parts.split(",") if part in Part.values]


class Rest(models.Model):
    """A no at a door. Nobody of us rings there until then. What stays is a keyed hash of the address, and a day."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64, help_text="keyed hash of street, number and town")
    said_on = models.DateField(_("gezegd op"))
    until = models.DateField(_("tot"))

    class Meta:
        verbose_name = _("nee aan de deur")
        verbose_name_plural = _("nee aan de deur")
        constraints = [
            models.UniqueConstraint(fields=["site", "mark"], name="one_rest_per_door"),
            models.CheckConstraint(condition=Q(until__gt=F("said_on")), name="rest_lasts_a_while"),
        ]

    def __str__(self) -> str:
        return f"{self.said_on} – {self.until}"


class Round(models.Model):
    """From door to door in one street."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    street = models.CharField(_("straat"), max_length=120)
    place = models.CharField(_("plaats"), max_length=80)
    side = models.CharField(_("welke kant"), max_length=4, choices=Side.choices, default=Side.ALL)
    day = models.DateField(_("dag"))
    worker = models.ForeignKey(
        WORKER, null=True, on_delete=models.SET_NULL, related_name="rounds", verbose_name=_("wie loopt")
    )
    together_with = models.ForeignKey(
        WORKER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("samen met")
    )
    closed_at = models.DateTimeField(_("klaar op"), null=True, blank=True)

    class Meta:
        verbose_name = _("ronde")
        verbose_name_plural = _("rondes")
        ordering = ["-day", "street"]

    def __str__(self) -> str:
        return f"{self.street}, {self.day:%d-%m-%Y}"


class Door(models.Model):
    """One house in a round: its number, the answer and the day. No name, no note."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="doors")
    number = models.CharField(_("nummer"), max_length=8)
    order = models.PositiveIntegerField()
    answer = models.CharField(_("antwoord"), max_length=8, choices=DoorAnswer.choices, default=DoorAnswer.TO_VISIT)
    answered_at = models.DateTimeField(_("wanneer"), null=True, blank=True)
    visit = models.OneToOneField(
        Visit, null=True, blank=True, on_delete=models.SET_NULL, related_name="door", verbose_name=_("bezoek")
    )

    class Meta:
        verbose_name = _("deur")
        verbose_name_plural = _("deuren")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="door_once_per_round"),
            models.CheckConstraint(
                condition=Q(answer=DoorAnswer.TO_VISIT.value) | Q(answered_at__isnull=False),
                name="answered_door_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(visit__isnull=True) | Q(answer=DoorAnswer.WELCOME.value), name="visit_only_where_welcome"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class HandOver(models.Model):
    """A worker leaves and brings in who comes after; the person says yes, another, or no more."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="hand_overs", verbose_name=_("bezoek"))
    from_worker = models.ForeignKey(WORKER, null=True, on_delete=models.SET_NULL, related_name="+")
    to_worker = models.ForeignKey(
        WORKER, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("wie komt daarna")
    )
    introduction = models.TextField(_("kennismaking"), max_length=1000)
    state = models.CharField(_("stand"), max_length=8, choices=HandOverState.choices, default=HandOverState.ASKED)
    asked_at = models.DateTimeField(_("gevraagd op"))
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)

    class Meta:
        verbose_name = _("overdracht")
        verbose_name_plural = _("overdrachten")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=Q(state=HandOverState.ASKED.value), name="one_open_hand_over"
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.state}"


class Case(models.Model):
    """What a worker brings to the others, without a name; it is gone after a while."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(WORKER, null=True, on_delete=models.SET_NULL, related_name="+")
    value = models.CharField(_("waarde"), max_length=10, choices=CoreValue.choices)
    text = models.TextField(_("wat speelt er"), max_length=2000)
    question = models.CharField(_("uw vraag aan de anderen"), max_length=300)
    written_at = models.DateTimeField(_("geschreven"))
    gone_on = models.DateField(_("weg op"))

    class Meta:
        verbose_name = _("casus")
        verbose_name_plural = _("casussen")
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return self.question


class CaseReply(models.Model):
    """What another worker thinks."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(WORKER, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("reactie"), max_length=2000)
    written_at = models.DateTimeField(_("geschreven"))

    class Meta:
        verbose_name = _("reactie op een casus")
        verbose_name_plural = _("reacties op een casus")
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
