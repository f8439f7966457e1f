"""What visitors see of a question. The desk is in `desk.py`."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from community.help.views import FIRST_WORDS
from community.questions import actions
from community.questions.emails import SALT, token_of
from community.questions.enums import QuestionState
from community.questions.exceptions import QuestionError
from community.questions.forms import AgainForm, AskForm, BoxForm
from community.questions.models import Question
from community.questions.queries import answerer, with_parts
from community.questions.rules import can_ask_again
from portal.forms.origin import own_origin
from portal.history.queries import history_of
from portal.pages.posting import post_guarded, see, show_form
from portal.workdays import add_workdays

ASK = "questions/ask.html"
STOPS = {
    QuestionState.RECEIVED: (QuestionState.RECEIVED, QuestionState.ANSWERED),
    QuestionState.ANSWERED: (QuestionState.RECEIVED, QuestionState.ANSWERED),
}
HAND_OVER_STOPS = (QuestionState.RECEIVED, QuestionState.OFFERED, QuestionState.AGREED, QuestionState.HANDED_OVER)


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def due_day() -> date:
    """The day before which somebody who asks now is answered."""
    return add_workdays(timezone.localdate(), actions.ANSWER_WORKDAYS)


def initial_of(user: Any) -> dict[str, Any]:
    """What we know of somebody who is logged in."""
    if not user.is_authenticated:
        return {}
    profile = getattr(user, "profile", None)
    known = {"name": user.get_full_name(), "email": user.email, "channel": "email"}
    if profile is not None and profile.phone:
        known |= {"phone": profile.phone.as_national, "channel": profile.preferred_channel}
    return known


# The box stands on cached pages, which carry no token; so who posts here comes from a page of ours.
@never_cache
@own_origin
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """`/vraag/`: ask us anything. What comes from the box is shown again, with how we reach you below it."""
    site = site_of(request)
    context: dict[str, Any] = {"handler": answerer(site), "due_day": due_day()}
    if request.method != "POST" or "vraag" in request.POST:
        first = BoxForm(request.POST).first_words() if request.method == "POST" else {}
        return show_form(request, ASK, {**context, "form": AskForm(initial={**initial_of(request.user), **first})})
    form = AskForm(request.POST)

    def save() -> HttpResponse:
        made = actions.ask_question(site=site, asked=form.asked(), by=request.user)
        return see(reverse("questions:thanks", args=[token_of(made)]))

    robots = reverse("questions:ask")
    return post_guarded(request, form, ASK, {**context, "form": form}, scope="question", done=robots, save=save)


def by_token(request: HttpRequest, token: str) -> Question:
    """The question of a mailed link; a link that is not ours is not there."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    return get_object_or_404(with_parts(Question.objects.filter(site=site_of(request))), uuid=uuid)


@never_cache
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """After asking: who answers, by when, and the code."""
    return render(request, "questions/thanks.html", {"question": by_token(request, token), "token": token})


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """`/vraag/<token>/`: how it stands, the answer, and what the person can say."""
    return show(request, by_token(request, token), token)


def show(request: HttpRequest, question: Question, token: str, status: int = 200) -> HttpResponse:
    context = {
        "question": question,
        "token": token,
        "stops": stops(question),
        "history": list(history_of(question)),
        "again_form": AgainForm() if can_ask_again(question) else None,
    }
    return render(request, "questions/follow.html", context, status=status)


def stops(question: Question) -> list[tuple[str, str]]:
    """(state, past | now | later) of the line of stops; nothing for what was withdrawn."""
    steps = STOPS.get(QuestionState(question.state), HAND_OVER_STOPS)
    if question.state not in steps:
        return []
    here = steps.index(QuestionState(question.state))
    return [(step, "past" if i < here else "now" if i == here else "later") for i, step in enumerate(steps)]


@never_cache
@require_POST
def say(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """The person's own yes, no, not yet helped, or stop. One that came too late changes nothing; the page says how."""
    question = by_token(request, token)
    if name == "hulpvraag":
        # By way of the session, because what somebody asks never stands in an address.
        request.session[FIRST_WORDS] = question.text
        return see(reverse("help:ask"))
    if name not in SAY:
        raise Http404
    with contextlib.suppress(QuestionError):
        SAY[name](request, question)
    return see(reverse("questions:follow", args=[token]))


def again(request: HttpRequest, question: Question) -> None:
    form = AgainForm(request.POST)
    actions.ask_again(question=question, more=form.cleaned_data["more"] if form.is_valid() else "")


SAY: dict[str, Any] = {
    "ja": lambda request, question: actions.agree(question=question),
    "nee": lambda request, question: actions.refuse(question=question),
    "nog-niet": again,
    "stop": lambda request, question: actions.withdraw_question(question=question),
}
