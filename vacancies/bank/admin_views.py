"""Outside the usual files of a slice: what a coordinator does in the admin besides editing. Each page asks, then does;
a refusal says why and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.admin.views.bulk_action import BulkAction

from portal.pages.site_views import site_of
from vacancies.bank import actions
from vacancies.bank.admin_forms import ChecklistForm, ReasonForm
from vacancies.bank.enums import ORGANISATION_TRANSITIONS, OrganisationState, VacancyState
from vacancies.bank.exceptions import BankError
from vacancies.bank.models import Organisation, Vacancy
from vacancies.bank.queries import open_points_of_imported, waiting_vacancies
from vacancies.bank.rules import can_keep_bank

PLAIN_STEPS = {
    "publish": (actions.publish_vacancy, gettext_lazy("Zet open"), gettext_lazy("De vacature staat open.")),
    "pause": (actions.pause_vacancy, gettext_lazy("Zet op pauze"), gettext_lazy("De vacature staat op pauze.")),
    "fill": (actions.fill_vacancy, gettext_lazy("Vervuld"), gettext_lazy("De vacature is vervuld.")),
    "reopen": (actions.reopen_vacancy, gettext_lazy("Zet weer open"), gettext_lazy("De vacature staat weer open.")),
    "archive": (
        actions.archive_vacancy,
        gettext_lazy("Naar het archief"),
        gettext_lazy("De vacature ligt in het archief."),
    ),
    "take_back": (
        actions.take_back_vacancy,
        gettext_lazy("Weer een concept"),
        gettext_lazy("De vacature is weer een concept."),
    ),
}
FORM_STEPS = {"reject": gettext_lazy("Wijs af"), "checklist": gettext_lazy("Kwaliteitslijst")}
STEPS_FROM = {
    VacancyState.DRAFT: ["publish", "archive"],
    VacancyState.SUBMITTED: ["publish", "reject"],
    VacancyState.PUBLISHED: ["pause", "fill", "archive"],
    VacancyState.PAUSED: ["reopen", "archive"],
    VacancyState.FILLED: ["reopen", "archive"],
    VacancyState.EXPIRED: ["reopen", "archive"],
    VacancyState.REJECTED: ["archive"],
    VacancyState.ARCHIVED: ["take_back"],
}


def label_of(name: str) -> str:
    return str(PLAIN_STEPS[name][1] if name in PLAIN_STEPS else FORM_STEPS[name])


def steps_of(vacancy: Vacancy) -> list[tuple[str, str]]:
    """What can be done from the state that the vacancy is in, as (name in the address, label)."""
    return [(name, label_of(name)) for name in [*STEPS_FROM[VacancyState(vacancy.state)], "checklist"]]


def keeper_only(request: HttpRequest) -> None:
    if not can_keep_bank(request.user):
        raise PermissionDenied


# --- One vacancy ----------------------------------------------------------------------------------------------------


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step of one vacancy."""
    keeper_only(request)
    vacancy = get_object_or_404(Vacancy, pk=pk, site=site_of(request))
    if name not in PLAIN_STEPS and name not in FORM_STEPS:
        raise PermissionDenied
    form = form_of(request, vacancy, name)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            messages.success(request, take_step(request, vacancy, name, form))
        except BankError as refusal:
            messages.error(request, str(refusal))
        return redirect("vacancy:index")
    context = {"object": vacancy, "subtitle": vacancy.organisation, "form": form, "label": label_of(name)}
    return render(request, "bank/admin/step.html", {**context, "points": vacancy.open_points})


def form_of(request: HttpRequest, vacancy: Vacancy, name: str) -> Any:
    if name == "reject":
        return ReasonForm(request.POST or None)
    if name == "checklist":
        answered = [point for point, yes in vacancy.checklist.items() if yes]
        return ChecklistForm(request.POST if request.method == "POST" else None, initial={"points": answered})
    return None


def take_step(request: HttpRequest, vacancy: Vacancy, name: str, form: Any) -> str:
    if name == "reject":
        actions.reject_vacancy(vacancy=vacancy, reason=form.cleaned_data["reason"], by=request.user)
        return _("Afgewezen. De organisatie leest de reden.")
    if name == "checklist":
        actions.answer_checklist(vacancy=vacancy, points=form.cleaned_data["points"], by=request.user)
        return _("De kwaliteitslijst is bewaard.")
    action, _label, sentence = PLAIN_STEPS[name]
    action(vacancy=vacancy, by=request.user)
    return str(sentence)


# --- One organisation -----------------------------------------------------------------------------------------------


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """An organisation that does not fit: refused, with the reason in its history."""
    keeper_only(request)
    organisation = get_object_or_404(Organisation, pk=pk, site=site_of(request))
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Waarom past deze organisatie hier niet?")
    form.fields["reason"].help_text = _("Dit staat bij wat er gebeurde. Mail of bel de organisatie zelf.")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.move_organisation(
                organisation=organisation, to=OrganisationState.REFUSED, by=request.user, reason=reason
            )
            messages.success(request, _("“%(name)s” is geweigerd.") % {"name": organisation.name})
        except BankError as refusal:
            messages.error(request, str(refusal))
        return redirect("organisation:index")
    context = {"object": organisation, "subtitle": organisation.place, "form": form, "label": _("Weiger")}
    return render(request, "bank/admin/step.html", context)


def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the contacts of an organisation how to log in."""
    keeper_only(request)
    organisation = get_object_or_404(Organisation, pk=pk, site=site_of(request))
    waiting = organisation.contacts.filter(user=None)
    if request.method == "POST":
        for contact in waiting:
            actions.invite_contact(contact=contact, by=request.user)
            messages.success(request, _("%(name)s krijgt een mail.") % {"name": contact.name})
        return redirect("organisation:index")
    return render(request, "bank/admin/invite.html", {"organisation": organisation, "waiting": waiting})


def can_be_refused(organisation: Organisation) -> bool:
    return OrganisationState.REFUSED in ORGANISATION_TRANSITIONS[organisation.state]


# --- Several at once ------------------------------------------------------------------------------------------------


class OneByOne(BulkAction):
    """A step for each chosen row of the site; what is refused stays as it was and says why."""

    template_name = "admin/bulk.html"
    step: Callable[[Any, Any], object]  # of a row and who does it

    def check_perm(self, obj: Any) -> bool:
        return obj.site_id == site_of(self.request).pk and can_keep_bank(self.request.user)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        return self.model.objects.filter(site=site_of(self.request)).values_list("pk", flat=True)

    def get_execution_context(self) -> dict[str, Any]:
        return {"self": self}

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        view, done = kwargs["self"], 0
        for row in objects:
            try:
                with transaction.atomic():
                    view.step(row, view.request.user)
                done += 1
            except BankError as refusal:
                messages.error(view.request, f"“{row}”: {refusal}")
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        return _("%(label)s: %(n)d gedaan.") % {"label": self.display_name, "n": num_parent_objects}


def bulk(model: type[Any], name: str, label: Any, title: Any, step: Callable[[Any, Any], object]) -> type[OneByOne]:
    """A step as a button under the list; the order of BULK_ACTIONS is that of the buttons."""
    values = {"models": [model], "action_type": name, "display_name": label, "aria_label": title}
    return type(f"{model.__name__}{name.title()}", (OneByOne,), {**values, "step": staticmethod(step)})


def plain_step(name: str) -> Callable[[Any, Any], object]:
    return lambda vacancy, by: PLAIN_STEPS[name][0](vacancy=vacancy, by=by)


def organisation_step(to: OrganisationState) -> Callable[[Any, Any], object]:
    return lambda organisation, by: actions.move_organisation(organisation=organisation, to=to, by=by)


VACANCY_STEPS = (
    ("publish", gettext_lazy("Zet de gekozen vacatures open")),
    ("pause", gettext_lazy("Zet de gekozen vacatures op pauze")),
    ("reopen", gettext_lazy("Zet de gekozen vacatures weer open")),
    ("archive", gettext_lazy("Leg de gekozen vacatures in het archief")),
)
ORGANISATION_STEPS = (
    ("checked", gettext_lazy("Nagekeken"), gettext_lazy("Zet de gekozen organisaties op nagekeken")),
    ("active", gettext_lazy("Maak actief"), gettext_lazy("Maak de gekozen organisaties actief")),
    ("paused", gettext_lazy("Zet op pauze"), gettext_lazy("Zet de gekozen organisaties op pauze")),
)
BULK_ACTIONS = (
    *(bulk(Vacancy, name, PLAIN_STEPS[name][1], title, plain_step(name)) for name, title in VACANCY_STEPS),
    *(
        bulk(Organisation, to, label, title, organisation_step(OrganisationState(to)))
        for to, label, title in ORGANISATION_STEPS
    ),
)
for _place, _action in enumerate(BULK_ACTIONS):
    _action.action_priority = 10 * (_place + 1)


# --- The home page of the admin -------------------------------------------------------------------------------------


class TodayPanel(Component):
    """What waits for a coordinator today."""

    order = 10
    template_name = "bank/admin/today.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        site_id = site_of(parent_context["request"]).pk
        applied = Organisation.objects.filter(site_id=site_id, state=OrganisationState.APPLIED)
        unfinished = open_points_of_imported(Vacancy.objects.filter(site_id=site_id, state=VacancyState.PUBLISHED))
        return {
            "submitted": waiting_vacancies(site_id)[:10],
            "applied": applied[:10],
            "unfinished": unfinished.count(),
        }
