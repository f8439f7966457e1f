"""The tree of municipalities, wijken and buurten of the demo. Names and codes below the municipalities are invented."""

from __future__ import annotations

from wagtail.models import Site

from portal.history import changed
from portal.management.demo import read
from portal.places.actions import set_postcodes
from portal.places.enums import Level
from portal.places.models import Neighbourhood
from portal.places.queries import neighbourhood_of_postcode
from vacancies.bank.models import Vacancy


def load_neighbourhoods(site: Site) -> dict[str, Neighbourhood]:
    """Make the nodes that are not there yet; returns all of them by their code."""
    nodes: dict[str, Neighbourhood] = {}
    for data in read("neighbourhoods"):
        node, made = Neighbourhood.objects.get_or_create(
            site=site,
            cbs_code=data["cbs_code"],
            defaults={
                "level": Level(data["cbs_code"][:2]),
                "parent": nodes.get(data["parent"]),
                **{name: data[name] for name in ("name", "slug", "latitude", "longitude")},
            },
        )
        nodes[node.cbs_code] = node
        if made:
            set_postcodes(neighbourhood=node, codes=data["postcodes"])
    return nodes


def place_vacancies(site: Site) -> None:
    """Say of each vacancy of the demo in which neighbourhood it is, by its postcode."""
    placed = []
    for vacancy in Vacancy.objects.filter(site=site, neighbourhood=None).exclude(postcode=""):
        vacancy.neighbourhood = neighbourhood_of_postcode(site.pk, vacancy.postcode)
        if vacancy.neighbourhood is not None:
            vacancy.save(update_fields=["neighbourhood"])
            placed.append(vacancy.pk)
    changed.send(Vacancy, ids=placed)
