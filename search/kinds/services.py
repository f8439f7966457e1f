"""What the organisation and others offer: the pages of services and of who gives them."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from portal.pages.models import ProviderPage, ServicePage
from search.kinds import pages


def rows(site: Site) -> list[Page]:
    return list(pages.pages_of(site).type(ServicePage, ProviderPage).order_by("depth", "path")[: pages.MOST])


KIND = replace(pages.KIND, key="diensten", label=_("Hiermee helpen wij"), word=_("dienst"), rows=rows, limit=5)
