"""What templates ask of articles: lists, the posts of a worker, and what follows what."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page, Site

from portal.pages import articles
from portal.pages.consents import numbers_on_site, stories_on_site
from portal.pages.forms import ListForm
from portal.pages.links import in_language
from portal.pages.models import BlogPost, StoryPage
from portal.pages.shared import once, open_to_all

register = template.Library()


def site_in(context: template.Context) -> Site | None:
    request = context.get("request")
    return Site.find_for_request(request) if request is not None else None


@register.simple_tag(takes_context=True)
def post_list(context: template.Context, page: Page) -> dict[str, Any]:
    """The posts below a blog that the address asks for, with the years, themes and the writer that was chosen."""
    form = ListForm(context["request"].GET)
    wanted = form.wanted()
    site = site_in(context)
    writer = articles.author_of(site, wanted["door"]) if site and wanted["door"] else None
    every = open_to_all(BlogPost.objects.child_of(page))
    return {**articles.listed(every, {**wanted, "soort": ""}), "wanted": wanted, "writer": writer}


@register.simple_tag(takes_context=True)
def story_list(context: template.Context, page: Page) -> dict[str, Any]:
    """The stories below a page whose tellers agree today, as the address asks for."""
    wanted = {**ListForm(context["request"].GET).wanted(), "door": ""}
    site = site_in(context)
    every = stories_on_site(site).child_of(page) if site else StoryPage.objects.none()
    return {**articles.listed(every, wanted), "wanted": wanted}


@register.simple_tag(takes_context=True)
def latest_stories(context: template.Context, count: int = 3) -> list[StoryPage]:
    """The newest stories whose tellers agree today."""
    site = site_in(context)
    return list(stories_on_site(site)[:count]) if site else []


@register.simple_tag(takes_context=True)
def may_be_quoted(context: template.Context, quote: Any) -> bool:
    """Whether these words may stand here: those of a story only as long as its teller agrees to the story."""
    stories = [page for page in (quote["story"], quote["page"]) if page and page.specific_class is StoryPage]
    site = site_in(context)
    return bool(quote["text"]) and (
        not stories or (site is not None and {p.pk for p in stories} <= numbers_on_site(site))
    )


@register.simple_tag(takes_context=True)
def author_posts(context: template.Context, user: Any, count: int = 5) -> list[BlogPost]:
    """The newest published posts that a worker wrote; an account that never wrote has none."""
    site = site_in(context)
    return list(articles.posts_by(site, user)[:count]) if site and user else []


@register.simple_tag(takes_context=True)
def author_feed(context: template.Context, user: Any) -> str:
    """The word in the address of the feed of a worker; empty for who is no writer."""
    site = site_in(context)
    if not site or not user:
        return ""
    author = once(context["request"], f"writer.{user.pk}", lambda: articles.writer_of(site, user))
    return author.slug if author else ""


@register.simple_tag(takes_context=True)
def latest_posts(context: template.Context, count: int = 3) -> list[BlogPost]:
    site = site_in(context)
    return list(articles.published_posts(site)[:count]) if site else []


@register.simple_tag
def follow_up(article: Any) -> Any:
    return articles.follow_up_of(article)


@register.simple_tag
def followed(article: Any) -> Any:
    """The article that this one is the follow-up of, as long as it stands on the site."""
    page = article.follows
    return page if page is not None and page.live else None


@register.simple_tag(takes_context=True)
def blog_url(context: template.Context) -> str:
    """Where the blog of this site is; empty while there is none. Once per request."""
    request = context.get("request")
    if request is None:
        return ""
    if not hasattr(request, "_blog_url"):
        site = site_in(context)
        blog = articles.blog_of(site) if site else None
        request._blog_url = in_language(blog.get_url(request) or "") if blog else ""
    return request._blog_url
