from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.pages.models.base import ReadingPage
from portal.pages.models.meetings import MeetingPage


class IndexPage(ReadingPage):
    """A part of the site: its text, and below it the pages that it holds."""

    template = "pages/index_page.html"
    schema_page = "CollectionPage"
    page_description = _("Een deel van de site: een korte tekst, en daaronder de pagina's die het bevat.")
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]

    @cached_property
    def holds_meetings(self) -> bool:
        """Whether it is the archive of meetings, which has a feed."""
        return MeetingPage.objects.child_of(self).live().exists() if self.pk else False

    class Meta:
        verbose_name = _("overzicht")
        verbose_name_plural = _("overzichten")


class StandardPage(ReadingPage):
    """One subject, from what is going on to whom to ring."""

    template = "pages/standard_page.html"
    page_description = _("Eén onderwerp, van wat er speelt tot wie u kunt bellen.")
    parent_page_types = ["pages.HomePage", "pages.IndexPage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]

    class Meta:
        verbose_name = _("gewone pagina")
        verbose_name_plural = _("gewone pagina's")
