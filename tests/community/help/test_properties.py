"""Whatever people do in whatever order: a place is never promised twice, and nothing lives on what has ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.credits.exceptions import CreditError
from community.credits.models import Account
from community.help.actions import contact, items, matches
from community.help.enums import BEFORE_STATES, ITEM_TRANSITIONS, LOOSE_MATCHES, Field, ItemState, MatchState, TimeWish
from community.help.exceptions import HelpError
from community.help.models import HelpItem, HelpMatch, HelpRelease
from portal.history.models import StateChange
from tests.factories.help import HelpItemFactory, words
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db

ACTS = (
    "answer", "message", "propose", "accept", "decline", "withdraw_match", "finish", "give_up", "time", "release",
    "revoke", "block", "withdraw_item", "renew", "expire", "change", "publish", "return", "report", "to_pot", "by_phone",
)  # fmt: skip
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.booleans())


class World:
    """One offer for two, its owner, three others and a coordinator."""

    def __init__(self) -> None:
        self.people = [UserFactory() for _number in range(3)]
        self.item = HelpItemFactory(offer=True, places=2)
        self.owner, self.coordinator = self.item.person, CoordinatorFactory()

    def match(self, number: int) -> HelpMatch:
        rows = HelpMatch.objects.select_related("item__person", "other", "site").order_by("pk")
        found = list(rows.filter(item=self.item))
        if not found:
            raise HelpError
        return found[number % len(found)]

    def do(self, act: str, number: int, as_owner: bool) -> None:
        item = HelpItem.objects.select_related("person", "site").get(pk=self.item.pk)
        other = self.people[number % len(self.people)]
        if act == "answer":
            matches.answer_item(item=item, text="Mag ik?", by=other)
        elif hasattr(self, f"item_{act}"):
            getattr(self, f"item_{act}")(item, other)
        else:
            match = self.match(number)
            self.in_conversation(act, match, self.owner if as_owner else match.other)

    def in_conversation(self, act: str, match: HelpMatch, by: Any) -> None:
        acts: dict[str, Any] = {
            "message": lambda: matches.write_message(match=match, text="Dag", by=by),
            "propose": lambda: matches.propose(match=match, plan="Dinsdag", minutes=60, by=by),
            "accept": lambda: matches.accept(match=match, by=by),
            "decline": lambda: matches.decline(match=match, by=by),
            "withdraw_match": lambda: matches.withdraw_match(match=match, by=by),
            "finish": lambda: matches.finish(match=match, minutes=60, by=by),
            "give_up": lambda: matches.give_up(match=match, by=by),
            "time": lambda: matches.ask_time(match=match, minutes=60, by=by),
            "release": lambda: contact.release(match=match, name=Field.PHONE, value="0344", by=by),
            "revoke": lambda: contact.revoke(match=match, name=Field.PHONE, by=by),
            "block": lambda: contact.block(match=match, by=by),
            "to_pot": lambda: matches.wish_time(match=match, wish=TimeWish.POT, by=by),
            "by_phone": lambda: matches.finish_by_phone(
                match=match, minutes=60, wish=TimeWish.POT, note="belde", by=self.coordinator
            ),
            "report": lambda: contact.report(item=match.item, match=match, why="zo", by=by),
        }
        acts[act]()

    def item_withdraw_item(self, item: HelpItem, other: Any) -> None:
        items.withdraw_item(item=item, by=self.owner)

    def item_renew(self, item: HelpItem, other: Any) -> None:
        items.renew_item(item=item, by=self.owner)

    def item_expire(self, item: HelpItem, other: Any) -> None:
        HelpItem.objects.filter(pk=item.pk).update(visible_until=timezone.localdate() - timedelta(days=1))
        items.expire_item(item=item, today=timezone.localdate())

    def item_change(self, item: HelpItem, other: Any) -> None:
        items.change_item(item=item, words=words(kind=item.kind, places=2, title="Anders"), by=self.owner)

    def item_publish(self, item: HelpItem, other: Any) -> None:
        items.publish_item(item=item, by=self.coordinator)

    def item_return(self, item: HelpItem, other: Any) -> None:
        items.return_item(item=item, reason="Nog eens.", by=self.coordinator)

    def check(self) -> None:
        item = HelpItem.objects.get(pk=self.item.pk)
        talks = HelpMatch.objects.filter(item=item)
        promised = talks.filter(state__in=[MatchState.AGREED, MatchState.DONE, MatchState.NOT_DONE]).count()
        assert item.taken == promised <= item.places
        ended = item.state in {ItemState.WITHDRAWN, ItemState.EXPIRED, ItemState.DONE, ItemState.NOT_DONE}
        if ended or item.state == ItemState.AGREED:
            assert not talks.filter(state__in=LOOSE_MATCHES).exists()
        twice = talks.filter(state__in=[*LOOSE_MATCHES, MatchState.AGREED]).values("other").annotate(n=Count("pk"))
        assert not twice.filter(n__gt=1).exists()
        over = [MatchState.DECLINED, MatchState.WITHDRAWN, MatchState.EXPIRED, MatchState.NOT_DONE]
        assert not HelpRelease.objects.filter(match__state__in=over).exists()
        assert sum(Account.objects.values_list("balance", flat=True)) == 0
        if item.state not in BEFORE_STATES:
            assert item.consent_version == item.version


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=25))
def test_no_order_of_events_promises_a_place_twice_or_leaves_something_behind(site, steps):
    with transaction.atomic():
        world = World()
        for act, number, as_owner in steps:
            try:
                with transaction.atomic():
                    world.do(act, number, as_owner)
            except (HelpError, CreditError):
                pass
            world.check()
        told = StateChange.objects.filter(model="help.helpitem", object_id=world.item.pk).order_by("pk")
        for row in told:
            assert row.from_state == row.to_state or row.to_state in ITEM_TRANSITIONS[row.from_state]
        transaction.set_rollback(True)
