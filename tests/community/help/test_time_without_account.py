"""Time when one of the two has no account: the gift pot gives it, or who was helped gives it to the pot."""

from __future__ import annotations

import pytest
from django.test import Client

from community.credits import actions as credits
from community.credits.enums import AccountKind
from community.credits.models import Transfer
from community.credits.queries import broken_invariants
from community.help.actions import matches
from community.help.enums import HelpKind, MatchState, TimeWish
from community.help.exceptions import NotAllowed, NoTimeWanted
from community.help.models import HelpMatch
from community.help.queries import waiting_for_pot
from tests.community.help.test_time_wish import balance, by_phone, logged_in, pot, url_of
from tests.factories.help import HelpItemFactory
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(db):
    return CoordinatorFactory()


def agreed_with_toos(worker, kind: HelpKind = HelpKind.REQUEST) -> HelpMatch:
    """Toos has no account: the desk wrote down what she asks or offers, and speaks for her."""
    item = HelpItemFactory(
        kind=kind, person=None, drafted_by=worker, handler=worker, origin="worker", person_name="Toos"
    )
    match = matches.answer_item(item=item, text="Ik kan.", by=UserFactory(first_name="Noor"))
    matches.propose(match=match, plan="Dinsdag", minutes=60, by=match.other)
    return matches.accept(match=match, by=worker)


def fill_pot(site, minutes: int, by) -> None:
    opening = credits.open_pot(site=site, kind=AccountKind.OPENING)
    gift = credits.open_pot(site=site, kind=AccountKind.GIFT)
    credits.give(payer=opening, receiver=gift, wish=credits.Wish(minutes, "begin", "begin"), by=by)


def test_time_told_by_telephone_is_booked_from_the_pot(site, worker):
    fill_pot(site, 90, worker)
    match, desk = agreed_with_toos(worker), logged_in(worker)
    answer = by_phone(match, desk, wish="mine")
    assert "geboekt uit de weggeefpot" in desk.get(answer.url).content.decode()
    assert (balance(match.other), pot()) == (60, 30)
    assert Transfer.objects.get(key=matches.key_of(match)).state == "booked"
    assert list(broken_invariants()) == []


def test_too_little_in_the_pot_waits_and_is_given_later_and_once(site, worker):
    match, desk = agreed_with_toos(worker), logged_in(worker)
    answer = by_phone(match, desk, wish="mine")
    assert "zit nu te weinig" in desk.get(answer.url).content.decode()
    match.refresh_from_db()
    assert (match.state, balance(match.other)) == (MatchState.DONE, 0), "that it is done stands, whatever the pot holds"
    board = desk.get("/werk/hulp/").content.decode()
    assert "Tijd uit de weggeefpot" in board
    assert "Noor" in board
    url = f"/werk/hulp/uit-de-pot/{match.uuid}/"
    assert "In de weggeefpot zit nu te weinig." in desk.post(url, follow=True).content.decode()
    assert (balance(match.other), pot()) == (0, 0)
    fill_pot(site, 90, worker)
    for _click in range(2):
        assert desk.post(url).status_code == 303
    assert (balance(match.other), pot()) == (60, 30)
    assert "Tijd uit de weggeefpot" not in desk.get("/werk/hulp/").content.decode()
    assert list(broken_invariants()) == []


def test_who_helped_writes_it_down_and_reads_who_gives_it(site, worker):
    match = agreed_with_toos(worker)
    his = logged_in(match.other)
    page = his.get(url_of(match)).content.decode()
    assert "heeft hier geen eigen pagina" in page
    his.post(f"{url_of(match)}gedaan/", {"minutes": "120", "wish": "mine"})
    assert "Een medewerker geeft u 2 uur uit de weggeefpot." in his.get(url_of(match)).content.decode()
    (waiting,) = waiting_for_pot(worker, site.pk)
    assert (waiting.pk, waiting.minutes) == (match.pk, 120)
    fill_pot(site, 240, worker)
    logged_in(worker).post(f"/werk/hulp/uit-de-pot/{match.uuid}/")
    assert "De tijd is geboekt: 2 uur." in his.get(url_of(match)).content.decode()
    assert balance(match.other) == 120
    his.post(f"{url_of(match)}pot/")
    assert (balance(match.other), pot(), list(broken_invariants())) == (0, 240, [])


def test_who_helped_and_wrote_no_time_at_first_still_may(site, worker):
    match = agreed_with_toos(worker)
    matches.finish(match=match, minutes=None, by=worker)
    his = logged_in(match.other)
    assert "Schrijf uw tijd op" in his.get(url_of(match)).content.decode()
    his.post(f"{url_of(match)}tijd/", {"minutes": "60"})
    assert [each.minutes for each in waiting_for_pot(worker, site.pk)] == [60]


@pytest.mark.parametrize(
    ("wish", "sentence"), [("pot", "De tijd blijft in de weggeefpot"), ("none", "wilt hiervoor geen tijd")]
)
def test_who_helped_and_leaves_it_gets_nothing(site, worker, wish, sentence):
    match = agreed_with_toos(worker)
    his = logged_in(match.other)
    his.post(f"{url_of(match)}gedaan/", {"minutes": "60", "wish": wish})
    assert sentence in his.get(url_of(match)).content.decode()
    assert waiting_for_pot(worker, site.pk) == []
    with pytest.raises(NoTimeWanted):
        matches.give_from_pot(match=HelpMatch.objects.get(), by=worker)
    assert Transfer.objects.count() == 0


def test_time_of_a_helper_without_a_page_goes_to_the_pot_after_a_yes(site, worker):
    match, desk = agreed_with_toos(worker, HelpKind.OFFER), logged_in(worker)
    by_phone(match, desk, wish="pot")
    asked = Transfer.objects.get()
    assert (asked.state, asked.payer.user, asked.receiver.kind) == ("asked", match.other, AccountKind.GIFT)
    credits.accept(transfer=asked, by=match.other)
    assert (balance(match.other), pot(), list(broken_invariants())) == (-60, 60, [])


def test_time_for_a_helper_without_a_page_is_not_booked_and_the_desk_hears_why(site, worker):
    match, desk = agreed_with_toos(worker, HelpKind.OFFER), logged_in(worker)
    answer = by_phone(match, desk, wish="mine")
    assert "Er is geen tijd geboekt" in desk.get(answer.url).content.decode()
    assert Transfer.objects.count() == 0
    assert "Geef Toos deze tijd" not in logged_in(match.other).get(url_of(match)).content.decode()


def test_only_the_desk_of_this_site_opens_the_pot(site, worker):
    from wagtail.models import Site

    fill_pot(site, 90, worker)
    match = agreed_with_toos(worker)
    matches.finish(match=match, minutes=60, by=match.other, wish=TimeWish.MINE)
    url = f"/werk/hulp/uit-de-pot/{match.uuid}/"
    assert Client().post(url).status_code == 302
    for somebody in (UserFactory(), match.other):
        assert logged_in(somebody).post(url).status_code == 403
        with pytest.raises(NotAllowed):
            matches.give_from_pot(match=match, by=somebody)
    other = Site.objects.create(hostname="buren.localhost", root_page=site.root_page, port=80)
    assert waiting_for_pot(worker, other.pk) == []
    HelpMatch.objects.filter(pk=match.pk).update(site=other)
    assert logged_in(worker).post(url).status_code == 404
    assert pot() == 90
