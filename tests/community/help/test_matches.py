"""A conversation about help: two yeses, explicit ends, numbers that are given and taken back, and time afterwards."""

from __future__ import annotations

import pytest

from community.credits.models import Account, Transfer
from community.help.actions import contact, items, matches
from community.help.enums import Field, ItemState, MatchState
from community.help.exceptions import (
    AllTaken,
    AlreadyChanged,
    AskedBefore,
    HelpError,
    NotAllowed,
    NotOpen,
    NotWelcome,
    OwnItem,
    TooOften,
)
from community.help.models import HelpInvitation, HelpItem, HelpMatch, HelpRelease
from portal.notices.models import Notice
from tests.factories.help import HelpItemFactory
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def answered(item=None, by=None):
    item = item or HelpItemFactory()
    return matches.answer_item(item=item, text="Ik loop graag mee.", by=by or UserFactory())


def agreed(item=None, by=None):
    match = answered(item, by)
    matches.propose(match=match, plan="Dinsdag om half tien", minutes=90, by=match.other)
    return matches.accept(match=match, by=match.item.person)


def mails() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient"))


def test_answer_begins_one_conversation_and_both_yeses_make_it_agreed(site):
    item, helper = HelpItemFactory(), UserFactory()
    match = answered(item, helper)
    assert answered(item, helper) == match
    item.refresh_from_db()
    assert (item.state, match.messages.count()) == (ItemState.TALKING, 2)
    matches.propose(match=match, plan="Dinsdag", minutes=60, by=helper)
    with pytest.raises(NotAllowed):
        matches.accept(match=match, by=helper)
    matches.accept(match=match, by=item.person)
    item.refresh_from_db()
    assert (match.state, item.state, item.taken) == (MatchState.AGREED, ItemState.AGREED, 1)
    assert ("help.agreed", helper.email) in mails()
    assert ("help.agreed", item.person.email) in mails()


def test_nobody_answers_themselves_what_is_over_or_without_words(site):
    item = HelpItemFactory()
    with pytest.raises(OwnItem):
        answered(item, item.person)
    with pytest.raises(NotOpen):
        answered(HelpItemFactory(done=True))
    with pytest.raises(HelpError):
        matches.answer_item(item=item, text="  ", by=UserFactory())


def test_second_yes_hears_that_it_is_gone_and_the_others_are_told(site):
    item = HelpItemFactory()
    first, second = answered(item), answered(item)
    for match in (first, second):
        matches.propose(match=match, plan="Dinsdag", minutes=None, by=match.other)
    same = HelpMatch.objects.select_related("item", "other", "site").get(pk=second.pk)
    matches.accept(match=first, by=item.person)
    with pytest.raises((AllTaken, AlreadyChanged)):
        matches.accept(match=same, by=item.person)
    second.refresh_from_db()
    assert second.state == MatchState.EXPIRED
    assert ("help.filled", second.other.email) in mails()


def test_offer_for_two_stays_open_after_the_first(site):
    offer = HelpItemFactory(offer=True, places=2)
    agreed(offer)
    offer.refresh_from_db()
    assert (offer.state, offer.taken) == (ItemState.TALKING, 1)
    agreed(offer)
    offer.refresh_from_db()
    assert (offer.state, offer.taken) == (ItemState.AGREED, 2)


def test_every_end_is_a_state_of_its_own(site):
    done = agreed()
    matches.finish(match=done, minutes=90, by=done.other)
    assert (done.state, done.item.state) == (MatchState.DONE, ItemState.DONE)
    not_done = agreed()
    matches.give_up(match=not_done, by=not_done.item.person)
    assert (not_done.state, not_done.item.state) == (MatchState.NOT_DONE, ItemState.NOT_DONE)
    stopped = agreed()
    matches.withdraw_match(match=stopped, by=stopped.other)
    assert (stopped.state, stopped.item.state, stopped.item.taken) == (MatchState.WITHDRAWN, ItemState.OPEN, 0)
    refused = answered()
    matches.decline(match=refused, by=refused.item.person)
    assert (refused.state, refused.item.state) == (MatchState.DECLINED, ItemState.OPEN)
    for match in (done, not_done, stopped, refused):
        with pytest.raises(HelpError):
            matches.write_message(match=match, text="Nog iets", by=match.other)


def test_conversation_lapses_when_the_item_ends(site):
    match = answered()
    items.withdraw_item(item=match.item, by=match.item.person)
    match.refresh_from_db()
    assert match.state == MatchState.EXPIRED
    assert ("help.lapsed", match.other.email) in mails()


def test_strangers_take_no_part(site):
    match, stranger = agreed(), UserFactory()
    for act in (
        lambda: matches.write_message(match=match, text="Hallo", by=stranger),
        lambda: matches.finish(match=match, minutes=None, by=stranger),
        lambda: matches.decline(match=match, by=stranger),
        lambda: contact.release(match=match, name=Field.PHONE, value="0344", by=stranger),
        lambda: contact.block(match=match, by=stranger),
        lambda: contact.report(item=match.item, match=match, why="Zo", by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_desk_speaks_for_who_has_no_account_and_for_nobody_else(site):
    coordinator = CoordinatorFactory()
    without = answered(HelpItemFactory(person=None, person_name="Riet", handler=coordinator))
    matches.write_message(match=without, text="Riet zegt: graag.", by=coordinator)
    assert without.messages.last().by_owner
    with pytest.raises(NotAllowed):
        matches.write_message(match=answered(), text="Ik meng mij erin", by=coordinator)


def test_number_is_given_in_one_conversation_and_taken_back(site):
    item = HelpItemFactory(offer=True, places=2)
    one, other = agreed(item), answered(item)
    contact.release(match=one, name=Field.PHONE, value="0344 - 01 24 01", by=item.person)
    assert list(HelpRelease.objects.values_list("match", "by_owner", "field")) == [(one.pk, True, "phone")]
    assert other.releases.count() == 0
    contact.revoke(match=one, name=Field.PHONE, by=one.other)
    assert HelpRelease.objects.count() == 1
    contact.revoke(match=one, name=Field.PHONE, by=item.person)
    assert HelpRelease.objects.count() == 0


def test_nothing_that_was_given_stays_when_it_ends_without_help(site):
    match = agreed()
    contact.release(match=match, name=Field.ADDRESS, value="ergens", by=match.item.person)
    matches.withdraw_match(match=match, by=match.other)
    assert HelpRelease.objects.count() == 0


def test_block_ends_every_conversation_of_the_two_and_says_nothing(site):
    person, other = UserFactory(), UserFactory()
    one, two = HelpItemFactory(person=person), HelpItemFactory(person=other)
    match, reverse = agreed(one, other), answered(two, person)
    contact.block(match=match, by=person)
    for each in (match, reverse):
        each.refresh_from_db()
    assert (match.state, reverse.state) == (MatchState.WITHDRAWN, MatchState.DECLINED)
    with pytest.raises(NotWelcome) as refusal:
        answered(one, other)
    assert str(refusal.value) == "Hier kan niemand meer op antwoorden. Kijk eens naar wat erop lijkt."
    with pytest.raises(NotWelcome):
        answered(two, person)


def test_report_is_looked_at_once_and_can_take_it_away(site):
    match = answered()
    found = contact.report(item=match.item, match=match, why="Hij vraagt geld.", by=match.other)
    coordinator = CoordinatorFactory()
    with pytest.raises(NotAllowed):
        contact.handle_report(found=found, remove=True, answer="Weg.", by=match.other)
    contact.handle_report(found=found, remove=True, answer="Geld vragen mag hier niet.", by=coordinator)
    match.item.refresh_from_db()
    assert (found.state, match.item.state) == ("removed", ItemState.WITHDRAWN)
    with pytest.raises(AlreadyChanged):
        contact.handle_report(found=found, remove=False, answer="Toch niet.", by=coordinator)


def test_no_thanks_is_never_asked_again_and_nobody_more_than_once_a_week(site):
    coordinator, person = CoordinatorFactory(), UserFactory()
    item, other = HelpItemFactory(), HelpItemFactory()
    asked = contact.invite(item=item, person=person, reasons=[], by=coordinator)
    with pytest.raises(TooOften):
        contact.invite(item=other, person=person, reasons=[], by=coordinator)
    contact.answer_invitation(invitation=asked, yes=False, text="", by=person)
    with pytest.raises(AskedBefore):
        contact.invite(item=item, person=person, reasons=[], by=coordinator)
    asked.refresh_from_db()
    assert asked.state == "no"


def test_quiet_person_is_not_asked_until_they_say_so(site):
    coordinator, person = CoordinatorFactory(), UserFactory()
    contact.keep_quiet(site=site, by=person, quiet=True)
    with pytest.raises(AskedBefore):
        contact.invite(item=HelpItemFactory(), person=person, reasons=[], by=coordinator)
    contact.keep_quiet(site=site, by=person, quiet=False)
    contact.invite(item=HelpItemFactory(), person=person, reasons=[], by=coordinator)
    assert HelpInvitation.objects.count() == 1


def test_one_click_in_the_mail_is_the_same_as_being_quiet(site, client):
    coordinator, person = CoordinatorFactory(), UserFactory()
    contact.invite(item=HelpItemFactory(), person=person, reasons=[], by=coordinator)
    notice = Notice.objects.get(kind="help.invited")
    assert client.post(notice.stop_url.partition("localhost")[2].partition("/")[2].join(["/", ""])).status_code == 200
    HelpInvitation.objects.update(asked_at="2020-01-01T00:00:00Z")
    with pytest.raises(AskedBefore):
        contact.invite(item=HelpItemFactory(), person=person, reasons=[], by=coordinator)


def test_yes_to_a_worker_begins_the_conversation(site):
    person = UserFactory()
    asked = contact.invite(item=HelpItemFactory(), person=person, reasons=[], by=CoordinatorFactory())
    match = contact.answer_invitation(invitation=asked, yes=True, text="Graag.", by=person)
    asked.refresh_from_db()
    assert (match.other, asked.state) == (person, "yes")


@pytest.mark.parametrize("offer", [False, True])
def test_time_goes_from_who_was_helped_to_who_helped(site, offer):
    match = agreed(HelpItemFactory(offer=offer))
    matches.finish(match=match, minutes=90, by=match.other)
    helper, helped = matches.helper_and_helped(match)
    assert (helper == match.other) is (not offer)
    asked = matches.ask_time(match=match, minutes=90, by=helper)
    assert asked.is_asked
    assert matches.ask_time(match=match, minutes=90, by=helper) == asked
    assert Transfer.objects.count() == 1
    assert Account.objects.get(user=helper).balance == 0


def test_who_was_helped_gives_it_at_once_and_only_after_it_is_done(site):
    match = agreed()
    with pytest.raises(NotAllowed):
        matches.ask_time(match=match, minutes=90, by=match.item.person)
    matches.finish(match=match, minutes=90, by=match.item.person)
    matches.ask_time(match=match, minutes=90, by=match.item.person)
    assert Account.objects.get(user=match.other).balance == 90
    with pytest.raises(NotAllowed):
        matches.ask_time(match=match, minutes=90, by=UserFactory())


def test_nobody_needs_time_to_ask_and_asking_takes_none(site):
    agreed()
    assert (Transfer.objects.count(), Account.objects.count()) == (0, 0)


def test_mails_never_hold_what_was_written(site):
    item = HelpItemFactory(title="Geheime titel", text="Geheime tekst")
    match = answered(item)
    matches.write_message(match=match, text="Geheim bericht", by=item.person)
    matches.propose(match=match, plan="Geheim voorstel", minutes=60, by=item.person)
    matches.accept(match=match, by=match.other)
    assert HelpItem.objects.filter(title__startswith="Geheim").exists()
    assert Notice.objects.count() >= 5
    for notice in Notice.objects.all():
        assert "eheim" not in notice.subject + notice.text + notice.html
