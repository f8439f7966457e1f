"""Whatever the owner decides and whatever was written: nobody ever sees what is not meant for them."""

from __future__ import annotations

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.circles import queries, rules
from community.circles.enums import PLANNING, Audience, CircleState, ItemKind, MemberKind, MemberState
from community.circles.models import SCOPES, Agreement, CircleItem, CircleMember, CircleNote, SupportCircle
from tests.factories.circles import circle_of
from tests.factories.people import UserFactory

seats = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind for kind in MemberKind.values if kind != MemberKind.OWNER]),
        "state": st.sampled_from([MemberState.ACTIVE, MemberState.ACTIVE, MemberState.REVOKED, MemberState.LEFT]),
        **{name: st.booleans() for name in SCOPES},
    }
)
items = st.fixed_dictionaries({"kind": st.sampled_from(ItemKind.values), "between_us": st.booleans()})
notes = st.fixed_dictionaries(
    {
        "about": st.sampled_from(["plan", "line", "item"]),
        "which": st.integers(0, 3),
        "author": st.integers(0, 2),
        "audience": st.sampled_from(Audience.values),
        "readers": st.sets(st.integers(0, 2)),
    }
)


def may_see_item(seat: CircleMember, item: CircleItem) -> bool:
    """The rule, written out once more by hand."""
    if item.between_us and seat.kind == "professional":
        return False
    return seat.sees_tasks if item.kind == "task" else seat.sees_agenda


def may_see_plan(seat: CircleMember, circle: SupportCircle) -> bool:
    return seat.sees_plan and (seat.kind != "professional" or circle.plan_shared_at is not None)


def may_see_note(seat: CircleMember, circle: SupportCircle, note: CircleNote) -> bool:
    if note.item is not None and not may_see_item(seat, note.item):
        return False
    if note.item is None and not may_see_plan(seat, circle):
        return False
    if note.agreement is not None and note.agreement.between_us and seat.kind == "professional":
        return False
    if note.author_id == seat.pk or note.audience == "all":
        return True
    if note.audience == "us":
        return seat.kind != "professional"
    return note.readers.filter(pk=seat.pk).exists()


@pytest.mark.django_db
class TestVisibility(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        state=st.sampled_from(CircleState.values),
        shared=st.booleans(),
        guests=st.lists(seats, min_size=3, max_size=3),
        rows=st.lists(items, min_size=1, max_size=4),
        secret_lines=st.lists(st.booleans(), min_size=1, max_size=3),
        said=st.lists(notes, max_size=6),
    )
    def test_everyone_sees_exactly_what_the_rules_say(self, state, shared, guests, rows, secret_lines, said):
        owner = circle_of()
        circle, now = owner.circle, timezone.now()
        closed = state == CircleState.CLOSED
        SupportCircle.objects.filter(pk=circle.pk).update(
            state=state,
            plan_shared_at=now if shared and state not in PLANNING else None,
            closed_at=now if closed else None,
            kept=closed,
        )
        circle.refresh_from_db()
        base = {"site": circle.site, "circle": circle}
        people = [
            CircleMember.objects.create(user=UserFactory(), name=f"gast{n}", joined_at=now, **base, **values)
            for n, values in enumerate(guests)
        ]
        day = timezone.localdate()
        made = [CircleItem.objects.create(title=f"ding{n}", day=day, **base, **row) for n, row in enumerate(rows)]
        lines = [
            Agreement.objects.create(what=f"regel{n}", between_us=secret, written_at=now, **base)
            for n, secret in enumerate(secret_lines)
        ]
        for n, note in enumerate(said):
            about = {
                "item": {"item": made[note["which"] % len(made)]},
                "line": {"agreement": lines[note["which"] % len(lines)]},
                "plan": {},
            }[note["about"]]
            row = CircleNote.objects.create(
                text=f"woord{n}",
                author=people[note["author"]],
                audience=note["audience"],
                written_at=now,
                **base,
                **about,
            )
            row.readers.set(people[number] for number in note["readers"])
        everything = list(CircleNote.objects.filter(circle=circle).select_related("item", "agreement"))
        for person in people:
            seat = CircleMember.objects.select_related("circle").get(pk=person.pk)
            inside = seat.state == MemberState.ACTIVE and not closed
            assert set(queries.items_visible_to(seat)) == {i for i in made if inside and may_see_item(seat, i)}
            expected_lines = {
                line
                for line in lines
                if inside and may_see_plan(seat, circle) and not (line.between_us and seat.is_professional)
            }
            assert set(queries.agreements_visible_to(seat)) == expected_lines
            assert set(queries.notes_visible_to(seat)) == {
                note for note in everything if inside and may_see_note(seat, circle, note)
            }
            assert not queries.looks_at(seat).exists()
            assert rules.can_decide(seat) is False
        mine = CircleMember.objects.select_related("circle").get(pk=owner.pk)
        assert set(queries.items_visible_to(mine)) == set(made)
        assert set(queries.agreements_visible_to(mine)) == set(lines)
        assert set(queries.notes_visible_to(mine)) == set(everything)
