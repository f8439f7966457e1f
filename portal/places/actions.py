from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from portal.places.models import Neighbourhood, NeighbourhoodPostcode


def set_postcodes(*, neighbourhood: Neighbourhood, codes: Iterable[str]) -> None:
    """Give a neighbourhood these postcodes and no others; one that lay elsewhere moves here."""
    rows = [
        NeighbourhoodPostcode(site_id=neighbourhood.site_id, code=code, neighbourhood=neighbourhood)
        for code in dict.fromkeys(codes)
    ]
    with transaction.atomic():
        neighbourhood.postcode_rows.exclude(code__in=[row.code for row in rows]).delete()
        NeighbourhoodPostcode.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["site", "code"], update_fields=["neighbourhood"]
        )
