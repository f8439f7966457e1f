from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from portal.pages.exceptions import NotAllowed
from portal.pages.models import HomePage, PageCare
from portal.pages.rules import can_change_page

STARTER = "begin"


def ensure_home() -> HomePage | None:
    """A plain home page for a site that has none yet, in place of Wagtail's welcome; editors go on from there.

    Called after every migrate of a site without demo; returns the page when it was made.
    """
    site, root = Site.objects.filter(is_default_site=True).first(), Page.objects.filter(depth=1).first()
    if site is None or root is None or HomePage.objects.exists():
        return None
    with transaction.atomic():
        home = HomePage(title=_("Begin"), slug=STARTER, locale=Locale.get_default())
        blocks = [
            {"type": "giving", "value": starting_points()},
            {"type": "workers", "value": {"title": _("Met hen kunt u praten")}},
            {"type": "vacancies", "value": {"title": _("Nieuwe plekken"), "theme": "", "count": 4}},
        ]
        stream = HomePage._meta.get_field("body").stream_block
        home.body = stream.to_python([{**block, "id": str(uuid.uuid4())} for block in blocks])
        root.add_child(instance=home)
        welcome, site.root_page = site.root_page, home
        site.save()
        if type(welcome.specific) is Page and not welcome.get_children().exists():
            welcome.delete()
    return home


def starting_points() -> dict[str, object]:
    """Three ways into the vacancy bank that hold for every organisation."""
    ways = [
        (_("Ik heb een uur in de week"), "/vacatures/?max_hours=1"),
        (_("Ik wil iets doen vanuit huis"), "/vacatures/?remote=true"),
        (_("Ik weet het nog niet"), "/vacatures/wat-past/"),
    ]
    items = [
        {"type": "item", "value": {"sentence": sentence, "url": url}, "id": str(uuid.uuid4())} for sentence, url in ways
    ]
    title = _("Iedereen heeft iets te geven")
    return {
        "title": title,
        "drawing": "can",
        "voices": items,
        "more_text": _("Bekijk alle plekken"),
        "more_url": "/vacatures/",
    }


def give_care(*, page: Page, by: Any, keeper: Any, review_by: date) -> PageCare:
    """Say who keeps a page and by when somebody looks whether it is still true. Raises NotAllowed."""
    if not can_change_page(by, page):
        raise NotAllowed
    care, _made = PageCare.objects.update_or_create(
        page_id=page.pk, defaults={"keeper": keeper, "review_by": review_by}
    )
    return care
