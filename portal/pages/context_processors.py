from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.pages.frame import frame_of, opening_words


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """What header and footer show on every page; empty when no site answers to the host."""
    site = Site.find_for_request(request)
    if site is None:
        return {"frame": {"name": "", "theme": "dijk"}}
    now = timezone.localtime().replace(tzinfo=None)
    found = frame_of(site)
    nav = nav_of(request, found)
    frame = {**found, **opening_words(found, now), "nav": nav, "languages": languages(request)}
    frame["mine_url"] = address("people:mine")
    frame["canonical"] = request.build_absolute_uri(request.path)
    return {"frame": frame}


def address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def nav_of(request: HttpRequest, frame: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages that editors put in the menu, the vacancy bank second, my page last."""
    prefix = language_prefix()
    pages = [{"title": page["title"], "url": prefix + page["url"]} for page in frame["menu"]]
    bank = {"title": _("Meedoen"), "url": address("search:vacancy_list")}
    pages = [page for page in pages if not page["url"].endswith("/meedoen/")]
    links = [*pages[:1], bank, *pages[1:], {"title": _("Mijn pagina"), "url": address("people:mine")}]
    return [{**link, "current": is_current(request.path, link["url"], bank["url"])} for link in links if link["url"]]


def is_current(path: str, url: str, bank: str) -> bool:
    return path.startswith(url) or (url == bank and "/meedoen/" in path)


def language_prefix() -> str:
    code = translation.get_language()
    return "" if code == settings.LANGUAGE_CODE or code is None else f"/{code}"


def languages(request: HttpRequest) -> list[dict[str, Any]]:
    """Links to this same page in each language."""
    current = translation.get_language()
    bare = request.path
    for code, _name in settings.LANGUAGES:
        if bare.startswith(f"/{code}/"):
            bare = bare.removeprefix(f"/{code}")
    return [
        {
            "code": code,
            "label": name,
            "url": bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}",
            "current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]
