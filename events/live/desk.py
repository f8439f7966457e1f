"""Outside the usual files of a slice: `/werk/live/`, the desks of moderator, operator and note taker.

Every button is a form, so a desk works without a script; the script (js/regie.js) sends the same forms, listens to the
room's socket and fetches the page anew when something happened. The commands are those of the socket.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from events.live import archive, desk_page, pasting, queries
from events.live.actions import calling, hosting, noting
from events.live.actions import tips as asking_tips
from events.live.commands import Actor, run_command
from events.live.desk_data import data_of, uuid_of
from events.live.enums import LiveRole
from events.live.exceptions import Forbidden, LiveError, RightsChanged
from events.live.forms import PasteForm
from events.live.identity import roles_now
from events.live.models import Room
from events.live.rules import can_restart, can_send_tips
from events.live.views import room_of

View = Callable[..., HttpResponse]
MODERATOR = frozenset({LiveRole.MODERATOR})
OPERATOR = frozenset({LiveRole.OPERATOR, LiveRole.MODERATOR})
NOTETAKER = frozenset({LiveRole.NOTETAKER, LiveRole.MODERATOR})
ANYONE = OPERATOR | NOTETAKER


def roles_here(request: HttpRequest) -> frozenset[LiveRole]:
    """The roles that count on the site of this address."""
    site = Site.find_for_request(request)
    return roles_now(request.user, site) if site is not None else frozenset()


def desk(roles: frozenset[LiveRole]) -> Callable[[View], View]:
    """Login first; then only who has one of these roles in the rooms."""

    def decorate(view: View) -> View:
        @wraps(view)
        @never_cache
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not roles_here(request) & roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def page_of(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context |= {"c": str(uuid.uuid4()), "roles": {str(role.value) for role in roles_here(request)}}
    return render(request, template, context, status=status)


@desk(ANYONE)
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """Which rooms there are: those that go on first, then what comes, then what was."""
    site = Site.find_for_request(request)
    found = list(queries.public_rooms(site.pk).order_by("event__starts_at")) if site else []
    busy = [room for room in found if room.state in {"open", "paused"}]
    coming = [room for room in found if room.state == "lobby"]
    ended = [room for room in reversed(found) if room.is_ended][:20]
    return page_of(request, "live/desk/rooms.html", {"busy": busy, "coming": coming, "ended": ended})


@desk(MODERATOR)
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """The moderator's desk: the list, the chosen question, the room."""
    view = desk_page.View(
        only=request.GET.get("toon", ""),
        find=request.GET.get("zoek", "")[:120].strip(),
        by_votes=request.GET.get("volgorde") == "stemmen",
        chosen=uuid_of(request.GET.get("kies", "")),
    )
    return page_of(request, "live/desk/questions.html", desk_page.context(room_of(request, slug), request.user, view))


@desk(OPERATOR)
@require_safe
def telephone(request: HttpRequest, slug: str) -> HttpResponse:
    """The operator's screen: how many listen, who wants to ask, what they ask."""
    room = room_of(request, slug)
    context = desk_page.telephone(room)
    bridge = request.build_absolute_uri(reverse("live:bridge", args=[slug]))
    return page_of(
        request, "live/desk/telephone.html", {**context, "bridge": bridge, "token": calling.bridge_token(room)}
    )


@desk(NOTETAKER)
@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The note takers' page."""
    return page_of(request, "live/desk/report.html", desk_page.report(room_of(request, slug)))


def back(request: HttpRequest, room: Room) -> str:
    """Where a form of the desk came from."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("live:desk", args=[room.event.slug])


def answered(request: HttpRequest, room: Room, text: str = "", *, ok: bool = True) -> HttpResponse:
    """To the script a few words, to a browser without one the page it came from."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"ok": ok, "text": text}, status=200 if ok else 422)
    if text:
        (messages.success if ok else messages.error)(request, text)
    response = redirect(back(request, room))
    response.status_code = 303
    return response


@desk(ANYONE)
@require_POST
def do(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One command of the socket, sent as a form. A refusal comes back as its sentence."""
    room = room_of(request, slug)
    actor = Actor(
        key=None,
        user_id=request.user.pk,
        session_key=request.session.session_key or "",
        roles=roles_here(request),
    )
    try:
        run_command(
            room=room, actor=actor, name=name, data=data_of(request.POST), c=request.POST.get("c", "")[:64] or "-"
        )
    except (Forbidden, RightsChanged):
        raise PermissionDenied from None
    except LiveError as refusal:
        return answered(request, room, str(refusal), ok=False)
    return answered(request, room)


def letter_desk(view: View) -> View:
    """Login first; then only who may see names and addresses."""

    @wraps(view)
    @never_cache
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        roles_here(request)  # which the rule asks by
        if not can_send_tips(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@letter_desk
@require_safe
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Who wants the tips by letter; with `?print` the letters that wait, a page each."""
    room = room_of(request, slug)
    rows = list(queries.letters_of(room))
    waiting = [row for row in rows if row.sent_at is None]
    context = {
        "room": room,
        "event": room.event,
        "waiting": waiting,
        "sent": [row for row in rows if row.sent_at],
        "mailed": room.tip_requests.exclude(email="").count(),
        "tips": list(queries.shown_tips(room)),
    }
    return page_of(
        request, "live/desk/letters_print.html" if "print" in request.GET else "live/desk/letters.html", context
    )


@letter_desk
@require_POST
def letter_done(request: HttpRequest, slug: str, uuid: uuid.UUID) -> HttpResponse:
    """A letter is posted, or after all it is not."""
    room, sent = room_of(request, slug), request.POST.get("sent") != "0"
    try:
        row = asking_tips.mark_letter(room=room, uuid=uuid, sent=sent, by=request.user)
    except LiveError as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("De brief aan %s is op de post.") if sent else _("De brief aan %s ligt weer op de stapel.")
        messages.success(request, text % row.name)
    response = redirect("live:letters", slug)
    response.status_code = 303
    return response


CALLS = {"haal": calling.take_call, "klaar": calling.finish_call}


@desk(OPERATOR)
@require_POST
def call(request: HttpRequest, slug: str, uuid: uuid.UUID, name: str) -> HttpResponse:
    """Take a caller on the line, or end the talk."""
    room = room_of(request, slug)
    if name not in CALLS:
        raise Http404
    try:
        CALLS[name](room=room, uuid=uuid, by=request.user)
    except LiveError as refusal:
        return answered(request, room, str(refusal), ok=False)
    return answered(request, room)


@desk(MODERATOR)
@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the archive page of a room that has ended, or make it anew; an editor publishes it."""
    room = room_of(request, slug)
    try:
        page = archive.write_archive(room=room, by=request.user)
    except LiveError as refusal:
        return answered(request, room, str(refusal), ok=False)
    return answered(request, room, _("Het verslag staat klaar als concept: %(title)s.") % {"title": page.title})


@desk(MODERATOR)
@require_POST
def restart(request: HttpRequest, slug: str) -> HttpResponse:
    """It was a rehearsal: everything that was asked and said goes, and the room is a lobby again."""
    room = room_of(request, slug)
    if not can_restart(room):
        return answered(
            request, room, _("Van deze bijeenkomst is al een verslag. Opnieuw beginnen kan niet meer."), ok=False
        )
    hosting.reset_room(room=room, by=request.user)
    return answered(request, room, _("De zaal is leeg. U kunt opnieuw beginnen."))


@desk(NOTETAKER)
@require_POST
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    """Notes from another report or a timeline."""
    room, form = room_of(request, slug), PasteForm(request.POST)
    try:
        notes = pasting.pasted(form.cleaned_data["lines"]) if form.is_valid() else []
    except ValueError:
        form.add_error("lines", _("Deze JSON kunnen wij niet lezen. Plak een lijst van berichten."))
    if form.errors:
        return page_of(request, "live/desk/report.html", desk_page.report(room) | {"paste_form": form}, 422)
    try:
        count = noting.put_pasted(room=room, notes=notes, by=request.user, part=form.cleaned_data["part"])
    except LiveError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, ngettext("%d regel staat in het verslag.", "%d regels staan in het verslag.", count) % count
        )
    response = redirect("live:report", slug)
    response.status_code = 303
    return response
