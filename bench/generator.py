"""Vacancies like real ones, from a seed: the same every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

VERBS = ["Koken", "Wandelen", "Lezen", "Rijden", "Tuinieren", "Klussen", "Zingen", "Schilderen", "Fietsen", "Bellen"]
WITH = ["ouderen", "kinderen", "nieuwkomers", "mantelzorgers", "buren", "jongeren", "een groep", "een maatje"]
WHERE = ["het buurthuis", "de bibliotheek", "de moestuin", "de school", "het verpleeghuis", "de kringloopwinkel"]
PLACES = [
    ("Tiel", 51.887, 5.429),
    ("Culemborg", 51.956, 5.228),
    ("Druten", 51.889, 5.605),
    ("Zaltbommel", 51.809, 5.248),
]
THEMES = ["Taal", "Dieren", "Ouderen", "Jeugd", "Natuur", "Sport", "Techniek", "Cultuur", "Zorg", "Vervoer"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def lines(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """`count` lines of the import format."""
    chance = random.Random(seed)
    for number in range(count):
        place, latitude, longitude = chance.choice(PLACES)
        verb, people, spot = chance.choice(VERBS), chance.choice(WITH), chance.choice(WHERE)
        yield {
            "external_id": f"bench-{number}",
            "kind": chance.choice(["volunteer"] * 8 + ["task", "internship"]),
            "title": f"{verb} met {people} in {spot}",
            "summary": f"U gaat {verb.lower()} met {people}.",
            "description": " ".join(
                f"{chance.choice(VERBS)} met {chance.choice(WITH)} in {chance.choice(WHERE)}." for _n in range(9)
            ),
            "organisation": {"name": f"Stichting {chance.randint(1, 200)}"},
            "themes": chance.sample(THEMES, 2),
            "place": place,
            "latitude": latitude + chance.uniform(-0.05, 0.05),
            "longitude": longitude + chance.uniform(-0.05, 0.05),
            "dayparts": [f"{chance.choice(DAYS)}-{chance.choice(['morning', 'afternoon', 'evening'])}"],
            "frequency": chance.choice(["weekly", "monthly", "once"]),
            "hours_per_week": chance.choice([1, 2, 3, 4]),
            "status": "published",
        }
