"""The door of a learning network and what is behind it."""

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
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Site

from community.dialogue.networks import actions
from community.dialogue.networks.enums import NoteKind
from community.dialogue.networks.exceptions import NetworkError
from community.dialogue.networks.forms import JoinForm, MeetingForm, NoteForm, ReasonForm, UuidForm
from community.dialogue.networks.models import Meeting, Member, NetworkNote
from community.dialogue.networks.queries import (
    meetings_with_notes,
    members_of,
    own_membership,
    questions_with_answers,
    requests_for,
)
from community.dialogue.networks.rules import can_enter, can_keep_network
from portal.pages.models import LearningNetworkPage
from portal.pages.posting import post_guarded, see

View = Callable[..., HttpResponse]
Step = Callable[[HttpRequest, Site, Any], HttpResponse]


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def network_of(site: Site, page_id: int) -> LearningNetworkPage:
    networks = LearningNetworkPage.objects.live().public().descendant_of(site.root_page)
    return get_object_or_404(networks.select_related("contact"), pk=page_id)


def network_view(view: View) -> View:
    """Login first; the view gets the site and the page."""

    @wraps(view)
    @never_cache
    @login_required
    def guarded(request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        site = site_of(request)
        return view(request, site, network_of(site, page_id), **kwargs)

    return guarded


@network_view
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, site: Site, page: LearningNetworkPage) -> HttpResponse:
    """`/leernetwerk/<page>/meedoen/`: ask to join."""
    inside_url = reverse("networks:inside", args=[page.pk])
    if can_enter(request.user, page):
        return see(inside_url)
    form = JoinForm(request.POST or None, initial={"name": request.user.get_full_name()})  # type: ignore[union-attr]
    context = {
        "form": form,
        "heading": _("Meedoen met %(title)s") % {"title": page.title},
        "lead": _("Wij lezen uw vraag en mailen u. Dat duurt meestal een paar dagen."),
        "button": _("Vraag of ik mee mag doen"),
        "back": page.get_url(request),
        "drawing": page.drawing or "table",
    }
    if request.method != "POST":
        return render(request, "dialogue/form.html", context)

    def save() -> HttpResponse | None:
        names = ("name", "organisation", "motivation")
        words = {name: form.cleaned_data[name] for name in names}
        try:
            actions.ask_to_join(site=site, page=page, by=request.user, **words)
        except NetworkError as refusal:
            form.add_error(None, str(refusal))
            return None
        messages.success(request, _("Uw vraag is binnen. U krijgt een mail."))
        return see(page.get_url(request) or "/")

    done = page.get_url(request) or "/"
    return post_guarded(request, form, "dialogue/form.html", context, scope="network", done=done, save=save)


@network_view
@require_http_methods(["GET", "HEAD"])
def inside(request: HttpRequest, site: Site, page: LearningNetworkPage) -> HttpResponse:
    """`/leernetwerk/<page>/binnen/`: meetings, notes and questions, for members."""
    return show(request, page)


def show(request: HttpRequest, page: Any, status: int = 200, **forms: Any) -> HttpResponse:
    if not can_enter(request.user, page):
        raise PermissionDenied
    keeps = can_keep_network(request.user, page)
    context = {
        "page": page,
        "keeps": keeps,
        "membership": own_membership(request.user, page.pk),
        "members": list(members_of(page.pk)),
        "requests": list(requests_for(page.pk)) if keeps else [],
        "meetings": meetings_with_notes(page.pk),
        "questions": questions_with_answers(page.pk),
        "note_form": NoteForm(),
        "reason_form": ReasonForm(),
        "meeting_form": MeetingForm(),
        **forms,
    }
    return render(request, "dialogue/network_inside.html", context, status=status)


@network_view
@require_POST
def act(request: HttpRequest, site: Site, page: LearningNetworkPage, name: str) -> HttpResponse:
    """One of the steps below; a refusal comes back as a sentence on the same page."""
    if name not in STEPS:
        raise Http404
    if not can_enter(request.user, page):
        raise PermissionDenied
    try:
        return STEPS[name](request, site, page)
    except NetworkError as refusal:
        messages.error(request, str(refusal))
        return show(request, page, status=422)


def done(request: HttpRequest, page: Any, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see(reverse("networks:inside", args=[page.pk]))


def chosen(request: HttpRequest, model: Any, page: Any, name: str) -> Any:
    """The row of this network that the form names by its UUID; None when it names none."""
    form = UuidForm({"uuid": request.POST.get(name, "")})
    if not form.is_valid():
        return None
    return get_object_or_404(model, page=page.pk, uuid=form.cleaned_data["uuid"])


def wanted_member(request: HttpRequest, page: Any) -> Member:
    member = chosen(request, Member, page, "lid")
    if member is None:
        raise Http404
    return member


def admit(request: HttpRequest, site: Site, page: Any) -> HttpResponse:
    member = wanted_member(request, page)
    actions.admit_member(member=member, page=page, by=request.user)
    return done(request, page, _("%(name)s doet mee.") % {"name": member.name})


def decline(request: HttpRequest, site: Site, page: Any) -> HttpResponse:
    form = ReasonForm(request.POST)
    member = wanted_member(request, page)
    if not form.is_valid():
        return show(request, page, status=422, reason_form=form)
    actions.decline_member(member=member, page=page, reason=form.cleaned_data["reason"], by=request.user)
    return done(request, page, _("%(name)s leest waarom niet.") % {"name": member.name})


def leave(request: HttpRequest, site: Site, page: Any) -> HttpResponse:
    member = own_membership(request.user, page.pk)
    if member is None:
        raise Http404
    actions.leave_network(member=member, by=request.user)
    messages.success(request, _("U doet niet meer mee."))
    return see(page.get_url(request) or "/")


def plan(request: HttpRequest, site: Site, page: Any) -> HttpResponse:
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return show(request, page, status=422, meeting_form=form)
    actions.plan_meeting(site=site, page=page, by=request.user, **form.cleaned_data)
    return done(request, page, _("De bijeenkomst staat erin. De leden krijgen een mail."))


def note(request: HttpRequest, site: Site, page: Any) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, page, status=422, note_form=form)
    question = chosen(request, NetworkNote, page, "vraag")
    meeting = chosen(request, Meeting, page, "bijeenkomst")
    kind = NoteKind.QUESTION if question is None and meeting is None else NoteKind.NOTE
    text = form.cleaned_data["text"]
    actions.write_note(site=site, page=page, text=text, by=request.user, meeting=meeting, question=question, kind=kind)
    return done(request, page, _("Bewaard."))


def erase(request: HttpRequest, site: Site, page: Any) -> HttpResponse:
    found = chosen(request, NetworkNote, page, "notitie")
    if found is None:
        raise Http404
    actions.erase_note(note=found, page=page, by=request.user)
    return done(request, page, _("Weggehaald."))


STEPS: dict[str, Step] = {
    "laat-toe": admit,
    "weiger": decline,
    "stop": leave,
    "plan": plan,
    "notitie": note,
    "wis": erase,
}
