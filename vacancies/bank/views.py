from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from vacancies.bank import actions
from vacancies.bank.enums import SchoolType, VacancyState
from vacancies.bank.exceptions import BankError, NotAllowed
from vacancies.bank.forms import FilledForm, VacancyForm
from vacancies.bank.jsonld import job_posting
from vacancies.bank.models import Organisation, Vacancy
from vacancies.bank.queries import organisations_of, public_vacancies, vacancies_visible_to, with_parts
from vacancies.bank.rules import can_apply, can_edit_vacancy, can_keep_bank, can_run_vacancy
from vacancies.bank.wording import age_text, hours_text, when_text

# What an organisation may do with its own vacancy: name in the address → (action, sentence afterwards).
OWN_STEPS: dict[str, tuple[Any, Any]] = {
    "insturen": (actions.submit_vacancy, gettext_lazy("Wij kijken de vacature na. U hoort het binnen vijf werkdagen.")),
    "terug": (actions.take_back_vacancy, gettext_lazy("De vacature is weer een concept. Alleen u ziet hem.")),
    "pauze": (actions.pause_vacancy, gettext_lazy("De vacature staat op pauze. Niemand kan zich nu aanmelden.")),
    "open": (actions.reopen_vacancy, gettext_lazy("De vacature staat weer open.")),
    "archief": (actions.archive_vacancy, gettext_lazy("De vacature ligt in het archief.")),
}


def site_id_of(request: HttpRequest) -> int:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site.pk


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """`/vacatures/<slug>/`: open, paused, filled or expired; anything else is not there for visitors."""
    site_id = site_id_of(request)
    visible = public_vacancies(site_id)
    # Only somebody who is logged in may see more; a visitor without a session keeps none.
    if request.session.session_key and request.user.is_authenticated:
        visible = vacancies_visible_to(request.user, site_id)
    vacancy = get_object_or_404(with_parts(visible), slug=slug)
    context = {
        "vacancy": vacancy,
        "facts": facts(vacancy),
        "may_apply": can_apply(vacancy),
        "closed": not can_apply(vacancy),
        "thing": thing_of(vacancy),
        "trail": [{"title": _("Meedoen"), "url": reverse("search:vacancy_list")}],
        "json_ld": job_posting(vacancy, request.build_absolute_uri(request.path)),
    }
    return render(request, "bank/detail.html", context)


def thing_of(vacancy: Vacancy) -> str:
    """The drawing beside the title: its own, else that of its first theme."""
    return vacancy.drawing or next((item.tag.drawing for item in vacancy.theme_items.all()), "pot")


def facts(vacancy: Vacancy) -> list[tuple[str, str]]:
    """The table of a vacancy: what is known, in words, in a fixed order."""
    where = ", ".join(part for part in (vacancy.location_name, vacancy.place) if part)
    when = ", ".join(
        part for part in (when_text(slot.daypart for slot in vacancy.slots.all()), vacancy.time_note) if part
    )
    often = hours_text(vacancy.hours_per_week, vacancy.frequency)
    return [
        (label, text)
        for label, text in (
            (_("Waar"), ", ".join(part for part in (where, _("kan vanuit huis") if vacancy.remote else "") if part)),
            (_("Wanneer"), when),
            (_("Hoe lang"), ", ".join(part for part in (often, vacancy.duration_text) if part)),
            (_("Voor wie"), vacancy.for_whom or age_text(vacancy.minimum_age)),
            (_("Nodig"), needed(vacancy)),
            (_("U krijgt"), given(vacancy)),
            (_("School"), school(vacancy)),
            (
                _("Dienstverband"),
                ", ".join(p for p in (vacancy.get_employment_type_display(), vacancy.salary_text) if p),
            ),
        )
        if text
    ]


def needed(vacancy: Vacancy) -> str:
    parts = [line for line in vacancy.requirements.splitlines() if line.strip()]
    level = str(vacancy.get_language_level_display()) if vacancy.language_level else ""
    if level and level not in vacancy.requirements:
        parts.append(level)
    if vacancy.vog_required:
        parts.append(_("een VOG, die is gratis en wij helpen ermee"))
    return "\n".join(parts)


def given(vacancy: Vacancy) -> str:
    costs = vacancy.expenses_note or (_("een vergoeding van uw kosten") if vacancy.expenses_compensated else "")
    if costs and costs.lower() in vacancy.training.lower():
        costs = ""
    return ", ".join(part for part in (vacancy.training, costs) if part)


def school(vacancy: Vacancy) -> str:
    types = ", ".join(str(SchoolType(value).label) for value in vacancy.school_types if value in SchoolType.values)
    years = ", ".join(str(year) for year in vacancy.school_years)
    parts = [types, _("leerjaar %(years)s") % {"years": years} if years else ""]
    parts.append(_("%(n)d uur in totaal") % {"n": vacancy.hours_total} if vacancy.hours_total else "")
    return ", ".join(part for part in parts if part)


def own_organisation(request: HttpRequest, uuid: Any) -> Organisation:
    """The organisation of this contact; one of somebody else is not there."""
    site_id = site_id_of(request)
    if can_keep_bank(request.user):
        return get_object_or_404(Organisation, site_id=site_id, uuid=uuid)
    return get_object_or_404(organisations_of(request.user, site_id), uuid=uuid)


def own_vacancy(request: HttpRequest, uuid: Any) -> Vacancy:
    vacancy = get_object_or_404(with_parts(vacancies_visible_to(request.user, site_id_of(request))), uuid=uuid)
    if not can_run_vacancy(request.user, vacancy):
        raise Http404
    return vacancy


@login_required
@require_safe
def organisation(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/mijn/organisatie/<uuid>/`: the vacancies of an organisation, newest first, with what can be done."""
    own = own_organisation(request, uuid)
    vacancies = own.vacancies.exclude(state=VacancyState.ARCHIVED).order_by("-updated_at")
    return render(request, "bank/organisation.html", {"organisation": own, "vacancies": vacancies})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, uuid: Any) -> HttpResponse:
    """A new vacancy of an organisation."""
    own = own_organisation(request, uuid)
    vacancy = Vacancy(site_id=own.site_id, organisation=own, place=own.place)
    return vacancy_form(request, vacancy)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    vacancy = own_vacancy(request, uuid)
    if not can_edit_vacancy(request.user, vacancy):
        messages.info(request, _("Deze vacature kunt u nu niet veranderen. Zet hem eerst weer open."))
        return redirect("bank:step", vacancy.uuid)
    return vacancy_form(request, vacancy)


def vacancy_form(request: HttpRequest, vacancy: Vacancy) -> HttpResponse:
    form = VacancyForm(request.POST or None, instance=vacancy)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.save(by=request.user)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Bewaard. Controleer de vacature hieronder."))
            return see(saved)
    context = {"form": form, "vacancy": vacancy, "organisation": vacancy.organisation}
    return render(request, "bank/vacancy_form.html", context, status=422 if form.errors else 200)


def see(vacancy: Vacancy) -> HttpResponse:
    response = redirect("bank:step", vacancy.uuid)
    response.status_code = 303
    return response


@login_required
@require_safe
def step(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/mijn/vacature/<uuid>/`: how it looks, where it stands, what comes next."""
    vacancy = own_vacancy(request, uuid)
    context = {
        "vacancy": vacancy,
        "facts": facts(vacancy),
        "may_edit": can_edit_vacancy(request.user, vacancy),
        "filled_form": FilledForm(),
    }
    return render(request, "bank/step.html", context)


@login_required
@require_POST
def take_step(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    vacancy = own_vacancy(request, uuid)
    if name not in OWN_STEPS:
        raise Http404
    action, sentence = OWN_STEPS[name]
    try:
        action(vacancy=vacancy, by=request.user)
        messages.success(request, sentence)
    except BankError as refusal:
        messages.error(request, str(refusal))
    return see(vacancy)


@login_required
@require_POST
def fill(request: HttpRequest, uuid: Any) -> HttpResponse:
    vacancy = own_vacancy(request, uuid)
    form = FilledForm(request.POST)
    if not form.is_valid():
        context = {"vacancy": vacancy, "facts": facts(vacancy), "may_edit": True, "filled_form": form}
        return render(request, "bank/step.html", context, status=422)
    try:
        actions.fill_vacancy(vacancy=vacancy, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Wat mooi. Op de site staat nu dat de vacature vervuld is."))
    except BankError as refusal:
        messages.error(request, str(refusal))
    return see(vacancy)
