"""What visitors see of ideas. The desk is in `desk.py`."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page, Site

from community.dialogue.ideas import actions
from community.dialogue.ideas.emails import SALT, token_of
from community.dialogue.ideas.enums import IdeaState
from community.dialogue.ideas.exceptions import IdeaError
from community.dialogue.ideas.forms import IdeaForm
from community.dialogue.ideas.models import Idea
from community.dialogue.ideas.queries import public_history, public_ideas
from community.dialogue.ideas.rules import can_send_idea
from portal.pages.posting import post_guarded, see

FORM = "dialogue/form.html"


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """`/ideeen/insturen/<page>/`: anyone may hand in an idea."""
    site = site_of(request)
    pages = Page.objects.live().public().descendant_of(site.root_page)
    page = get_object_or_404(pages, pk=page_id).specific
    if not can_send_idea(page):
        raise Http404
    user = request.user
    initial = {"name": user.get_full_name()} if user.is_authenticated else {}
    form = IdeaForm(request.POST or None, known=user.is_authenticated, initial=initial)
    context = {
        "form": form,
        "heading": _("Uw idee"),
        "lead": _("Het hoeft niet af te zijn. Wij denken mee."),
        "button": _("Stuur mijn idee in"),
        "back": page.get_url(request),
        "promise": _("Wij lezen elk idee. Meestal staat het binnen een week op de site."),
        "drawing": "can",
    }
    if request.method != "POST":
        return render(request, FORM, context)
    asked = reverse("ideas:asked")

    def save() -> HttpResponse | None:
        try:
            idea = actions.send_idea(
                site=site, page=page, values=form.values(), by=user, language=get_language() or "nl"
            )
        except IdeaError as refusal:
            form.add_error(None, str(refusal))
            return None
        return see(reverse("ideas:own", args=[token_of(idea)]) if user.is_authenticated else asked)

    return post_guarded(request, form, FORM, context, scope="idea", done=asked, save=save)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "dialogue/comment_asked.html")


@require_safe
def detail(request: HttpRequest, uuid: Any) -> HttpResponse:
    """`/ideeen/<uuid>/`: the idea, where it stands, and every step with its day and its reason."""
    idea = get_object_or_404(public_ideas(site_of(request).pk), uuid=uuid)
    labels = dict(IdeaState.choices)
    history = [(change, labels[change.to_state]) for change in public_history(idea)]
    return render(request, "dialogue/idea.html", {"idea": idea, "history": history})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """`/ideeen/van-mij/<token>/`: say that it is yours, see where it stands, take it back."""
    try:
        uuid = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    idea = get_object_or_404(Idea.objects.select_related("page", "site"), uuid=uuid)
    if request.method == "POST":
        if request.POST.get("doe") == "trek-in":
            actions.withdraw_idea(idea=idea)
        else:
            actions.confirm_idea(idea=idea)
        return see(reverse("ideas:own", args=[token]))
    return render(request, "dialogue/idea_own.html", {"idea": idea})
