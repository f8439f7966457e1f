"""Two actions that take the same rows: whichever comes first, the other is told so, and neither waits for the other.

On PostgreSQL rows that are taken in two orders end in “deadlock detected”, which is a page of an error for somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from community.circles.actions import circle as whole
from community.circles.actions import people, week
from community.circles.actions.watching import write_look
from community.circles.enums import Part
from community.circles.exceptions import CircleError
from community.circles.models import CircleItem, CircleMember, Look
from community.credits import actions as credits
from community.credits.exceptions import CreditError
from community.credits.models import Account
from community.credits.queries import broken_invariants
from community.help.actions import contact, items, matches
from community.help.enums import LIVE_MATCHES
from community.help.exceptions import HelpError
from community.help.models import HelpItem, HelpMatch
from community.outreach import actions as visits
from community.outreach.enums import HandOverState
from community.outreach.exceptions import OutreachError
from community.outreach.models import HandOver, Visit
from search.models import SearchWord
from search.outbox import learn_words
from tests.factories.circles import circle_of, item_in, seat_in
from tests.factories.credits import account_for, wish
from tests.factories.help import HelpItemFactory
from tests.factories.outreach import visit_for
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.faults.test_apply_races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("entries_may_go_after_the_test"),
]

ROUNDS = 6


def together(refusal: type[Exception] | tuple[()], *tasks: Callable[[], Any]) -> list[Any]:
    """Both at once: what comes back is done, or refused in words; never an error of the database."""
    results = at_once(list(tasks))
    assert [each for each in results if isinstance(each, Exception) and not isinstance(each, refusal)] == []
    return results


# --- help: the item before its conversations ---


def conversation(*, agreed: bool) -> tuple[HelpMatch, HelpMatch]:
    """The same conversation twice, as two requests read it."""
    item = HelpItemFactory()
    match = matches.answer_item(item=item, text="Ik kan.", by=UserFactory())
    match = matches.propose(match=match, plan="Dinsdag", minutes=60, by=match.other)
    if agreed:
        matches.accept(match=match, by=item.person)
    found = HelpMatch.objects.select_related("item__person", "item__site", "other", "site").filter(pk=match.pk)
    return found.get(), found.get()


def test_the_owner_stops_and_the_other_stops_at_once():
    for _round in range(ROUNDS):
        one, other = conversation(agreed=True)
        together(
            HelpError,
            lambda one=one: items.withdraw_item(item=one.item, by=one.item.person),
            lambda other=other: matches.withdraw_match(match=other, by=other.other),
        )
        assert HelpItem.objects.get(pk=one.item_id).state == "withdrawn"
        assert not HelpMatch.objects.filter(pk=one.pk, state__in=LIVE_MATCHES).exists()


def test_yes_and_no_to_one_proposal_at_once():
    for _round in range(ROUNDS):
        one, other = conversation(agreed=False)
        together(
            HelpError,
            lambda one=one: matches.accept(match=one, by=one.item.person),
            lambda other=other: matches.decline(match=other, by=other.other),
        )
        match, item = HelpMatch.objects.get(pk=one.pk), HelpItem.objects.get(pk=one.item_id)
        assert (match.state, item.state, item.taken) in {("agreed", "agreed", 1), ("declined", "open", 0)}


@pytest.mark.parametrize("end", [matches.finish, matches.give_up])
def test_told_how_it_went_while_the_owner_takes_it_back(end):
    for _round in range(ROUNDS):
        one, other = conversation(agreed=True)
        more = {"minutes": 60} if end is matches.finish else {}
        together(
            HelpError,
            lambda one=one: items.withdraw_item(item=one.item, by=one.item.person),
            lambda other=other, more=more: end(match=other, by=other.other, **more),
        )
        assert HelpItem.objects.get(pk=one.item_id).state in {"withdrawn", "done", "not_done"}


def test_two_who_block_each_other_at_once():
    for _round in range(ROUNDS):
        ans, bep = UserFactory(), UserFactory()
        pair = [
            matches.answer_item(item=HelpItemFactory(person=owner), text="Ik kan.", by=other)
            for owner, other in ((ans, bep), (bep, ans))
        ]
        found = HelpMatch.objects.select_related("item__person", "other", "site")
        one, other = (found.get(pk=match.pk) for match in pair)
        together(
            HelpError,
            lambda m=one, by=ans: contact.block(match=m, by=by),
            lambda m=other, by=bep: contact.block(match=m, by=by),
        )
        assert not HelpMatch.objects.filter(pk__in=[m.pk for m in pair], state__in=LIVE_MATCHES).exists()


# --- circles: the circle before its seats ---


def test_one_leaves_while_the_circle_stops():
    for _round in range(ROUNDS):
        owner = circle_of()
        seat = seat_in(owner)
        together(
            CircleError,
            lambda owner=owner: whole.close_circle(member=owner, keep=True),
            lambda seat=seat: people.leave_circle(member=seat),
        )
        assert not CircleMember.objects.filter(pk=seat.pk, state="active").exists()


def test_a_meeting_is_planned_while_the_circle_stops():
    for _round in range(ROUNDS):
        owner = circle_of()
        seat = seat_in(owner)
        meeting = week.Wish(kind="meeting", title="Samen om tafel", day=item_in(owner).day)
        results = together(
            CircleError,
            lambda owner=owner: whole.close_circle(member=owner, keep=False),
            lambda seat=seat, meeting=meeting: week.write_item(member=seat, wish=meeting),
        )
        assert not isinstance(results[0], Exception)
        assert not CircleItem.objects.filter(circle=owner.circle_id).exists()


def test_one_looks_while_the_circle_is_wiped():
    for _round in range(ROUNDS):
        owner = circle_of()
        seat = seat_in(owner)
        together(
            CircleError,
            lambda owner=owner: whole.close_circle(member=owner, keep=False),
            *(lambda seat=seat, part=part: write_look(member=seat, part=part) for part in Part),
        )
        assert not Look.objects.filter(circle=owner.circle_id).exists()


def test_two_tasks_change_hands_while_both_leave():
    for _round in range(ROUNDS):
        owner = circle_of()
        seats = [seat_in(owner), seat_in(owner)]
        tasks = [item_in(owner, title=f"Taak {n}", doer=seat) for n, seat in enumerate(seats)]
        together(
            CircleError,
            *(lambda seat=seat: people.leave_circle(member=seat) for seat in seats),
            lambda owner=owner, seats=seats: people.revoke_member(member=owner, guest=seats[0]),
        )
        assert set(CircleItem.objects.filter(pk__in=[t.pk for t in tasks]).values_list("state", flat=True)) == {"open"}


# --- time: accounts in the order of their numbers ---


def test_a_group_is_thanked_while_its_members_give():
    by = CoordinatorFactory()
    first, second, last = (account_for() for _person in range(3))
    pot = credits.open_pot(site=first.site, kind="opening")
    for turn in range(ROUNDS):
        key = f"dank-{turn}"
        together(
            CreditError,
            lambda key=key: credits.give_to_many(
                payer=pot, receivers=[last, second, first], wish=wish(10, key=key), by=by
            ),
            lambda: credits.give(payer=last, receiver=first, wish=wish(5), by=last.user),
            lambda: credits.give(payer=second, receiver=last, wish=wish(5), by=second.user),
            lambda key=key: credits.give_to_many(
                payer=pot, receivers=[first, second, last], wish=wish(10, key=key), by=by
            ),
        )
    assert list(broken_invariants()) == []
    assert sum(Account.objects.values_list("balance", flat=True)) == 0
    assert Account.objects.get(pk=pot.pk).balance == -30 * ROUNDS


# --- visits, and the words of the search ---


def test_no_more_is_said_twice_at_once():
    for turn in range(ROUNDS):
        worker, successor = CoordinatorFactory(), CoordinatorFactory()
        visit = visit_for(worker, email=f"mens{turn}@example.org")
        visits.bring_in(visit=visit, to=successor, introduction="Noor lacht graag.", by=worker)
        one, other = (Visit.objects.select_related("site").get(pk=visit.pk) for _copy in range(2))
        together(
            OutreachError,
            lambda one=one: visits.decline_visit(visit=one),
            lambda other=other: visits.answer_hand_over(visit=other, answer=HandOverState.NO_MORE),
        )
        assert Visit.objects.get(pk=visit.pk).state == "declined"
        assert HandOver.objects.get(visit=visit).state == HandOverState.NO_MORE


def test_the_same_new_words_are_learned_by_two_at_once():
    for turn in range(ROUNDS):
        words = [f"woord{turn}x{number}" for number in range(400)]
        together((), lambda words=words: learn_words(words), lambda words=words: learn_words(reversed(words)))
        assert SearchWord.objects.filter(word__in=words).count() == len(words)
