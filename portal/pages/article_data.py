"""Outside the usual files of a slice: what a search engine reads of an article, after schema.org. Pure."""

from __future__ import annotations

from typing import Any


def article_data(article: Any, kind: str, url: str, publisher: str) -> dict[str, Any]:
    """A BlogPosting or Article; `url` is absolute."""
    changed = article.last_published_at
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": article.title,
        "description": article.search_description or article.lead,
        "inLanguage": "nl",
        "url": url,
        "datePublished": article.date.isoformat(),
        **({"dateModified": changed.isoformat()} if changed else {}),
        "author": [person(author) for author in article.authors] or [{"@type": "Organization", "name": publisher}],
        "publisher": {"@type": "Organization", "name": publisher},
    }


def person(author: Any) -> dict[str, Any]:
    data = {"@type": "Person", "name": author.name}
    if author.affiliation:
        data["jobTitle"] = author.affiliation
    if author.link:
        data["url"] = author.link
    return data
