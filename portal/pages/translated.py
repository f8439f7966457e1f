"""Outside the usual files of a slice: which pages of a site exist in another language too, read once a generation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import translation
from wagtail.models import GroupPagePermission, Locale, Page, Site, WorkflowPage
from wagtail.signals import copy_for_translation_done

from portal.pagecache.queries import remember
from portal.pages.shared import open_to_all

# Of each page with a translation, by its key: title and address per language, that of the site included.
Translations = dict[str, dict[str, dict[str, str]]]


def codes_of_locales() -> dict[int, str]:
    return remember("pages.locales", lambda: dict(Locale.objects.values_list("pk", "language_code")))


def language_of(page: Page) -> str:
    """The language of the words on a page. An alias is a page that waits for its translation: it repeats the other."""
    if page.alias_of_id or not page.locale_id:
        return settings.LANGUAGE_CODE
    return codes_of_locales().get(page.locale_id, settings.LANGUAGE_CODE)


def translations_of(site: Site) -> Translations:
    return remember(f"pages.translations.{site.pk}", partial(find_translations, site))


def starts_elsewhere(site: Site) -> list[Page]:
    """The home pages of a site in its other languages."""
    return list(open_to_all(site.root_page.get_translations()).order_by("pk"))


def every_start(site: Site) -> list[Page]:
    """The home page of a site and its translations, published or not: each lies beside the others in the tree."""
    return [site.root_page, *site.root_page.get_translations().order_by("pk")]


def translated_pages(site: Site) -> list[Page]:
    """Every published page of a site in another language than its own; a copy that waits for its words is none."""
    starts = starts_elsewhere(site)
    return [
        page
        for start in starts
        for page in open_to_all(start.get_descendants(inclusive=True)).filter(alias_of=None).order_by("path")
    ]


def find_translations(site: Site) -> Translations:
    made = translated_pages(site)
    found: Translations = {}
    if not made:
        return found
    keys = [page.translation_key for page in made]
    own = open_to_all(site.root_page.get_descendants(inclusive=True)).filter(translation_key__in=keys)
    for page in [*own, *made]:
        entry = {"title": page.title, "url": page.get_url(current_site=site) or "/"}
        found.setdefault(str(page.translation_key), {})[language_of(page)] = entry
    return {key: pages for key, pages in found.items() if len(pages) > 1}


def in_other_languages(site: Site | None, page: Page | None) -> dict[str, dict[str, str]]:
    """Title and address of a page per language; empty for one that has no translation."""
    if site is None or page is None or not page.translation_key:
        return {}
    return translations_of(site).get(str(page.translation_key), {})


def translation_here(site: Site | None, page: Page) -> str:
    """The address of this page in the language of the reader; empty when these are its words or there are no others."""
    code = translation.get_language() or settings.LANGUAGE_CODE
    return in_other_languages(site, page).get(code, {}).get("url", "") if language_of(page) != code else ""


def twins_of(pages: Iterable[Page], code: str) -> dict[Any, Any]:
    """The published translations of pages of one type into a language, by their translation key; one query."""
    found = list(pages)
    if not found or code == settings.LANGUAGE_CODE:
        return {}
    same = type(found[0]).objects.filter(translation_key__in={page.translation_key for page in found}, alias_of=None)
    return {page.translation_key: page for page in open_to_all(same.filter(locale__language_code=code))}


def below_in_all_languages(page: Page) -> list[Page]:
    """What lies below a translation, and then what lies below the page it translates and nobody translated yet."""
    default = [pk for pk, code in codes_of_locales().items() if code == settings.LANGUAGE_CODE]
    first = page.get_translations().filter(locale__in=default).first()
    pages = page.get_children() | first.get_children() if first is not None else page.get_children()
    found = list(open_to_all(pages).order_by("path").specific())
    own = [each for each in found if each.is_child_of(page)]
    known = {each.translation_key for each in own}
    return [*own, *(each for each in found if each not in own and each.translation_key not in known)]


def connect() -> None:
    copy_for_translation_done.connect(share_rights, dispatch_uid="pages.translated")


def share_rights(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """A start in another language lies beside that of the site: who works on the one may on the other, the same way."""
    if not isinstance(source_obj, Page) or target_obj.depth != 2:
        return
    for right in GroupPagePermission.objects.filter(page=source_obj):
        GroupPagePermission.objects.get_or_create(group=right.group, page=target_obj, permission=right.permission)
    held = WorkflowPage.objects.filter(page=source_obj).first()
    if held is not None:
        WorkflowPage.objects.get_or_create(page=target_obj, defaults={"workflow": held.workflow})
