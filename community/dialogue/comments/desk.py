"""Outside the usual files of a slice: the queue at /werk/reacties/, which only moderators see."""

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
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.dialogue.comments import actions, gathering
from community.dialogue.comments.exceptions import CommentError
from community.dialogue.comments.forms import RejectForm, ReplyForm
from community.dialogue.comments.models import Comment
from community.dialogue.comments.queries import comments_visible_to, lately_decided, pages_with_answers
from community.dialogue.comments.queries import queue as waiting
from community.dialogue.comments.rules import can_moderate
from community.dialogue.comments.views import page_of, site_of
from portal.history.queries import history_of
from portal.pages.posting import see

View = Callable[..., HttpResponse]
SHOWN = 100
DECIDED = 30


def moderator(view: View) -> View:
    """Login first; then only who keeps the site decent."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@moderator
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """`/werk/reacties/`: what waits, what was decided lately, and the questions that readers answered."""
    site = site_of(request)
    context = {
        "waiting": list(waiting(request.user, site.pk)[:SHOWN]),
        "decided": list(lately_decided(request.user, site.pk)[:DECIDED]),
        "questions": [(page, n) for page, n in pages_with_answers(site.pk) if getattr(page, "question", "")],
    }
    return render(request, "dialogue/queue.html", context)


@moderator
@require_safe
def comment(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One comment: what was written, what readers reported, what can be done, what was done."""
    return show(request, own(request, uuid))


def own(request: HttpRequest, uuid: Any) -> Comment:
    return get_object_or_404(comments_visible_to(request.user, site_of(request).pk), uuid=uuid)


def show(request: HttpRequest, found: Comment, status: int = 200, **forms: Any) -> HttpResponse:
    states = dict(Comment._meta.get_field("state").flatchoices)
    history = [(change, states.get(change.to_state, "")) for change in history_of(found)]
    context = {"comment": found, "history": history, "reject_form": RejectForm(), "reply_form": ReplyForm(), **forms}
    return render(request, "dialogue/queue_comment.html", context, status=status)


@moderator
@require_POST
def act(request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the page of the comment."""
    if name not in STEPS:
        raise Http404
    found = own(request, uuid)
    try:
        return STEPS[name](request, found)
    except CommentError as refusal:
        found.refresh_from_db()
        messages.error(request, str(refusal))
        return show(request, found, status=422)


def done(request: HttpRequest, found: Comment, sentence: str, undo: str = "") -> HttpResponse:
    """Back to the queue with a sentence, and the address that undoes it when there is one."""
    tags = f"undo:{reverse('comments:act', args=[found.uuid, undo])}" if undo else ""
    messages.success(request, sentence, extra_tags=tags)
    return see(reverse("comments:queue"))


def publish(request: HttpRequest, found: Comment) -> HttpResponse:
    actions.publish_comment(comment=found, by=request.user)
    return done(request, found, _("De reactie van %(name)s staat op de site.") % {"name": found.name}, "terug")


def reject(request: HttpRequest, found: Comment) -> HttpResponse:
    return refused(request, found, actions.reject_comment, _("Niet geplaatst. %(name)s leest waarom."))


def remove(request: HttpRequest, found: Comment) -> HttpResponse:
    return refused(request, found, actions.remove_comment, _("Van de site gehaald. %(name)s leest waarom."))


def refused(request: HttpRequest, found: Comment, action: Callable[..., Any], sentence: str) -> HttpResponse:
    form = RejectForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, reject_form=form)
    action(comment=found, reason=form.reason(), by=request.user)
    return done(request, found, sentence % {"name": found.name}, "terug")


def back(request: HttpRequest, found: Comment) -> HttpResponse:
    actions.put_back(comment=found, by=request.user)
    return done(request, found, _("Ongedaan gemaakt. De reactie wacht weer."))


def reply(request: HttpRequest, found: Comment) -> HttpResponse:
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return show(request, found, status=422, reply_form=form)
    actions.reply_as_editor(comment=found, text=form.cleaned_data["text"], by=request.user)
    return done(request, found, _("Uw antwoord staat op de site."))


def pick(request: HttpRequest, found: Comment) -> HttpResponse:
    actions.pick_comment(comment=found, picked=True, by=request.user)
    return done(request, found, _("Gekozen voor het vervolg."), "kies-niet")


def unpick(request: HttpRequest, found: Comment) -> HttpResponse:
    actions.pick_comment(comment=found, picked=False, by=request.user)
    return done(request, found, _("Niet meer gekozen."), "kies")


def seen(request: HttpRequest, found: Comment) -> HttpResponse:
    actions.resolve_reports(comment=found, by=request.user)
    return done(request, found, _("De meldingen zijn bekeken. De reactie blijft staan."))


STEPS: dict[str, Callable[[HttpRequest, Comment], HttpResponse]] = {
    "plaats": publish,
    "weiger": reject,
    "haal-weg": remove,
    "terug": back,
    "antwoord": reply,
    "kies": pick,
    "kies-niet": unpick,
    "bekeken": seen,
}


@moderator
@require_POST
def gather(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make the draft of a follow-up, and open it in the editor."""
    post = page_of(site_of(request), page_id)
    if not gathering.can_gather(request.user, post):
        raise PermissionDenied
    draft = gathering.gather_answers(post=post, by=request.user)
    return see(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
