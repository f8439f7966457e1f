"""The commands of the socket: which form reads it, who may give it, which action does it. Between socket and actions.

A page of ours may use the same table from a view: `run_command` is all there is to it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Site

from events.live import forms as messages
from events.live import frames
from events.live.actions import asking, calling, hosting, moderating, noting, voting
from events.live.enums import LiveRole
from events.live.exceptions import Closed, Conflict, Forbidden, Invalid, RightsChanged, UnknownType
from events.live.identity import roles_now
from events.live.models import Command, Room

Data = dict[str, Any]


@dataclass(frozen=True)
class Actor:
    """Who speaks: the key in this room, and for who is logged in the account and the session."""

    key: str | None
    user_id: int | None = None
    session_key: str = ""
    roles: frozenset[LiveRole] = frozenset()

    @property
    def name(self) -> str:
        """What commands are remembered under; as unlinkable as the key is."""
        return self.key or f"user:{self.user_id}"


@dataclass(frozen=True)
class Kind:
    form: type[forms.Form]
    act: Callable[[Room, Actor, Any, Data], Data]
    roles: frozenset[LiveRole] = frozenset()


def ask(room: Room, actor: Actor, user: Any, data: Data) -> Data:
    done = asking.ask(room=room, key=actor.key, **data)
    answer = {"id": str(done.question.uuid), "state": done.question.state, "same": done.same}
    if done.question.flag:
        answer["help"] = asking.help_lines()
    return answer


def withdraw(room: Room, actor: Actor, user: Any, data: Data) -> Data:
    return {"state": asking.withdraw(room=room, key=actor.key, uuid=data["id"]).state}


def ballot_of(kind: str, actor: Actor, data: Data, c: str = "", digest: str = "") -> voting.Ballot:
    key = actor.key or ""
    if kind == "vote":
        return voting.Ballot(key=key, target=data["id"], on=data["on"], c=c, digest=digest)
    return voting.Ballot(key=key, target=data["poll"], option=data["option"], c=c, digest=digest)


def vote(room: Room, actor: Actor, user: Any, data: Data) -> Data:
    if actor.key is None:
        raise Closed
    return voting.cast(room=room, ballot=ballot_of("vote", actor, data))


def answer_poll(room: Room, actor: Actor, user: Any, data: Data) -> Data:
    if actor.key is None:
        raise Closed
    return voting.cast(room=room, ballot=ballot_of("answer_poll", actor, data))


def about_question(action: Callable[..., Any]) -> Callable[[Room, Actor, Any, Data], Data]:
    """A command about one question whose action takes the rest of the data by name."""

    def act(room: Room, actor: Actor, user: Any, data: Data) -> Data:
        values = {name: value for name, value in data.items() if name not in {"id", "question", "poll"}}
        action(room=room, uuid=data.get("id") or data.get("question") or data.get("poll"), by=user, **values)
        return {}

    return act


def about_room(action: Callable[..., Any]) -> Callable[[Room, Actor, Any, Data], Data]:
    def act(room: Room, actor: Actor, user: Any, data: Data) -> Data:
        action(room=room, by=user, **data)
        return {}

    return act


def put_note(room: Room, actor: Actor, user: Any, data: Data) -> Data:
    uuid = data.pop("id")
    return {"id": str(noting.put_note(room=room, uuid=uuid, by=user, **data).uuid)}


def put_line(room: Room, actor: Actor, user: Any, data: Data) -> Data:
    uuid = data.pop("id")
    return {"id": str(noting.put_line(room=room, uuid=uuid, by=user, **data).uuid)}


def ask_for_caller(room: Room, actor: Actor, user: Any, data: Data) -> Data:
    question = calling.ask_for_caller(room=room, by=user, **data)
    return {"id": str(question.uuid), "state": question.state}


MODERATORS = frozenset({LiveRole.MODERATOR})
NOTETAKERS = frozenset({LiveRole.NOTETAKER, LiveRole.MODERATOR})
OPERATORS = frozenset({LiveRole.OPERATOR, LiveRole.MODERATOR})
BALLOTS = frozenset({"vote", "answer_poll"})

KINDS: dict[str, Kind] = {
    "ask": Kind(messages.AskMessage, ask),
    "withdraw": Kind(messages.QuestionMessage, withdraw),
    "vote": Kind(messages.SwitchMessage, vote),
    "answer_poll": Kind(messages.ChoiceMessage, answer_poll),
    "mod.state": Kind(messages.StateMessage, about_question(moderating.move_question), MODERATORS),
    "mod.edit": Kind(messages.EditMessage, about_question(moderating.edit_question), MODERATORS),
    "mod.merge": Kind(messages.MergeMessage, about_question(moderating.merge_question), MODERATORS),
    "mod.lock": Kind(messages.LockMessage, about_question(moderating.lock_question), MODERATORS),
    "mod.flag": Kind(messages.SwitchMessage, about_question(moderating.flag_question), MODERATORS),
    "mod.mute": Kind(messages.PersonMessage, about_question(moderating.mute_person), MODERATORS),
    "mod.ban": Kind(messages.PersonMessage, about_question(moderating.ban_person), MODERATORS),
    "mod.undo": Kind(messages.QuestionMessage, about_question(moderating.undo), MODERATORS),
    "mod.redact": Kind(messages.QuestionMessage, about_question(moderating.redact_question), MODERATORS),
    "mod.say": Kind(messages.SayMessage, about_room(hosting.announce), MODERATORS),
    "mod.tip": Kind(messages.QuestionMessage, about_question(hosting.show_tip), MODERATORS),
    "mod.room": Kind(messages.RoomMessage, about_room(hosting.change_room), MODERATORS),
    "mod.poll.open": Kind(messages.PollMessage, about_question(hosting.open_poll), MODERATORS),
    "mod.poll.close": Kind(messages.PollMessage, about_question(hosting.close_poll), MODERATORS),
    "note.put": Kind(messages.NoteMessage, put_note, NOTETAKERS),
    "line.put": Kind(messages.LineMessage, put_line, NOTETAKERS),
    "phone.ask": Kind(messages.CallerMessage, ask_for_caller, OPERATORS),
    "phone.count": Kind(messages.CountMessage, about_room(calling.count_callers), OPERATORS),
}


def read(form_class: type[forms.Form], data: Data) -> Data:
    """What the message says; raises Invalid with the first field that is wrong."""
    form = form_class(data)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise Invalid(str(errors[0]), field=field)
    return form.cleaned_data


def digest_of(room_secret: str, kind: str, data: Data) -> str:
    """The content of a command, so that the same name with another content is told apart; nobody can read it back."""
    return hmac.new(
        room_secret.encode(), frames.encode([kind, data]).encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()


def kind_of(name: str, roles: frozenset[LiveRole]) -> Kind:
    """The command of that name; raises UnknownType, or Forbidden for who does not have one of its roles."""
    kind = KINDS.get(name)
    if kind is None:
        raise UnknownType
    if kind.roles and not kind.roles & roles:
        raise Forbidden
    return kind


def user_of(actor: Actor, site: Site) -> Any:
    """The account as it is now. Raises RightsChanged when the session or the account is gone."""
    if actor.user_id is None:
        return None
    user = get_user_model().objects.filter(pk=actor.user_id, is_active=True).first()
    alive = Session.objects.filter(session_key=actor.session_key, expire_date__gt=timezone.now())
    if user is None or not alive.exists():
        raise RightsChanged
    roles_now(user, site)  # which the actions ask by
    return user


def run_command(*, room: Room, actor: Actor, name: str, data: Data, c: str) -> Data:
    """Do a command once: its answer, or the remembered one with "again" in it. Raises a LiveError or RightsChanged.

    Rights are read anew, in the order of the protocol: forbidden, conflict, invalid, and then what the action says.
    """
    kind = KINDS.get(name)
    if kind is None:
        raise UnknownType
    user = user_of(actor, room.site)
    if kind.roles and (user is None or not kind.roles & roles_now(user, room.site)):
        raise RightsChanged if kind.roles & actor.roles else Forbidden
    digest = digest_of(room.secret, name, data)
    try:
        with transaction.atomic():
            before = Command.objects.filter(room=room, actor=actor.name, c=c).first()
            if before is not None:
                return repeated(before, digest)
            answer = kind.act(room, actor, user, read(kind.form, data))
            Command.objects.create(room=room, actor=actor.name, c=c, digest=digest, answer=answer)
            return answer
    except IntegrityError:
        before = Command.objects.filter(room=room, actor=actor.name, c=c).first()
        if before is None:
            raise
        return repeated(before, digest)


def repeated(before: Command, digest: str) -> Data:
    if before.digest != digest:
        raise Conflict
    return {**before.answer, "again": 1}
