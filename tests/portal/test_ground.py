"""The ground: limits, working days, places, history, the environment, health."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.limits.actions import forget_full_buckets, take_token
from portal.limits.models import Bucket
from portal.places.queries import distance_km, find_place, find_postcode, place_key
from portal.settings.environment import Rate
from portal.workdays import add_workdays, is_workday, workdays_between
from tests.server import ROOT


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 25), False),
        (date(2027, 4, 27), False),
        (date(2027, 5, 5), False),
        (date(2027, 5, 6), False),
        (date(2026, 12, 24), True),
    ],
)
def test_working_days(day, works):
    assert is_workday(day) == works


def test_counting_working_days_goes_both_ways():
    start = date(2026, 12, 22)
    for days in range(1, 20):
        assert workdays_between(start, add_workdays(start, days)) == days


@pytest.mark.django_db
def test_bucket_empties_refills_and_is_forgotten():
    rate = Rate(per_minute=2, burst=3)
    assert [take_token(scope="t", subject="a", rate=rate) for _try in range(3)] == [0, 0, 0]
    wait = take_token(scope="t", subject="a", rate=rate)
    assert 0 < wait <= 30
    assert take_token(scope="t", subject="b", rate=rate) == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=wait + 1), tick=False):
        assert take_token(scope="t", subject="a", rate=rate) == 0
    assert not Bucket.objects.filter(key__contains="a:").exists()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert forget_full_buckets() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "name"), [("tiel", "Tiel"), ("Den Bosch", "'s-Hertogenbosch"), ("den haag", "Den Haag")]
)
def test_places_are_found_by_their_names(text, name):
    assert find_place(text).name == name


@pytest.mark.django_db
def test_postcodes_come_from_the_table_else_by_their_digits(tmp_path):
    from django.core.management import call_command

    row = "NL\t{}\tTiel\tGelderland\t05\tTiel\t0281\t\t\t{}\t5.43\t6"
    file = tmp_path / "nl.txt"
    file.write_text(row.format("4001", "51.88") + "\n" + row.format("4002 AB", "51.89") + "\nonzin\n")
    with pytest.raises(SystemExit) as ended:
        call_command("import_postcodes", str(file))
    assert ended.value.code == 1
    assert find_postcode("4001 XY").latitude == 51.88
    assert find_postcode("4002ab").latitude == 51.89
    assert find_postcode("9999") is None


def test_distance_is_that_of_a_great_circle():
    assert distance_km((51.8867, 5.4290), (51.9558, 5.2277)) == pytest.approx(15.8, abs=0.3)
    assert place_key("'s-Hertogenbosch") == place_key("s hertogenbosch")


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "poort"), ("DEBUG", "misschien"), ("FORM_ADDRESS_LIMIT", "veel"), ("REDIS_URL", "tcp://x")],
)
def test_value_that_cannot_be_used_is_named(tmp_path, name, value):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), name: value},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert f"{name} " in done.stderr
    assert value in done.stderr


@pytest.mark.django_db
def test_ready_says_what_answers(client, settings):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "search": "database", "redis": "off"}
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    response = client.get("/readyz")
    assert (response.status_code, response.json()["search"]) == (200, "fallback")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/bestaat-niet/", "/%00", "/vacatures/%F0%9F%99%82/", "/api/v1/bestaat-niet", "/vacatures/" + "a" * 3000 + "/"],
)
def test_unknown_address_is_our_own_404(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Traceback" not in response.content.decode()


@pytest.mark.django_db
def test_every_public_page_is_strict_about_what_may_run(client):
    headers = client.get("/vacatures/").headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
