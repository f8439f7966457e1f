"""`/initiatieven/`: what everyone reads, and what is inside for who takes part. How one begins is in `desk.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from community.dialogue.initiatives import actions, queries, rules
from community.dialogue.initiatives.enums import InitiativeState
from community.dialogue.initiatives.exceptions import InitiativeError, NotAllowed
from community.dialogue.initiatives.forms import DateForm, JoinForm, LessonForm, MoneyForm, TaskForm, WordsForm
from community.dialogue.initiatives.models import Initiative
from portal.pages.posting import see


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def initiative_of(request: HttpRequest, uuid: Any) -> Initiative:
    return get_object_or_404(queries.public_initiatives(site_of(request).pk), uuid=uuid)


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    rows = queries.public_initiatives(site_of(request).pk)[:200]
    return render(request, "dialogue/initiatives.html", {"initiatives": rows})


@require_safe
def detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/initiatieven/<uuid>/`: what it is, when, the money with its sources, who helps; no names of residents."""
    found = initiative_of(request, uuid)
    context = {
        "initiative": found,
        "dates": queries.dates_ahead(found),
        "budget": queries.budget_of(found),
        "is_in": rules.is_in(request.user, found),
    }
    return render(request, "dialogue/initiative.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`…/meedoen/`"""
    found = initiative_of(request, uuid)
    form = JoinForm(request.POST or None, initial={"name": getattr(request.user, "first_name", "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.join(initiative=found, by=request.user, **form.cleaned_data)
        except InitiativeError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Fijn dat u meedoet."))
            return see(reverse("initiatives:inside", args=[found.uuid]))
    context = {
        "form": form,
        "heading": _("Meedoen met %(title)s") % {"title": found.title},
        "button": _("Ik doe mee"),
        "back": found.get_absolute_url(),
        "drawing": "hammer",
        "tint": "meedoen",
    }
    return render(request, "dialogue/form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def inside(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`…/binnen/`: names, tasks, and for who pulls it the money and the end."""
    return show(request, initiative_of(request, uuid))


def show(request: HttpRequest, found: Initiative, status: int = 200, **forms: Any) -> HttpResponse:
    if not rules.is_in(request.user, found):
        raise PermissionDenied
    names = ("summary", "neighbourhood", "vacancies")
    context = {
        "initiative": found,
        "me": queries.participant_of(request.user, found),
        "participants": found.participants.all(),
        "tasks": found.tasks.select_related("doer"),
        "dates": queries.dates_ahead(found),
        "budget": queries.budget_of(found),
        "leads": rules.can_lead(request.user, found),
        "may_take_lead": rules.can_take_lead(request.user, found),
        "task_form": TaskForm(),
        "date_form": DateForm(auto_id="datum_%s"),
        "money_form": MoneyForm(auto_id="geld_%s"),
        "lesson_form": LessonForm(auto_id="les_%s"),
        "words_form": WordsForm(initial={name: getattr(found, name) for name in names}, auto_id="woorden_%s"),
        **forms,
    }
    return render(request, "dialogue/initiative_inside.html", context, status=status)


Step = Callable[[HttpRequest, Initiative], HttpResponse | None]


def with_form(name: str, form_class: Any, action: Callable[[Any, Any, Any], Any], auto_id: str = "id_%s") -> Step:
    """A step that needs a form; a mistake shows the page again with everything typed."""

    def step(request: HttpRequest, found: Initiative) -> HttpResponse | None:
        form = form_class(request.POST, auto_id=auto_id)
        if form.is_valid():
            try:
                action(found, request.user, form)
            except NotAllowed:
                raise
            except InitiativeError as refusal:
                form.add_error(None, str(refusal))
            else:
                return None
        return show(request, found, status=422, **{name: form})

    return step


def end(to: InitiativeState) -> Step:
    def action(found: Initiative, user: Any, form: Any) -> None:
        actions.move(initiative=found, to=to, by=user, lesson=form.cleaned_data["lesson"])

    return with_form("lesson_form", LessonForm, action, "les_%s")


def lead(request: HttpRequest, found: Initiative) -> None:
    actions.take_lead(initiative=found, by=request.user)


def run(request: HttpRequest, found: Initiative) -> None:
    actions.move(initiative=found, to=InitiativeState.RUNNING, by=request.user)


def again(request: HttpRequest, found: Initiative) -> None:
    to = InitiativeState.RUNNING if found.state == InitiativeState.DONE else InitiativeState.FORMING
    actions.move(initiative=found, to=to, by=request.user)


STEPS: dict[str, tuple[Step, Any]] = {
    "trek": (lead, gettext_lazy("U trekt dit nu. Fijn.")),
    "begin": (run, gettext_lazy("Het is begonnen.")),
    "weer": (again, gettext_lazy("Het gaat weer verder.")),
    "klaar": (end(InitiativeState.DONE), gettext_lazy("Klaar, met wat jullie leerden.")),
    "stop": (end(InitiativeState.STOPPED), gettext_lazy("Gestopt, met wat jullie leerden.")),
    "taak": (
        with_form(
            "task_form", TaskForm, lambda i, u, f: actions.write_task(initiative=i, by=u, title=f.cleaned_data["title"])
        ),
        gettext_lazy("De taak staat erbij."),
    ),
    "datum": (
        with_form(
            "date_form", DateForm, lambda i, u, f: actions.write_date(initiative=i, by=u, **f.values()), "datum_%s"
        ),
        gettext_lazy("De dag staat op de site."),
    ),
    "geld": (
        with_form(
            "money_form", MoneyForm, lambda i, u, f: actions.write_money(initiative=i, by=u, **f.values()), "geld_%s"
        ),
        gettext_lazy("Opgeschreven. Iedereen ziet het."),
    ),
    "woorden": (
        with_form(
            "words_form",
            WordsForm,
            lambda i, u, f: actions.change_words(initiative=i, by=u, **f.cleaned_data),
            "woorden_%s",
        ),
        gettext_lazy("Bewaard."),
    ),
}


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One step of an initiative; a refusal comes back as a sentence on its page."""
    if name not in STEPS:
        raise Http404
    found = initiative_of(request, uuid)
    step, sentence = STEPS[name]
    return finished(request, found, lambda: step(request, found), sentence)


def finished(request: HttpRequest, found: Initiative, do: Callable[[], HttpResponse | None], said: Any) -> HttpResponse:
    try:
        answer = do()
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except InitiativeError as refusal:
        messages.error(request, str(refusal))
        answer = None
    else:
        if answer is None:
            messages.success(request, said)
    return answer or see(reverse("initiatives:inside", args=[found.uuid]))


TASK_STEPS: dict[str, Any] = {
    "neem": actions.take_task,
    "terug": actions.give_task_back,
    "gedaan": actions.finish_task,
}


@never_cache
@login_required
@require_POST
def task(request: HttpRequest, uuid: Any, task: Any, name: str) -> HttpResponse:
    if name not in TASK_STEPS:
        raise Http404
    found = initiative_of(request, uuid)
    row = get_object_or_404(found.tasks.select_related("doer", "initiative"), uuid=task)
    return finished(request, found, lambda: void(TASK_STEPS[name](task=row, by=request.user)), _("Bewaard."))


def void(_done: Any) -> None:
    """What an action returns is no answer to a request."""


@never_cache
@login_required
@require_POST
def turn_back(request: HttpRequest, uuid: Any, line: Any) -> HttpResponse:
    found = initiative_of(request, uuid)
    row = get_object_or_404(found.lines.select_related("initiative"), uuid=line)
    return finished(request, found, lambda: void(actions.turn_back(line=row, by=request.user)), _("Teruggedraaid."))


@never_cache
@login_required
@require_POST
def erase_date(request: HttpRequest, uuid: Any, day: Any) -> HttpResponse:
    found = initiative_of(request, uuid)
    row = get_object_or_404(found.dates.select_related("initiative"), uuid=day)
    return finished(request, found, lambda: void(actions.erase_date(day=row, by=request.user)), _("De dag is weg."))


@never_cache
@login_required
@require_POST
def leave(request: HttpRequest, uuid: Any) -> HttpResponse:
    found = initiative_of(request, uuid)
    try:
        actions.leave(initiative=found, by=request.user)
    except InitiativeError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("U doet niet meer mee."))
    return see(found.get_absolute_url())
