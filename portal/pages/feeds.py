"""Outside the usual files of a slice: the feeds of what people wrote.

They are asked for again each time (`no-cache`, with an ETag), so what is taken down is gone at the next look.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from portal.pages.articles import author_of, blog_of, posts_of_author, published_posts
from portal.pages.consents import stories_in_feed
from portal.pages.frame import frame_of
from portal.pages.models import MeetingPage, StoryIndexPage
from portal.pages.shared import open_to_all

ITEMS = 30


@require_safe
@cache_control(public=True, no_cache=True)
def blog_feed(request: HttpRequest, slug: str = "") -> HttpResponse:
    """`/feeds/blog.atom`, and `/feeds/blog/<writer>.atom` for one writer."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    blog = blog_of(site)
    link = (blog.get_url(request) or "/") if blog else "/"
    name = frame_of(site)["name"]
    if not slug:
        title = _("%(name)s: het blog") % {"name": name}
        return ArticleFeed(request, title, link, published_posts(site))(request)
    author = author_of(site, slug)
    if author is None:
        raise Http404
    title = _("%(name)s schrijft bij %(site)s") % {"name": author.name, "site": name}
    return ArticleFeed(request, title, f"{link}?door={slug}", posts_of_author(site, author))(request)


@require_safe
@cache_control(public=True, no_cache=True)
def story_feed(request: HttpRequest) -> HttpResponse:
    """`/feeds/verhalen.atom`: stories whose tellers agree today that they go along in a feed."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    index = open_to_all(StoryIndexPage.objects.descendant_of(site.root_page)).first()
    link = (index.get_url(request) or "/") if index else "/"
    title = _("%(name)s: verhalen") % {"name": frame_of(site)["name"]}
    return ArticleFeed(request, title, link, stories_in_feed(site))(request)


@require_safe
@cache_control(public=True, no_cache=True)
def meeting_feed(request: HttpRequest) -> HttpResponse:
    """`/feeds/verslagen.atom`: what was said at meetings, the newest meeting first."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    title = _("%(name)s: verslagen van bijeenkomsten") % {"name": frame_of(site)["name"]}
    found = open_to_all(MeetingPage.objects.descendant_of(site.root_page))
    meetings = list(found.order_by("-date", "-pk")[:ITEMS])
    above = meetings[0].get_parent() if meetings else None
    return MeetingFeed(request, title, (above.get_url(request) or "/") if above else "/", meetings)(request)


class ArticleFeed(Feed):
    """The newest articles. An entry keeps its id for life and moves only when it is published anew."""

    feed_type = Atom1Feed

    def __init__(self, request: HttpRequest, title: str, link: str, articles: Any) -> None:
        self.request, self.heading, self.address, self.articles = request, title, link, articles
        site = Site.find_for_request(request)
        self.owner = frame_of(site)["name"] if site else ""

    def title(self) -> str:
        return self.heading

    def link(self) -> str:
        return self.request.build_absolute_uri(self.address)

    def feed_url(self) -> str:
        return self.request.build_absolute_uri(self.request.path)

    def author_name(self) -> str:
        return self.owner

    def items(self) -> list[Any]:
        return list(self.articles[:ITEMS])

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.lead

    def item_link(self, item: Any) -> str:
        return self.request.build_absolute_uri(item.get_url(self.request) or "/")

    def item_guid(self, item: Any) -> str:
        return f"urn:uuid:{item.translation_key}"

    def item_author_name(self, item: Any) -> str:
        return ", ".join(author.name for author in item.authors) or self.owner

    def item_pubdate(self, item: Any) -> datetime:
        return timezone.make_aware(datetime.combine(item.date, time(9)))

    def item_updateddate(self, item: Any) -> datetime:
        return item.last_published_at or self.item_pubdate(item)


class MeetingFeed(ArticleFeed):
    """A report is of the organisation: who spoke stands in it and did not write it."""

    def item_author_name(self, item: Any) -> str:
        return self.owner
