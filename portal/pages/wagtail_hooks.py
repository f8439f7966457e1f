from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from portal.pages import actions
from portal.pages.author_admin import AuthorViewSet, author_chooser
from portal.pages.consent_admin import ConsentViewSet, consent_chooser
from portal.pages.consent_admin import admin_urls as consent_admin_urls
from portal.pages.models import ContentPage, StoryPage
from portal.pages.wording import SENTENCE_WORDS, long_sentences


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin.css"))


@hooks.register("insert_global_admin_js")
def start_widgets() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("portal/js/admin.js"))


class PortalChecker(ContentCheckerItem):
    """Wagtail's checker with the rules that matter for who reads a page with their ears, fingers or a phone."""

    # The name under a portrait is bold and is no heading.
    axe_exclude = [".worker .name", ".person .name"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "color-contrast",
        "image-alt",
        "label",
        "link-in-text-block",
        "list",
        "page-has-heading-one",
        "valid-lang",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "color-contrast": {
            "error_name": _("Te weinig verschil in kleur"),
            "help_text": _("Kies een andere kleur of een andere foto."),
        },
        "image-alt": {
            "error_name": _("Een foto zonder beschrijving"),
            "help_text": _("Zeg wat erop staat, of zeg dat de foto alleen versiering is."),
        },
        "label": {"error_name": _("Een veld zonder naam"), "help_text": _("Zet een naam boven het veld.")},
        "link-in-text-block": {
            "error_name": _("Een link die niet opvalt in de tekst"),
            "help_text": _("Laat de streep onder de link staan."),
        },
        "list": {"error_name": _("Een lijst die niet klopt"), "help_text": _("Gebruik het blok Lijst.")},
        "page-has-heading-one": {"error_name": _("Een pagina zonder titel"), "help_text": _("Vul een titel in.")},
        "valid-lang": {"error_name": _("Een taal die niet bestaat"), "help_text": _("Kies een andere taalcode.")},
    }


@hooks.register("construct_wagtail_userbar")
def check_with_our_rules(request: HttpRequest, items: list[Any], page: Any) -> None:
    items[:] = [PortalChecker(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]


@hooks.register("after_publish_page")
def warn_of_long_sentences(request: HttpRequest, page: Page) -> None:
    """A hint, never a refusal: the page is published, and the editor sees which sentences to break."""
    specific = page.specific
    if not isinstance(specific, ContentPage):
        return
    found = [sentence for text in specific.plain_texts() for sentence in long_sentences(text)]
    if found:
        messages.warning(
            request,
            ngettext(
                "Eén zin heeft meer dan %(words)s woorden: “%(first)s”",
                "%(count)s zinnen hebben meer dan %(words)s woorden. De eerste: “%(first)s”",
                len(found),
            )
            % {"count": len(found), "words": SENTENCE_WORDS, "first": Truncator(found[0]).words(12)},
        )


@hooks.register("register_admin_viewset")
def writers() -> list[Any]:
    return [AuthorViewSet(), author_chooser, ConsentViewSet(), consent_chooser]


@hooks.register("register_admin_urls")
def consent_urls() -> list[Any]:
    return consent_admin_urls


@hooks.register("before_publish_page")
def story_needs_consent(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why a story does not go on the site, instead of putting it there and taking it down."""
    story = page.specific
    if not isinstance(story, StoryPage) or story.may_be_seen:
        return None
    StoryPage.objects.get(pk=page.pk).unpublish(user=request.user)  # Wagtail makes a new page live before it asks
    messages.error(
        request,
        _(
            "Dit verhaal is bewaard, maar staat niet op de site. De toestemming ontbreekt, is voorbij of is niet "
            "teruggelezen. Kijk bij Toestemmingen."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def keep_care(request: HttpRequest, page: Page) -> None:
    """Who keeps the page and by when it is looked at, from the settings tab of the editor."""
    wanted = getattr(page, "care_wanted", None)
    if wanted is not None:
        actions.give_care(page=page, by=request.user, **wanted)


@hooks.register("construct_page_chooser_queryset")
def choose_from_own_site(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """A link leads to a page of the site whose admin this is."""
    site = Site.find_for_request(request)
    return pages.descendant_of(site.root_page, inclusive=True) if site else pages.none()
