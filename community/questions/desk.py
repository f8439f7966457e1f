"""Outside the usual files of a slice: what workers do with questions, at /werk/vragen/."""

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
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.questions import actions
from community.questions.enums import QuestionState
from community.questions.exceptions import QuestionError
from community.questions.forms import (
    AnswerForm,
    DeskAskForm,
    HandOverForm,
    ListForm,
    ReassignForm,
    SpokenForm,
    VisitForm,
)
from community.questions.models import Question
from community.questions.queries import (
    board,
    coordinators,
    ended_questions,
    providers_of,
    questions_visible_to,
    services_of,
)
from community.questions.rules import can_answer_questions
from community.questions.views import see, site_of
from portal.history.queries import history_of

View = Callable[..., HttpResponse]


def desk(view: View) -> View:
    """Login first; then only who works at the desk."""

    @never_cache
    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_answer_questions(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def own(request: HttpRequest, uuid: Any) -> Question:
    return get_object_or_404(questions_visible_to(request.user, site_of(request).pk), uuid=uuid)


@desk
@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """`/werk/vragen/`: who waits for an answer, for a yes, for our telephone call."""
    site, ended, now = site_of(request), ListForm(request.GET).ended(), timezone.now()
    rows = list((ended_questions if ended else board)(request.user, site.pk)[:200])
    for row in rows:
        row.late = row.state == QuestionState.RECEIVED and row.due_at < now  # type: ignore[attr-defined]
    columns = [
        ("received", _("Wacht op antwoord"), QuestionState.RECEIVED),
        ("offered", _("Wacht op een ja"), QuestionState.OFFERED),
        ("agreed", _("Zei ja: bel de ander"), QuestionState.AGREED),
    ]
    found = [(key, title, [row for row in rows if row.state == state]) for key, title, state in columns]
    context = {"columns": [("ended", _("Klaar"), rows)] if ended else found, "shows_ended": ended}
    return render(request, "questions/board.html", context)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest) -> HttpResponse:
    """`/werk/vragen/nieuw/`: somebody is on the telephone, and the worker types."""
    form = DeskAskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.ask_question(site=site_of(request), asked=form.asked(), by=request.user)
        messages.success(request, _("Opgeschreven. Lees de code voor: %(code)s.") % {"code": made.readable_code})
        return see(reverse("questions:question", args=[made.uuid]))
    return render(request, "questions/write_down.html", {"form": form}, status=422 if form.errors else 200)


@desk
@require_safe
def detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One question: who asks, the promise, and what can be done."""
    return show(request, own(request, uuid))


def show(request: HttpRequest, question: Question, status: int = 200, **forms: Any) -> HttpResponse:
    site = question.site
    context = {
        "question": question,
        "late": question.state == QuestionState.RECEIVED and question.due_at < timezone.now(),
        "history": list(history_of(question)),
        "answer_form": AnswerForm(services=services_of(site)),
        "hand_over_form": HandOverForm(providers=providers_of(site)),
        "spoken_form": SpokenForm(),
        "visit_form": VisitForm(initial={"address": " ".join(question.address.split())}),
        "reassign_form": ReassignForm(people=coordinators(site.pk).exclude(pk=question.handler_id or 0)),
        **forms,
    }
    return render(request, "questions/question.html", context, status=status)


@desk
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the same page."""
    if name not in STEPS:
        raise Http404
    question = own(request, uuid)
    try:
        return STEPS[name](request, question)
    except QuestionError as refusal:
        question.refresh_from_db()
        messages.error(request, str(refusal))
        return show(request, question, status=422)


def done(request: HttpRequest, question: Question, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("questions:question", args=[question.uuid]))


def heard(question: Question) -> str:
    """How the person hears of it."""
    if question.email:
        return _("%(name)s krijgt een mail.") % {"name": question.name}
    if question.channel == "letter":
        return _("De brief ligt klaar om te printen.")
    return _("Bel %(name)s en lees het voor.") % {"name": question.name}


def answer(request: HttpRequest, question: Question) -> HttpResponse:
    form = AnswerForm(request.POST, services=services_of(question.site))
    if not form.is_valid():
        return show(request, question, status=422, answer_form=form)
    actions.answer_question(question=question, by=request.user, **form.values())
    return done(request, question, _("Beantwoord.") + " " + heard(question))


def offer(request: HttpRequest, question: Question) -> HttpResponse:
    form = HandOverForm(request.POST, providers=providers_of(question.site))
    if not form.is_valid():
        return show(request, question, status=422, hand_over_form=form)
    actions.offer_hand_over(question=question, by=request.user, **form.cleaned_data)
    if question.state == QuestionState.AGREED:
        return done(request, question, _("Opgeschreven. Bel nu %(who)s.") % {"who": question.provider})
    return done(request, question, _("Gevraagd.") + " " + heard(question))


def visit(request: HttpRequest, question: Question) -> HttpResponse:
    form = VisitForm(request.POST)
    if not form.is_valid():
        return show(request, question, status=422, visit_form=form)
    actions.turn_into_visit(question=question, by=request.user, **form.cleaned_data)
    return done(request, question, _("Het is nu een bezoek. U vindt het bij Aan de deur."))


def spoken(request: HttpRequest, question: Question) -> HttpResponse:
    form = SpokenForm(request.POST)
    if not form.is_valid():
        return show(request, question, status=422, spoken_form=form)
    actions.hand_over(question=question, spoke_with=form.cleaned_data["spoke_with"], by=request.user)
    return done(request, question, _("Overgedragen.") + " " + heard(question))


def reassign(request: HttpRequest, question: Question) -> HttpResponse:
    form = ReassignForm(request.POST, people=coordinators(question.site_id))
    if not form.is_valid():
        return show(request, question, status=422, reassign_form=form)
    actions.reassign(question=question, to=form.cleaned_data["worker"], by=request.user)
    return done(request, question, _("Doorgegeven aan %(name)s.") % {"name": form.cleaned_data["worker"]})


def refuse(request: HttpRequest, question: Question) -> HttpResponse:
    actions.refuse(question=question)
    return done(request, question, _("Opgeschreven. Wij vertellen niemand iets."))


def withdraw(request: HttpRequest, question: Question) -> HttpResponse:
    actions.withdraw_question(question=question, by=request.user)
    return done(request, question, _("Ingetrokken, op verzoek van %(name)s.") % {"name": question.name})


STEPS: dict[str, Callable[[HttpRequest, Question], HttpResponse]] = {
    "antwoord": answer,
    "overdragen": offer,
    "bezoek": visit,
    "gesproken": spoken,
    "doorgeven": reassign,
    "nee": refuse,
    "ingetrokken": withdraw,
}
