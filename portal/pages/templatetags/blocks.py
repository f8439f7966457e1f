"""What the templates of blocks ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import number_format
from wagtail.models import Page, Site

from portal.pagecache.actions import keep_until
from portal.pages.directory import team_of
from portal.pages.frame import phone_href
from portal.pages.rooms import RoomItem, items_of
from portal.pages.rules import is_open

register = template.Library()
EASY = "eenvoudig"


@dataclass(frozen=True)
class Cell:
    heading: str
    text: str
    is_number: bool


@register.filter
def may_be_shown(file: Any) -> bool:
    """Whether a picture or a document is there and does not lie in the bin."""
    return bool(file) and is_open(file)


@register.filter
def table_rows(table: Any) -> list[list[Cell]]:
    """The rows of a table block; every cell knows the head of its column, because a phone shows them one by one."""
    return [
        [
            Cell(
                column["heading"],
                plain_number(bound.value) if isinstance(bound.value, Decimal) else str(bound.value or ""),
                isinstance(bound.value, Decimal),
            )
            for column, bound in zip(table.columns, row, strict=False)
        ]
        for row in table.rows
    ]


@register.filter
def plain_number(value: Any) -> str:
    """1234.50 as a Dutch reader writes it: 1.234,50. It keeps the decimals that the editor gave."""
    number = Decimal(value)
    places = max(0, -int(number.as_tuple().exponent))
    return number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def phone_address(number: str) -> str:
    return phone_href(number)


@register.filter
def bare_address(url: str) -> str:
    """An address as one says it: without the protocol and the last stroke."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


@register.simple_tag(takes_context=True)
def room_items(context: template.Context, room: str, theme: str = "", count: int = 3) -> Sequence[RoomItem]:
    site = site_of(context)
    if site is None:
        return ()
    items = items_of(room, site_id=site.pk, theme=theme or "", count=count)
    if request := context.get("request"):
        keep_until(request, min((item.until for item in items if item.until), default=None))
    return items


@register.simple_tag(takes_context=True)
def workers_who(context: template.Context, for_whom: str = "", place: str = "", count: int = 4) -> list[Any]:
    site = site_of(context)
    team = team_of(site, context.get("request")).workers if site is not None else []
    return [worker for worker in team if is_for(worker.profile, for_whom or "", place or "")][:count]


def is_for(profile: Any, for_whom: str, place: str) -> bool:
    """Whether a profile holds these words; an empty word asks for nothing."""
    where = f"{profile.place}\n{profile.where_now}".casefold()
    return for_whom.casefold() in profile.for_whom.casefold() and place.casefold() in where


@register.simple_tag(takes_context=True)
def reads_easy(context: template.Context, page: Page) -> bool:
    """Whether the visitor asked for the twin text in easy words, and the page has one."""
    request: HttpRequest | None = context.get("request")
    return request is not None and request.GET.get("lees") == EASY and bool(getattr(page, "easy", None))


@register.simple_tag
def map_tiles() -> str:
    return settings.MAP_TILES


def site_of(context: template.Context) -> Site | None:
    request = context.get("request")
    return Site.find_for_request(request) if request is not None else None
