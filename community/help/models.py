from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from community.help.enums import (
    LIVE_MATCHES,
    OPEN_STATES,
    PUBLIC_STATES,
    RENEWABLE_STATES,
    ConsentWay,
    Daypart,
    Field,
    HelpKind,
    InvitationState,
    ItemState,
    MatchState,
    Origin,
    Recurrence,
    ReportState,
    TimeWish,
)
from portal.vocabulary.models import Theme

USER = settings.AUTH_USER_MODEL
NEEDS_YES = [state.value for state in PUBLIC_STATES]


class HelpItem(models.Model):  # type: ignore[django-manager-missing]
    """What a resident offers or asks. Of the place only the middle of the neighbourhood is ever kept."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField(max_length=120, blank=True)
    kind = models.CharField(_("soort"), max_length=8, choices=HelpKind.choices)
    state = models.CharField(_("stand"), max_length=10, choices=ItemState.choices, default=ItemState.DRAFT)

    person = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="help_items")
    person_name = models.CharField(_("naam"), max_length=120, blank=True)
    person_email = models.EmailField(_("e-mailadres"), blank=True)
    person_phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    person_address = models.CharField(_("adres"), max_length=300, blank=True)
    origin = models.CharField(_("opgeschreven door"), max_length=8, choices=Origin.choices, default=Origin.SELF)
    drafted_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    relation = models.CharField(_("wie is dat"), max_length=80, blank=True)
    handler = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(_("taal"), max_length=2, default="nl")

    told = models.TextField(_("wat iemand vertelde"), max_length=2000, blank=True)
    title = models.CharField(_("in één zin"), max_length=120)
    text = models.TextField(_("openbare tekst"), max_length=1500)
    safety_notes = models.TextField(_("alleen voor coördinatoren"), max_length=1000, blank=True)
    themes = TaggableManager(through="HelpThemes", blank=True, verbose_name=_("waar het over gaat"))
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    postcode = models.CharField(_("vier cijfers"), max_length=4, blank=True)
    neighbourhood = models.ForeignKey(
        "places.Neighbourhood", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    radius_km = models.PositiveSmallIntegerField(_("hoe ver"), default=5)
    recurrence = models.CharField(_("hoe vaak"), max_length=8, choices=Recurrence.choices, blank=True)
    with_time = models.BooleanField(_("met tijd"), default=True)
    could_do = models.CharField(_("wat iemand zelf zou kunnen doen"), max_length=200, blank=True)
    places = models.PositiveSmallIntegerField(_("voor hoeveel mensen"), default=1)
    taken = models.PositiveSmallIntegerField(_("afgesproken"), default=0)

    consent_way = models.CharField(_("hoe kwam het ja"), max_length=5, choices=ConsentWay.choices, blank=True)
    consent_at = models.DateTimeField(_("ja gezegd op"), null=True, blank=True)
    consent_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    consent_version = models.PositiveSmallIntegerField(default=0, help_text="the version of the text that got a yes")
    version = models.PositiveSmallIntegerField(default=1, help_text="rises with every change of the public text")

    open_ended = models.BooleanField(_("zolang het nodig is"), default=False)
    visible_until = models.DateField(_("staat er tot en met"))
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    published_at = models.DateTimeField(_("geplaatst"), null=True, blank=True)
    ended_at = models.DateTimeField(_("geëindigd"), null=True, blank=True)
    is_imported = models.BooleanField(_("ingelezen"), default=False)

    class Meta:
        verbose_name = _("vraag of aanbod")
        verbose_name_plural = _("vraag en aanbod")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "external_id"], condition=~Q(external_id=""), name="help_external_once"
            ),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="help_not_promised_twice"),
            models.CheckConstraint(
                condition=~Q(state__in=NEEDS_YES)
                | Q(is_imported=True)
                | Q(consent_at__isnull=False, consent_version=F("version")),
                name="help_public_only_with_a_yes",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "-published_at"], name="help_list"),
            models.Index(fields=["state", "visible_until"], name="help_until"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("help:detail", args=[self.uuid])

    @property
    def is_request(self) -> bool:
        return self.kind == HelpKind.REQUEST

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_renewable(self) -> bool:
        return self.state in RENEWABLE_STATES

    @property
    def first_name(self) -> str:
        """Of whom it is about, for themselves and for who works with them; never on a public page."""
        name = self.person.first_name if self.person else ""
        return name or (self.person_name.split() or [""])[0]

    @property
    def email(self) -> str:
        return self.person.email if self.person else self.person_email

    @property
    def where(self) -> str:
        return self.neighbourhood.name if self.neighbourhood else self.place


class HelpThemes(ItemBase):
    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="help_items")
    content_object = models.ForeignKey(HelpItem, on_delete=models.CASCADE, related_name="theme_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="theme_once_per_help_item")]


class HelpSlot(models.Model):
    item = models.ForeignKey(HelpItem, on_delete=models.CASCADE, related_name="slots")
    daypart = models.CharField(_("dagdeel"), max_length=14, choices=Daypart.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "daypart"], name="help_daypart_once")]

    def __str__(self) -> str:
        return str(self.get_daypart_display())


class HelpMatch(models.Model):
    """One offer or request and one other person: their conversation, what they agreed and how it ended."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(HelpItem, on_delete=models.CASCADE, related_name="matches")
    other = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="help_matches")
    state = models.CharField(_("stand"), max_length=10, choices=MatchState.choices, default=MatchState.TALKING)
    plan = models.CharField(_("wat en wanneer"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuten"), null=True, blank=True)
    proposed_by_owner = models.BooleanField(null=True, blank=True)
    time_wish = models.CharField(_("wat met de tijd gebeurt"), max_length=4, choices=TimeWish.choices, blank=True)
    started_at = models.DateTimeField(_("begonnen"))
    agreed_at = models.DateTimeField(_("afgesproken op"), null=True, blank=True)
    ended_at = models.DateTimeField(_("geëindigd"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="rises with every change: two clicks do it once")

    class Meta:
        verbose_name = _("gesprek over hulp")
        verbose_name_plural = _("gesprekken over hulp")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "other"],
                condition=Q(state__in=[state.value for state in LIVE_MATCHES]),
                name="help_one_conversation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_MATCHES


class HelpMessage(models.Model):
    match = models.ForeignKey(HelpMatch, on_delete=models.CASCADE, related_name="messages")
    by_owner = models.BooleanField()
    author = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("bericht"), max_length=1500)
    written_at = models.DateTimeField(_("geschreven"))

    class Meta:
        verbose_name = _("bericht over hulp")
        verbose_name_plural = _("berichten over hulp")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.written_at:%Y-%m-%d}"


class HelpRelease(models.Model):
    """A telephone number or address that one side gave the other. Taken back, nothing of it is kept."""

    match = models.ForeignKey(HelpMatch, on_delete=models.CASCADE, related_name="releases")
    by_owner = models.BooleanField()
    field = models.CharField(_("wat"), max_length=8, choices=Field.choices)
    value = models.CharField(_("gegeven"), max_length=300)
    given_at = models.DateTimeField(_("gegeven op"))

    class Meta:
        verbose_name = _("gegeven dat iemand deelde")
        verbose_name_plural = _("gegevens die mensen deelden")
        constraints = [models.UniqueConstraint(fields=["match", "by_owner", "field"], name="help_release_once")]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.field}"


class HelpInvitation(models.Model):
    """A worker asked one person about one item, once; a no is never asked again."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(HelpItem, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="help_invitations")
    state = models.CharField(
        _("antwoord"), max_length=5, choices=InvitationState.choices, default=InvitationState.ASKED
    )
    asked_by = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("gevraagd op"))
    reasons = models.JSONField(_("waarom"), default=list)

    class Meta:
        verbose_name = _("vraag of iemand wil helpen")
        verbose_name_plural = _("vragen of iemand wil helpen")
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="help_asked_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"


class HelpQuiet(models.Model):
    """Somebody who does not want to be asked about help any more, until they say otherwise."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("wil niet gevraagd worden")
        verbose_name_plural = _("willen niet gevraagd worden")
        constraints = [models.UniqueConstraint(fields=["site", "user"], name="help_quiet_once")]

    def __str__(self) -> str:
        return str(self.user_id)


class HelpBlock(models.Model):
    """Two people who do not meet here again; only who blocked knows."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    blocked = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("blokkade")
        verbose_name_plural = _("blokkades")
        constraints = [models.UniqueConstraint(fields=["site", "by", "blocked"], name="help_block_once")]

    def __str__(self) -> str:
        return f"{self.by_id} × {self.blocked_id}"


class HelpReport(models.Model):
    """Somebody says that an item or a conversation is not right."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(HelpItem, null=True, on_delete=models.CASCADE, related_name="reports")
    match = models.ForeignKey(HelpMatch, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField(_("wat is er"), max_length=1000)
    state = models.CharField(_("stand"), max_length=8, choices=ReportState.choices, default=ReportState.OPEN)
    reported_at = models.DateTimeField(auto_now_add=True)
    handled_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(_("wat wij deden"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("melding over hulp")
        verbose_name_plural = _("meldingen over hulp")
        ordering = ["reported_at", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"
