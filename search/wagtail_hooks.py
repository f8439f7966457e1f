"""Search in the admin: the words that editors add, what they put on top, what people ask, and a place to try."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.pages.site_views import OwnCreateView, OwnEditView, OwnIndexView, SiteViewSet, site_of
from portal.pages.widgets import DateInput
from search import admin_views
from search.editing import delete_rule, save_rule
from search.enums import WordKind
from search.highlights import save_highlight
from search.models import Highlight, WordRule
from search.wordlists import phrases_of
from vacancies.bank.queries import open_vacancies

LONGEST_HIGHLIGHT_DAYS = 183


class WordRuleForm(WagtailAdminModelForm):
    """A rule; a new one may come filled in from what people ask."""

    class Meta:
        model = WordRule
        fields = ["kind", "words", "note"]

    def clean_words(self) -> str:
        """The words as the lists have them: folded, each once; “>” keeps what is narrower on its own side."""
        before, sign, after = self.cleaned_data["words"].partition(">")
        same = phrases_of(before)
        narrower = [phrase for phrase in phrases_of(after) if phrase not in same]
        if not same or (sign and not narrower):
            raise ValidationError(gettext_lazy("Hier staan geen woorden in."))
        return " > ".join(", ".join(dict.fromkeys(side)) for side in (same, narrower) if side)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        words = data.get("words", "")
        if data.get("kind") == "synonym" and "," not in words and ">" not in words:
            self.add_error("words", gettext_lazy("Vul minstens twee woorden in, met een komma ertussen."))
        elif data.get("kind") != "synonym" and ">" in words:
            self.add_error("words", gettext_lazy("Het teken > kan alleen bij woorden die hetzelfde betekenen."))
        return data

    def save(self, commit: bool = True) -> WordRule:
        return save_rule(rule=super().save(commit=False))


class WordRuleCreateView(generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        kind = self.request.GET.get("soort", "")
        return {
            **super().get_initial(),
            "words": self.request.GET.get("woorden", "")[:500],
            "kind": kind if kind in WordKind.values else WordKind.SYNONYM,
        }


class WordRuleDeleteView(generic.DeleteView):
    def delete_action(self) -> None:
        delete_rule(rule=self.object)


class WordRuleViewSet(SiteViewSet):
    model = WordRule
    icon = "edit"
    menu_label = gettext_lazy("Woorden")
    add_to_admin_menu = False
    add_view_class = WordRuleCreateView
    delete_view_class = WordRuleDeleteView
    copy_view_enabled = False
    form_fields = ["kind", "words", "note"]
    list_display = ["words", "get_kind_display", "note", "updated_at"]
    list_filter = ["kind"]
    search_fields = ["words", "note"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> Any:
        return WordRuleForm


class HighlightForm(WagtailAdminModelForm):
    """A choice for a question; a new one may come filled in from the page to try a question."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("from_day"), data.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", gettext_lazy("Deze dag ligt voor de eerste dag."))
        elif first and last and (last - first).days > LONGEST_HIGHLIGHT_DAYS:
            self.add_error("until_day", gettext_lazy("Kies hoogstens een half jaar. Daarna kunt u opnieuw kiezen."))
        return data

    def save(self, commit: bool = True) -> Highlight:
        return save_highlight(highlight=super().save(commit=False))


class HighlightCreateView(OwnCreateView):
    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        number = self.request.GET.get("vacature", "")
        open_ones = open_vacancies(site_of(self.request).pk)
        return {
            **super().get_initial(),
            "words": self.request.GET.get("vraag", "")[:200],
            "vacancy": open_ones.filter(pk=number).first() if is_number(number) else None,
            "from_day": today,
            "until_day": today + timedelta(days=14),
        }


class HighlightViewSet(SiteViewSet):
    model = Highlight
    icon = "pick"
    menu_label = gettext_lazy("Uitgelicht")
    add_to_admin_menu = False
    index_view_class = OwnIndexView
    add_view_class = HighlightCreateView
    edit_view_class = OwnEditView
    copy_view_enabled = False
    list_display = ["vacancy", "words", "get_effect_display", "from_day", "until_day", "note"]
    list_filter = ["effect", "until_day"]
    search_fields = ["words", "note", "vacancy__title"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("vacancy"),
            FieldPanel("words"),
            FieldPanel("effect"),
            FieldRowPanel([FieldPanel("from_day", widget=DateInput), FieldPanel("until_day", widget=DateInput)]),
            FieldPanel("note"),
        ],
        base_form_class=HighlightForm,
    )


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 15


class EditorItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("search.change_wordrule")  # type: ignore[union-attr]


class SearchGroup(ViewSetGroup):
    menu_label = gettext_lazy("Zoeken op de site")  # the box above the menu searches the admin
    menu_icon = "search"
    menu_order = 120
    items = (WordRuleViewSet(), HighlightViewSet())

    def get_submenu_items(self) -> list[Any]:
        return [
            *super().get_submenu_items(),
            EditorItem(gettext_lazy("Wat mensen zoeken"), reverse("search_insight"), icon_name="view", order=900),
            EditorItem(gettext_lazy("Probeer een vraag"), reverse("search_try"), icon_name="help", order=910),
        ]


@hooks.register("register_admin_viewset")
def register_search() -> SearchGroup:
    return SearchGroup()


@hooks.register("register_admin_urls")
def search_urls() -> list[Any]:
    return [
        path("zoeken/inzicht/", admin_views.insight_page, name="search_insight"),
        path("zoeken/proberen/", admin_views.try_page, name="search_try"),
        path("zoeken/vragen/", admin_views.request_page, name="search_request"),
    ]


for model in (WordRule, Highlight):
    register_permission_policy(model, ModelPermissionPolicy(model))
