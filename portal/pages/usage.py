"""Outside the usual files of a slice: where something is used, as somebody in the admin may know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

from portal.pages.binning import is_in_bin

MOST = 50


@dataclass(frozen=True)
class Use:
    """One place: what it is called, what it is, and where it is changed."""

    title: str
    kind: str
    url: str


@dataclass
class Usage:
    """The places that somebody may change, by title, how many of them are not shown, and how many are elsewhere."""

    places: list[Use] = field(default_factory=list)
    more: int = 0
    elsewhere: int = 0

    def __bool__(self) -> bool:
        return bool(self.places or self.elsewhere)


def usage_of(obj: Any, user: Any) -> Usage:
    """Where a page, a picture, a document or a row is used. Of what the user may not change only the number is told."""
    finder = AdminURLFinder(user)
    usage = Usage()
    for source in sources_of(obj):
        if isinstance(source, Page) and is_in_bin(source):
            continue
        url = finder.get_edit_url(source)
        if url:
            usage.places.append(Use(title_of(source), str(source._meta.verbose_name), url))
        else:
            usage.elsewhere += 1
    usage.places.sort(key=lambda use: use.title.casefold())
    usage.more, usage.places = max(0, len(usage.places) - MOST), usage.places[:MOST]
    return usage


def sources_of(obj: Any) -> list[Any]:
    """What refers to it, each once; a reference whose row is gone meanwhile is left out.

    With a page goes what is below it, so what refers to one of those counts, as far as it stays.
    """
    if isinstance(obj, Page):
        below = {str(pk) for pk in obj.get_descendants(inclusive=True).values_list("pk", flat=True)}
        kind = ContentType.objects.get_for_model(Page)
        found = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=below)
        found = found.exclude(base_content_type=kind, object_id__in=below)
    else:
        found = ReferenceIndex.get_references_to(obj)
    keys = {(row.base_content_type, row.object_id) for row in found.select_related("base_content_type")}
    rows = []
    for kind, number in sorted(keys, key=lambda key: (key[0].pk, key[1])):
        model = kind.model_class()
        source = model._base_manager.filter(pk=number).first() if model else None
        if source is not None:
            rows.append(source.specific if isinstance(source, Page) else source)
    return rows


def title_of(source: Any) -> str:
    return str(source.get_admin_display_title() if isinstance(source, Page) else source)
