"""Whoever leaves takes their words along; the other one hears that it ended, and the counts stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.help.actions import contact, matches
from community.help.enums import Field, ItemState, MatchState
from community.help.models import HelpItem, HelpMatch, HelpMessage, HelpRelease
from portal.notices.models import Notice
from portal.privacy.erasing import apply_retention, erase
from portal.privacy.records import subject_of_user
from search.models import SearchDocument
from tests.factories.help import HelpItemFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def in_conversation():
    item = HelpItemFactory(title="Samen naar de markt", text="Wie loopt er mee?", told="verteld")
    match = matches.answer_item(item=item, text="Ik loop mee", by=UserFactory())
    matches.write_message(match=match, text="Graag", by=item.person)
    contact.release(match=match, name=Field.PHONE, value="0344 - 01 24 99", by=item.person)
    return item, match


def test_erased_owner_leaves_no_words_and_the_other_hears_that_it_ended(site):
    item, match = in_conversation()
    assert SearchDocument.objects.filter(object_id=-item.pk).exists()
    erase(subject_of_user(item.person))
    item.refresh_from_db()
    match.refresh_from_db()
    assert (item.state, item.person, item.title, item.text, item.told) == ("withdrawn", None, "gewist", "", "")
    assert match.state == MatchState.EXPIRED
    assert set(HelpMessage.objects.values_list("text", flat=True)) == {"gewist", "Ik loop mee"}
    assert HelpRelease.objects.count() == 0
    assert not SearchDocument.objects.filter(object_id=-item.pk).exists()
    assert Notice.objects.filter(kind="help.lapsed", recipient=match.other.email).exists()


def test_erased_helper_stops_and_the_place_is_free_again(site):
    item, match = in_conversation()
    matches.propose(match=match, plan="Dinsdag bij Riet", minutes=60, by=item.person)
    matches.accept(match=match, by=match.other)
    erase(subject_of_user(match.other))
    item.refresh_from_db()
    match.refresh_from_db()
    assert (item.state, item.taken) == (ItemState.OPEN, 0)
    assert (match.state, match.other, match.plan) == (MatchState.WITHDRAWN, None, "gewist")


def test_time_ends_what_is_over_and_what_nobody_said_yes_to(site):
    item, match = in_conversation()
    long_ago = timezone.now() - timedelta(days=400)
    HelpItem.objects.filter(pk=item.pk).update(state="done", ended_at=long_ago)
    HelpMatch.objects.filter(pk=match.pk).update(state="done", ended_at=long_ago)
    waiting = HelpItemFactory(state="consent", person=None, person_email="riet@example.org")
    HelpItem.objects.filter(pk=waiting.pk).update(created_at=long_ago)
    fresh = HelpItemFactory()
    apply_retention()
    item.refresh_from_db()
    assert (item.state, item.title, item.person) == ("done", "gewist", None)
    assert set(HelpMessage.objects.values_list("text", flat=True)) == {"gewist"}
    assert HelpRelease.objects.count() == 0
    assert not HelpItem.objects.filter(pk=waiting.pk).exists()
    fresh.refresh_from_db()
    assert fresh.state == ItemState.OPEN
