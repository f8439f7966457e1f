from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.credits.enums import AccountKind, TransferState

FLOOR_MINUTES = -12 * 60
CEILING_MINUTES = 100 * 60


class Account(models.Model):
    """Time of one owner in one community (site), in minutes. The balance is what its entries add up to."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("soort"), max_length=12, choices=AccountKind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="time_accounts",
        verbose_name=_("bewoner"),
    )
    owner = models.CharField(
        _("eigenaar"), max_length=80, blank=True, help_text="organisation:<uuid> or service:<uuid>; departments above"
    )
    name = models.CharField(_("naam"), max_length=120, blank=True)
    code = models.CharField(_("tijdcode"), max_length=6, help_text=_("Zonder spaties, zoals T72493."))
    balance = models.IntegerField(_("stand in minuten"), default=0)
    floor = models.IntegerField(_("laagste stand"), null=True, default=FLOOR_MINUTES)
    ceiling = models.IntegerField(_("hoogste stand"), null=True, default=CEILING_MINUTES)
    opened_at = models.DateTimeField(_("geopend"), auto_now_add=True)

    class Meta:
        verbose_name = _("tijdrekening")
        verbose_name_plural = _("tijdrekeningen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(floor__isnull=True) | Q(balance__gte=F("floor")), name="time_not_below_floor"
            ),
            models.CheckConstraint(
                condition=Q(ceiling__isnull=True) | Q(balance__lte=F("ceiling")), name="time_not_above_ceiling"
            ),
            models.UniqueConstraint(
                fields=["site", "user"], condition=Q(user__isnull=False), name="one_time_account_per_person"
            ),
            models.UniqueConstraint(
                fields=["site", "owner"], condition=~Q(owner=""), name="one_time_account_per_owner"
            ),
            models.UniqueConstraint(
                fields=["site", "kind"],
                condition=Q(kind__in=[AccountKind.GIFT.value, AccountKind.OPENING.value]),
                name="one_time_account_per_pot",
            ),
            models.UniqueConstraint(fields=["site", "code"], name="time_code_per_site"),
        ]

    def __str__(self) -> str:
        if self.kind == AccountKind.GIFT:
            return str(_("de weggeefpot"))
        return self.name or (self.user.get_short_name() if self.user else str(self.get_kind_display()))

    @property
    def readable_code(self) -> str:
        """The code in pairs, as it is read out: T7 24 93."""
        return " ".join(self.code[i : i + 2] for i in range(0, len(self.code), 2))

    @property
    def hours(self) -> float:
        return self.balance / 60


class Transfer(models.Model):
    """Time that one account owes or gives another: it may be refused; once booked it stands, or another undoes it."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="paid")
    receiver = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="received")
    minutes = models.PositiveIntegerField(_("minuten"))
    reason = models.CharField(_("waarvoor"), max_length=300)
    reference = models.CharField(_("hoort bij"), max_length=80, blank=True, help_text="help:<uuid>, order:<uuid>")
    key = models.CharField(_("sleutel"), max_length=80, help_text="idempotency key of who asked")
    state = models.CharField(_("stand"), max_length=10, choices=TransferState.choices)
    initiator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(_("antwoord"), max_length=300, blank=True)
    onward = models.BooleanField(_("gaat door naar de weggeefpot"), default=False)
    group = models.UUIDField(_("hoort bij elkaar"), null=True, blank=True)
    reverses = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reversed_by",
        verbose_name=_("draait terug"),
    )
    asked_at = models.DateTimeField(_("gevraagd op"))
    expires_at = models.DateTimeField(_("geldig tot"), null=True, blank=True)
    booked_at = models.DateTimeField(_("geboekt op"), null=True, blank=True)

    class Meta:
        verbose_name = _("overdracht van tijd")
        verbose_name_plural = _("overdrachten van tijd")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="transfer_of_some_time"),
            models.CheckConstraint(condition=~Q(payer=F("receiver")), name="transfer_to_another"),
            models.UniqueConstraint(fields=["site", "key"], name="transfer_key_once"),
        ]
        indexes = [models.Index(fields=["site", "state", "expires_at"], name="transfer_waiting")]

    def __str__(self) -> str:
        return f"{self.minutes} min: {self.reason}"

    @property
    def is_asked(self) -> bool:
        return self.state == TransferState.ASKED

    @property
    def is_booked(self) -> bool:
        return self.state == TransferState.BOOKED


class Entry(models.Model):
    """One booking. It takes from one account what it gives another, so all entries together are zero by construction.

    Rows are only ever added; a trigger of the database refuses every change (migration 0002).
    """

    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="entry")
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits", verbose_name=_("van"))
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits", verbose_name=_("naar"))
    minutes = models.PositiveIntegerField(_("minuten"))
    booked_at = models.DateTimeField(_("geboekt op"))

    class Meta:
        verbose_name = _("boeking")
        verbose_name_plural = _("boekingen")
        ordering = ["-booked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="entry_of_some_time"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="entry_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.debit_id} → {self.credit_id}: {self.minutes}"
