"""Outside the usual files of a slice: what the worker looks for on published pages, and the mails about old ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from portal.notices.actions import send_notice
from portal.notices.enums import Topic
from portal.pages.enums import FindingKind
from portal.pages.models import ContentPage, Finding
from portal.pages.outside import answers
from portal.pages.queries import cares_due
from portal.pages.readability import hard_sentences
from portal.pages.rules import is_open

HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
LINK_BY_NUMBER = r'<a\b[^>]*\blinktype="{kind}"[^>]*\bid="(\d+)"|<a\b[^>]*\bid="(\d+)"[^>]*\blinktype="{kind}"'
PAGE_LINK, DOCUMENT_LINK = (re.compile(LINK_BY_NUMBER.format(kind=kind)) for kind in ("page", "document"))
OUTSIDE_AT_ONCE = 40
REMIND_DAYS = 14


def look_at_all() -> int:
    """Renew the findings of every published page; the schedule calls it at night. Returns how many there are."""
    outside = Outside(turn_of(outside_addresses(), timezone.localdate()) if settings.CHECK_OUTSIDE_LINKS else ())
    return sum(look_at(page, outside) for page in published_pages())


def published_pages() -> Iterator[ContentPage]:
    for site in Site.objects.select_related("root_page"):
        for page in site.root_page.get_descendants(inclusive=True).live().specific().iterator():
            if isinstance(page, ContentPage):
                yield page


def outside_addresses() -> list[str]:
    """Every address of another site that stands on a published page, in a fixed order."""
    return sorted({url for page in published_pages() for url in addresses_of(page) if url.startswith("https://")})


def turn_of(urls: list[str], day: date) -> list[str]:
    """The addresses whose turn it is on a day: the next ones each night, until all were asked and it begins again."""
    if len(urls) <= OUTSIDE_AT_ONCE:
        return urls
    start = day.toordinal() * OUTSIDE_AT_ONCE % len(urls)
    return (urls + urls)[start : start + OUTSIDE_AT_ONCE]


class Outside:
    """What is known of addresses of other sites: those whose turn it is are asked once, others are as last found."""

    def __init__(self, turn: Iterable[str]) -> None:
        self.turn = set(turn)
        broken = Finding.objects.filter(kind=FindingKind.LINK, detail__startswith="https://")
        self.known: dict[str, bool] = dict.fromkeys(broken.values_list("detail", flat=True), True)

    def is_broken(self, url: str) -> bool:
        if url in self.turn:
            self.turn.remove(url)
            self.known[url] = not answers(url)
        return self.known.get(url[:500], False)


def look_at(page: ContentPage, outside: Outside | None = None) -> int:
    """Renew the findings of one page."""
    found = {
        FindingKind.LINK: broken_links(page, outside or Outside(())),
        FindingKind.ALT: pictures_without_words(page),
        FindingKind.SENTENCE: hard_sentences(page.plain_texts(), page.language),
    }
    rows = [Finding(page_id=page.pk, kind=kind, detail=text[:500]) for kind, texts in found.items() for text in texts]
    with transaction.atomic():
        Finding.objects.filter(page_id=page.pk).delete()
        Finding.objects.bulk_create(rows)
    return len(rows)


def values_in(value: Any) -> Iterator[Any]:
    """Every leaf of the raw blocks of a page."""
    if isinstance(value, dict):
        for item in value.values():
            yield from values_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from values_in(item)
    else:
        yield value


def raw_blocks(page: ContentPage) -> list[Any]:
    found = [getattr(page, name, None) for name in ("body", "easy")]
    return [block for stream in found if stream is not None for block in stream.get_prep_value()]


def texts_of(page: ContentPage) -> list[str]:
    return [text for text in values_in(raw_blocks(page)) if isinstance(text, str)]


def addresses_of(page: ContentPage) -> set[str]:
    """The addresses in the blocks of a page."""
    texts = texts_of(page)
    urls = {unescape(url) for text in texts for url in HREF.findall(text)}
    return urls | {text for text in texts if re.fullmatch(r"(?:/|https://)[^\s<>]*", text)}


def broken_links(page: ContentPage, outside: Outside) -> list[str]:
    """Addresses in the blocks of a page that lead nowhere, each once: our own always, others when it is their turn."""
    texts, urls = texts_of(page), addresses_of(page)
    gone = [f"#{pk}" for pk in linked_pages(texts, page) if not Page.objects.filter(pk=pk, live=True).exists()]
    return sorted(gone + lost_files(texts, page) + [url for url in urls if is_broken(url, page, outside)])


def lost_files(texts: Iterable[str], page: ContentPage) -> list[str]:
    """Documents that a page offers and that are gone or in the bin, by their title or else their number."""
    inline = {int(first or second) for text in texts for first, second in DOCUMENT_LINK.findall(text)}
    asked = inline | {value for value in chosen(raw_blocks(page), {"document"}) if isinstance(value, int)}
    there = {document.pk: document for document in get_document_model().objects.filter(pk__in=asked)}
    lost = [there.get(pk, pk) for pk in sorted(asked) if pk not in there or not is_open(there[pk])]
    return [str(each) for each in lost]


def linked_pages(texts: Iterable[str], page: ContentPage) -> set[int]:
    inline = {int(first or second) for text in texts for first, second in PAGE_LINK.findall(text)}
    return inline | {value for value in chosen(raw_blocks(page), {"page", "more_page"}) if isinstance(value, int)}


def chosen(value: Any, names: set[str]) -> Iterator[Any]:
    """The numbers that choosers keep under the names that our blocks use."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in names:
                yield item
            else:
                yield from chosen(item, names)
    elif isinstance(value, list):
        for item in value:
            yield from chosen(item, names)


def is_broken(url: str, page: ContentPage, outside: Outside) -> bool:
    parts = urlsplit(url)
    if parts.scheme == "https":
        return outside.is_broken(url)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return False
    return not leads_somewhere(parts.path, page)


def leads_somewhere(path: str, page: ContentPage) -> bool:
    """Whether a path of this site is a published page or a view; what a view finds behind it is not asked."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.view_name != "wagtail_serve":
        return True
    site = page.get_site()
    parts = [part for part in path.split("/") if part]
    if parts[:1] == ["en"]:
        parts = parts[1:]
    wanted = site.root_page.url_path + "".join(f"{part}/" for part in parts)
    if Page.objects.live().filter(url_path=wanted).exists():
        return True
    return Redirect.get_for_site(site).filter(old_path=Redirect.normalise_path(path)).exists()


def pictures_without_words(page: ContentPage) -> list[str]:
    """Titles of pictures that have no description and are not marked as decoration."""
    found = []
    for value in picture_values(raw_blocks(page)):
        if not value.get("decorative") and not (value.get("alt_text") or "").strip():
            image = get_image_model().objects.filter(pk=value["image"]).first()
            found.append(image.title if image else str(value["image"]))
    return found


def picture_values(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("image") and "decorative" in value:
            yield value
        for item in value.values():
            yield from picture_values(item)
    elif isinstance(value, list):
        for item in value:
            yield from picture_values(item)


def remind_keepers() -> int:
    """One mail to who keeps a page, REMIND_DAYS days before somebody should look at it; once for each date."""
    sent = 0
    for care in cares_due(timezone.localdate() + timedelta(days=REMIND_DAYS)):
        keeper, site = care.keeper or care.page.owner, care.page.get_site()
        if keeper is None or not keeper.is_active or site is None:
            continue
        edit = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[care.page_id])
        notice = send_notice(
            site=site,
            kind="review",
            object_key=f"page:{care.page_id}:{care.review_by:%Y-%m-%d}",
            recipient=keeper.email,
            template="pages/review",
            context={"page": care.page, "keeper": keeper, "review_by": care.review_by, "edit": edit},
            topic=Topic.PAGES,
        )
        sent += notice is not None
    return sent
