"""Outside the usual files of a slice: what residents ask and offer as rows for a block of a page below."""

from __future__ import annotations

from collections.abc import Sequence

from community.help.models import HelpThemes
from community.help.queries import open_items
from community.help.wording import when_text
from portal.pages.rooms import RoomItem


def newest_for_pages(site_id: int, theme: str, count: int) -> Sequence[RoomItem]:
    """The newest open requests and offers: which of the two, the neighbourhood, and when it suits."""
    items = open_items(site_id)
    if theme:
        items = items.filter(pk__in=HelpThemes.objects.filter(tag__slug=theme).values("content_object"))
    newest = items.select_related("neighbourhood").prefetch_related("slots").order_by("-published_at", "-pk")
    return [
        RoomItem(
            item.title,
            item.get_absolute_url(),
            [fact for fact in (str(item.get_kind_display()), item.where, when_text(item)) if fact],
        )
        for item in newest[:count]
    ]
