"""Outside the usual files of a slice: what one box for the whole site finds beside open places: pages and people."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, Site

from community.people.models import Profile
from community.people.queries import visible_workers
from portal.pages.directory import successions, worker_pages
from search.folding import fold, words_of
from search.wordlists import word_lists

MOST_PAGES = 10
MOST_WORKERS = 4


def asked_words(text: str) -> list[str]:
    """The words of a question that say something; when none does, all of them."""
    words = words_of(text)
    return [word for word in words if word not in word_lists().stop] or words


def pages_of(site: Site) -> Any:
    return Page.objects.live().public().descendant_of(site.root_page, inclusive=True)


def found_pages(site: Site, text: str) -> list[Page]:
    """Pages that hold one of the words, by Wagtail's own search in the database; only letters and digits reach it.

    Workers who can be met are found by `found_workers`; the page of one who left leads to the successor.
    """
    words = asked_words(text)
    pages = pages_of(site).exclude(pk__in=worker_pages(site).values("pk"))
    return list(pages.search(" ".join(words), operator="or")[:MOST_PAGES]) if words else []


def found_workers(site: Site, text: str) -> list[Profile]:
    """Workers by their name, or by what they do and for whom; the name first."""
    words = asked_words(text)
    if not words:
        return []
    gone = successions()
    ranked = [(rank(worker, words), worker) for worker in visible_workers(site.pk) if worker.user_id not in gone]
    return [worker for place, worker in sorted(ranked, key=lambda pair: pair[0]) if place < 2][:MOST_WORKERS]


def rank(worker: Profile, words: list[str]) -> int:
    """0 by name, 1 by what the worker does, 2 not at all."""
    if any(word.startswith(begin) for begin in words for word in words_of(fold(str(worker.user))) if len(begin) > 1):
        return 0
    about = words_of(fold(f"{worker.role_title} {worker.introduction} {worker.for_whom}"))
    return 1 if all(any(word.startswith(begin) for word in about) for begin in words) else 2
