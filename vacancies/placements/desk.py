"""Outside the usual files of a slice: the views of the desk at /werk/, which only workers see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.history.queries import history_of
from portal.workdays import workdays_between
from vacancies.bank.queries import open_vacancies
from vacancies.placements import actions
from vacancies.placements.enums import ApplicationState
from vacancies.placements.exceptions import PlacementError
from vacancies.placements.forms import (
    AnswerForm,
    BoardForm,
    DeclineForm,
    DeskForm,
    NoteForm,
    ProposeForm,
    ReassignForm,
)
from vacancies.placements.models import Application
from vacancies.placements.queries import applications_visible_to, board, coordinators
from vacancies.placements.rules import can_handle_applications
from vacancies.placements.views import see, site_of, stops

COLUMN_TITLES = {
    ApplicationState.RECEIVED: gettext_lazy("Nieuw"),
    ApplicationState.IN_CONVERSATION: gettext_lazy("Gesproken"),
    ApplicationState.PROPOSED: gettext_lazy("Voorgesteld"),
    ApplicationState.ACCEPTED: gettext_lazy("Begonnen"),
}
STOP_TITLES = {**COLUMN_TITLES, ApplicationState.DONE: gettext_lazy("Afgerond")}
View = Callable[..., HttpResponse]


def desk(view: View) -> View:
    """Login first; then only who works at the desk."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_handle_applications(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def own(request: HttpRequest, uuid: Any) -> Application:
    return get_object_or_404(applications_visible_to(request.user, site_of(request).pk), uuid=uuid)


def late_words(application: Application) -> int:
    """How many working days an answer is late; 0 when it is not."""
    if application.state != ApplicationState.RECEIVED:
        return 0
    now = timezone.localtime()
    due = timezone.localtime(application.due_at)
    return max(1, workdays_between(due.date(), now.date())) if now > due else 0


@desk
@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """`/werk/`: who waits, the latest first to be answered."""
    site = site_of(request)
    form = BoardForm(request.GET)
    values = form.values()
    rows = list(board(request.user, site.pk, **values)[:400])
    for row in rows:
        row.late = late_words(row)  # type: ignore[attr-defined]
    columns = (
        []
        if values["ended"]
        else [(state, title, [r for r in rows if r.state == state]) for state, title in COLUMN_TITLES.items()]
    )
    context = {"form": form, "values": values, "columns": columns, "rows": rows}
    context["today"] = [row for row in rows if late_words(row) or is_today(row)][:4]
    return render(request, "placements/board.html", context)


def is_today(application: Application) -> bool:
    due = timezone.localtime(application.due_at).date()
    return application.state == ApplicationState.RECEIVED and due == timezone.localdate()


@desk
@require_safe
def application(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One sign-up: the person, the wish, the promise, and what can be done."""
    return show(request, own(request, uuid))


def show(request: HttpRequest, found: Application, status: int = 200, **forms: Any) -> HttpResponse:
    vacancies = open_vacancies(found.site_id).order_by("title")
    others = vacancies.exclude(pk=found.vacancy_id or 0)
    found.late = late_words(found)  # type: ignore[attr-defined]
    context = {
        "application": found,
        "stops": [(state, STOP_TITLES[ApplicationState(state)], when) for state, when in stops(found)],
        "history": list(history_of(found)),
        "notes": found.notes.select_related("author"),
        "note_form": NoteForm(),
        "propose_form": ProposeForm(vacancies=vacancies, initial={"vacancy": found.vacancy_id}),
        "accept_form": AnswerForm(),
        "finish_form": AnswerForm(),
        "decline_form": DeclineForm(vacancies=others),
        "reassign_form": ReassignForm(colleagues=coordinators(found.site_id).exclude(pk=found.handler_id or 0)),
        **forms,
    }
    return render(request, "placements/application.html", context, status=status)


def done(request: HttpRequest, found: Application, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("placements:application", args=[found.uuid]))


@desk
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the same page."""
    if name not in STEPS:
        raise Http404
    found = own(request, uuid)
    try:
        return STEPS[name](request, found)
    except PlacementError as refusal:
        found.refresh_from_db()
        messages.error(request, str(refusal))
        return show(request, found, status=422)


def talk(request: HttpRequest, found: Application) -> HttpResponse:
    actions.start_conversation(application=found, by=request.user)
    messages.success(request, _("Opgeschreven: u heeft %(name)s gesproken.") % {"name": found.name}, extra_tags="undo")
    return see(reverse("placements:application", args=[found.uuid]))


def untalk(request: HttpRequest, found: Application) -> HttpResponse:
    actions.undo_conversation(application=found, by=request.user)
    return done(request, found, _("Ongedaan gemaakt. De aanmelding is weer nieuw."))


def propose(request: HttpRequest, found: Application) -> HttpResponse:
    form = ProposeForm(request.POST, vacancies=open_vacancies(found.site_id))
    if not form.is_valid():
        return show(request, found, status=422, propose_form=form)
    actions.propose(
        application=found, vacancy=form.cleaned_data["vacancy"], answer=form.cleaned_data["answer"], by=request.user
    )
    return done(request, found, _("Voorgesteld. %(name)s krijgt bericht.") % {"name": found.name})


def accept(request: HttpRequest, found: Application) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, accept_form=form)
    actions.accept(application=found, answer=form.cleaned_data["answer"], by=request.user)
    return done(request, found, _("De plek is voor %(name)s.") % {"name": found.name})


def decline(request: HttpRequest, found: Application) -> HttpResponse:
    form = DeclineForm(request.POST, vacancies=open_vacancies(found.site_id))
    if not form.is_valid():
        return show(request, found, status=422, decline_form=form)
    actions.decline(
        application=found, reason=form.cleaned_data["reason"], alternatives=form.alternatives(), by=request.user
    )
    return done(request, found, _("Afgesloten. %(name)s leest de reden en twee andere plekken.") % {"name": found.name})


def finish(request: HttpRequest, found: Application) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, finish_form=form)
    actions.finish(application=found, answer=form.cleaned_data["answer"], by=request.user)
    return done(request, found, _("Afgerond. Het staat nu bij wat klaar is."))


def hand_over(request: HttpRequest, found: Application) -> HttpResponse:
    form = ReassignForm(request.POST, colleagues=coordinators(found.site_id))
    if not form.is_valid():
        return show(request, found, status=422, reassign_form=form)
    actions.reassign(application=found, to=form.cleaned_data["handler"], by=request.user)
    return done(request, found, _("Doorgegeven aan %(name)s.") % {"name": form.cleaned_data["handler"]})


def note(request: HttpRequest, found: Application) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, note_form=form)
    actions.add_note(application=found, text=form.cleaned_data["text"], by=request.user)
    return done(request, found, _("Notitie bewaard."))


def withdraw(request: HttpRequest, found: Application) -> HttpResponse:
    actions.withdraw(application=found)
    return done(request, found, _("Ingetrokken, op verzoek van %(name)s.") % {"name": found.name})


STEPS: dict[str, Callable[[HttpRequest, Application], HttpResponse]] = {
    "gesproken": talk,
    "niet-gesproken": untalk,
    "voorstel": propose,
    "begonnen": accept,
    "nee": decline,
    "klaar": finish,
    "doorgeven": hand_over,
    "notitie": note,
    "ingetrokken": withdraw,
}


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest) -> HttpResponse:
    """A sign-up by telephone or at the desk, written down by a worker."""
    site = site_of(request)
    form = DeskForm(request.POST or None, vacancies=open_vacancies(site.pk).order_by("title"))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.apply(
                site=site, vacancy=form.cleaned_data["vacancy"], applicant=form.applicant(), by=request.user
            )
        except PlacementError as refusal:
            form.add_error(None, str(refusal))
        else:
            first = made if isinstance(made, Application) else made.application
            return done(request, first, _("Opgeschreven. De code is %(code)s.") % {"code": made.readable_code})
    return render(request, "placements/write_down.html", {"form": form}, status=422 if form.errors else 200)


@desk
@require_safe
def letter(request: HttpRequest, uuid: Any) -> HttpResponse:
    """A letter to print for who has no mail."""
    return render(request, "placements/letter.html", {"application": own(request, uuid)})
