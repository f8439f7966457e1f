"""Who could help whom, in words: the same neighbourhood, the same moment, the same topic, and what does not fit."""

from __future__ import annotations

import pytest

from community.help.actions import contact, matches
from community.help.matching import suggestions_for
from portal.places.models import Neighbourhood
from tests.factories.help import HelpItemFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def west(site):
    return Neighbourhood.objects.create(site=site, name="Tiel-West", slug="tiel-west")


def test_reasons_are_plain_words_for_both_sides(site, west):
    garden = {"themes": ["Tuin"], "neighbourhood": west}
    asked = HelpItemFactory(dayparts=["tue-afternoon"], **garden)
    offer = HelpItemFactory(offer=True, dayparts=["tue-afternoon", "sat-morning"], **garden)
    (found,) = suggestions_for(asked)
    assert (found.item, found.words) == (
        offer,
        ["woont in dezelfde buurt", "kan op dinsdagmiddag", "houdt van tuin"],
    )
    (back,) = suggestions_for(offer)
    assert back.words == ["woont in dezelfde buurt", "kan op dinsdagmiddag", "zoekt hulp bij tuin"]


def test_what_does_not_fit_is_said_and_comes_last(site):
    asked = HelpItemFactory(themes=["Taal"], dayparts=["mon-morning"])
    never = HelpItemFactory(offer=True, themes=["Taal"], dayparts=["fri-evening"])
    fits = HelpItemFactory(offer=True, themes=["Taal"], dayparts=["mon-morning"])
    assert [each.item for each in suggestions_for(asked)] == [fits, never]
    assert [r.text for r in suggestions_for(asked)[1].reasons if not r.fits] == ["kan niet dan, wel op vrijdagavond"]


def test_too_far_another_topic_the_same_side_and_what_ended_are_no_suggestion(site):
    asked = HelpItemFactory(themes=["Taal"], radius_km=5)
    HelpItemFactory(offer=True, themes=["Taal"], latitude=52.09, longitude=5.11, radius_km=5)
    HelpItemFactory(offer=True, themes=["Tuin"])
    HelpItemFactory(themes=["Taal"])
    HelpItemFactory(offer=True, done=True, themes=["Taal"])
    HelpItemFactory(offer=True, themes=["Taal"], person=asked.person)
    assert suggestions_for(asked) == []
    far = HelpItemFactory(offer=True, themes=["Taal"], latitude=51.95, longitude=5.43, radius_km=10)
    assert [each.item for each in suggestions_for(asked)] == [far]
    assert "woont op 7 km" in suggestions_for(asked)[0].words


def test_blocked_people_are_never_brought_together_and_quiet_ones_not_by_the_desk(site):
    asked = HelpItemFactory(themes=["Taal"])
    offer = HelpItemFactory(offer=True, themes=["Taal"])
    contact.keep_quiet(site=site, by=offer.person, quiet=True)
    assert [each.item for each in suggestions_for(asked)] == [offer]
    assert suggestions_for(asked, for_desk=True) == []
    match = matches.answer_item(item=offer, text="Dag", by=asked.person)
    contact.block(match=match, by=offer.person)
    assert suggestions_for(asked) == []


def test_number_of_questions_does_not_grow(site, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = HelpItemFactory(themes=["Taal"])
    HelpItemFactory(offer=True, themes=["Taal"], dayparts=["mon-morning"])
    with CaptureQueriesContext(connection) as one:
        suggestions_for(asked)
    for _number in range(4):
        HelpItemFactory(offer=True, themes=["Taal"], dayparts=["mon-morning"], person=UserFactory())
    with django_assert_num_queries(len(one)):
        assert len(suggestions_for(asked, 10)) == 5
