"""What of a page may go to another site: words and choices, never a photo, file, person or page of the first one."""

from __future__ import annotations

import re
from typing import Any

from wagtail import blocks
from wagtail.blocks.field_block import ChooserBlock
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from portal.pages.blocks.choices import worker_choices
from portal.pages.models import (
    AccessibilityPage,
    CareAndWelfarePage,
    CaregiverSupportPage,
    FaqPage,
    IndexPage,
    LifeEventPage,
    PreventionPage,
    PrivacyPage,
    ServicePage,
    StandardPage,
    VolunteerSupportPage,
)

TRAVELS = (
    AccessibilityPage,
    CareAndWelfarePage,
    CaregiverSupportPage,
    FaqPage,
    IndexPage,
    LifeEventPage,
    PreventionPage,
    PrivacyPage,
    ServicePage,
    StandardPage,
    VolunteerSupportPage,
)
WORDS = ("title", "lead")
PAGE_LINK = re.compile(r'<a\b([^>]*\blinktype="page"[^>]*)>(.*?)</a>', re.DOTALL)
PAGE_ID = re.compile(r'\bid="(\d+)"')

Content = dict[str, Any]


class StaysBehindError(Exception):
    """A block holds a photo, a file or a person, which belong to the site that they are of."""


def streams_of(page: Any) -> list[str]:
    """The names of the fields of blocks of a page."""
    return [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]


def content_of(page: Any, known: dict[int, Page]) -> Content:
    """The words and blocks of a page for another site. `known`: its pages by the number of the page they came from."""
    streams: dict[str, list[dict[str, Any]]] = {}
    behind: list[str] = []
    for name in streams_of(page):
        streams[name] = []
        for child in getattr(page, name):
            try:
                value = carry(child.block, child.value, known)
            except StaysBehindError:
                behind.append(str(child.block.label))
            else:
                prepared = child.block.get_prep_value(value)
                streams[name].append({"id": str(child.id), "type": child.block_type, "value": prepared})
    return {"words": {name: getattr(page, name) for name in WORDS}, "streams": streams, "behind": behind}


def carry(block: Any, value: Any, known: dict[int, Page]) -> Any:
    """The value of a block without anything of the first site. Raises StaysBehindError."""
    if value is None:
        return None
    if isinstance(block, ImageBlock):
        raise StaysBehindError
    if isinstance(block, blocks.StructBlock):
        parts = [(name, carry(child, value.get(name), known)) for name, child in block.child_blocks.items()]
        return type(value)(block, parts)
    if isinstance(block, blocks.ListBlock):
        item = block.child_block
        items = [ListValue.ListChild(item, carry(item, each.value, known), id=each.id) for each in value.bound_blocks]
        return ListValue(block, bound_blocks=items)
    if isinstance(block, blocks.StreamBlock):
        rows = [(child.block_type, carry(child.block, child.value, known), child.id) for child in value]
        return StreamValue(block, rows)
    return carry_alone(block, value, known)


def carry_alone(block: Any, value: Any, known: dict[int, Page]) -> Any:
    """The same for a block that holds no others."""
    if isinstance(block, blocks.PageChooserBlock):
        return known.get(value.pk)
    if isinstance(block, ChooserBlock):
        raise StaysBehindError
    if isinstance(block, blocks.ChoiceBlock) and block._constructor_kwargs.get("choices") is worker_choices:
        return ""
    return RichText(own_links(value.source, known)) if isinstance(block, blocks.RichTextBlock) else value


def own_links(html: str, known: dict[int, Page]) -> str:
    """Links to pages lead to the member's own; without one the words stay and the link goes."""
    if 'linktype="document"' in html or "<embed" in html:
        raise StaysBehindError

    def own(match: re.Match[str]) -> str:
        found = PAGE_ID.search(match[1])
        page = known.get(int(found[1])) if found else None
        return f'<a linktype="page" id="{page.pk}">{match[2]}</a>' if page is not None else match[2]

    return PAGE_LINK.sub(own, html)
