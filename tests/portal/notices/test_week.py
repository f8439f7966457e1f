"""Nine days of messages with the clock moved hour by hour: each reader gets everything once, when and as they chose."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from portal.notices import actions
from portal.notices.digests import gather_digests
from portal.notices.enums import Channel, Rhythm, Topic
from portal.notices.models import Notice
from portal.notices.queries import letters_to_print

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# The clock goes back in the night to Sunday the 25th.
FRIDAY = datetime(2026, 10, 23, 0, 30, tzinfo=AMSTERDAM)
HOURS = 9 * 24
MOMENTS = (1, 10, 23)  # an hour in the night, one in the day, one in the evening
NIGHT = {"quiet_from": time(21), "quiet_until": time(8)}
LETTER = {"name": "Ans", "address": "Dijk 1, Tiel"}


def reader(site, who: str, rhythm: str, channel: str = Channel.MAIL, **values) -> str:
    address = f"{who}@example.org"
    found = actions.keep_reader(site=site, recipient=address, values=values)
    actions.choose(reader=found, topic=Topic.IDEAS, channel=channel, rhythm=rhythm)
    return address


def write(site, addresses: list[str], number: int) -> None:
    for address in addresses:
        values = {"kind": "test.week", "object_key": f"test:{number}", "recipient": address}
        for _twice in range(2):  # a change that is told twice is one message
            actions.send_notice(
                site=site, template="search/alert_stands", context={"alert_url": f"http://localhost/{number}/"},
                topic=Topic.IDEAS, **values,
            )  # fmt: skip


def walk(site, addresses: list[str]) -> list[tuple[datetime, str, str]]:
    """(when, to whom, text) of every mail."""
    seen: list[tuple[datetime, str, str]] = []
    number = 0
    for hour in range(HOURS):
        moment = FRIDAY.astimezone(ZoneInfo("UTC")) + timedelta(hours=hour)
        local = moment.astimezone(AMSTERDAM)
        with time_machine.travel(moment, tick=False):
            if local.hour in MOMENTS and local.date() < FRIDAY.date() + timedelta(days=8):
                number += 1
                write(site, addresses, number)
            with time_machine.travel(moment + timedelta(minutes=20), tick=False):
                gather_digests()
                with time_machine.travel(moment + timedelta(minutes=25), tick=False):
                    actions.deliver_waiting()
        seen += [(local, message.to[0], message.body) for message in mail.outbox]
        mail.outbox.clear()
    return seen


def test_nine_days_bring_each_reader_what_they_chose_and_nothing_twice(site):
    now, quiet = reader(site, "nu", Rhythm.NOW), reader(site, "stil", Rhythm.NOW, **NIGHT)
    daily, weekly = reader(site, "dag", Rhythm.DAILY), reader(site, "week", Rhythm.WEEKLY)
    never = reader(site, "niet", Rhythm.NONE)
    post = reader(site, "post", Rhythm.WEEKLY, Channel.LETTER, **LETTER)
    seen = walk(site, [now, quiet, daily, weekly, never, post])
    total = Notice.objects.filter(kind="test.week", recipient=now).count()
    assert total == 8 * len(MOMENTS)

    at = {who: [moment for moment, to, _text in seen if to == who] for who in (now, quiet, daily, weekly, never, post)}
    assert (len(at[now]), len(at[quiet]), at[never], at[post]) == (total, total, [], [])
    assert {moment.hour for moment in at[now]} == set(MOMENTS)
    assert {moment.hour for moment in at[quiet]} == {8, 10}
    assert {moment.hour for moment in at[daily]} == {8}
    assert len(at[daily]) == len({moment.date() for moment in at[daily]}) == 9
    assert [(moment.strftime("%A"), moment.hour) for moment in at[weekly]] == [("Monday", 8)]

    for who in (now, quiet, daily):
        told = Counter(number for _at, to, text in seen if to == who for number in numbers_in(text))
        assert told == Counter(range(1, total + 1)), who
    (letter,) = letters_to_print(site.pk)
    assert letter.text.startswith("Dag,")
    held = Notice.objects.filter(kind="test.week", recipient__in=[weekly, post], digest=None)
    assert {row.not_before.astimezone(AMSTERDAM).strftime("%A %H") for row in held} == {"Monday 08"}, "the next Monday"


def numbers_in(text: str) -> list[int]:

    return [int(found) for found in re.findall(r"http://localhost/(\d+)/", text)]
