"""State and messages together give the fresh state: for every action, from any point of the log."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.live import pasting, queries
from events.live.actions import asking, calling, hosting, moderating, noting, preparing, voting
from events.live.enums import MODERATOR_STATES, RoomState, Show
from events.live.exceptions import LiveError
from events.live.models import LogEvent, PollOption, Room
from tests.events.live.mirror import Mirror
from tests.factories.live import PollFactory, RoomFactory, TipFactory, moderator

pytestmark = pytest.mark.django_db

keys = (f"{number:064x}" for number in itertools.count())


class Play:
    """A room and what can be done in it. Each move takes two numbers that say with what."""

    def __init__(self, **values: Any) -> None:
        self.room = RoomFactory(**values)
        self.by, self.other = moderator(), moderator()
        self.polls = [PollFactory(room=self.room, show=show) for show in Show]
        self.tips = [TipFactory(room=self.room, number=number) for number in (1, 2)]
        self.people: list[str] = []

    def question(self, a: int) -> Any:
        rows = list(self.room.questions.order_by("pk"))
        return rows[a % len(rows)].uuid if rows else uuid.uuid4()

    def ask(self, a: int, b: int) -> None:
        self.people.append(next(keys))
        name = "Riet" if b % 2 else ""
        text = f"{'Ik ben niet veilig' if a % 7 == 0 else 'Vraag'} {len(self.people)}"
        asking.ask(room=self.room, key=self.people[-1], text=text, name=name)

    def withdraw(self, a: int, b: int) -> None:
        own = self.room.questions.filter(uuid=self.question(a)).exclude(participant=None).first()
        if own:
            asking.withdraw(room=self.room, key=own.participant.key, uuid=own.uuid)

    def vote(self, a: int, b: int) -> None:
        ballots = [voting.Ballot(key=f"stem{n}", target=self.question(a), on=n != b % 5) for n in range(b % 4 + 1)]
        voting.cast_ballots(room=self.room, ballots=ballots)

    def state(self, a: int, b: int) -> None:
        to = MODERATOR_STATES[b % len(MODERATOR_STATES)]
        how, text = ("tekst", "Zo doet u dat.") if b % 2 else ("live", "")
        moderating.move_question(
            room=self.room, uuid=self.question(a), to=to, by=self.by, reason="Past niet.", how=how, text=text
        )

    def edit(self, a: int, b: int) -> None:
        moderating.edit_question(room=self.room, uuid=self.question(a), text=f"Anders {b}", by=self.by)

    def merge(self, a: int, b: int) -> None:
        moderating.merge_question(room=self.room, uuid=self.question(a), into=self.question(b), by=self.by)

    def undo(self, a: int, b: int) -> None:
        last = self.room.questions.filter(steps__by=self.by).order_by("steps__pk").last()
        moderating.undo(room=self.room, uuid=last.uuid if last and b % 3 else self.question(a), by=self.by)

    def redact(self, a: int, b: int) -> None:
        moderating.redact_question(room=self.room, uuid=self.question(a), by=self.by)

    def lock(self, a: int, b: int) -> None:
        by = self.other if b % 5 == 4 else self.by
        moderating.lock_question(room=self.room, uuid=self.question(a), on=bool(b % 3), by=by, over=b % 2 == 0)

    def flag(self, a: int, b: int) -> None:
        moderating.flag_question(room=self.room, uuid=self.question(a), on=bool(b % 2), by=self.by)

    def mute(self, a: int, b: int) -> None:
        moderating.mute_person(room=self.room, uuid=self.question(a), on=bool(b % 2), by=self.by)

    def ban(self, a: int, b: int) -> None:
        moderating.ban_person(room=self.room, uuid=self.question(a), on=bool(b % 2), by=self.by)

    def say(self, a: int, b: int) -> None:
        hosting.announce(room=self.room, text=f"Pauze {a}", by=self.by)

    def tip(self, a: int, b: int) -> None:
        hosting.show_tip(room=self.room, uuid=self.tips[a % 2].uuid, by=self.by)

    def poll_open(self, a: int, b: int) -> None:
        hosting.open_poll(room=self.room, uuid=self.polls[a % 2].uuid, by=self.by)

    def poll_answer(self, a: int, b: int) -> None:
        poll = self.polls[a % 2]
        option = list(PollOption.objects.filter(poll=poll))[b % 2]
        via = "phone" if b % 3 == 0 else "web"
        voting.cast(room=self.room, ballot=voting.Ballot(key=next(keys), target=poll.uuid, option=option.uuid, via=via))

    def poll_close(self, a: int, b: int) -> None:
        hosting.close_poll(room=self.room, uuid=self.polls[a % 2].uuid, by=self.by)

    def change_room(self, a: int, b: int) -> None:
        states = ["", RoomState.PAUSED, RoomState.OPEN, "", RoomState.PAUSED, RoomState.OPEN, RoomState.CLOSED]
        asking = None if b % 3 else bool(b % 2)
        hosting.change_room(room=self.room, by=self.by, state=states[a % 7], asking=asking, voting=b % 7 != 1)

    def note(self, a: int, b: int) -> None:
        rows = list(self.room.notes.all())
        uuid = rows[a % len(rows)].uuid if rows and b % 2 else None
        text = "" if b % 5 == 1 else f"Regel {b}"
        said = {"speaker": "Joyce", "part": f"Deel {a % 3}"} if b % 3 else {}
        noting.put_note(room=self.room, uuid=uuid, text=text, tag="rouw", by=self.by, **said)

    def paste(self, a: int, b: int) -> None:
        notes = pasting.pasted(f"Riet: Geplakt {a} #rouw\nRT @wim@elders.example: Gezegd {b}")
        noting.put_pasted(room=self.room, notes=notes, by=self.by, part="Vragen")

    def caption(self, a: int, b: int) -> None:
        rows = list(self.room.lines.all())
        uuid = rows[a % len(rows)].uuid if rows and b % 2 else None
        noting.put_line(room=self.room, uuid=uuid, text=f"Zin {b}", final=bool(a % 2), by=self.by)

    def caller(self, a: int, b: int) -> None:
        calling.ask_for_caller(room=self.room, text=f"Van een beller {a}", by=self.by, name="")

    def count(self, a: int, b: int) -> None:
        calling.count_callers(room=self.room, n=a, by=self.by)

    def press(self, a: int, b: int) -> None:
        calling.press(room=self.room, call=f"lijn {a % 4}", number="0612345633", digit=2 - b % 2)

    def hang_up(self, a: int, b: int) -> None:
        calling.hang_up(room=self.room, call=f"lijn {a % 4}")

    def call(self, a: int, b: int) -> Any:
        row = self.room.calls.filter(state=("waiting", "talking")[b % 2]).first()
        return row.uuid if row else uuid.uuid4()

    def take_call(self, a: int, b: int) -> None:
        calling.take_call(room=self.room, uuid=self.call(a, 0), by=self.by)

    def finish_call(self, a: int, b: int) -> None:
        calling.finish_call(room=self.room, uuid=self.call(a, 1), by=self.by)

    def prepare(self, a: int, b: int) -> None:
        shown = list(self.room.tips.exclude(shown_at=None).values_list("number", "text"))
        texts = [f"Nieuwe tip {n}" for n in range(1, 2 + max([a % 4, *(n for n, _text in shown)]))]
        for number, text in shown:
            texts[number - 1] = text
        plans = [preparing.PollPlan(f"Vraag {b}", ("Ja", "Nee"), Show.LIVE)] if b % 2 else []
        preparing.prepare_room(room=Room.objects.get(pk=self.room.pk), by=self.by, tips=texts, polls=plans)

    def ahead(self, a: int, b: int) -> None:
        before = Room.objects.get(pk=self.room.pk).state
        Room.objects.filter(pk=self.room.pk).update(state=RoomState.LOBBY)
        try:
            asking.ask(room=self.room, key=next(keys), text=f"Vooraf {a}", name="Wim" if b % 2 else "", ahead=True)
        finally:
            Room.objects.filter(pk=self.room.pk).update(state=before)

    def card(self, a: int, b: int) -> None:
        calling.ask_for_caller(room=self.room, text=f"Op een kaart {a}", by=self.by, card=True)


MOVES: list[Callable[[Play, int, int], None]] = [
    Play.ask, Play.withdraw, Play.vote, Play.state, Play.edit, Play.merge, Play.undo, Play.redact, Play.lock, Play.flag,
    Play.mute, Play.say, Play.tip, Play.poll_open, Play.poll_answer, Play.poll_close, Play.change_room, Play.note,
    Play.caller, Play.count, Play.ban, Play.paste, Play.caption, Play.press, Play.hang_up, Play.take_call,
    Play.finish_call, Play.prepare, Play.ahead, Play.card,
]  # fmt: skip


def snapshot_of(room: Room) -> tuple[int, int, dict[str, Any]]:
    row, public, moderators = queries.snapshot(room.pk)
    return row.seq, row.mseq, {**public, "m": moderators}


def view_of(mirror: Mirror, room: Room) -> dict[str, Any]:
    mirror.tick(queries.numbers(room))
    for question in mirror.m_questions.values():
        question["votes"] = None  # moderators hear of hidden counts with the next change only
    return mirror.view()


def assert_every_cut_ends_the_same(room: Room, cuts: list[tuple[int, int, dict[str, Any]]]) -> None:
    _seq, _mseq, fresh = snapshot_of(room)
    wanted = view_of(Mirror(fresh), room)
    for seq, mseq, snapshot in cuts:
        mirror = Mirror(snapshot)
        for row in queries.log_after(room.pk, seq, mseq):
            mirror.apply(row.type, row.body)
        assert view_of(mirror, room) == wanted


def play(moves: list[tuple[int, int, int]], **values: Any) -> tuple[Play, list[Any]]:
    game = Play(**values)
    cuts = [snapshot_of(game.room)]
    for which, a, b in moves:
        try:
            MOVES[which](game, a, b)
        except LiveError:
            continue
        cuts.append(snapshot_of(game.room))
    return game, cuts


steps = st.lists(
    st.tuples(
        st.one_of(st.sampled_from([0, 0, 3, 3, 6]), st.integers(0, len(MOVES) - 1)),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=14,
)


@pytest.mark.parametrize("moderation", ["after", "before"])
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(moves=steps)
def test_state_and_messages_are_the_fresh_state_from_any_point(db, moderation, moves):
    game, cuts = play([(0, 1, 1), (0, 2, 0), *moves], moderation=moderation)
    assert_every_cut_ends_the_same(game.room, cuts)
    assert_log_is_whole(game.room)
    assert_nothing_hidden_is_told(game.room)


def assert_log_is_whole(room: Room) -> None:
    room.refresh_from_db()
    for stream, last in (("pub", room.seq), ("mod", room.mseq)):
        numbers = list(LogEvent.objects.filter(room=room, stream=stream).values_list("seq", flat=True))
        assert numbers == list(range(1, last + 1))


def assert_nothing_hidden_is_told(room: Room) -> None:
    """No word of a question that is not public, and no id of one that never was, in anything that everybody gets."""
    said = str([row.body for row in room.log.filter(stream="pub")]) + str(snapshot_of(room)[2]["questions"])
    hidden = room.questions.filter(is_public=False)
    # Two may be asked in the same words, and one of them be public.
    public = {words for row in room.questions.filter(is_public=True) for words in (row.text, row.original)}
    for question in hidden:
        for text in {question.text, question.original} - public - {""}:
            assert f"'{text}'" not in said
        if not room.log.filter(stream="pub", subject=str(question.uuid)).exists():
            assert str(question.uuid) not in said


@pytest.mark.parametrize("which", range(len(MOVES)), ids=[move.__name__ for move in MOVES])
def test_every_action_is_told(which):
    """Each move on its own, in a room where it can be done, changes what a client knows."""
    ring, take = (23, 0, 1), (25, 0, 0)
    before = {
        "poll_answer": [(13, 0, 0)], "poll_close": [(13, 0, 0)], "undo": [(3, 0, 1)], "hang_up": [ring],
        "take_call": [ring], "finish_call": [ring, take],
    }  # fmt: skip
    setup = [(0, 1, 1), (0, 2, 1), *before.get(MOVES[which].__name__, [])]
    game, _cuts = play(setup, moderation="before" if MOVES[which] is Play.state else "after")
    seq, mseq, snapshot = snapshot_of(game.room)
    revision = Room.objects.get(pk=game.room.pk).revision
    MOVES[which](game, 0, 1 if MOVES[which] is not Play.state else 0)
    assert Room.objects.get(pk=game.room.pk).revision > revision
    assert_every_cut_ends_the_same(game.room, [(seq, mseq, snapshot)])


def test_counts_stay_hidden_until_their_moment():
    from datetime import timedelta

    from django.utils import timezone

    game, _cuts = play([(0, 1, 1), (2, 0, 3)], counts_from=timezone.now() + timedelta(minutes=5))
    question = snapshot_of(game.room)[2]["questions"][0]
    assert question["votes"] is None
    Room.objects.filter(pk=game.room.pk).update(counts_from=timezone.now() - timedelta(minutes=1))
    assert snapshot_of(game.room)[2]["questions"][0]["votes"] == 3
