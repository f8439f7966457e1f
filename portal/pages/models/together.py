from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from portal.pages.enums import Family
from portal.pages.models.base import ReadingPage

PARENTS = ["pages.HomePage", "pages.IndexPage"]


class IdeasPage(ReadingPage):
    """Where ideas are handed in and followed; the ideas themselves lie above pages and are found when it is read."""

    intake_open = models.BooleanField(
        _("iedereen mag een idee insturen"),
        default=True,
        help_text=_("Uit: de ideeën blijven staan, het formulier gaat weg. Bijvoorbeeld: na een oproep met einddatum."),
    )

    template = "pages/ideas_page.html"
    schema_page = "CollectionPage"
    parent_page_types = PARENTS
    subpage_types: list[str] = []
    family = Family.TAKING_PART
    page_description = _("Ideeën van iedereen, en wat ervan kwam: gekozen, geprobeerd, gelukt of gestopt.")
    content_panels = [*ReadingPage.content_panels, "intake_open"]

    class Meta:
        verbose_name = _("ideeën en proeven")
        verbose_name_plural = _("pagina's met ideeën")


class LearningNetworkPage(ReadingPage):
    """A network of people who learn from each other; meetings and notes are for its members."""

    for_whom = models.CharField(
        _("voor wie"), max_length=200, help_text=_("Bijvoorbeeld: iedereen die in een wijk werkt, betaald of niet.")
    )
    meets = models.CharField(
        _("wanneer het samenkomt"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: elke tweede dinsdag.")
    )
    join_open = models.BooleanField(
        _("men kan vragen om mee te doen"), default=True, help_text=_("Bijvoorbeeld: uit, als de groep vol is.")
    )

    template = "pages/network_page.html"
    parent_page_types = PARENTS
    subpage_types: list[str] = []
    family = Family.TAKING_PART
    page_description = _("Een groep die van elkaar leert, met een deel dat alleen de leden zien.")
    content_panels = [
        *ReadingPage.content_panels,
        MultiFieldPanel(["for_whom", "meets", "join_open"], heading=_("Meedoen")),
    ]

    class Meta:
        verbose_name = _("leernetwerk")
        verbose_name_plural = _("leernetwerken")
