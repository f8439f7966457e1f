from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.pagecache.actions import keep_until
from portal.pages.frame import EMPTY, frame_of, opening_words
from portal.pages.links import in_language, without_language
from portal.pages.opening import opening_at
from portal.pages.translated import in_other_languages, translations_of

LINK_KEYS = ("ask_url", "privacy_url", "accessibility_url")


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """What header and footer show on every page. Reckoned only when a template reads it: the admin never does."""
    return {"frame": SimpleLazyObject(partial(frame_for, request))}


def frame_for(request: HttpRequest) -> dict[str, Any]:
    """`EMPTY` when no site answers to the host; no error page may fail on its own header."""
    site = Site.find_for_request(request)
    if site is None:
        return EMPTY
    found = frame_of(site)
    opening = opening_words(found, moment_shown(request, found))
    keep_until(request, opening["changes"])
    return {
        **found,
        **opening,
        **{key: in_language(found[key]) for key in LINK_KEYS},
        "marks": [mark for mark in found["marks"] if mark["row"].carries_mark(timezone.localdate())],
        "nav": nav_of(request, found, site),
        "footer": [in_words_of_reader(link, site) for link in found["footer"]],
        "languages": languages(request, site),
        "alternates": alternates(request, site),
        "mine_url": room("people:mine"),
        "agenda_url": (agenda := room("agenda:list")),
        "in_agenda": bool(agenda) and request.path.startswith(agenda),
        "canonical": canonical(request),
    }


def moment_shown(request: HttpRequest, frame: dict[str, Any]) -> datetime:
    """Now, as local time without a zone; in a preview the next moment on which we are open or closed, as it asks."""
    now = timezone.localtime().replace(tzinfo=None)
    opening = opening_at(frame["schedule"], now)
    wanted = getattr(request, "preview_opening", "")
    if opening.changes and ((wanted == "open" and not opening.is_open) or (wanted == "closed" and opening.is_open)):
        return opening.changes
    return now


def in_words_of_reader(link: dict[str, str], site: Site) -> dict[str, str]:
    """A page in the menu by its translated title; else by its own, which then says in which language it is."""
    code = get_language() or settings.LANGUAGE_CODE
    if code == settings.LANGUAGE_CODE:
        return link
    there = translations_of(site).get(link.get("key", ""), {}).get(code)
    return there or {"title": link["title"], "url": in_language(link["url"]), "lang": settings.LANGUAGE_CODE}


def nav_of(request: HttpRequest, frame: dict[str, Any], site: Site) -> list[dict[str, Any]]:
    """The pages that editors put in the menu, the vacancy bank second, the agenda third, my page last.

    A page that editors call "Meedoen" or "Agenda" themselves takes the place of ours.
    """
    links = [in_words_of_reader(page, site) for page in frame["menu"]]
    bank = {"title": _("Meedoen"), "url": room("search:vacancy_list")}
    if bank["title"] not in {link["title"] for link in links}:
        links.insert(1, bank)
    agenda = {"title": _("Agenda"), "url": room("agenda:list")}
    if agenda["url"] and agenda["title"] not in {link["title"] for link in links}:
        links.insert(2, agenda)
    links.append({"title": _("Mijn pagina"), "url": room("people:mine")})
    taking_part = tuple(filter(None, (bank["url"], room("placements:general"), room("search:help_list"))))
    return [
        {**link, "current": request.path.startswith(taking_part if link["title"] == bank["title"] else link["url"])}
        for link in links
        if link["url"]
    ]


def room(name: str) -> str:
    """The address of another department, which pages do not know; empty while it is not part of this portal."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def canonical(request: HttpRequest) -> str:
    """One address for one content: a page of the tree is Dutch under /en/ too, as long as nobody translated it."""
    match, page = request.resolver_match, getattr(request, "shown_page", None)
    in_dutch = page is None or page.language == settings.LANGUAGE_CODE
    is_page = match is not None and match.view_name == "wagtail_serve"
    path = without_language(request.path) if is_page and in_dutch else request.path
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return ""


def alternates(request: HttpRequest, site: Site) -> list[dict[str, str]]:
    """Where the words of the page that is shown stand in each language; nothing for a page without translation."""
    there = in_other_languages(site, getattr(request, "shown_page", None))
    return [{"code": code, "url": request.build_absolute_uri(each["url"])} for code, each in sorted(there.items())]


def languages(request: HttpRequest, site: Site) -> list[dict[str, Any]]:
    """Links to this same page in each language. A link, so that the choice needs no cookie."""
    there = in_other_languages(site, getattr(request, "shown_page", None))
    return [
        {
            "code": code,
            "label": name,
            "url": there[code]["url"] if code in there else in_language(without_language(request.path), code),
            "current": code == getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        }
        for code, name in settings.LANGUAGES
    ]
