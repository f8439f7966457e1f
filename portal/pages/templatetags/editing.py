"""What the admin's own templates ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.apps import apps

from portal.pages.enums import Family
from portal.pages.usage import Usage, usage_of

register = template.Library()

DRAWINGS = {
    Family.HELP: "door",
    Family.PEOPLE: "table",
    Family.STORIES: "book",
    Family.TAKING_PART: "can",
    Family.SITE: "willow",
}


@dataclass
class Shelf:
    """The page types of one family that fit at this place."""

    label: str
    sentence: str
    drawing: str
    types: list[Any] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def usage_of_object(context: Any, obj: Any) -> Usage:
    """Where something is used, as far as who looks may know."""
    return usage_of(obj, context["request"].user) if obj is not None else Usage()


@register.filter
def families(page_types: Iterable[tuple[Any, ...]]) -> list[Shelf]:
    """Wagtail's list of page types, by family; a family without a type that fits here is left out."""
    shelves = {family: Shelf(str(family.label), str(family.sentence), DRAWINGS[family]) for family in Family}
    for name, app, model, description in page_types:
        family = getattr(apps.get_model(app, model), "family", Family.SITE)
        shelves[family].types.append({"name": name, "app": app, "model": model, "description": description})
    return [shelf for shelf in shelves.values() if shelf.types]
