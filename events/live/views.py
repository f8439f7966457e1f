"""What a participant sees and does without a socket: the page, its forms, the replay by address and by stream."""

from __future__ import annotations

import hashlib
import math
import secrets
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_http_methods, require_POST, require_safe
from wagtail.models import Site

from events.agenda.wording import when_text
from events.live import desk_page, frames, identity, page, queries
from events.live.actions import asking, calling, voting
from events.live.actions import tips as asking_tips
from events.live.delivery.stream import public_stream
from events.live.enums import RoomState, Via
from events.live.exceptions import LiveError, TooSoon
from events.live.forms import KeyForm, QuestionForm, SinceForm, TipsForm
from events.live.models import Room
from events.live.rules import can_ask_for_tips, can_send_tips
from portal.limits.actions import take_address_token
from portal.pages.films import film_of
from portal.pages.posting import post_guarded, see


def room_of(request: HttpRequest, slug: str) -> Room:
    site = Site.find_for_request(request)
    room = queries.find_room(site.pk, slug) if site else None
    if room is None:
        raise Http404
    return room


def key_of(request: HttpRequest, room: Room) -> str | None:
    """The participant behind a request; None for a visitor whose browser keeps no cookie yet."""
    user_id = request.user.pk if request.user.is_authenticated else None
    slug = room.event.slug
    cookie = identity.read_cookie(slug, request.COOKIES.get(identity.cookie_name(slug)))
    known = identity.identity_of(user_id, cookie)
    return asking.participant_key(room=room, identity=known) if known else None


def see_room(room: Room, anchor: str = "") -> HttpResponse:
    response = redirect(room.get_absolute_url() + anchor)
    response.status_code = 303
    return response


@never_cache
@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/live/`: the room, with or without a script."""
    return show_room(request, room_of(request, slug), QuestionForm())


def show_room(request: HttpRequest, room: Room, form: QuestionForm, status: int = 200) -> HttpResponse:
    give_cookie(request, room)
    everything = "alles" in request.GET or room.is_ended
    context = page.context(room, key_of(request, room), form, everything=everything)
    film = film_of(room.media_url)
    watching = film is not None and "beeld" in request.GET
    response = render(request, "live/room.html", {**context, "film": film, "watching": watching}, status=status)
    if film is not None and watching:  # somebody pressed the button: this answer alone may show the other site
        response._csp_update = {"frame-src": [film.host]}  # type: ignore[attr-defined]
    return keep_cookie(request, room, response)


def give_cookie(request: HttpRequest, room: Room) -> None:
    """A visitor without one gets one; for this request it counts already."""
    name = identity.cookie_name(room.event.slug)
    if not request.user.is_authenticated and identity.read_cookie(room.event.slug, request.COOKIES.get(name)) is None:
        request.COOKIES[name] = identity.new_cookie(room.event.slug)
        request.live_cookie = request.COOKIES[name]  # type: ignore[attr-defined]


def keep_cookie(request: HttpRequest, room: Room, response: HttpResponse) -> HttpResponse:
    if hasattr(request, "live_cookie"):
        name = identity.cookie_name(room.event.slug)
        response.set_cookie(name, request.live_cookie, **identity.cookie_options())
    return response


@never_cache
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The question form: 303 to the room, 422 or (too soon) 429 with the form filled."""
    return take_question(request, room_of(request, slug), ahead=False)


@never_cache
@require_POST
def send_ahead(request: HttpRequest, slug: str) -> HttpResponse:
    """The same form before it begins; when it began meanwhile, the question is asked."""
    room = room_of(request, slug)
    return take_question(request, room, ahead=room.state == RoomState.LOBBY)


def take_question(request: HttpRequest, room: Room, *, ahead: bool) -> HttpResponse:
    give_cookie(request, room)
    form = QuestionForm(request.POST)
    wait = take_address_token(request, scope="live")
    try:
        if wait:
            raise TooSoon(wait=wait)
        if form.is_valid():
            said = {name: form.cleaned_data[name] for name in ("text", "name", "for_other")}
            asked = asking.ask(room=room, key=key_of(request, room), ahead=ahead, **said)
            return keep_cookie(request, room, see_room(room, "#hulp" if asked.question.flag else "#uw-vraag"))
    except LiveError as refusal:
        form.is_valid()
        form.add_error(None, str(refusal))
        status = 429 if refusal.code == "rate" else 422
        response = show_room(request, room, form, status)
        if refusal.wait:
            response.headers["Retry-After"] = str(math.ceil(refusal.wait))
        return response
    return show_room(request, room, form, 422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tips(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/live/tips/`: have the tips mailed or sent afterwards."""
    room = room_of(request, slug)
    if not can_ask_for_tips(room, room.tips.count()):
        return see_room(room)
    form = TipsForm(request.POST or None, initial=initial_of(request.user))
    context = {"form": form, "room": room, "event": room.event}
    done = reverse("live:tips_thanks", args=[slug])
    if request.method != "POST":
        return render(request, "live/tips.html", context)

    def save() -> HttpResponse:
        asking_tips.ask_for_tips(room=room, language=get_language() or "nl", **form.values())
        return see(done)

    return post_guarded(request, form, "live/tips.html", context, scope="live-tips", done=done, save=save)


def initial_of(user: Any) -> dict[str, Any]:
    """What we know of somebody who is logged in."""
    return {"name": user.get_full_name(), "email": user.email, "channel": "email"} if user.is_authenticated else {}


@never_cache
@require_safe
def tips_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """The same words for everybody, also for who asked before."""
    room = room_of(request, slug)
    return render(request, "live/tips_thanks.html", {"room": room, "event": room.event})


def refused(request: HttpRequest, room: Room, refusal: LiveError) -> HttpResponse:
    """A click that came too late: the page as it is now, with the reason on top."""
    context = page.context(room, key_of(request, room), QuestionForm(), everything=False)
    return render(request, "live/room.html", {**context, "refusal": str(refusal)}, status=422)


@never_cache
@require_POST
def vote(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """ "Ik ook", or not any more, without a script."""
    room = room_of(request, slug)
    key = key_of(request, room)
    if key is not None:
        try:
            voting.cast(room=room, ballot=voting.Ballot(key=key, target=uuid, on=request.POST.get("on") != "0"))
        except LiveError as refusal:
            return refused(request, room, refusal)
    return see_room(room, f"#v-{uuid}")


@never_cache
@require_POST
def withdraw(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take the own question back, without a script."""
    room = room_of(request, slug)
    try:
        asking.withdraw(room=room, key=key_of(request, room), uuid=uuid)
    except LiveError as refusal:
        return refused(request, room, refusal)
    return see_room(room, "#uw-vraag")


@never_cache
@require_POST
def answer_poll(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Choose in a poll, without a script."""
    room = room_of(request, slug)
    key, option = key_of(request, room), page.option_of(room, uuid, request.POST.get("option", ""))
    if key is not None and option is not None:
        try:
            voting.cast(room=room, ballot=voting.Ballot(key=key, target=uuid, option=option, via=Via.WEB))
        except LiveError as refusal:
            return refused(request, room, refusal)
    return see_room(room, "#peiling")


# --- Replay without a socket ----------------------------------------------------------------------------------------


def replayed(room: Room, epoch: str, since: int) -> dict[str, Any]:
    """The public part of a welcome, without the moment."""
    rows = queries.replay(room, epoch, since)
    counted = queries.numbers(room)
    here = {"web": queries.rounded(queries.people_here(room.pk)), "phone": room.phone_count}
    tick = {"votes": counted["votes"] if room.shows_counts else {}, "poll": counted["poll"], "here": here}
    line = queries.last_line(room)
    head = {"epoch": room.epoch, "seq": room.seq, "roles": []}
    if rows is not None:
        events = [{"v": 1, "e": room.epoch, "s": row.seq, "t": row.type, "d": row.body} for row in rows]
        return {**head, "recovered": True, "events": events, "tick": tick, "line": line}
    room, public, _moderators = queries.snapshot(room.pk)
    head = {**head, "epoch": room.epoch, "seq": room.seq}
    return {**head, "recovered": False, "snapshot": {**public, "line": line, "tick": tick}}


def state_body(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Made once a request: the ETag and the answer come from the same reading."""
    if not hasattr(request, "live_state"):
        epoch, since = SinceForm(request.GET).values()
        request.live_state = replayed(room_of(request, slug), epoch, since)  # type: ignore[attr-defined]
    return request.live_state  # type: ignore[attr-defined]


def state_etag(request: HttpRequest, slug: str) -> str:
    body = frames.encode(state_body(request, slug))
    return f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=state_etag)
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/live/state?e=&since=`: what a socket would be welcomed with."""
    body = {**state_body(request, slug), "now": frames.moment(timezone.now())}
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=1)
    return response


@require_safe
def events(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    """`/agenda/<slug>/live/events`: the public messages as server-sent events, from Last-Event-ID on.

    Where sockets are not let in any more, 204 tells the browser not to come back.
    """
    room = room_of(request, slug)
    if room.shut_at is not None and room.shut_at <= timezone.now():  # type: ignore[operator]
        return HttpResponse(status=204)
    response = StreamingHttpResponse(
        public_stream(room.pk, request.headers.get("Last-Event-ID", "")), content_type="text/event-stream"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    response.headers["Content-Encoding"] = "identity"  # gzip would keep messages back until it has enough of them
    return response


# --- Screens that only show -----------------------------------------------------------------------------------------


@never_cache
@require_safe
def stage(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/live/podium/`: one question, large, for a screen in the hall."""
    room = room_of(request, slug)
    context = {**desk_page.stage(room), "phone_number": page.phone_text(room.event.phone_number)}
    return render(request, "live/stage.html", context)


CAPTIONS = 12


@never_cache
@require_safe
def captions(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/live/tekst/`: what is said, large; with `?eenvoudig` all of it as a plain page for braille."""
    room, plain = room_of(request, slug), "eenvoudig" in request.GET
    lines = list(room.lines.exclude(text="").order_by("-pk")[: None if plain else CAPTIONS])[::-1]
    notes = list(queries.shown_notes(room))
    context = {"room": room, "event": room.event, "lines": lines, "plain": plain}
    return render(request, "live/captions.html", {**context, "notes": notes if plain else notes[-6:]})


@never_cache
@require_safe
def leaflet(request: HttpRequest, slug: str) -> HttpResponse:
    """`/agenda/<slug>/live/blad/`: one A4 for who has no internet: the number, the code, what will happen, a card.

    The code of a meeting with sign-up stands on it for who handles guests, and hands it out.
    """
    room = room_of(request, slug)
    knows = request.user.is_authenticated and can_send_tips(request.user)
    context = {
        "room": room,
        "event": room.event,
        "phone": page.phone_text(room.event.phone_number),
        "code": room.event.phone_code if knows else page.public_code(room.event),
        "who": page.who_text(room),
        "when": when_text(room.event),
        "tip_count": room.tips.count(),
    }
    return render(request, "live/leaflet.html", context)


@csrf_exempt
@require_POST
def bridge(request: HttpRequest, slug: str) -> JsonResponse:
    """The telephone bridge: a key that a caller pressed, or that the caller is gone. It proves itself by the token."""
    room = room_of(request, slug)
    form = KeyForm(request.POST)
    token = calling.bridge_token(room)
    if not token or not secrets.compare_digest(request.POST.get("token", "").encode(), token.encode()):
        return JsonResponse({"err": "forbidden"}, status=403)
    if not form.is_valid():
        return JsonResponse({"err": "invalid", "fields": sorted(form.errors)}, status=422)
    data = form.cleaned_data
    try:
        if data["event"] == "hangup":
            calling.hang_up(room=room, call=data["call"])
            return JsonResponse({"did": "hangup"})
        did = calling.press(room=room, call=data["call"], number=data["number"], digit=data["digit"])
    except LiveError as refusal:
        return JsonResponse({"err": refusal.code, "text": str(refusal)}, status=409)
    return JsonResponse({"did": did})
