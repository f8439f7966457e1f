from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from portal.pages import actions, bin_views, editor_views
from portal.pages.author_admin import AuthorViewSet, author_chooser
from portal.pages.consent_admin import ConsentViewSet, consent_chooser
from portal.pages.consent_admin import admin_urls as consent_admin_urls
from portal.pages.directory import bring_along
from portal.pages.file_policy import keep_the_bin_closed
from portal.pages.formula.queries import formula_of, memberships_of
from portal.pages.formula.rules import can_speak_for
from portal.pages.formula.urls import admin_urls as formula_urls
from portal.pages.formula.wording import formula_tasks
from portal.pages.models import BinPage, ContentPage, StoryPage
from portal.pages.pictures import shows_teller
from portal.pages.queries import of_this_site
from portal.pages.redirect_admin import urls as redirect_urls
from portal.pages.rules import is_open
from portal.pages.start_of_tree import begin_at_own_start
from portal.pages.tasks_of_day import DayPanel, DayTask, StartPanel, may_write, shows_start
from portal.pages.text_links import LinkInText
from portal.pages.translated import translation_here
from portal.pages.wording import SENTENCE_WORDS, long_sentences

keep_the_bin_closed()


@hooks.register("before_serve_page")
def ask_nothing_twice(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    bring_along(page, request)


@hooks.register("before_serve_page")
def lead_to_translation(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Who reads in another language gets the words of the translation, which may have an address of its own."""
    there = translation_here(Site.find_for_request(request), page)
    return redirect(there) if there and there != request.path else None


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
    if not isinstance(story, StoryPage):
        return None
    if story.may_be_seen:
        return story_keeps_to_its_consent(request, story)
    StoryPage.objects.get(pk=page.pk).unpublish(user=request.user)  # Wagtail makes a new page live before it asks
    messages.error(
        request,
        _(
            "Dit verhaal is bewaard, maar staat niet op de site. De toestemming ontbreekt, is voorbij of is niet "
            "teruggelezen. Kijk bij Toestemmingen."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def story_keeps_to_its_consent(request: HttpRequest, story: StoryPage) -> HttpResponse | None:
    """A yes to the words is no yes to a portrait."""
    if story.consent is None or story.consent.with_image or not shows_teller(story):
        return None
    StoryPage.objects.get(pk=story.pk).unpublish(user=request.user)
    messages.error(
        request,
        _(
            "Dit verhaal is bewaard, maar staat niet op de site. De toestemming is zonder foto. Haal de foto weg, of "
            "zet bij de foto dat hij alleen versiering is."
        ),
    )
    return redirect("wagtailadmin_pages:edit", story.pk)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def keep_care(request: HttpRequest, page: Page) -> None:
    """Who keeps the page and by when it is looked at, from the settings tab of the editor."""
    wanted = getattr(page, "care_wanted", None)
    if wanted is not None:
        actions.give_care(page=page, by=request.user, **wanted)


# ---- writing


@hooks.register("register_rich_text_features", order=10)
def links_keep_the_language(features: Any) -> None:
    """After Wagtail's own, which sends who reads in English to the Dutch page."""
    features.register_link_type(LinkInText)


@hooks.register("insert_editor_js")
def readability_beside_the_form() -> SafeString:
    return format_html(
        '<script type="module" src="{}" data-address="{}"></script>',
        static("portal/js/readability.js"),
        reverse("pages_readability"),
    )


# ---- the formula


@hooks.register("register_admin_urls")
def formula_addresses() -> list[Any]:
    return formula_urls


class FormulaItem(MenuItem):
    """For who belongs to a formula, offers one, or may begin one."""

    def is_shown(self, request: HttpRequest) -> bool:
        site = Site.find_for_request(request)
        if site is None or not may_write(request.user):
            return False
        return formula_of(site) is not None or memberships_of(site).exists() or can_speak_for(request.user, site)


@hooks.register("register_admin_menu_item")
def formula_item() -> MenuItem:
    return FormulaItem(_("Formule"), reverse("pages_formula"), icon_name="group", order=450)


@hooks.register("portal_day_tasks")
def proposals_of_today(request: HttpRequest) -> list[DayTask]:
    return formula_tasks(request) if may_write(request.user) else []


# ---- the bin and the reports


@hooks.register("register_admin_urls")
def editor_addresses() -> list[Any]:
    return [
        path("leesbaarheid/", editor_views.readability, name="pages_readability"),
        path("prullenbak/", bin_views.bin_list, name="pages_bin"),
        path("prullenbak/<int:row_id>/terug/", bin_views.restore, name="pages_restore"),
        path("prullenbak/bestand/<int:row_id>/terug/", bin_views.restore_one_file, name="pages_restore_file"),
        path("nakijken/", editor_views.out_of_date, name="pages_out_of_date"),
        path("nakijken/<int:page_id>/", editor_views.still_true, name="pages_still_true"),
        path("gids/", editor_views.guide, name="pages_guide"),
        path("gids/<slug:name>.png", editor_views.guide_picture, name="pages_guide_picture"),
        path("eerste-stappen/", editor_views.close_first_steps, name="pages_close_start"),
        path("controle/links/", editor_views.findings, {"name": "links"}, name="pages_broken_links"),
        path("controle/foto/", editor_views.findings, {"name": "beschrijvingen"}, name="pages_bare_pictures"),
        path("controle/zinnen/", editor_views.findings, {"name": "zinnen"}, name="pages_hard_sentences"),
    ]


@hooks.register("register_admin_urls", order=-1)
def files_go_to_the_bin() -> list[Any]:
    """In front of Wagtail's addresses for deleting a picture or a document and for redirects, which have no hook."""
    return [
        path("images/<int:image_id>/delete/", bin_views.throw_image_away),
        path("documents/delete/<int:document_id>/", bin_views.throw_document_away),
        *redirect_urls,
        path("images/multiple/<int:pk>/delete/", bin_views.throw_upload_away, {"kind": "image"}),
        path("documents/multiple/<int:pk>/delete/", bin_views.throw_upload_away, {"kind": "document"}),
    ]


@hooks.register("before_delete_page")
def keep_in_the_bin(request: HttpRequest, page: Page) -> HttpResponse:
    return bin_views.throw_away(request, page)


@hooks.register("before_bulk_action")
def keep_all_in_the_bin(request: HttpRequest, action_type: str, objects: list[Any], view: Any) -> HttpResponse | None:
    """Deleting many pages, pictures or documents at once also goes by the bin."""
    kinds = (Page, get_image_model(), get_document_model())
    if action_type != "delete" or request.method != "POST" or not all(isinstance(each, kinds) for each in objects):
        return None
    back = view.next_url
    if objects and isinstance(objects[0], Page):
        tops = min(objects, key=lambda page: page.depth)
        back = reverse("wagtailadmin_explore", args=[tops.get_parent().pk])
    bin_views.throw_many_away(request, objects)
    return redirect(back)


@hooks.register("before_serve_document")
def bin_serves_nothing(document: Any, request: HttpRequest) -> None:
    if not is_open(document):
        raise Http404("in the bin")


def for_writers(name: str, label: Any, icon: str, order: int) -> None:
    class WriterItem(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return may_write(request.user)

    hooks.register("register_reports_menu_item", lambda: WriterItem(label, reverse(name), icon_name=icon, order=order))


for_writers("pages_out_of_date", _("Nakijken"), "calendar-check", 10)
for_writers("pages_broken_links", _("Kapotte links"), "link", 20)
for_writers("pages_bare_pictures", _("Foto's zonder beschrijving"), "image", 30)
for_writers("pages_hard_sentences", _("Moeilijke zinnen"), "pilcrow", 40)
for_writers("pages_bin", _("Prullenbak"), "bin", 50)


@hooks.register("construct_main_menu")
def begin_at_the_start_of_the_site(request: HttpRequest, items: list[MenuItem]) -> None:
    begin_at_own_start(items)


@hooks.register("construct_explorer_page_queryset")
def leave_the_bin_out(parent_page: Page, pages: Any, request: HttpRequest) -> Any:
    return pages.not_type(BinPage)


# ---- help


@hooks.register("register_help_menu_item")
def our_own_guide() -> MenuItem:
    return MenuItem(_("Gids voor redacteuren"), reverse("pages_guide"), icon_name="help", order=10)


@hooks.register("construct_help_menu")
def only_our_own_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's guide is in English and tells of another admin."""
    items[:] = [item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new")]


# ---- the day


@hooks.register("construct_homepage_panels")
def the_day(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(DayPanel(request))
    if shows_start(request.user):
        panels.append(StartPanel(request))


@hooks.register("construct_page_chooser_queryset")
def choose_from_own_site(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """A link leads to a page of the site whose admin this is."""
    site = Site.find_for_request(request)
    return of_this_site(pages, site) if site else pages.none()
