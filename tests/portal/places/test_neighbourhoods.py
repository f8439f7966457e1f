"""The tree of municipality, wijk and buurt: its codes, its postcodes, and the files of the CBS."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from wagtail.models import Site

from portal.places.actions import set_postcodes
from portal.places.enums import Level
from portal.places.importing import code_above, read_code
from portal.places.models import Neighbourhood
from portal.places.queries import (
    neighbourhood_of_postcode,
    neighbourhood_tree,
    neighbourhoods_above,
    neighbourhoods_within,
    slugs_within,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(site) -> dict[str, Neighbourhood]:
    def node(code: str, name: str, parent: Neighbourhood | None = None) -> Neighbourhood:
        return Neighbourhood.objects.create(
            site=site, cbs_code=code, level=Level(code[:2]), name=name, slug=name.lower(), parent=parent
        )

    tiel = node("GM0281", "Tiel")
    west = node("WK028102", "West", tiel)
    nodes = [
        tiel,
        west,
        node("WK028101", "Centrum", tiel),
        node("BU02810201", "Schippers", west),
        node("GM0216", "Culemborg"),
    ]
    return {each.name: each for each in nodes}


def test_tree_is_read_in_order_with_one_query(tree, site, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = neighbourhood_tree(site.pk)
    assert [(depth, node.name) for depth, node in found] == [
        (0, "Culemborg"),
        (0, "Tiel"),
        (1, "Centrum"),
        (1, "West"),
        (2, "Schippers"),
    ]


def test_who_asks_for_a_wijk_asks_for_its_buurten(tree, site):
    assert slugs_within(site.pk, "west") == ("west", "schippers")
    assert slugs_within(site.pk, "schippers") == ("schippers",)
    assert slugs_within(site.pk, "nergens") == ("nergens",)
    assert [node.name for node in neighbourhoods_within(tree["Tiel"])] == ["Tiel", "Centrum", "West", "Schippers"]
    assert [node.name for node in neighbourhoods_above(tree["Schippers"])] == ["Tiel", "West"]
    assert neighbourhoods_above(tree["Tiel"]) == []


def test_postcode_lies_in_one_neighbourhood(tree, site):
    set_postcodes(neighbourhood=tree["West"], codes=["4003", "4003GR"])
    set_postcodes(neighbourhood=tree["Schippers"], codes=["4003GR"])
    assert tree["West"].postcodes == ["4003"]
    assert neighbourhood_of_postcode(site.pk, "4003 gr") == tree["Schippers"]
    assert neighbourhood_of_postcode(site.pk, "4003 ZZ") == tree["West"]
    assert neighbourhood_of_postcode(site.pk, "4001 AB") is None
    assert neighbourhood_of_postcode(site.pk, "Tiel") is None


def test_other_site_has_its_own_tree(tree, site):
    other = Site.objects.create(hostname="buren.localhost", root_page=site.root_page)
    set_postcodes(neighbourhood=tree["West"], codes=["4003"])
    Neighbourhood.objects.create(site=other, cbs_code="GM0281", level=Level.MUNICIPALITY, name="Tiel", slug="tiel")
    assert [node.name for _depth, node in neighbourhood_tree(other.pk)] == ["Tiel"]
    assert neighbourhood_of_postcode(other.pk, "4003") is None


def test_code_stands_once_on_a_site(tree, site):
    with pytest.raises(IntegrityError), transaction.atomic():
        Neighbourhood.objects.create(site=site, cbs_code="GM0281", name="Nog een Tiel", slug="nog-een")
    Neighbourhood.objects.create(site=site, name="Zonder code", slug="een")
    Neighbourhood.objects.create(site=site, name="Ook zonder code", slug="twee")


@pytest.mark.parametrize("code", ["BU0281", "XX0281", "GM281", "bu02810101"])
def test_code_that_is_none_is_refused(tree, code):
    tree["Tiel"].cbs_code = code
    with pytest.raises(ValidationError):
        tree["Tiel"].full_clean()


def test_codes_are_read_with_or_without_their_letters():
    assert [read_code(text) for text in ("0281", "028101", "02810101", "wk028101")] == [
        "GM0281",
        "WK028101",
        "BU02810101",
        "WK028101",
    ]
    assert read_code("2810101", Level.BUURT) == "BU02810101"
    assert [code_above(code) for code in ("BU02810101", "WK028101", "GM0281")] == ["WK028101", "GM0281", ""]
    with pytest.raises(ValueError, match="CBS"):
        read_code("2810101")


# ---- the command


NAMES = "code;naam\nBU02810201;Centrum\nWK028102;West\nGM0281;Tiel\nGM0216;Culemborg\nBU02160101;Centrum\n"
POSTCODES = "PC6;Huisnummer;Buurt2026\n4003GR;1;2810201\n4003GR;2;2810201\n4003GR;3;2160101\n4100AA;1;2160101\n"


def run(*args: object) -> str:
    said = io.StringIO()
    call_command("import_neighbourhoods", *map(str, args), stdout=said, stderr=said)
    return said.getvalue().strip()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    names, postcodes = tmp_path / "namen.csv", tmp_path / "postcodes.csv"
    names.write_text(NAMES, encoding="utf-8")
    postcodes.write_text(POSTCODES, encoding="utf-8")
    return names, postcodes


def test_import_makes_the_tree_in_any_order_and_maps_postcodes_to_most_addresses(site, files):
    names, postcodes = files
    assert run(names, "--postcodes", postcodes) == "5 new, 0 changed, 2 postcodes, 0 bad"
    buurt = Neighbourhood.objects.get(cbs_code="BU02810201")
    assert [node.name for node in neighbourhoods_above(buurt)] == ["Tiel", "West"]
    assert neighbourhood_of_postcode(site.pk, "4003GR") == buurt
    # Two buurten are called Centrum; the second gets an address of its own.
    assert len(set(Neighbourhood.objects.filter(name="Centrum").values_list("slug", flat=True))) == 2
    assert run(names, "--postcodes", postcodes) == "0 new, 0 changed, 2 postcodes, 0 bad"


def test_import_keeps_the_address_of_what_was_renamed(site, files):
    names, _postcodes = files
    run(names)
    names.write_text("WK028102;Tiel-West\n", encoding="utf-8")
    assert run(names) == "0 new, 1 changed, 0 postcodes, 0 bad"
    assert Neighbourhood.objects.get(cbs_code="WK028102").slug == "west"


def test_import_of_one_municipality_leaves_the_others(site, files):
    names, postcodes = files
    assert run(names, "--municipality", "GM0281", "--postcodes", postcodes) == "3 new, 0 changed, 1 postcodes, 0 bad"
    with pytest.raises(CommandError, match="municipality"):
        run(names, "--municipality", "Tiel")


def test_dry_run_keeps_nothing(site, files):
    names, _postcodes = files
    assert run(names, "--dry-run").endswith("nothing kept")
    assert not Neighbourhood.objects.exists()


def test_bad_lines_are_named_and_good_ones_kept(site, tmp_path):
    file = tmp_path / "namen.csv"
    file.write_text("GM0281;Tiel\nonzin;Niets\nGM0216;\n", encoding="utf-8")
    said = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_neighbourhoods", str(file), stdout=said, stderr=said)
    assert ended.value.code == 1
    assert "namen.csv, line 2: code:" in said.getvalue()
    assert "namen.csv, line 3: name: is missing" in said.getvalue()
    assert [node.name for node in Neighbourhood.objects.all()] == ["Tiel"]
    with pytest.raises(SystemExit) as ended:
        call_command("import_neighbourhoods", str(tmp_path / "weg.csv"), stdout=said, stderr=said)
    assert ended.value.code == 2
