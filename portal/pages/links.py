"""Outside the usual files of a slice: paths of this site in the language of the reader. Pure text."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation


def in_language(url: str, code: str | None = None) -> str:
    """A path of the Dutch site under /en/ when English is active; anything that is not a path stays as it is."""
    code = code or translation.get_language() or settings.LANGUAGE_CODE
    if (
        code == settings.LANGUAGE_CODE
        or not url.startswith("/")
        or url.startswith(("//", "/beheer/", "/documenten/", "/media/"))
    ):
        return url
    return f"/{code}{without_language(url)}"


def without_language(path: str) -> str:
    for code, _name in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            return path.removeprefix(f"/{code}") or "/"
    return path
