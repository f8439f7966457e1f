"""Many at once on one request: promised once, ended once, never an answer to what is over; with a red twin."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from community.help.actions import items, matches
from community.help.enums import LOOSE_MATCHES, ItemState, MatchState
from community.help.exceptions import AllTaken, AlreadyChanged, HelpError, NotOpen
from community.help.models import HelpItem, HelpMatch
from tests.factories.help import HelpItemFactory
from tests.factories.people import UserFactory
from tests.faults.test_apply_races import at_once
from tests.server import manage

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 8


def proposals(item, count: int) -> list[HelpMatch]:
    """Proposals of as many others; the owner only has to say yes."""
    found = []
    for _number in range(count):
        match = matches.answer_item(item=item, text="Ik kan.", by=UserFactory())
        found.append(matches.propose(match=match, plan="Dinsdag", minutes=60, by=match.other))
    return found


def fresh(match: HelpMatch) -> HelpMatch:
    return HelpMatch.objects.select_related("item__person", "other", "site").get(pk=match.pk)


def test_two_people_accept_the_same_request():
    item = HelpItemFactory()
    waiting = [fresh(match) for match in proposals(item, THREADS)]
    results = at_once([lambda m=m: matches.accept(match=m, by=item.person) for m in waiting])
    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) == THREADS - 1
    assert all(isinstance(result, AllTaken | AlreadyChanged) for result in refused)
    item.refresh_from_db()
    assert (item.state, item.taken) == (ItemState.AGREED, 1)
    assert HelpMatch.objects.filter(state=MatchState.AGREED).count() == 1
    assert HelpMatch.objects.filter(state__in=LOOSE_MATCHES).count() == 0


def test_offer_for_three_is_promised_to_three():
    offer = HelpItemFactory(offer=True, places=3)
    waiting = [fresh(match) for match in proposals(offer, THREADS)]
    at_once([lambda m=m: matches.accept(match=m, by=offer.person) for m in waiting])
    offer.refresh_from_db()
    assert offer.taken == HelpMatch.objects.filter(state=MatchState.AGREED).count() == 3


def test_same_yes_eight_times_is_one_yes():
    (match,) = proposals(HelpItemFactory(), 1)
    copies = [fresh(match) for _thread in range(THREADS)]
    owner = match.item.person
    results = at_once([lambda m=m: matches.accept(match=m, by=owner) for m in copies])
    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert HelpItem.objects.get().taken == 1


def test_one_person_who_answers_eight_times_has_one_conversation():
    item, helper = HelpItemFactory(), UserFactory()
    results = at_once([lambda: matches.answer_item(item=item, text="Ik kan.", by=helper) for _thread in range(THREADS)])
    assert HelpMatch.objects.count() == 1
    assert not [each for each in results if isinstance(each, Exception) and not isinstance(each, HelpError)]


@pytest.mark.parametrize("state", [ItemState.OPEN, ItemState.TALKING])
def test_offer_that_expires_while_being_answered(state):
    for _turn in range(5):
        today = timezone.localdate()
        item = HelpItemFactory(offer=True, state=state, visible_until=today - timedelta(days=1))
        people = [UserFactory() for _number in range(4)]
        late = HelpItem.objects.get(pk=item.pk)
        results = at_once(
            [
                lambda late=late, today=today: items.expire_item(item=late, today=today),
                *(lambda p=p, item=item: matches.answer_item(item=item, text="Mag ik?", by=p) for p in people),
            ]
        )
        assert not [r for r in results[1:] if isinstance(r, Exception) and not isinstance(r, NotOpen | AlreadyChanged)]
        item.refresh_from_db()
        live = HelpMatch.objects.filter(item=item, state__in=LOOSE_MATCHES).count()
        if item.state == ItemState.EXPIRED:
            assert live == 0
        else:
            assert live == sum(not isinstance(result, Exception) for result in results[1:])


def test_renewed_and_ended_at_once_is_one_of_them():
    today = timezone.localdate()
    item = HelpItemFactory(visible_until=today - timedelta(days=1))
    one, other = (HelpItem.objects.get(pk=item.pk) for _copy in range(2))
    at_once(
        [
            lambda: items.expire_item(item=one, today=today),
            lambda: items.renew_item(item=other, by=item.person),
        ]
    )
    item.refresh_from_db()
    assert (item.state == ItemState.OPEN) == (item.visible_until > today)


def test_red_twin_reading_first_promises_it_more_than_once():
    """The race is real: who looks whether it is free, and then promises, promises it to several."""
    taken: list[int] = []
    together = threading.Barrier(THREADS, timeout=20)

    def look_then_promise() -> None:
        free = not taken
        together.wait()
        if free:
            taken.append(1)

    at_once([look_then_promise] * THREADS)
    assert len(taken) > 1


BOOK_AND_DIE = """
import os, signal
from django.db import transaction
from community.help.actions import matches
from community.help.models import HelpMatch
match = HelpMatch.objects.select_related("item__person", "other", "site", "item__site").get(state="agreed")
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    matches.finish(match=match, minutes=90, by=match.item.person)
    matches.ask_time(match=match, minutes=90, by=match.item.person)
"""
LOOK = """
import json
from datetime import timedelta
from django.utils import timezone
from community.credits.models import Entry, Transfer
from community.help.actions import matches
from community.help.models import HelpMatch
from portal.notices.actions import deliver_waiting
from portal.notices.models import Notice
match = HelpMatch.objects.select_related("item__person", "other", "site").get(plan__startswith="Dinsdag om twee uur")
again = matches.ask_time(match=match, minutes=90, by=match.item.person)
rows = Notice.objects.filter(object_key__contains=str(match.uuid), kind="help.done")
waiting = rows.filter(sent_at=None).count()
rows.update(created_at=timezone.now() - timedelta(hours=1))
deliver_waiting(), deliver_waiting()
print(json.dumps({
    "state": match.state, "transfers": Transfer.objects.filter(key=matches.key_of(match)).count(),
    "entries": Entry.objects.filter(transfer=again).count(), "waiting": waiting,
    "sent": rows.exclude(sent_at=None).count(), "attempts": [row.attempts for row in rows],
}))
"""


def test_process_killed_between_booking_and_mail_books_once_and_mails_once(prepared_demo, tmp_path):
    folder = tmp_path / "portal"
    shutil.copytree(prepared_demo, folder)
    died = manage(folder, "shell", "-c", BOOK_AND_DIE, check=False)
    assert died.returncode == -9, died.stderr[-800:]
    told = json.loads(manage(folder, "shell", "-v", "0", "-c", LOOK).stdout.strip().splitlines()[-1])
    assert told == {"state": "done", "transfers": 1, "entries": 1, "waiting": 1, "sent": 1, "attempts": [1]}
    assert manage(folder, "check_ledgers").returncode == 0
