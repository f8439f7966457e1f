"""The vacancy bank in the Wagtail admin: no data of people who sign up is ever here."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import transaction
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import ListingButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.history import changed
from portal.pages.site_views import BulkIndexView, OwnCreateView, OwnEditView, OwnIndexView, OwnInspectView, SiteViewSet
from portal.pages.widgets import DateInput
from portal.places.models import Neighbourhood, Place
from portal.vocabulary.models import Skill, Theme
from vacancies.bank import admin_views
from vacancies.bank.admin_forms import (
    NeighbourhoodAdminForm,
    OrganisationAdminForm,
    PlaceAdminForm,
    ThemeAdminForm,
    VacancyAdminForm,
)
from vacancies.bank.choosers import vacancy_chooser
from vacancies.bank.models import Organisation, OrganisationContact, Vacancy
from vacancies.bank.queries import open_points_of_imported
from vacancies.bank.rules import can_keep_bank


class VacancyFilterSet(WagtailFilterSet):
    open_points = django_filters.BooleanFilter(
        label=gettext_lazy("kwaliteitslijst niet af"), method="filter_open_points"
    )

    class Meta:
        model = Vacancy
        fields = ["state", "kind", "organisation", "place", "is_imported"]

    def filter_open_points(self, queryset: Any, name: str, value: bool) -> Any:
        unfinished = open_points_of_imported(queryset)
        return unfinished if value else queryset.exclude(pk__in=unfinished.values("pk"))


class OrganisationFilterSet(WagtailFilterSet):
    class Meta:
        model = Organisation
        fields = ["state", "legal_form", "place", "is_imported"]


class VacancyIndexView(BulkIndexView):
    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        extra = [
            ListingButton(label, url=reverse("bank_step", args=[instance.pk, name]), priority=60 + i)
            for i, (name, label) in enumerate(admin_views.steps_of(instance))
        ]
        return [*super().get_list_more_buttons(instance), *extra]


class VacancyViewSet(SiteViewSet):
    model = Vacancy
    icon = "clipboard-list"
    menu_label = gettext_lazy("Vacatures")
    add_to_admin_menu = False
    index_view_class = VacancyIndexView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    inspect_view_class = OwnInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    inspect_view_fields_exclude = ["checklist"]
    list_display = [
        "title",
        "organisation",
        Column("get_state_display", label=gettext_lazy("Stand"), sort_key="state"),
        "place",
        "published_at",
    ]
    filterset_class = VacancyFilterSet
    list_per_page = 50
    search_fields = ["title", "organisation__name", "summary", "place"]
    search_backend_name = None
    list_export = [
        "title", "organisation.name", "get_kind_display", "get_state_display", "place", "postcode", "places",
        "filled_places",
        "published_at", "valid_through", "filled_on", "is_imported",
    ]  # fmt: skip
    export_filename = "vacatures"
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel(["organisation", "kind"]),
                    "title",
                    "voice",
                    "summary",
                    "description",
                    "start_text",
                    FieldPanel("theme_choice"),
                    FieldPanel("skill_choice"),
                    "drawing",
                ],
                heading=gettext_lazy("Wat"),
            ),
            ObjectList(
                [
                    "for_whom",
                    "requirements",
                    FieldRowPanel(["minimum_age", "language_level"]),
                    FieldRowPanel(["together", "wheelchair"]),
                    FieldRowPanel(["vog_required", "training"]),
                    FieldRowPanel(["expenses_compensated", "expenses_note"]),
                ],
                heading=gettext_lazy("Voor wie"),
            ),
            ObjectList(
                [
                    FieldPanel("daypart_choice"),
                    FieldRowPanel(["time_note", "duration_text"]),
                    FieldRowPanel(["frequency", "hours_per_week"]),
                    FieldRowPanel(["location_name", "street"]),
                    FieldRowPanel(["postcode", "place"]),
                    FieldRowPanel(["neighbourhood", "remote"]),
                ],
                heading=gettext_lazy("Wanneer en waar"),
            ),
            ObjectList(
                [
                    FieldRowPanel(["places", "coordinator"]),
                    FieldRowPanel(
                        [FieldPanel("publish_from", widget=DateInput), FieldPanel("valid_through", widget=DateInput)]
                    ),
                    MultiFieldPanel(
                        [FieldPanel("school_choice"), "hours_total"], heading=gettext_lazy("Maatschappelijke stage")
                    ),
                    MultiFieldPanel(["employment_type", "salary_text"], heading=gettext_lazy("Betaald werk")),
                ],
                heading=gettext_lazy("Plekken en looptijd"),
            ),
        ],
        base_form_class=VacancyAdminForm,
    )


class OrganisationIndexView(BulkIndexView):
    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        buttons.append(
            ListingButton(_("Nodig uit"), url=reverse("bank_invite", args=[instance.pk]), icon_name="mail", priority=60)
        )
        if admin_views.can_be_refused(instance):
            url = reverse("bank_refuse", args=[instance.pk])
            buttons.append(ListingButton(_("Weiger"), url=url, icon_name="cross", priority=70))
        return buttons


class OrganisationViewSet(SiteViewSet):
    model = Organisation
    icon = "group"
    menu_label = gettext_lazy("Organisaties")
    add_to_admin_menu = False
    index_view_class = OrganisationIndexView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    inspect_view_class = OwnInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        "name",
        Column("get_state_display", label=gettext_lazy("Stand"), sort_key="state"),
        "place",
        "review_by",
    ]
    filterset_class = OrganisationFilterSet
    search_fields = ["name", "place", "email"]
    search_backend_name = None
    list_export = ["name", "get_state_display", "legal_form", "kvk_number", "place", "email", "phone", "review_by"]
    export_filename = "organisaties"
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    "name",
                    FieldRowPanel(["legal_form", "kvk_number"]),
                    "description",
                    FieldRowPanel(["street", "postcode", "place"]),
                    FieldRowPanel(["phone", "email"]),
                    "website",
                ],
                heading=gettext_lazy("Gegevens"),
            ),
            ObjectList(
                [
                    FieldPanel("move_to"),
                    "is_anbi",
                    "liability_insured",
                    "integrity_policy_url",
                    FieldPanel("review_by", widget=DateInput),
                ],
                heading=gettext_lazy("Nakijken"),
            ),
            ObjectList(
                [InlinePanel("contacts", label=gettext_lazy("Contactpersoon"), panels=["name", "email", "role"])],
                heading=gettext_lazy("Contactpersonen"),
            ),
        ],
        base_form_class=OrganisationAdminForm,
    )


class WordEditView(generic.EditView):
    """A word that is renamed is renamed in search too."""

    def save_instance(self) -> Any:
        with transaction.atomic():
            word = super().save_instance()
            changed.send(type(word), ids=[word.pk])
        return word


class WordViewSet(ModelViewSet):
    edit_view_class = WordEditView
    add_to_admin_menu = False
    list_display = ["name", "slug"]
    search_fields = ["name"]
    search_backend_name = None
    form_fields = ["name", "slug"]


class ThemeViewSet(WordViewSet):
    model = Theme
    icon = "tag"
    menu_label = gettext_lazy("Onderwerpen")
    form_fields = ["name", "slug", "aliases", "drawing"]

    def get_form_class(self, for_update: bool = False) -> Any:
        return ThemeAdminForm


class SkillViewSet(WordViewSet):
    model = Skill
    icon = "tag"
    menu_label = gettext_lazy("Vaardigheden")


class NeighbourhoodViewSet(SiteViewSet):
    model = Neighbourhood
    icon = "home"
    menu_label = gettext_lazy("Buurten")
    add_to_admin_menu = False
    index_view_class = OwnIndexView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    form_fields = ["level", "name", "slug", "cbs_code", "parent", "postcodes", "latitude", "longitude"]
    list_display = ["name", "level", "cbs_code", "parent"]
    list_filter = ["level"]
    search_fields = ["name", "cbs_code"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> Any:
        return NeighbourhoodAdminForm


class PlaceViewSet(ModelViewSet):
    model = Place
    icon = "globe"
    menu_label = gettext_lazy("Plaatsen")
    add_to_admin_menu = False
    form_fields = ["name", "aliases", "latitude", "longitude"]
    list_display = ["name", "province", "population"]
    search_fields = ["name"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> Any:
        return PlaceAdminForm


class BankGroup(ViewSetGroup):
    menu_label = gettext_lazy("Vacaturebank")
    menu_icon = "clipboard-list"
    menu_order = 110
    items = (
        VacancyViewSet(),
        OrganisationViewSet(),
        ThemeViewSet(),
        SkillViewSet(),
        NeighbourhoodViewSet(),
        PlaceViewSet(),
    )


@hooks.register("register_admin_viewset")
def register_bank() -> list[Any]:
    return [BankGroup(), vacancy_chooser]


for _model in (Vacancy, Organisation, OrganisationContact, Theme, Skill, Neighbourhood, Place):
    register_permission_policy(_model, ModelPermissionPolicy(_model))


@hooks.register("register_admin_urls")
def bank_urls() -> list[Any]:
    return [
        path("vacaturebank/stap/<int:pk>/<slug:name>/", admin_views.step, name="bank_step"),
        path("vacaturebank/uitnodigen/<int:pk>/", admin_views.invite, name="bank_invite"),
        path("vacaturebank/weigeren/<int:pk>/", admin_views.refuse, name="bank_refuse"),
    ]


for _action in admin_views.BULK_ACTIONS:
    hooks.register("register_bulk_action", _action)


@hooks.register("construct_homepage_panels")
def add_today(request: HttpRequest, panels: list[Any]) -> None:
    if can_keep_bank(request.user):
        panels.insert(0, admin_views.TodayPanel())
