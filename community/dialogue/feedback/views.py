"""What a visitor sees, and the desk at /werk/meldingen/."""

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
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from community.dialogue.feedback import actions
from community.dialogue.feedback.enums import FeedbackKind
from community.dialogue.feedback.exceptions import FeedbackError
from community.dialogue.feedback.forms import AnswerForm, FeedbackForm
from community.dialogue.feedback.models import Feedback
from community.dialogue.feedback.queries import ended_feedback, feedback_visible_to, open_feedback
from community.dialogue.feedback.rules import can_answer_feedback
from portal.history.queries import history_of
from portal.pages.frame import frame_of
from portal.pages.posting import post_guarded, see
from portal.workdays import due_moment

FORM = "dialogue/form.html"
View = Callable[..., HttpResponse]
HEADINGS = {
    FeedbackKind.COMPLAINT: gettext_lazy("Uw klacht"),
    FeedbackKind.PRAISE: gettext_lazy("Uw compliment"),
    FeedbackKind.ACCESS: gettext_lazy("Wat lukt er niet?"),
    FeedbackKind.PRIVACY: gettext_lazy("Uw vraag over gegevens"),
}
LEADS = {
    FeedbackKind.COMPLAINT: gettext_lazy("Vertel wat er misging. Iemand die er niet bij was, leest het."),
    FeedbackKind.PRAISE: gettext_lazy("Fijn. Zeg erbij wie u hielp, dan geven wij het door."),
    FeedbackKind.ACCESS: gettext_lazy("Zeg wat u wilde doen en wat er gebeurde. Wij maken het beter."),
    FeedbackKind.PRIVACY: gettext_lazy("Wilt u iets zien, verbeteren of weg hebben? Zeg het hier."),
}


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, kind: str) -> HttpResponse:
    """`/laat-het-weten/<kind>/`."""
    if kind not in FeedbackKind.values:
        raise Http404
    site, chosen = site_of(request), FeedbackKind(kind)
    form = FeedbackForm(request.POST or None, asks_page=chosen == FeedbackKind.ACCESS)
    due = due_moment(timezone.now(), frame_of(site)["promise_days"])
    context = {
        "form": form,
        "heading": HEADINGS[chosen],
        "lead": LEADS[chosen],
        "button": _("Verstuur"),
        "drawing": "pear" if chosen == FeedbackKind.PRAISE else "letter",
        "promise": _("Een mens leest dit. U krijgt uiterlijk %(day)s antwoord.") % {"day": day_in_words(due)},
    }
    if request.method != "POST":
        return render(request, FORM, context)
    done = reverse("feedback:thanks", args=[kind])

    def save() -> HttpResponse:
        actions.receive_feedback(site=site, kind=kind, values=form.values(), language=get_language() or "nl")
        return see(done)

    return post_guarded(request, form, FORM, context, scope="feedback", done=done, save=save)


def day_in_words(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "l j F")


@require_safe
def thanks(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in FeedbackKind.values:
        raise Http404
    site = site_of(request)
    due = due_moment(timezone.now(), frame_of(site)["promise_days"])
    context = {"kind": kind, "due": due, "handler": actions.handler_of(site)}
    return render(request, "dialogue/feedback_thanks.html", context)


# ---- the desk


def answerer(view: View) -> View:
    """Login first; then only who answers."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_answer_feedback(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@answerer
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """`/werk/meldingen/`: what waits, the latest first to be answered; below it what was answered."""
    site, now = site_of(request), timezone.now()
    context = {
        "rows": [(row, row.due_at < now) for row in open_feedback(request.user, site.pk)[:200]],
        "ended": list(ended_feedback(request.user, site.pk)[:30]),
    }
    return render(request, "dialogue/feedback_desk.html", context)


@answerer
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One of them: read, answer, or close without an answer."""
    feedback: Feedback = get_object_or_404(feedback_visible_to(request.user, site_of(request).pk), uuid=uuid)
    form = AnswerForm(request.POST if request.POST.get("doe") == "antwoord" else None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if request.POST.get("doe") == "sluit":
                actions.close_feedback(feedback=feedback, by=request.user)
                return finished(request, _("Gesloten, zonder antwoord."))
            if form.is_valid():
                actions.answer_feedback(feedback=feedback, answer=form.cleaned_data["answer"], by=request.user)
                return finished(request, _("Beantwoord."))
        except FeedbackError as refusal:
            messages.error(request, str(refusal))
    context = {"feedback": feedback, "form": form, "history": list(history_of(feedback))}
    return render(request, "dialogue/feedback_one.html", context, status=status)


def finished(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("feedback:desk"))
