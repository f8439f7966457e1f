"""Outside the usual files of a slice: a feed for a reader, a page for another's site."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from csp.decorators import csp_replace
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from portal.pages.models import SiteSettings
from search.chips import chips
from search.contract import Answer, Hit
from search.engines import search
from search.forms import SearchForm

ITEMS = 30
EMBEDDED = 10
COLOUR = re.compile(r"^#?([0-9a-fA-F]{6})$")
WHITE, INK, ACCENT = "ffffff", "12333d", "0a5a73"
READABLE = 4.5  # contrast of WCAG 2.2, 1.4.3


def asked(request: HttpRequest, sort: str, size: int) -> SearchForm:
    """The list's own form with an order and a number of our choice."""
    data = request.GET.copy()
    data.setlist("sort", [data.get("sort") or sort])
    data.setlist("page_size", [str(size)])
    data.pop("page", None)
    site = Site.find_for_request(request)
    return SearchForm(data, site_id=site.pk if site else 0)


def in_words(form: SearchForm, answer: Answer) -> str:
    """What was asked, for a title: “koken, Tiel”; empty for everything."""
    words = [chip.label for chip in chips(form, answer)]
    if place := form.cleaned_data["place"]:
        words.append(place)
    return ", ".join(words)


def list_parameters(data: QueryDict) -> str:
    """The parameters of the list itself, without empty ones, pages and colours."""
    kept = data.copy()
    for name in ("page", "page_size", "after", "kleur", "achtergrond"):
        kept.pop(name, None)
    for name in [name for name, values in kept.lists() if not any(values)]:
        del kept[name]
    return kept.urlencode()


def refused(form: SearchForm) -> HttpResponse:
    lines = [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]
    return HttpResponse("\n".join(lines), status=422, content_type="text/plain; charset=utf-8")


# --- The feed -------------------------------------------------------------------------------------------------------


@require_safe
@cache_control(public=True, max_age=300)
def vacancy_feed(request: HttpRequest) -> HttpResponse:
    """`/feeds/vacatures.atom`: the newest of any search, with the list's own parameters."""
    form = asked(request, "newest", ITEMS)
    if not form.is_valid():
        return refused(form)
    return VacancyFeed(form, search(form.query(), form.site_id), request)(request)


class VacancyFeed(Feed):
    feed_type = Atom1Feed

    def __init__(self, form: SearchForm, answer: Answer, request: HttpRequest) -> None:
        self.form, self.answer, self.request = form, answer, request
        self.owner = SiteSettings.for_request(request).name

    def absolute(self, path: str) -> str:
        return self.request.build_absolute_uri(path)

    def title(self) -> str:
        words = in_words(self.form, self.answer)
        return f"{self.owner}: {words}" if words else _("%(name)s: plekken voor vrijwilligers") % {"name": self.owner}

    def link(self) -> str:
        return self.absolute(f"/vacatures/?{list_parameters(self.request.GET)}")

    def feed_url(self) -> str:
        return self.absolute(self.request.get_full_path())

    def author_name(self) -> str:
        return self.owner

    def items(self) -> tuple[Hit, ...]:
        return self.answer.hits

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.summary

    def item_link(self, item: Hit) -> str:
        return self.absolute(item.url)

    def item_guid(self, item: Hit) -> str:
        return f"urn:uuid:{item.id}"

    def item_author_name(self, item: Hit) -> str:
        return item.organisation or self.owner

    def item_pubdate(self, item: Hit) -> datetime:
        return datetime.fromisoformat(item.source["published_at"])

    item_updateddate = item_pubdate

    def item_categories(self, item: Hit) -> tuple[str, ...]:
        return item.themes


# --- The page for another's site ------------------------------------------------------------------------------------


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=300)
def embedded(request: HttpRequest) -> HttpResponse:
    """`/vacatures/ingebed/`: any search as a page for an iframe, without cookies, in the colours of that site."""
    form = asked(request, "relevance", EMBEDDED)
    if not form.is_valid():
        return render(request, "search/embedded.html", {"form": form, "colours": colours_asked(request)}, status=422)
    answer = search(form.query(), form.site_id)
    context = {"form": form, "answer": answer, "words": in_words(form, answer), "colours": colours_asked(request)}
    return render(request, "search/embedded.html", {**context, "parameters": list_parameters(request.GET)})


@require_safe
@cache_control(public=True, max_age=86_400)
def embedded_style(request: HttpRequest, paper: str, accent: str) -> HttpResponse:
    """Two colours as a stylesheet; text on them is chosen so that it can be read."""
    ink = WHITE if contrast(WHITE, paper) > contrast(INK, paper) else INK
    link = accent if contrast(accent, paper) >= READABLE else ink
    context = {"paper": paper, "ink": ink, "link": link}
    return render(request, "search/embedded.css", context, content_type="text/css; charset=utf-8")


def colours_asked(request: HttpRequest) -> tuple[str, str]:
    """(background, accent) as six hexadecimal digits; what is no colour counts as not given."""
    found = [COLOUR.match(request.GET.get(name, "").strip()) for name in ("achtergrond", "kleur")]
    paper, accent = (
        match[1].lower() if match else default for match, default in zip(found, (WHITE, "0a5a73"), strict=True)
    )
    return paper, accent


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2.2, between 1 and 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
