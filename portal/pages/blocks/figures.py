"""Blocks with numbers and places: each is a list first, and a picture for who wants one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.bars import Bars, bars_of
from portal.places.queries import find_place, find_places, find_postcode, is_postcode


class FiguresValue(blocks.StructValue):
    @property
    def drawn(self) -> Bars:
        return bars_of([(row["label"], row["number"]) for row in self["rows"]])


class FigureRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Wat"), max_length=60, help_text=_("Bijvoorbeeld: samen eten."))
    number = blocks.DecimalBlock(label=_("Hoeveel"), min_value=0, help_text=_("Bijvoorbeeld: 128."))


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, help_text=_("Zeg wat men ziet. Bijvoorbeeld: Samen eten groeit het hardst.")
    )
    unit = blocks.CharBlock(label=_("Wat geteld is"), max_length=60, help_text=_("Bijvoorbeeld: bezoekers in 2026."))
    rows = blocks.ListBlock(FigureRowBlock(), label=_("Getallen"), min_num=2, max_num=12)
    source = blocks.CharBlock(
        label=_("Bron"), max_length=200, help_text=_("Wie telde en wanneer. Bijvoorbeeld: eigen telling, januari 2027.")
    )

    class Meta:
        icon = "order"
        group = _("Beeld")
        label = _("Cijfers")
        description = _("Een tekening met staven, en dezelfde getallen als tabel.")
        template = "pages/blocks/figures.html"
        value_class = FiguresValue
        preview_value = {
            "title": "Samen eten groeit het hardst",
            "unit": "bezoekers in 2026",
            "rows": [{"label": "samen eten", "number": 128}, {"label": "wandelen", "number": 64}],
            "source": "eigen telling",
        }


class SpotValue(blocks.StructValue):
    @property
    def point(self) -> tuple[str, str] | None:
        """Latitude and longitude with a full stop, as a script reads them; None when the place is not known."""
        where = self["postcode"]
        return degrees(find_postcode(where) if is_postcode(where) else find_place(where))


def degrees(found: Any) -> tuple[str, str] | None:
    return (f"{found.latitude:.5f}", f"{found.longitude:.5f}") if found is not None else None


class SpotBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Naam"), max_length=120, help_text=_("Bijvoorbeeld: De Peilstok."))
    address = blocks.CharBlock(label=_("Adres"), max_length=200, help_text=_("Bijvoorbeeld: Pontwachterspad 1, Tiel."))
    postcode = blocks.CharBlock(
        label=_("Postcode of plaats"),
        max_length=60,
        help_text=_("Zo vindt de kaart de plek. Bijvoorbeeld: 4001 AB of Drumpt."),
    )
    text = blocks.CharBlock(
        label=_("Erbij"), max_length=200, required=False, help_text=_("Bijvoorbeeld: Elke ochtend koffie vanaf 9 uur.")
    )

    class Meta:
        value_class = SpotValue

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if result.point is None:
            error = ValidationError(_("Deze plek kennen we niet. Vul een postcode of een plaats in."))
            raise blocks.StructBlockValidationError(block_errors={"postcode": error})
        return result


class MapValue(blocks.StructValue):
    @property
    def points(self) -> list[tuple[Any, tuple[str, str] | None]]:
        """Each spot with its point; all of them are looked up together."""
        spots = list(self["spots"])
        known: dict[str, Any] = find_places([spot["postcode"] for spot in spots])
        return [(spot, degrees(known.get(spot["postcode"]))) for spot in spots]


class MapBlock(blocks.StructBlock):
    """Addresses as a list. The map is drawn after a click, and the list stays when that fails."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120, help_text=_("Bijvoorbeeld: Hier drinkt u koffie."))
    spots = blocks.ListBlock(SpotBlock(), label=_("Plekken"), min_num=1, max_num=40)

    class Meta:
        icon = "site"
        group = _("Beeld")
        label = _("Kaart")
        description = _("Een lijst met adressen. Wie wil, zet er een kaart bij.")
        template = "pages/blocks/map.html"
        value_class = MapValue
