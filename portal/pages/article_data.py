"""Outside the usual files of a slice: what a search engine reads of an article, after schema.org. Pure."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from portal.pages.jsonld import Node, organisation_id


def article_node(article: Any, kind: str, request: HttpRequest) -> Node:
    """A BlogPosting or Article, written by its authors, or by the organisation when nobody is named."""
    changed = article.last_published_at
    ours = {"@id": organisation_id(request)}
    return {
        "@type": kind,
        "headline": article.title,
        "description": article.search_description or article.lead,
        "inLanguage": article.language,
        "url": request.build_absolute_uri(article.get_url(request)),
        "datePublished": article.date.isoformat(),
        **({"dateModified": changed.isoformat()} if changed else {}),
        "author": [person(author) for author in article.authors] or [ours],
        "publisher": ours,
    }


def person(author: Any) -> Node:
    data = {"@type": "Person", "name": author.name}
    if author.affiliation:
        data["jobTitle"] = author.affiliation
    if author.link:
        data["url"] = author.link
    return data
