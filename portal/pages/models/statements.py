from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from portal.pages.enums import AccessStatus, Family
from portal.pages.jsonld import Node, organisation_id
from portal.pages.models.base import ReadingPage
from portal.pages.widgets import DateInput


class StatementPage(ReadingPage):
    """What we promise, with the day of the last change and a form that reaches a person."""

    changed_on = models.DateField(
        _("laatst veranderd"), null=True, blank=True, help_text=_("Lezers zien dit. Bijvoorbeeld: 3 november 2026.")
    )

    template = "pages/statement_page.html"
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    subpage_types: list[str] = []
    family = Family.SITE
    feedback_kind = ""
    content_panels = [*ReadingPage.content_panels, FieldPanel("changed_on", widget=DateInput)]

    class Meta:
        abstract = True

    def structured_data(self, request: HttpRequest) -> list[Node]:
        page = {"@type": "WebPage", "name": self.title, "publisher": {"@id": organisation_id(request)}}
        return [{**page, "dateModified": self.changed_on.isoformat()} if self.changed_on else page]


class AccessibilityPage(StatementPage):
    """How well the site works for everyone, who looked, what is still wrong, and where to say that it is."""

    status = models.CharField(
        _("hoe goed de site voldoet"),
        max_length=10,
        choices=AccessStatus.choices,
        default=AccessStatus.PARTLY,
        help_text=_("De treden van de verklaring voor overheden. Bijvoorbeeld: voldoet voor een deel."),
    )
    checked_on = models.DateField(
        _("nagekeken op"), null=True, blank=True, help_text=_("Bijvoorbeeld: 12 oktober 2026.")
    )
    checked_by = models.CharField(
        _("nagekeken door"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: een bureau van buiten.")
    )

    template = "pages/accessibility_page.html"
    feedback_kind = "access"
    page_description = _("Hoe toegankelijk de site is, wie dat nakeek, en een formulier voor wat niet lukt.")
    content_panels = [
        *StatementPage.content_panels,
        "status",
        FieldRowPanel([FieldPanel("checked_on", widget=DateInput), "checked_by"]),
    ]

    class Meta:
        verbose_name = _("toegankelijkheidsverklaring")
        verbose_name_plural = _("toegankelijkheidsverklaringen")


class PrivacyPage(StatementPage):
    """What we keep of people, why and how long, and where to ask for it."""

    template = "pages/statement_page.html"
    feedback_kind = "privacy"
    page_description = _("Wat u van mensen bewaart en waarom, en een formulier voor een vraag daarover.")

    class Meta:
        verbose_name = _("privacyverklaring")
        verbose_name_plural = _("privacyverklaringen")


class ComplaintsPage(StatementPage):
    """How to complain or to praise, and what happens then."""

    template = "pages/statement_page.html"
    feedback_kind = "complaint"
    page_description = _("Hoe iemand klaagt of een compliment geeft, met een formulier dat een mens leest.")

    class Meta:
        verbose_name = _("klachtenregeling")
        verbose_name_plural = _("klachtenregelingen")
