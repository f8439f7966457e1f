"""Rhythm, channel, quiet hours, digests: what a reader chooses, and what comes of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.notices import actions
from portal.notices.digests import gather_digests
from portal.notices.enums import Channel, Rhythm, Topic
from portal.notices.models import Notice, Reader, Stop
from portal.notices.queries import letters_to_print
from portal.notices.rules import earliest, in_quiet_hours
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 11, 24, 14, 0, tzinfo=AMSTERDAM)
ADDRESS = "ans@example.org"


def send(site, number: int = 1, topic: str = Topic.IDEAS, **changes):
    values = {"kind": "test.mail", "object_key": f"test:{number}", "recipient": ADDRESS, "template": "closing"}
    return actions.send_notice(site=site, context={}, topic=topic, **{**values, **changes})


def choose(site, rhythm: str, channel: str = Channel.MAIL, topic: str = Topic.IDEAS, **values):
    reader = actions.keep_reader(site=site, recipient=ADDRESS, values=values)
    actions.choose(reader=reader, topic=topic, channel=channel, rhythm=rhythm)
    return reader


@pytest.mark.parametrize(
    ("now", "quiet"), [(time(22), True), (time(7, 59), True), (time(8), False), (time(20, 59), False)]
)
def test_quiet_hours_go_over_midnight(now, quiet):
    assert in_quiet_hours(now, time(21), time(8)) is quiet


def test_digests_go_at_eight_and_on_monday_also_over_the_change_of_the_clock():
    assert earliest(TUESDAY, Rhythm.DAILY, None) == datetime(2026, 11, 25, 8, tzinfo=AMSTERDAM)
    assert earliest(TUESDAY, Rhythm.WEEKLY, None) == datetime(2026, 11, 30, 8, tzinfo=AMSTERDAM)
    saturday = datetime(2026, 10, 24, 14, 0, tzinfo=AMSTERDAM)
    assert earliest(saturday, Rhythm.DAILY, None) == datetime(2026, 10, 25, 8, tzinfo=AMSTERDAM)


def test_a_day_of_messages_is_one_mail_and_none_comes_twice(site):
    choose(site, Rhythm.DAILY)
    with time_machine.travel(TUESDAY, tick=False):
        rows = [send(site, number) for number in range(3)]
        assert not any(actions.deliver_notice(row.pk) for row in rows)
        assert gather_digests() == 0
    with time_machine.travel(TUESDAY + timedelta(hours=19), tick=False):
        assert gather_digests() == 1
        assert gather_digests() == 0
        digest = Notice.objects.get(kind="notices.digest")
        assert actions.deliver_notice(digest.pk)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "3 berichten voor u"
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert set(Notice.objects.exclude(pk=digest.pk).values_list("text", "digest")) == {("", digest.pk)}


def test_a_digest_never_mixes_readers_or_sites(site):
    choose(site, Rhythm.DAILY)
    other = actions.keep_reader(site=site, recipient="bea@example.org", values={})
    actions.choose(reader=other, topic=Topic.IDEAS, channel=Channel.MAIL, rhythm=Rhythm.DAILY)
    with time_machine.travel(TUESDAY, tick=False):
        send(site, 1), send(site, 2, recipient="bea@example.org")
    with time_machine.travel(TUESDAY + timedelta(days=1), tick=False):
        assert gather_digests() == 2
    assert set(Notice.objects.filter(kind="notices.digest").values_list("recipient", flat=True)) == {
        ADDRESS,
        "bea@example.org",
    }


def test_one_click_on_a_digest_ends_digests_and_choosing_again_begins_them(site, client):
    reader = choose(site, Rhythm.DAILY)
    with time_machine.travel(TUESDAY, tick=False):
        send(site)
    with time_machine.travel(TUESDAY + timedelta(days=1), tick=False):
        gather_digests()
    client.post(Notice.objects.get(kind="notices.digest").stop_url.partition("localhost:8000")[2], {})
    assert Stop.objects.get(topic="digest").stopped_at is not None
    assert send(site, 2) is None
    actions.choose(reader=reader, topic=Topic.IDEAS, channel=Channel.MAIL, rhythm=Rhythm.WEEKLY)
    assert send(site, 3).is_held


def test_none_stops_a_topic_with_all_its_parts_and_leaves_the_others(site):
    choose(site, Rhythm.NONE, topic=Topic.NETWORKS)
    assert send(site, 1, topic="networks.12") is None
    assert send(site, 2, topic=Topic.IDEAS) is not None
    assert send(site, 3, topic="") is not None


def test_a_message_of_the_night_waits_for_the_morning(site):
    choose(site, Rhythm.NOW, quiet_from=time(21), quiet_until=time(8))
    night = TUESDAY.replace(hour=23)
    with time_machine.travel(night, tick=False):
        notice = send(site)
        assert send(site, 2, topic="").not_before is None, "what somebody asked for does not wait"
        assert not actions.deliver_notice(notice.pk)
    with time_machine.travel(night + timedelta(hours=9, minutes=1), tick=False):
        assert actions.deliver_waiting() == 2


def test_a_reminder_is_never_gathered_because_it_would_come_too_late(site):
    choose(site, Rhythm.WEEKLY, topic=Topic.REMINDERS)
    assert not send(site, topic=Topic.REMINDERS).is_held


def test_who_wants_letters_gets_one_to_print_without_links(site):
    choose(site, Rhythm.NOW, Channel.LETTER, name="Ans", address="Dijk 1, Tiel")
    letter = actions.send_notice(
        site=site,
        kind="test.letter",
        object_key="test:1",
        recipient=ADDRESS,
        template="search/alert_stands",
        context={"alert_url": "http://localhost/geheim/"},
        topic=Topic.IDEAS,
    )
    assert "Dat staat al aan." in letter.text
    assert (letter.channel, letter.name, letter.address) == (Channel.LETTER, "Ans", "Dijk 1, Tiel")
    assert "http" not in letter.text
    assert not actions.deliver_notice(letter.pk)
    assert list(letters_to_print(site.pk)) == [letter]
    assert mail.outbox == []


def test_without_an_address_the_letter_is_a_mail(site):
    choose(site, Rhythm.NOW, Channel.LETTER)
    assert send(site).channel == Channel.MAIL


def test_letters_of_a_week_are_one_letter(site):
    choose(site, Rhythm.WEEKLY, Channel.LETTER, name="Ans", address="Dijk 1, Tiel")
    with time_machine.travel(TUESDAY, tick=False):
        send(site, 1), send(site, 2)
        assert not letters_to_print(site.pk)
    with time_machine.travel(TUESDAY + timedelta(days=7), tick=False):
        assert gather_digests() == 1
        assert letters_to_print(site.pk).get().address == "Dijk 1, Tiel"
    assert set(Notice.objects.exclude(digest=None).values_list("name", "address", "text")) == {("", "", "")}


def test_the_page_keeps_what_is_chosen(site, client):
    user = UserFactory(email=ADDRESS, first_name="Ans")
    client.force_login(user)
    page = client.get("/mijn/berichten/")
    assert page.headers["Cache-Control"].count("no-store") == 1
    assert "Werk dat op u wacht" not in page.content.decode()
    data = {f"{topic}-rhythm": "now" for topic in Topic} | {f"{topic}-channel": "mail" for topic in Topic}
    answer = client.post(
        "/mijn/berichten/", data | {"time-rhythm": "none", "ideas-rhythm": "weekly", "quiet_from": "21:00"}
    )
    assert answer.status_code == 422
    assert "Vul allebei de tijden in" in answer.content.decode()
    answer = client.post(
        "/mijn/berichten/",
        data | {"time-rhythm": "none", "ideas-rhythm": "weekly", "quiet_from": "21:00", "quiet_until": "08:00"},
    )
    assert answer.status_code == 303
    assert send(site, topic=Topic.TIME) is None
    assert send(site, 2).rhythm == Rhythm.WEEKLY
    assert Reader.objects.get().quiet_from == time(21)
    assert 'value="none" selected' in client.get("/mijn/berichten/").content.decode()


def test_a_letter_needs_an_address_and_a_visitor_a_login(site, client):
    assert client.get("/mijn/berichten/").status_code == 302
    client.force_login(UserFactory(email=ADDRESS))
    data = {f"{topic}-rhythm": "now" for topic in Topic} | {f"{topic}-channel": "letter" for topic in Topic}
    answer = client.post("/mijn/berichten/", data)
    assert answer.status_code == 422
    assert "Vul uw adres in" in answer.content.decode()
    assert not Reader.objects.exists()


def test_what_was_held_and_then_stopped_is_in_no_digest(site):
    reader = choose(site, Rhythm.DAILY)
    with time_machine.travel(TUESDAY, tick=False):
        send(site)
    actions.choose(reader=reader, topic=Topic.IDEAS, channel=Channel.MAIL, rhythm=Rhythm.NONE)
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        assert gather_digests() == 0
    assert not Notice.objects.exists()
