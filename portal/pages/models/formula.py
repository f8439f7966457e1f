"""A formula: an organisation whose pages others follow, who belongs to it, and who carries its mark."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.pages.enums import MembershipState


class Formula(models.Model):
    """The organisation of one site offers the pages below `root` to other sites, and gives out a mark."""

    site = models.OneToOneField(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="formula", verbose_name=_("site")
    )
    name = models.CharField(_("naam"), max_length=80, help_text=_("Bijvoorbeeld: De Dorpskamer."))
    root = models.ForeignKey(
        Page,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("voorbeeldpagina's staan onder"),
        help_text=_("Deze pagina en alles eronder wordt een voorstel voor de leden."),
    )
    mark_name = models.CharField(
        _("naam van het keurmerk"), max_length=80, help_text=_("Bijvoorbeeld: Dorpskamer met koffie.")
    )
    mark_text = models.TextField(
        _("wat het keurmerk zegt"),
        max_length=1200,
        help_text=_(
            "Eén regel per belofte. Bijvoorbeeld: Wie binnenloopt, krijgt binnen vijf minuten iemand te spreken."
        ),
    )

    class Meta:
        verbose_name = _("formule")
        verbose_name_plural = _("formules")

    def __str__(self) -> str:
        return self.name

    @property
    def promises(self) -> list[str]:
        return [line.strip() for line in self.mark_text.splitlines() if line.strip()]


class Membership(models.Model):
    """A site that belongs to a formula. The formula asks, the site says yes, and either may end it."""

    formula = models.ForeignKey(Formula, on_delete=models.CASCADE, related_name="memberships")
    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="formula_memberships", verbose_name=_("site")
    )
    state = models.CharField(_("stand"), max_length=8, choices=MembershipState.choices, default=MembershipState.INVITED)
    invited_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    answered_at = models.DateTimeField(_("antwoord op"), null=True, blank=True)
    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mark_from = models.DateField(_("keurmerk vanaf"), null=True, blank=True)
    mark_until = models.DateField(_("keurmerk tot en met"), null=True, blank=True)
    mark_withdrawn_on = models.DateField(_("keurmerk ingetrokken op"), null=True, blank=True)
    mark_reason = models.CharField(_("waarom ingetrokken"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("lid van een formule")
        verbose_name_plural = _("leden van een formule")
        ordering = ["site__site_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["formula", "site"], condition=~Q(state="ended"), name="one_membership_per_site"
            ),
            models.CheckConstraint(
                condition=Q(mark_from=None, mark_until=None) | Q(mark_until__gte=F("mark_from")),
                name="mark_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site.site_name or self.site.hostname}: {self.formula}"

    def carries_mark(self, day: date) -> bool:
        """Whether the mark may be carried on a day: given, not withdrawn, not over, and still a member."""
        if self.mark_from is None or self.mark_until is None or self.mark_withdrawn_on is not None:
            return False
        return self.state == MembershipState.ACTIVE and self.mark_from <= day <= self.mark_until


class FormulaPage(models.Model):
    """A page of the formula for one member: what was last answered, what waits, and the member's own page.

    `base` and `proposed` are content as `travel.content_of` makes it. An open proposal is a row with `proposed`.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pages")
    source = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("voorbeeld"))
    local = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("eigen pagina")
    )
    base = models.JSONField(default=dict)
    proposed = models.JSONField(null=True)
    proposed_at = models.DateTimeField(_("voorgesteld op"), null=True)
    decided_at = models.DateTimeField(_("beslist op"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("door")
    )

    class Meta:
        verbose_name = _("voorstel van een formule")
        verbose_name_plural = _("voorstellen van een formule")
        constraints = [models.UniqueConstraint(fields=["membership", "source"], name="source_once_per_member")]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def site_id(self) -> int:
        """The member's, for the history."""
        return self.membership.site_id

    @property
    def seen(self) -> dict[str, object]:
        """What the member's page came from; nothing when the member has no page of it."""
        return self.base if self.local_id else {}
