"""What readers see and do. The queue of the moderators is in `desk.py`."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page, Site

from community.dialogue.comments import actions
from community.dialogue.comments.emails import SALT, token_of
from community.dialogue.comments.enums import CommentState
from community.dialogue.comments.exceptions import CommentError
from community.dialogue.comments.forms import BoxForm, CommentForm, ReportForm
from community.dialogue.comments.models import Comment
from community.dialogue.comments.rules import can_comment, can_reply
from portal.forms.origin import own_origin
from portal.pages.posting import post_guarded, see, show_form

TEMPLATE = "dialogue/comment_form.html"


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def page_of(site: Site, page_id: int) -> Any:
    """A page of this site that everyone may read, in its own type."""
    pages = Page.objects.live().public().descendant_of(site.root_page)
    return get_object_or_404(pages, pk=page_id).specific


def context_of(page: Any, parent: Comment | None = None) -> dict[str, Any]:
    is_answer = bool(getattr(page, "question", "")) and parent is None
    return {"page_below": page, "parent": parent, "is_answer": is_answer, "open": can_comment(page)}


def form_of(request: HttpRequest, data: Any, context: dict[str, Any], **kwargs: Any) -> CommentForm:
    user = request.user
    initial = {**kwargs, "name": user.get_full_name()} if user.is_authenticated else kwargs
    return CommentForm(data, known=user.is_authenticated, is_answer=context["is_answer"], initial=initial)


@own_origin
@require_POST
def start(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/reacties/<page>/`: the words from the box below a page; the next page asks who wrote them."""
    context = context_of(page_of(site_of(request), page_id))
    box = BoxForm(request.POST)
    text = box.cleaned_data.get("text", "") if box.is_valid() else box.data.get("text", "")[:2000]
    return show_form(request, TEMPLATE, {**context, "form": form_of(request, None, context, text=text)})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/reacties/<page>/versturen/`: words, name and address."""
    return post(request, page_of(site_of(request), page_id))


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/reacties/antwoord/<uuid>/`: an answer to somebody's comment."""
    site = site_of(request)
    parent = get_object_or_404(Comment, site=site, uuid=uuid, state=CommentState.PUBLISHED)
    if not can_reply(parent):
        raise Http404
    return post(request, page_of(site, parent.page_id), parent)


def post(request: HttpRequest, page: Any, parent: Comment | None = None) -> HttpResponse:
    context = context_of(page, parent)
    form = form_of(request, request.POST or None, context)
    context["form"] = form
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    asked = reverse("comments:asked")

    def save() -> HttpResponse | None:
        values = {name: form.cleaned_data.get(name, "") for name in ("name", "email", "text")}
        try:
            comment = actions.write_comment(
                site=site_of(request),
                page=page,
                parent=parent,
                by=request.user,
                language=get_language() or "nl",
                **values,
            )
        except CommentError as refusal:
            form.add_error(None, str(refusal))
            return None
        known = request.user.is_authenticated
        return see(reverse("comments:own", args=[token_of(comment)]) if known else asked)

    return post_guarded(request, form, TEMPLATE, context, scope="comment", done=asked, save=save)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """After writing: look in your mail. The same for everyone, also for who wrote this before."""
    return render(request, "dialogue/comment_asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """`/reacties/van-mij/<token>/`: say that it is yours, see where it stands, take it back. A link changes nothing."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    comment = get_object_or_404(Comment.objects.select_related("page", "site"), uuid=uuid)
    if request.method == "POST":
        if request.POST.get("doe") == "trek-in":
            actions.withdraw_comment(comment=comment)
        else:
            actions.confirm_comment(comment=comment)
        return see(reverse("comments:own", args=[token]))
    return render(request, "dialogue/comment_own.html", {"comment": comment, "token": token})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/reacties/melden/<uuid>/`: tell us that a comment is out of place."""
    site = site_of(request)
    comment = get_object_or_404(
        Comment.objects.select_related("page"), site=site, uuid=uuid, state=CommentState.PUBLISHED
    )
    form = ReportForm(request.POST or None)
    context = {"form": form, "comment": comment}
    template, done = "dialogue/comment_report.html", reverse("comments:reported")
    if request.method != "POST":
        return render(request, template, context)

    def save() -> HttpResponse:
        user = request.user
        reporter = f"user:{user.pk}" if user.is_authenticated else f"address:{request.META.get('REMOTE_ADDR', '')}"
        actions.report_comment(comment=comment, reason=form.cleaned_data["reason"], reporter=reporter)
        return see(done)

    return post_guarded(request, form, template, context, scope="comment-report", done=done, save=save)


@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    return render(request, "dialogue/comment_reported.html")
