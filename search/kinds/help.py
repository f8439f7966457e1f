"""What residents ask and offer: the newest open ones, by their words and themes. More of them are on their own list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from community.help.models import HelpItem
from community.help.queries import open_items, with_parts
from search.kinds import Found, Kind

MOST = 300


def rows(site: Site) -> list[HelpItem]:
    return list(with_parts(open_items(site.pk)).order_by("-published_at", "-pk")[:MOST])


def about(item: HelpItem) -> str:
    themes = [word for each in item.theme_items.all() for word in (each.tag.name, *each.tag.aliases)]
    return " . ".join(filter(None, [item.text, item.where, item.place, *themes]))


def show(item: HelpItem, site: Site) -> Found:
    return Found(item.title, item.get_absolute_url(), f"{item.get_kind_display()}, {item.where}".strip(", "))


KIND = Kind(
    key="vraag-en-aanbod", label=_("Buren helpen buren"), word=_("vraag en aanbod"), rows=rows,
    name=lambda item: item.title, about=about, show=show,
)  # fmt: skip
