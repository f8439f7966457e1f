"""Outside the usual files of a slice: articles as lists, by year, theme and writer. Reads only."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from wagtail.models import Site

from portal.pages.models import Author, BlogIndexPage, BlogPost
from portal.pages.shared import open_to_all

PER_PAGE = 10


def with_writers(posts: QuerySet[Any]) -> QuerySet[Any]:
    bylines = posts.model._meta.get_field("bylines").related_model.objects.select_related("author__user__profile")
    return posts.prefetch_related(Prefetch("bylines", bylines))


def newest_first(posts: QuerySet[Any]) -> QuerySet[Any]:
    return posts.order_by("-date", "-pk")


def published_posts(site: Site) -> QuerySet[BlogPost]:
    """The posts of a site that everyone may read, the newest first, with their writers."""
    posts = open_to_all(BlogPost.objects.descendant_of(site.root_page))
    return with_writers(newest_first(posts))


def posts_by(site: Site, user: Any) -> QuerySet[BlogPost]:
    """The published posts that a worker wrote, alone or with others."""
    return published_posts(site).filter(bylines__author__user=user, bylines__author__site=site)


def posts_of_author(site: Site, author: Author) -> QuerySet[BlogPost]:
    return published_posts(site).filter(bylines__author=author)


def author_of(site: Site, slug: str) -> Author | None:
    """A writer of this site by the word in the address; a draft makes nobody a writer."""
    return Author.objects.filter(site=site, slug=slug).select_related("user__profile").first()


def writer_of(site: Site, user: Any) -> Author | None:
    """A worker as writer; None for who never wrote."""
    return Author.objects.filter(site=site, user=user).first()


def blog_of(site: Site) -> BlogIndexPage | None:
    """The first blog of a site, where lists of one writer are shown."""
    return open_to_all(BlogIndexPage.objects.descendant_of(site.root_page)).first()


def listed(every: QuerySet[Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """One page of `every` article that may be seen, and what one may choose from.

    `wanted` is the cleaned ListForm: year, theme and writer, each empty or chosen, and the number of the page.
    """
    years = [day.year for day in every.dates("date", "year", order="DESC")]
    themes = list(theme_model(every.model).objects.filter(pk__in=every.values("themes")).order_by("name"))
    chosen = narrowed(every, wanted)
    chosen = newest_first(chosen).prefetch_related(None)  # whoever has its writers already gets them once
    page = Paginator(with_writers(chosen), PER_PAGE).get_page(wanted["pagina"])
    return {"page": page, "years": years, "themes": themes, "posts": list(page.object_list), "tail": tail(wanted)}


def tail(wanted: dict[str, Any]) -> str:
    """What was chosen, for the address of the next page: "&jaar=2026", or nothing."""
    chosen = {name: value for name, value in wanted.items() if value and name != "pagina"}
    return f"&{urlencode(chosen)}" if chosen else ""


def theme_model(model: Any) -> Any:
    return model._meta.get_field("themes").related_model


def narrowed(articles: QuerySet[Any], wanted: dict[str, Any]) -> QuerySet[Any]:
    if wanted["jaar"]:
        articles = articles.filter(date__year=wanted["jaar"])
    if wanted["onderwerp"]:
        articles = articles.filter(themes__slug=wanted["onderwerp"])
    if wanted["soort"]:
        articles = articles.filter(kind=wanted["soort"])
    if wanted["door"]:
        articles = articles.filter(bylines__author__slug=wanted["door"])
    return articles


def follow_up_of(article: Any) -> Any:
    """The published article that says what came of this one's question; None as long as nobody wrote it."""
    articles = open_to_all(type(article).objects.filter(follows=article.pk))
    return articles.order_by("-date", "-pk").first()
