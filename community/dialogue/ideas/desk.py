"""Outside the usual files of a slice: ideas at /werk/ideeen/, for who chooses and tries."""

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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from community.dialogue.ideas import actions
from community.dialogue.ideas.enums import BACK, IdeaState
from community.dialogue.ideas.exceptions import IdeaError
from community.dialogue.ideas.forms import TryForm, WordsForm
from community.dialogue.ideas.models import Idea
from community.dialogue.ideas.queries import ideas_visible_to
from community.dialogue.ideas.rules import can_keep_ideas
from community.dialogue.ideas.views import site_of
from portal.history.queries import history_of
from portal.pages.posting import see

View = Callable[..., HttpResponse]


def keeper(view: View) -> View:
    """Login first; then only who keeps ideas."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_keep_ideas(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@keeper
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """`/werk/ideeen/`: all ideas by state, what waits for us first."""
    ideas = list(ideas_visible_to(request.user, site_of(request).pk)[:300])
    shown = [state for state in IdeaState if state not in (IdeaState.UNCONFIRMED, IdeaState.WITHDRAWN)]
    columns = [(state, state.label, [idea for idea in ideas if idea.state == state]) for state in shown]
    return render(request, "dialogue/idea_board.html", {"columns": columns})


def own(request: HttpRequest, uuid: Any) -> Idea:
    return get_object_or_404(ideas_visible_to(request.user, site_of(request).pk), uuid=uuid)


@keeper
@require_safe
def idea(request: HttpRequest, uuid: Any) -> HttpResponse:
    return show(request, own(request, uuid))


def show(request: HttpRequest, found: Idea, status: int = 200, **forms: Any) -> HttpResponse:
    labels = dict(IdeaState.choices)
    context = {
        "idea": found,
        "history": [(change, labels[change.to_state]) for change in history_of(found)],
        "words_form": WordsForm(),
        "try_form": TryForm(),
        "may_go_back": found.state in BACK,
        **forms,
    }
    return render(request, "dialogue/idea_desk.html", context, status=status)


@keeper
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the page of the idea."""
    if name not in STEPS:
        raise Http404
    found = own(request, uuid)
    try:
        return STEPS[name](request, found)
    except IdeaError as refusal:
        found.refresh_from_db()
        messages.error(request, str(refusal))
        return show(request, found, status=422)


def done(request: HttpRequest, found: Idea, sentence: Any, *, undo: bool = True) -> HttpResponse:
    tags = f"undo:{reverse('ideas:act', args=[found.uuid, 'terug'])}" if undo else ""
    messages.success(request, sentence, extra_tags=tags)
    return see(reverse("ideas:desk_idea", args=[found.uuid]))


def place(request: HttpRequest, found: Idea) -> HttpResponse:
    actions.place_idea(idea=found, by=request.user)
    return done(request, found, gettext_lazy("Het idee staat op de site. De inzender krijgt bericht."))


def back(request: HttpRequest, found: Idea) -> HttpResponse:
    actions.take_back(idea=found, by=request.user)
    return done(request, found, gettext_lazy("Ongedaan gemaakt."), undo=False)


def with_words(action: Callable[[Idea, str, Any], Any], sentence: Any) -> Callable[[HttpRequest, Idea], HttpResponse]:
    """A step that needs words which the sender reads."""

    def step(request: HttpRequest, found: Idea) -> HttpResponse:
        form = WordsForm(request.POST)
        if not form.is_valid():
            return show(request, found, status=422, words_form=form)
        action(found, form.cleaned_data["text"], request.user)
        return done(request, found, str(sentence))

    return step


def start(request: HttpRequest, found: Idea) -> HttpResponse:
    form = TryForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, try_form=form)
    actions.try_idea(idea=found, by=request.user, **form.cleaned_data)
    return done(request, found, gettext_lazy("De proef loopt. De inzender krijgt bericht."))


STEPS: dict[str, Callable[[HttpRequest, Idea], HttpResponse]] = {
    "plaats": place,
    "terug": back,
    "probeer": start,
    "weiger": with_words(
        lambda idea, text, by: actions.reject_idea(idea=idea, reason=text, by=by),
        gettext_lazy("Niet geplaatst, met de reden."),
    ),
    "kies": with_words(
        lambda idea, text, by: actions.choose_idea(idea=idea, why=text, by=by), gettext_lazy("Gekozen.")
    ),
    "gelukt": with_words(
        lambda idea, text, by: actions.end_idea(idea=idea, to=IdeaState.SCALED, lesson=text, by=by),
        gettext_lazy("Gelukt. Wij gaan ermee door."),
    ),
    "gestopt": with_words(
        lambda idea, text, by: actions.end_idea(idea=idea, to=IdeaState.STOPPED, lesson=text, by=by),
        gettext_lazy("Gestopt, met wat wij leerden."),
    ),
}
