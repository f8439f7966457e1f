"""Outside the usual files of a slice: which sites a film may come from, and the address of their player. Pure text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

PEERTUBE = re.compile(r"^/(?:w|videos/watch)/(?P<key>[\w-]{8,40})$")
KEY = re.compile(r"^[\w-]{6,20}$")


@dataclass(frozen=True)
class Film:
    """`host` is the one site that the player's frame may show; `name` is what people call it."""

    name: str
    host: str
    player: str


def film_of(url: str) -> Film | None:
    """The film at an address; None when it is no film that we can show in a frame."""
    parts = urlsplit(url.strip())
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.port not in (None, 443):
        return None
    host = parts.hostname.removeprefix("www.").removeprefix("m.")
    if host in {"youtube.com", "youtu.be", "youtube-nocookie.com"}:
        return youtube(host, parts.path, parts.query)
    if host in {"vimeo.com", "player.vimeo.com"}:
        key = next((part for part in parts.path.split("/") if part.isdigit()), "")
        return Film("Vimeo", "https://player.vimeo.com", f"https://player.vimeo.com/video/{key}?dnt=1") if key else None
    if found := PEERTUBE.match(parts.path):
        return Film(host, f"https://{parts.hostname}", f"https://{parts.hostname}/videos/embed/{found['key']}")
    return None


def youtube(host: str, path: str, query: str) -> Film | None:
    key = path.strip("/") if host == "youtu.be" else parse_qs(query).get("v", [""])[0]
    if not key and path.startswith(("/embed/", "/shorts/")):
        key = path.split("/")[2]
    if not KEY.match(key):
        return None
    return Film("YouTube", "https://www.youtube-nocookie.com", f"https://www.youtube-nocookie.com/embed/{key}")


def moment_of(url: str, seconds: int) -> str:
    """The address of a film at a moment of it; empty when it is no film that we know."""
    film = film_of(url)
    if film is None:
        return ""
    parts = urlsplit(url.strip())
    if film.name == "Vimeo":
        return urlunsplit(parts._replace(fragment=f"t={seconds}s"))
    name = "t" if film.name == "YouTube" else "start"
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in {"t", "start"}]
    return urlunsplit(parts._replace(query=urlencode([*kept, (name, f"{seconds}s")]), fragment=""))
