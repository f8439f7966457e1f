from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from portal.history.models import StateChange
from tests.factories.bank import OrganisationFactory
from vacancies.bank.models import Organisation, Vacancy

pytestmark = pytest.mark.django_db

GOOD = {
    "external_id": "t-1",
    "kind": "volunteer",
    "title": "Schapen hoeden",
    "description": "U loopt met de kudde mee.",
    "organisation": {"name": "De Kudde"},
    "themes": ["Dieren"],
    "place": "Tiel",
    "dayparts": ["sat-morning"],
    "status": "published",
    "something_else": 1,
}


def run(tmp_path, lines, *options: str) -> int:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    try:
        call_command("import_vacancies", str(file), *options)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_line_becomes_a_vacancy_that_is_shown(tmp_path, site, client):
    assert run(tmp_path, [GOOD]) == 0
    vacancy = Vacancy.objects.get()
    assert (vacancy.state, vacancy.is_imported, vacancy.organisation.state) == ("published", True, "active")
    assert [tag.name for tag in vacancy.themes.all()] == ["Dieren"]
    assert vacancy.latitude == pytest.approx(51.886, abs=0.05)
    assert client.get("/vacatures/?q=schapen").content.count(b"Schapen hoeden") == 1
    assert StateChange.objects.filter(model="bank.vacancy", to_state="published", reason="import").count() == 1


def test_second_run_changes_nothing_and_a_changed_line_only_itself(tmp_path, site, capsys):
    other = {**GOOD, "external_id": "t-2", "title": "Geiten melken"}
    run(tmp_path, [GOOD, other])
    run(tmp_path, [GOOD, other])
    assert "0 new, 0 changed, 2 the same" in capsys.readouterr().out
    run(tmp_path, [GOOD, {**other, "title": "Geiten voeren", "dayparts": []}])
    assert "0 new, 1 changed, 1 the same" in capsys.readouterr().out
    assert set(Vacancy.objects.values_list("title", flat=True)) == {"Schapen hoeden", "Geiten voeren"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"external_id": ""}, "external_id"),
        ({"kind": "baan"}, "kind"),
        ({"kind": None}, "kind"),
        ({"title": 7}, "title"),
        ({"title": "a" * 161}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"description": ["x"]}, "description"),
        ({"organisation": {}}, "organisation.name"),
        ({"organisation": None}, "organisation.name"),
        ({"themes": "dieren"}, "themes"),
        ({"themes": [1]}, "themes"),
        ({"dayparts": ["maandag"]}, "dayparts"),
        ({"latitude": 91, "longitude": 5}, "latitude"),
        ({"latitude": True, "longitude": 5}, "latitude"),
        ({"latitude": 51.9}, "longitude"),
        ({"hours_per_week": 1e400}, "line"),
        ({"hours_per_week": -1}, "hours_per_week"),
        ({"minimum_age": 15.5}, "minimum_age"),
        ({"places": 0}, "places"),
        ({"remote": "ja"}, "remote"),
        ({"status": "weg"}, "status"),
        ({"valid_through": "1850-01-01"}, "valid_through"),
        ({"valid_through": "morgen"}, "valid_through"),
    ],
)
def test_bad_field_is_named_with_its_line_and_good_lines_are_kept(tmp_path, site, capsys, change, field):
    assert run(tmp_path, [{**GOOD, **change}, {**GOOD, "external_id": "goed"}]) == 1
    assert capsys.readouterr().err.startswith(f"line 1: {field}: ")
    assert list(Vacancy.objects.values_list("external_id", flat=True)) == ["goed"]


@pytest.mark.parametrize("raw", [b"{niet", b"[1]", b'"tekst"', b"\xff\xfe", b"[" * 5000, b'{"external_id": "\\ud800"}'])
def test_line_that_is_no_object_is_named(tmp_path, site, capsys, raw):
    assert run(tmp_path, [GOOD, raw]) == 1
    assert "line 2: " in capsys.readouterr().err
    assert Vacancy.objects.count() == 1


def test_unreadable_file_is_status_two(tmp_path, site):
    with pytest.raises(SystemExit) as ended:
        call_command("import_vacancies", str(tmp_path / "weg.jsonl"))
    assert ended.value.code == 2


def test_dry_run_keeps_nothing(tmp_path, site):
    assert run(tmp_path, [GOOD], "--dry-run") == 0
    assert (Vacancy.objects.count(), Organisation.objects.count()) == (0, 0)


def test_paused_vacancy_is_not_reopened_and_a_stopped_organisation_stays_so(tmp_path, site):
    OrganisationFactory(name="Weg", state="ended")
    run(tmp_path, [GOOD, {**GOOD, "external_id": "t-2", "organisation": {"name": "Weg"}}])
    Vacancy.objects.filter(external_id="t-1").update(state="paused")
    run(tmp_path, [GOOD])
    assert Vacancy.objects.get(external_id="t-1").state == "paused"
    assert Organisation.objects.get(name="Weg").state == "ended"


def test_filled_in_the_file_is_filled_here(tmp_path, site):
    run(tmp_path, [GOOD])
    run(tmp_path, [{**GOOD, "status": "filled"}])
    vacancy = Vacancy.objects.get()
    assert vacancy.state == "filled"
    assert vacancy.filled_on is not None


def test_batch_costs_a_fixed_number_of_queries(tmp_path, site, django_assert_max_num_queries):
    lines = [{**GOOD, "external_id": f"n-{n}", "title": f"Werk {n}"} for n in range(150)]
    with django_assert_max_num_queries(60):
        run(tmp_path, lines)
    assert Vacancy.objects.count() == 150
