"""Outside the usual files of a slice: the tree of the CBS from its own files, many rows at once.

Names: lines `code;name`, such as the lists "gemeenten", "wijken" and "buurten" of the CBS, codes with their letters
(GM0281, WK028101, BU02810101) or as whole numbers with their leading noughts. Postcodes: the lines
`PC6;Huisnummer;Buurt;…` of "Buurt, wijk en gemeente per postcode en huisnummer": a postcode that lies in several
buurten goes to the one with most addresses.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.utils.text import slugify

from portal.places.enums import ABOVE, DIGITS, Level
from portal.places.models import Neighbourhood, NeighbourhoodPostcode

BATCH = 2000
CODE = re.compile(r"^(GM|WK|BU)?(\d+)$")
PC6 = re.compile(r"^[1-9]\d{3}[A-Z]{2}$")
Report = Callable[[int, str, str], None]


def read_code(text: str, level: Level | None = None) -> str:
    """The code in full, such as BU02810101. Raises ValueError for anything else.

    The number of digits says the level; a known `level` gives back the noughts that a spreadsheet took away.
    """
    match = CODE.match(text.strip().upper())
    if match is None:
        raise ValueError("is not a code of the CBS")
    letters, digits = match.groups()
    known = Level(letters) if letters else level
    known = known or next((each for each, count in DIGITS.items() if count == len(digits)), None)
    if known is None or len(digits) > DIGITS[known]:
        raise ValueError("is not a code of the CBS")
    return f"{known.value}{digits.zfill(DIGITS[known])}"


def code_above(code: str) -> str:
    """The code of the node in which one lies; empty for a municipality."""
    above = ABOVE.get(Level(code[:2]))
    return f"{above.value}{code[2 : 2 + DIGITS[above]]}" if above else ""


def municipality_of(code: str) -> str:
    return f"{Level.MUNICIPALITY.value}{code[2:6]}"


def named_nodes(lines: Iterable[str], wanted: set[str], report: Report) -> Iterator[tuple[str, str]]:
    """(code, name) of each line within the wanted municipalities; all when none is named. A heading is passed over."""
    for number, row in enumerate(csv.reader(lines, delimiter=";"), 1):
        if not row or (number == 1 and not any(char.isdigit() for char in row[0])):
            continue
        try:
            code = read_code(row[0])
        except ValueError as error:
            report(number, "code", str(error))
            continue
        name = row[1].strip()[:120] if len(row) > 1 else ""
        if not name:
            report(number, "name", "is missing")
        elif not wanted or municipality_of(code) in wanted:
            yield code, name


class TreeImporter:
    """Writes nodes of one site. Running it again renews names; slugs stay, because addresses and filters hold them."""

    def __init__(self, site_id: int) -> None:
        self.site_id = site_id
        nodes = Neighbourhood.objects.filter(site_id=site_id)
        self.known = {node.cbs_code: node for node in nodes if node.cbs_code}
        self.slugs = {node.slug for node in nodes}
        self.created = self.changed = 0

    def write(self, nodes: Iterable[tuple[str, str]]) -> None:
        """Municipalities first, then wijken, then buurten, so that each finds what it lies in."""
        order = [level.value for level in (Level.MUNICIPALITY, Level.WIJK, Level.BUURT)]
        with transaction.atomic():
            for code, name in sorted(nodes, key=lambda node: (order.index(node[0][:2]), node[0])):
                self.put(code, name)

    def put(self, code: str, name: str) -> None:
        parent = self.known.get(code_above(code))
        node = self.known.get(code)
        if node is None:
            node = Neighbourhood(
                site_id=self.site_id, cbs_code=code, level=Level(code[:2]), slug=self.slug(name, parent)
            )
            self.created += 1
        elif node.name == name and node.parent_id == (parent.pk if parent else None):
            return
        else:
            self.changed += 1
        node.name, node.parent = name, parent
        node.save()
        self.known[code] = node

    def slug(self, name: str, parent: Neighbourhood | None) -> str:
        """By its name; with that of what it lies in, or a number, when another has it already."""
        base = slugify(name)[:100] or "buurt"
        tries = [base, *([f"{base}-{parent.slug}"[:120]] if parent else [])]
        tries += [f"{base}-{number}" for number in range(2, 1000)]
        slug = next(each for each in tries if each not in self.slugs)
        self.slugs.add(slug)
        return slug

    def write_postcodes(self, lines: Iterable[str], report: Report) -> int:
        """Map each postcode to the buurt, of those that are here, with most of its addresses; returns how many."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for number, row in enumerate(csv.reader(lines, delimiter=";"), 1):
            if not row or (number == 1 and not PC6.match(row[0].replace(" ", "").upper())):
                continue
            code = row[0].replace(" ", "").upper()
            try:
                buurt = read_code(row[2], Level.BUURT) if len(row) > 2 else ""
            except ValueError as error:
                report(number, "buurt", str(error))
                continue
            if not PC6.match(code) or not buurt:
                report(number, "postcode", "is not a Dutch postcode with a buurt")
            elif buurt in self.known:
                counts[code][buurt] += 1
        self.save_postcodes({code: found.most_common(1)[0][0] for code, found in counts.items()})
        return len(counts)

    def save_postcodes(self, buurt_of: dict[str, str]) -> None:
        rows = [
            NeighbourhoodPostcode(site_id=self.site_id, code=code, neighbourhood=self.known[buurt])
            for code, buurt in buurt_of.items()
        ]
        NeighbourhoodPostcode.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["site", "code"],
            update_fields=["neighbourhood"],
        )
