"""The vacancy bank in the Wagtail admin: no data of people who sign up is ever here."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import ListingButton
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.history import changed
from portal.pages.widgets import DateInput
from portal.places.models import Neighbourhood, Place
from portal.vocabulary.models import Skill, Theme
from vacancies.bank import actions
from vacancies.bank.admin_forms import ChecklistForm, OrganisationAdminForm, ReasonForm, VacancyAdminForm
from vacancies.bank.enums import OrganisationState, VacancyState
from vacancies.bank.exceptions import BankError
from vacancies.bank.models import Organisation, OrganisationContact, Vacancy
from vacancies.bank.queries import open_points_of_imported, waiting_vacancies
from vacancies.bank.rules import can_keep_bank


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise PermissionDenied
    return site


class OwnSite:
    """Rows of the site that the admin is opened on, and no others."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(site=site_of(self.request))  # type: ignore[misc,attr-defined]

    def get_object(self, queryset: Any = None) -> Any:
        found = super().get_object(queryset)  # type: ignore[misc]
        if found.site_id != site_of(self.request).pk:  # type: ignore[attr-defined]
            raise PermissionDenied
        return found


class OwnIndexView(OwnSite, generic.IndexView):
    def get_object(self, queryset: Any = None) -> Any:  # a list has no object
        return None


class OwnEditView(generic.EditView):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(site=site_of(self.request))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class OwnInspectView(generic.InspectView):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(site=site_of(self.request))


class OwnCreateView(generic.CreateView):
    """A new row belongs to the site that the admin is opened on."""

    def get_initial_form_instance(self) -> Any:
        return self.model(site=site_of(self.request))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["instance"] = kwargs.get("instance") or self.get_initial_form_instance()
        return {**kwargs, "for_user": self.request.user}


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


def steps_of(vacancy: Vacancy) -> list[tuple[str, Any]]:
    """The transitions that the state allows, as (name in the address, label)."""
    steps = {
        VacancyState.DRAFT: [("publish", _("Zet open"))],
        VacancyState.SUBMITTED: [("publish", _("Zet open")), ("reject", _("Wijs af"))],
        VacancyState.PUBLISHED: [
            ("pause", _("Zet op pauze")),
            ("fill", _("Vervuld")),
            ("archive", _("Naar het archief")),
        ],
        VacancyState.PAUSED: [("reopen", _("Zet weer open")), ("archive", _("Naar het archief"))],
        VacancyState.FILLED: [("reopen", _("Zet weer open")), ("archive", _("Naar het archief"))],
        VacancyState.EXPIRED: [("reopen", _("Zet weer open")), ("archive", _("Naar het archief"))],
        VacancyState.REJECTED: [("archive", _("Naar het archief"))],
        VacancyState.ARCHIVED: [("take_back", _("Weer een concept"))],
    }
    return [*steps[VacancyState(vacancy.state)], ("checklist", _("Kwaliteitslijst"))]


class VacancyIndexView(OwnIndexView):
    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        extra = [
            ListingButton(label, url=reverse("bank_step", args=[instance.pk, name]), priority=60 + i)
            for i, (name, label) in enumerate(steps_of(instance))
        ]
        return [*super().get_list_more_buttons(instance), *extra]


class VacancyViewSet(ModelViewSet):
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
        Column("get_state_display", label=gettext_lazy("stand"), sort_key="state"),
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


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    menu_label = gettext_lazy("Organisaties")
    add_to_admin_menu = False
    index_view_class = OwnIndexView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    inspect_view_class = OwnInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        "name",
        Column("get_state_display", label=gettext_lazy("stand"), sort_key="state"),
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
    form_fields = ["name", "slug", "drawing"]


class SkillViewSet(WordViewSet):
    model = Skill
    icon = "tag"
    menu_label = gettext_lazy("Vaardigheden")


class NeighbourhoodViewSet(ModelViewSet):
    model = Neighbourhood
    icon = "home"
    menu_label = gettext_lazy("Buurten")
    add_to_admin_menu = False
    form_fields = ["name", "slug", "cbs_code", "parent", "postcodes", "site"]
    list_display = ["name", "cbs_code", "parent"]


class PlaceViewSet(ModelViewSet):
    model = Place
    icon = "globe"
    menu_label = gettext_lazy("Plaatsen")
    add_to_admin_menu = False
    form_fields = ["name", "key", "aliases", "latitude", "longitude"]
    list_display = ["name", "province", "population"]
    search_fields = ["name"]
    search_backend_name = None


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
def register_bank() -> BankGroup:
    return BankGroup()


for _model in (Vacancy, Organisation, OrganisationContact, Theme, Skill, Neighbourhood, Place):
    register_permission_policy(_model, ModelPermissionPolicy(_model))


# --- The steps between states ---------------------------------------------------------------------------------------

PLAIN_STEPS = {
    "publish": (actions.publish_vacancy, gettext_lazy("De vacature staat open.")),
    "pause": (actions.pause_vacancy, gettext_lazy("De vacature staat op pauze.")),
    "reopen": (actions.reopen_vacancy, gettext_lazy("De vacature staat weer open.")),
    "archive": (actions.archive_vacancy, gettext_lazy("De vacature ligt in het archief.")),
    "fill": (actions.fill_vacancy, gettext_lazy("De vacature is vervuld.")),
    "take_back": (actions.take_back_vacancy, gettext_lazy("De vacature is weer een concept.")),
}


def bank_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask, then do: one step of one vacancy. A refusal says why and changes nothing."""
    if not can_keep_bank(request.user):
        raise PermissionDenied
    vacancy = get_object_or_404(Vacancy, pk=pk, site=site_of(request))
    form: Any = None
    if name == "reject":
        form = ReasonForm(request.POST or None)
    elif name == "checklist":
        form = ChecklistForm(
            request.POST or None, initial={"points": [p for p, yes in vacancy.checklist.items() if yes]}
        )
    elif name not in PLAIN_STEPS:
        raise PermissionDenied
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            messages.success(request, take_step(request, vacancy, name, form))
        except BankError as refusal:
            messages.error(request, str(refusal))
        return redirect(VacancyViewSet().get_url_name("index"))
    label = dict(steps_of(vacancy)).get(name, "")
    return render(request, "bank/admin/step.html", {"vacancy": vacancy, "form": form, "label": label, "name": name})


def take_step(request: HttpRequest, vacancy: Vacancy, name: str, form: Any) -> str:
    if name == "reject":
        actions.reject_vacancy(vacancy=vacancy, reason=form.cleaned_data["reason"], by=request.user)
        return _("Afgewezen. De organisatie leest de reden.")
    if name == "checklist":
        actions.answer_checklist(vacancy=vacancy, points=form.cleaned_data["points"], by=request.user)
        return _("De kwaliteitslijst is bewaard.")
    action, sentence = PLAIN_STEPS[name]
    action(vacancy=vacancy, by=request.user)
    return str(sentence)


def bank_bulk(request: HttpRequest) -> HttpResponse:
    """One step for several vacancies, each refusal with its reason."""
    if not can_keep_bank(request.user):
        raise PermissionDenied
    name = request.GET.get("stap", "")
    chosen = Vacancy.objects.filter(site=site_of(request), pk__in=[n for n in request.GET.getlist("id") if n.isdigit()])
    if name not in {"publish", "pause", "archive"} or not chosen:
        messages.info(request, _("Kies eerst vacatures in de lijst."))
        return redirect(VacancyViewSet().get_url_name("index"))
    if request.method == "POST":
        action, _sentence = PLAIN_STEPS[name]
        for vacancy in chosen:
            try:
                action(vacancy=vacancy, by=request.user)
                messages.success(request, _("“%(title)s” is klaar.") % {"title": vacancy.title})
            except BankError as refusal:
                messages.error(request, f"“{vacancy.title}”: {refusal}")
        return redirect(VacancyViewSet().get_url_name("index"))
    return render(request, "bank/admin/bulk.html", {"chosen": chosen, "name": name})


def bank_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the contacts of an organisation how to log in."""
    if not can_keep_bank(request.user):
        raise PermissionDenied
    organisation = get_object_or_404(Organisation, pk=pk, site=site_of(request))
    waiting = organisation.contacts.filter(user=None)
    if request.method == "POST":
        for contact in waiting:
            actions.invite_contact(contact=contact, by=request.user)
            messages.success(request, _("%(name)s krijgt een mail.") % {"name": contact.name})
        return redirect(OrganisationViewSet().get_url_name("index"))
    return render(request, "bank/admin/invite.html", {"organisation": organisation, "waiting": waiting})


@hooks.register("register_admin_urls")
def bank_urls() -> list[Any]:
    return [
        path("vacaturebank/stap/<int:pk>/<slug:name>/", bank_step, name="bank_step"),
        path("vacaturebank/samen/", bank_bulk, name="bank_bulk"),
        path("vacaturebank/uitnodigen/<int:pk>/", bank_invite, name="bank_invite"),
    ]


class TodayPanel(Component):
    """What waits for a coordinator today, on the home page of the admin."""

    order = 10
    template_name = "bank/admin/today.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        site_id = site_of(request).pk
        applied = Organisation.objects.filter(site_id=site_id, state=OrganisationState.APPLIED)
        unfinished = open_points_of_imported(Vacancy.objects.filter(site_id=site_id, state=VacancyState.PUBLISHED))
        return {
            "submitted": waiting_vacancies(site_id)[:10],
            "applied": applied[:10],
            "unfinished": unfinished.count(),
            "vacancy_index": VacancyViewSet().get_url_name("index"),
        }


@hooks.register("construct_homepage_panels")
def add_today(request: HttpRequest, panels: list[Any]) -> None:
    if can_keep_bank(request.user):
        panels.insert(0, TodayPanel())
