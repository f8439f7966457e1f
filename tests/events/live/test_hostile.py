"""Whatever is sent: a coded answer in plain words, no traceback, nothing kept that a database or a page cannot hold."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.live import forms as messages
from events.live import queries
from events.live.commands import KINDS, Actor, run_command
from events.live.delivery import protocol
from events.live.enums import LiveRole
from events.live.exceptions import LiveError
from events.live.identity import roles_now
from events.live.models import Line, Note, Question, Room, Say
from tests.events.live.client import RoomTestCase
from tests.factories.live import PollFactory, QuestionFactory, RoomFactory, TipFactory, moderator, notetaker, operator
from tests.factories.people import UserFactory

pytestmark = pytest.mark.xdist_group("live")
CODES = frozenset(
    "invalid not_found forbidden closed rate limit already_answered step locked muted conflict".split()  # noqa: SIM905
)
WORDS = [
    "",
    " ",
    "ja",
    "\x00",
    "a\x00b",
    "\ud800",
    "x" * 600,
    "😀" * 501,
    "\u202eabc",
    "zichtbaar",
    "nu",
    "weg",
    "open",
]
NUMBERS = [0, -1, 1, 2**53, 2**63, 2**70, 10**300, 1.5, -0.0, 1e308, float("inf")]
names = (f"c{number}" for number in itertools.count())


def fields_of(kind: str) -> list[str]:
    return list(KINDS[kind].form.base_fields)


def values(ids: list[str]) -> st.SearchStrategy[Any]:
    plain = st.one_of(
        st.none(), st.booleans(), st.sampled_from(WORDS), st.sampled_from(NUMBERS), st.text(max_size=30),
        st.sampled_from(ids), st.sampled_from(ids),
    )  # fmt: skip
    return st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


@pytest.fixture
def scene(db):
    """A room with one of everything, a moderator who is logged in, and the ids that one could name."""
    room, by = RoomFactory(), moderator()
    session = SessionStore()
    session.create()
    actor = Actor("f" * 64, by.pk, session.session_key or "", roles_now(by, room.site))
    rows = [
        QuestionFactory(room=room), QuestionFactory(room=room, state="wacht"), QuestionFactory(), PollFactory(room=room),
        TipFactory(room=room, number=1),
    ]  # fmt: skip
    ids = [str(row.uuid) for row in rows] + [str(option.uuid) for option in rows[3].options.all()]
    return room, actor, ids


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_wild_values_in_every_command_get_a_code_and_harm_nothing(scene, kind, data):
    room, actor, ids = scene
    known = {name: values(ids) for name in fields_of(kind)}
    body = data.draw(st.fixed_dictionaries({}, optional={**known, "onbekend": values(ids)}))
    refusal = None
    with translation.override("nl"):
        try:
            protocol.done("c", run_command(room=room, actor=actor, name=kind, data=body, c=next(names))).encode()
        except LiveError as error:
            refusal = error
        if refusal is not None:
            assert refusal.code in CODES, (kind, body)
            assert str(refusal)
            assert not refusal.field or refusal.field in fields_of(kind)
            protocol.refused("c", refusal).encode()
    assert_everything_can_be_kept_and_told(room)


def assert_everything_can_be_kept_and_told(room: Room) -> None:
    texts = [
        *Question.objects.values_list("text", flat=True), *Question.objects.values_list("name", flat=True),
        *Question.objects.values_list("answer_text", flat=True), *Question.objects.values_list("reason", flat=True),
        *Note.objects.values_list("text", flat=True), *Note.objects.values_list("tag", flat=True),
        *Line.objects.values_list("text", flat=True), *Say.objects.values_list("text", flat=True),
    ]  # fmt: skip
    assert "\x00" not in "".join(texts)
    _room, public, moderators = queries.snapshot(room.pk)
    json.dumps([public, moderators], ensure_ascii=False).encode()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_command_is_for_its_roles_alone(kind):
    room = RoomFactory()
    people = {LiveRole.MODERATOR: moderator(), LiveRole.OPERATOR: operator(), LiveRole.NOTETAKER: notetaker()}
    wanted = KINDS[kind].roles
    assert bool(wanted) == (kind.split(".")[0] in {"mod", "note", "line", "phone"})
    for role, user in [*people.items(), (None, UserFactory()), (None, None)]:
        session = SessionStore()
        session.create()
        roles = roles_now(user, room.site) if user else frozenset()
        actor = Actor("e" * 64, user.pk if user else None, session.session_key or "", roles)
        with pytest.raises(LiveError) as refused:
            run_command(room=room, actor=actor, name=kind, data={"onzin": 1}, c=next(names))
        assert (refused.value.code == "forbidden") == (bool(wanted) and role not in wanted), (kind, role)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["lobby", "paused", "closed", "archived"])
@pytest.mark.parametrize("kind", ["ask", "vote"])
def test_asking_and_voting_are_for_an_open_room(state, kind):
    room = RoomFactory(state=state)
    data = {"text": "Mag dit?"} if kind == "ask" else {"id": str(QuestionFactory(room=room).uuid), "on": True}
    with pytest.raises(LiveError) as refused:
        run_command(room=room, actor=Actor("d" * 64), name=kind, data=data, c="a")
    assert refused.value.code == "closed"


def test_every_form_of_a_command_names_its_fields():
    assert {kind for kind in KINDS if not fields_of(kind)} == set()
    assert issubclass(KINDS["ask"].form, messages.AskMessage)


class HostileSocketTest(RoomTestCase):
    """The same over a socket, where the text itself may be anything."""

    def setUp(self) -> None:
        super().setUp()
        self.before = protocol.COMMANDS_BURST
        protocol.COMMANDS_BURST = 1e9
        self.errors: list[logging.LogRecord] = []
        self.ear = logging.Handler(logging.WARNING)
        self.ear.emit = self.errors.append  # type: ignore[method-assign]
        for name in ("portal", "django", "asyncio"):
            logging.getLogger(name).addHandler(self.ear)

    def tearDown(self) -> None:
        protocol.COMMANDS_BURST = self.before
        for name in ("portal", "django", "asyncio"):
            logging.getLogger(name).removeHandler(self.ear)
        super().tearDown()

    async def test_nesting_of_any_depth_is_refused_by_a_code(self):
        async with self.live(), self.connected(self.by, self.room) as client:
            for kind in ("ask", "answer_poll", "mod.say", "onbekend"):
                for depth in (*range(1, 800, 157), *range(880, 1000, 3), 1900):
                    nest = "[" * depth + "]" * depth
                    client.raw(f'{{"v":1,"c":"diep","t":"{kind}","d":{{"text":{nest}}}}}')
                    answer = await client.next()
                    while "err" not in answer:
                        answer = await client.next()
                    assert answer["err"] in {"invalid", "bad_json", "unknown_type", "bad_message"}, (kind, depth)
                    if answer["err"] in protocol.REFUSALS:
                        await client.ask("withdraw", id="x")
            assert (await client.ask("mod.say", text="De zaal gaat door."))["ok"] == 1
        assert not self.errors

    async def test_odd_texts_are_answered_or_closed_and_the_room_goes_on(self):
        texts = [
            '{"v":1,"c":"a","t":"ask","d":{"text":"\\ud800"}}',
            '{"v":1,"c":"a","t":"\\ud800","d":{}}',
            '{"v":1,"c":"a","t":"ask","d":{"\\u0000":"\\u0000","text":"\\u0000"}}',
            '{"v":1,"c":"a","t":"phone.count","d":{"n":' + "9" * 4000 + "}}",
            '{"v":1,"c":"a","t":"phone.count","d":{"n":1e999}}',
            '{"v":1,"c":"a","t":"phone.count","d":{"n":-0.0}}',
            '{"v":1,"c":"a","t":"hello","d":{"epoch":{},"seq":[]}}',
            '{"v":1,"c":"a","t":"hello","d":{"seq":' + "9" * 300 + "}}",
            '{"v":1,"v":1,"c":"a","c":"b","t":"vote","t":"ask","d":{},"d":[]}',
            '{"v":1,"c":null,"t":null,"d":null}',
            '{"v":1.0,"c":"a","t":"vote","d":{"id":true,"on":"yes"}}',
            "null", "0", "{}", "[]", '""', "\ufeff{}", "\x00" * 50, "💣" * 900,
        ]  # fmt: skip
        async with self.live(), self.connected(self.by, self.room) as client:
            for text in texts:
                client.raw(text)
                answer = await client.next()
                while "err" not in answer:
                    answer = await client.next()
                assert answer["err"] in {"invalid", "bad_json", "bad_message", "unknown_type"}, text[:60]
                assert answer["text"]
                await client.ask("withdraw", id="x")
            assert (await client.ask("mod.say", text="De zaal gaat door."))["ok"] == 1
            await asyncio.sleep(0)
        assert not self.errors
