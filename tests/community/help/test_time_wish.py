"""What who helped does with the time: for themselves, to the gift pot, or nothing; on the page and by telephone."""

from __future__ import annotations

import pytest
from django.test import Client

from community.credits import actions as credits
from community.credits.enums import AccountKind
from community.credits.models import Account, Transfer
from community.credits.queries import broken_invariants
from community.help.actions import matches
from community.help.enums import MatchState, TimeWish
from community.help.exceptions import AlreadyChanged, NotAllowed, NoTimeWanted
from community.help.models import HelpMatch
from portal.history.queries import history_of
from portal.notices.models import Notice
from tests.community.help.test_matches import agreed
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def balance(who) -> int:
    account = Account.objects.filter(user=who).first()
    return account.balance if account else 0


def pot() -> int:
    return sum(Account.objects.filter(kind=AccountKind.GIFT).values_list("balance", flat=True))


def url_of(match: HelpMatch) -> str:
    return f"/mijn/hulp/gesprek/{match.uuid}/"


def test_to_the_pot_goes_what_who_was_helped_said_yes_to(site):
    match = agreed()
    helper, helped = match.other, match.item.person
    page = logged_in(helper).get(url_of(match)).content.decode()
    assert "Liever naar de weggeefpot" in page
    logged_in(helper).post(f"{url_of(match)}gedaan/", {"minutes": "90", "wish": "pot"})
    asked = Transfer.objects.get()
    assert (asked.state, asked.onward, pot()) == ("asked", True, 0)
    hers = logged_in(helped)
    assert "door aan de weggeefpot" in hers.get("/mijn/tijd/").content.decode()
    hers.post(f"/mijn/tijd/{asked.uuid}/ja/")
    assert (balance(helped), balance(helper), pot()) == (-90, 0, 90)
    assert "door aan de weggeefpot" in Notice.objects.get(kind="credits.accepted").text
    assert "De tijd is voor de weggeefpot: 1,5 uur." in logged_in(helper).get(url_of(match)).content.decode()
    assert list(broken_invariants()) == []


def test_no_of_who_was_helped_leaves_the_pot_alone(site):
    match = agreed()
    matches.finish(match=match, minutes=60, by=match.other, wish=TimeWish.POT)
    asked = matches.ask_time(match=match, minutes=60, by=match.other)
    credits.refuse(transfer=asked, answer="", by=match.item.person)
    assert (pot(), Transfer.objects.count()) == (0, 1)


def test_who_helped_wants_no_time_and_then_nobody_gives_it(site):
    match = agreed()
    logged_in(match.other).post(f"{url_of(match)}gedaan/", {"minutes": "60", "wish": "none"})
    match.refresh_from_db()
    assert (match.state, match.time_wish, Transfer.objects.count()) == (MatchState.DONE, "none", 0)
    page = logged_in(match.item.person).get(url_of(match)).content.decode()
    assert "wil hiervoor geen tijd" in page
    with pytest.raises(NoTimeWanted):
        matches.ask_time(match=match, minutes=60, by=match.item.person)
    assert logged_in(match.item.person).post(f"{url_of(match)}tijd/", {"minutes": "60"}).status_code == 409


@pytest.mark.parametrize("wish", ["mine", "pot"])
def test_time_without_a_length_is_asked_about_beside_the_field(site, wish):
    match = agreed()
    response = logged_in(match.other).post(f"{url_of(match)}gedaan/", {"minutes": "", "wish": wish})
    assert response.status_code == 422
    assert "Kies hoe lang het was" in response.content.decode()
    match.refresh_from_db()
    assert match.state == MatchState.AGREED


def test_a_wish_that_is_none_of_the_three_is_refused(site):
    match = agreed()
    for wrong in ({}, {"wish": "alles"}):
        response = logged_in(match.other).post(f"{url_of(match)}gedaan/", {"minutes": "60", **wrong})
        assert response.status_code == 422
        assert "Kies wat er met de tijd gebeurt" in response.content.decode()


def test_who_was_helped_chooses_nothing_about_the_time_of_the_other(site):
    match = agreed()
    helped = match.item.person
    page = logged_in(helped).get(url_of(match)).content.decode()
    assert "Wat doet u met deze tijd?" not in page
    logged_in(helped).post(f"{url_of(match)}gedaan/", {"minutes": "60", "time": "on", "wish": "pot"})
    assert (balance(match.other), pot()) == (60, 0)
    with pytest.raises(NotAllowed):
        matches.wish_time(match=HelpMatch.objects.get(), wish=TimeWish.POT, by=helped)


def test_what_was_given_at_once_goes_to_the_pot_by_one_click_and_once(site):
    match = agreed()
    helper, helped = match.other, match.item.person
    logged_in(helped).post(f"{url_of(match)}gedaan/", {"minutes": "60", "time": "on"})
    his = logged_in(helper)
    assert "Liever naar de weggeefpot" in his.get(url_of(match)).content.decode()
    assert his.post(f"{url_of(match)}pot/").status_code == 303
    assert (balance(helper), balance(helped), pot()) == (0, -60, 60)
    assert his.post(f"{url_of(match)}pot/").status_code == 409
    assert (pot(), list(broken_invariants())) == (60, [])


def test_a_wish_comes_too_late_for_what_is_asked_already(site):
    match = agreed()
    matches.finish(match=match, minutes=60, by=match.other, wish=TimeWish.MINE)
    matches.ask_time(match=match, minutes=60, by=match.other)
    with pytest.raises(AlreadyChanged):
        matches.wish_time(match=match, wish=TimeWish.POT, by=match.other)


def test_who_has_saved_all_that_may_be_saved_still_gives_to_the_pot(site):
    match = agreed()
    helper = match.other
    account = credits.open_account(site=match.site, user=helper)
    opening = credits.open_pot(site=match.site, kind=AccountKind.OPENING)
    by = CoordinatorFactory()
    credits.give(payer=opening, receiver=account, wish=credits.Wish(account.ceiling, "begin", "begin"), by=by)
    matches.finish(match=match, minutes=60, by=helper, wish=TimeWish.POT)
    asked = matches.ask_time(match=match, minutes=60, by=helper)
    credits.accept(transfer=asked, by=match.item.person)
    assert (balance(helper), pot(), list(broken_invariants())) == (account.ceiling, 60, [])


def test_a_mistake_takes_the_pots_part_back_too(site):
    match = agreed()
    matches.finish(match=match, minutes=60, by=match.other, wish=TimeWish.POT)
    asked = matches.ask_time(match=match, minutes=60, by=match.other)
    credits.accept(transfer=asked, by=match.item.person)
    credits.reverse_transfer(transfer=asked, reason="verkeerd gesprek", by=CoordinatorFactory())
    assert (balance(match.other), balance(match.item.person), pot()) == (0, 0, 0)
    assert Transfer.objects.filter(state="reversed").count() == 2
    assert list(broken_invariants()) == []


# --- by telephone, at the desk ---


def by_phone(match: HelpMatch, client: Client, **changes):
    data = {"minutes": "60", "wish": "pot", "note": "Noor belde op 3 mei om 10 uur", **changes}
    return client.post(f"/werk/hulp/{match.item.uuid}/gesprek/{match.uuid}/gedaan/", data)


def test_desk_writes_down_what_was_told_by_telephone(site):
    match, worker = agreed(), CoordinatorFactory()
    desk = logged_in(worker)
    assert "Iemand belde: het is gedaan" in desk.get(f"/werk/hulp/{match.item.uuid}/").content.decode()
    assert by_phone(match, desk).status_code == 303
    match.refresh_from_db()
    assert (match.state, match.time_wish) == (MatchState.DONE, "pot")
    asked = Transfer.objects.get()
    assert (asked.state, asked.onward, asked.receiver.user, asked.initiator) == ("asked", True, match.other, worker)
    assert history_of(match).last().reason == "Noor belde op 3 mei om 10 uur"
    assert "Noor" not in logged_in(match.item.person).get(url_of(match)).content.decode()
    credits.accept(transfer=asked, by=match.item.person)
    assert pot() == 60
    assert by_phone(match, desk).status_code == 409


def test_desk_keeps_what_was_typed_when_the_note_is_missing(site):
    match = agreed()
    response = by_phone(match, logged_in(CoordinatorFactory()), note=" ", minutes="180")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Schrijf op wie belde, en wanneer" in page
    assert '<option value="180" selected>' in page
    match.refresh_from_db()
    assert match.state == MatchState.AGREED


def test_only_the_desk_of_this_site_writes_it_down(site):
    match = agreed()
    for somebody in (UserFactory(), match.other, match.item.person):
        assert by_phone(match, logged_in(somebody)).status_code == 403
    assert Client().post(f"/werk/hulp/{match.item.uuid}/gesprek/{match.uuid}/gedaan/").status_code == 302
    match.refresh_from_db()
    assert match.state == MatchState.AGREED
