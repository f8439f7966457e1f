"""Outside the usual files of a slice: what a site offers, in words alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.pages.links import in_language
from portal.pages.models import ServicePage
from portal.pages.translated import twins_of


def plain_list(site: Site, request: HttpRequest) -> list[dict[str, Any]]:
    """Every service of the site in words: title, address, and what is known under its label.

    In another language than Dutch the words are those of its translation, where there is one.
    """
    pages = list(
        ServicePage.objects.live().public().descendant_of(site.root_page).order_by("path").select_related("provider")
    )
    twins = twins_of(pages, get_language() or settings.LANGUAGE_CODE)
    pages = [twins.get(page.translation_key, page) for page in pages]
    return [
        {
            "title": page.title,
            "url": request.build_absolute_uri(in_language(page.get_url(request))),
            "lead": page.lead,
            "lines": [
                (label, text)
                for label, text in (
                    (_("Bericht"), page.alert),
                    (_("Voor wie"), page.eligibility),
                    (_("Zo begint u"), page.application_process),
                    (_("Wanneer"), "; ".join(f"{b.value.day_text} {b.value.time_text}" for b in page.schedules)),
                    (_("Kosten"), "; ".join(f"{v['title']}: {v.price_text}" for v in page.prices_now)),
                    (_("Waar"), ", ".join(page.address_lines)),
                    (_("Wie"), page.provider.title if page.provider and page.provider.live else ""),
                    (_("Telefoon"), page.phone),
                )
                if text
            ],
        }
        for page in pages
    ]
