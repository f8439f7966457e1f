from __future__ import annotations

import uuid
from datetime import datetime, time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.circles.enums import (
    GUEST_KINDS,
    PLANNING,
    Audience,
    CarriedBy,
    CircleState,
    InvitationState,
    ItemKind,
    ItemState,
    Level,
    MemberKind,
    MemberState,
    Part,
)

SCOPES = ("sees_agenda", "sees_tasks", "sees_phone", "sees_plan")


class SupportCircle(models.Model):
    """The people round one resident, who owns it: who is in, who sees what, and when it stops."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    focus_name = models.CharField(_("voornaam"), max_length=80, blank=True)
    represented = models.BooleanField(_("iemand regelt het namens"), default=False)
    basis = models.CharField(_("waarom namens"), max_length=200, blank=True)
    phone = models.CharField(_("telefoonnummer"), max_length=40, blank=True)
    goal = models.TextField(_("wat ik wil"), max_length=1000, blank=True)
    state = models.CharField(_("stand"), max_length=16, choices=CircleState.choices, default=CircleState.FORMING)
    level = models.CharField(_("hoeveel steun"), max_length=8, choices=Level.choices, default=Level.NORMAL)
    plan_shared_at = models.DateTimeField(_("plan gedeeld"), null=True, blank=True)
    started_at = models.DateTimeField(_("begonnen"))
    closed_at = models.DateTimeField(_("gestopt"), null=True, blank=True)
    kept = models.BooleanField(_("bewaard voor de eigenaar"), default=False)
    people_count = models.PositiveSmallIntegerField(_("hoeveel mensen"), default=1)

    class Meta:
        verbose_name = _("steunkring")
        verbose_name_plural = _("steunkringen")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in PLANNING]) | Q(plan_shared_at__isnull=True),
                name="plan_private_while_planning",
            ),
            models.CheckConstraint(
                condition=Q(state=CircleState.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=CircleState.CLOSED.value) & Q(closed_at__isnull=True)),
                name="closed_circle_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.uuid}"

    def get_absolute_url(self) -> str:
        return reverse("circles:circle", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        return self.state != CircleState.CLOSED


class CircleMember(models.Model):
    """A seat in a circle: who, what they are to the owner, and what they see. The owner has one too."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(SupportCircle, on_delete=models.CASCADE, related_name="members")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="circle_seats")
    name = models.CharField(_("naam"), max_length=80)
    kind = models.CharField(_("wie is dit"), max_length=12, choices=MemberKind.choices)
    what = models.CharField(_("wat doet deze persoon"), max_length=80, blank=True)
    sees_agenda = models.BooleanField(_("agenda"), default=False)
    sees_tasks = models.BooleanField(_("taken"), default=False)
    sees_phone = models.BooleanField(_("telefoon"), default=False)
    sees_plan = models.BooleanField(_("plan"), default=False)
    is_confidant = models.BooleanField(_("vertrouwenspersoon"), default=False)
    state = models.CharField(_("stand"), max_length=8, choices=MemberState.choices, default=MemberState.ACTIVE)
    joined_at = models.DateTimeField(_("sinds"))
    ended_at = models.DateTimeField(_("tot"), null=True, blank=True)
    last_turn_at = models.DateTimeField(_("schreef het laatst"), null=True, blank=True)

    class Meta:
        verbose_name = _("lid van een kring")
        verbose_name_plural = _("leden van kringen")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "user"], condition=Q(state=MemberState.ACTIVE.value), name="one_seat_per_person"
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(kind=MemberKind.OWNER.value, state=MemberState.ACTIVE.value),
                name="one_owner_per_circle",
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(is_confidant=True, state=MemberState.ACTIVE.value),
                name="one_confidant_per_circle",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MemberKind.OWNER.value) | Q(is_confidant=False), name="owner_is_not_the_confidant"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_owner(self) -> bool:
        return self.kind == MemberKind.OWNER

    @property
    def is_professional(self) -> bool:
        return self.kind == MemberKind.PROFESSIONAL

    @property
    def scopes(self) -> list[tuple[str, bool]]:
        """Label and whether this person sees it, in the order of the table."""
        return [(str(self._meta.get_field(name).verbose_name), bool(getattr(self, name))) for name in SCOPES]  # type: ignore[union-attr]


class Invitation(models.Model):
    """A seat that is offered, by mail or by a code that the owner reads out. It is answered once."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(SupportCircle, on_delete=models.CASCADE, related_name="invitations")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=8, null=True, unique=True, editable=False)
    email = models.EmailField(_("e-mailadres"), blank=True)
    name = models.CharField(_("naam"), max_length=80)
    kind = models.CharField(_("wie is dit"), max_length=12, choices=GUEST_KINDS)
    what = models.CharField(_("wat doet deze persoon"), max_length=80, blank=True)
    sees_agenda = models.BooleanField(_("agenda"), default=False)
    sees_tasks = models.BooleanField(_("taken"), default=True)
    sees_phone = models.BooleanField(_("telefoon"), default=False)
    sees_plan = models.BooleanField(_("plan"), default=False)
    takes_the_wheel = models.BooleanField(_("krijgt het stuur"), default=False)
    state = models.CharField(_("stand"), max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN)
    made_at = models.DateTimeField(_("gemaakt"))
    expires_at = models.DateTimeField(_("geldig tot"))
    answered_at = models.DateTimeField(_("beantwoord"), null=True, blank=True)

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "expires_at"], name="invitation_waiting")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == InvitationState.OPEN and self.expires_at > timezone.now()

    @property
    def readable_code(self) -> str:
        return f"{self.code[:4]} {self.code[4:]}" if self.code else ""


class CircleItem(models.Model):
    """Something on a day: a task that somebody may take, an appointment, or a meeting of the circle."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(SupportCircle, on_delete=models.CASCADE, related_name="items")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("soort"), max_length=12, choices=ItemKind.choices)
    title = models.CharField(_("wat"), max_length=120)
    day = models.DateField(_("dag"))
    at = models.TimeField(_("tijd"), null=True, blank=True)
    place = models.CharField(_("waar"), max_length=160, blank=True)
    doer = models.ForeignKey(
        CircleMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="items", verbose_name=_("wie")
    )
    doer_name = models.CharField(_("iemand anders"), max_length=80, blank=True)
    between_us = models.BooleanField(_("onder elkaar"), default=False)
    state = models.CharField(_("stand"), max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    series = models.UUIDField(_("elke week"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(CircleMember, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("taak of afspraak")
        verbose_name_plural = _("taken en afspraken")
        ordering = ["day", "at", "pk"]
        indexes = [models.Index(fields=["circle", "day"], name="circle_week")]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def who(self) -> str:
        return self.doer.name if self.doer else self.doer_name

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, self.at or time(0)))


class Agreement(models.Model):
    """A line of the plan: who does what and when, by ourselves or by a professional."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(SupportCircle, on_delete=models.CASCADE, related_name="agreements")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(_("wat"), max_length=200)
    who = models.CharField(_("wie"), max_length=120, blank=True)
    when = models.CharField(_("wanneer"), max_length=120, blank=True)
    carried_by = models.CharField(_("door"), max_length=12, choices=CarriedBy.choices, default=CarriedBy.US)
    between_us = models.BooleanField(_("onder elkaar"), default=False)
    written_at = models.DateTimeField(_("opgeschreven"))

    class Meta:
        verbose_name = _("afspraak in het plan")
        verbose_name_plural = _("afspraken in het plan")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uuid)


class CircleNote(models.Model):
    """Words about an item, a line of the plan or the plan as a whole, for the readers that its writer chose."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(SupportCircle, on_delete=models.CASCADE, related_name="notes")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(CircleItem, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    agreement = models.ForeignKey(Agreement, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(CircleMember, null=True, on_delete=models.SET_NULL, related_name="notes")
    text = models.TextField(_("tekst"), max_length=2000)
    audience = models.CharField(_("wie leest dit"), max_length=4, choices=Audience.choices, default=Audience.ALL)
    readers = models.ManyToManyField(CircleMember, blank=True, related_name="+", verbose_name=_("lezers"))
    written_at = models.DateTimeField(_("geschreven"))

    class Meta:
        verbose_name = _("notitie in een kring")
        verbose_name_plural = _("notities in kringen")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return str(self.uuid)


class CircleKey(models.Model):
    """The secret address of one member's calendar of one circle. It stops with the seat."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(CircleMember, on_delete=models.CASCADE, related_name="keys")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("gemaakt"))
    revoked_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)

    class Meta:
        verbose_name = _("agenda-adres van een kring")
        verbose_name_plural = _("agenda-adressen van kringen")
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(revoked_at=None), name="one_circle_key_in_use")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Look(models.Model):
    """Who looked at which part on which day, how often, or tried to when it was no longer theirs."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(SupportCircle, on_delete=models.CASCADE, related_name="looks")
    member = models.ForeignKey(CircleMember, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(_("wat"), max_length=10, choices=Part.choices)
    refused = models.BooleanField(_("geweigerd"), default=False)
    day = models.DateField(_("dag"))
    times = models.PositiveIntegerField(_("keer"), default=1)
    last_at = models.DateTimeField(_("het laatst"))

    class Meta:
        verbose_name = _("wie keek")
        verbose_name_plural = _("wie keken")
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "member", "part", "day", "refused"], name="one_look_line_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.part} {self.day}"
