"""Search in the admin: the words that editors add, what people ask, and a place to try."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from search import admin_views
from search.editing import delete_rule, save_rule
from search.folding import words_of
from search.models import WordRule


class WordRuleForm(WagtailAdminModelForm):
    """A rule; a new one may come filled in from what people ask."""

    class Meta:
        model = WordRule
        fields = ["kind", "words", "note"]

    def clean_words(self) -> str:
        parts = [" ".join(words_of(part)) for part in self.cleaned_data["words"].split(",")]
        kept = list(dict.fromkeys(part for part in parts if part))
        if not kept:
            raise ValidationError(gettext_lazy("Hier staan geen woorden in."))
        return ", ".join(kept)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == "synonym" and "," not in data.get("words", ""):
            self.add_error("words", gettext_lazy("Vul minstens twee woorden in, met een komma ertussen."))
        return data

    def save(self, commit: bool = True) -> WordRule:
        return save_rule(rule=super().save(commit=False))


class WordRuleCreateView(generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "words": self.request.GET.get("woorden", "")[:200]}


class WordRuleDeleteView(generic.DeleteView):
    def delete_action(self) -> None:
        delete_rule(rule=self.object)


class WordRuleViewSet(ModelViewSet):
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


class EditorItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("search.change_wordrule")  # type: ignore[union-attr]


class SearchGroup(ViewSetGroup):
    menu_label = gettext_lazy("Zoeken")
    menu_icon = "search"
    menu_order = 120
    items = (WordRuleViewSet(),)

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


register_permission_policy(WordRule, ModelPermissionPolicy(WordRule))
