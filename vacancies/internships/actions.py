from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Site

from vacancies.internships.models import HostOffer, InternshipWish
from vacancies.placements.actions import Applicant, apply
from vacancies.placements.models import Application, Receipt


def ask_internship(*, site: Site, applicant: Applicant, wish: dict[str, Any], by: Any) -> Application | Receipt:
    """A pupil, parent or school looks for a place: a sign-up on the board, and what belongs to it.

    `wish` holds the fields of InternshipWish. A second one of the same person while the first is open adds nothing,
    as with every sign-up.
    """
    with transaction.atomic():
        made = apply(site=site, vacancy=None, applicant=applicant, by=by)
        if isinstance(made, Application):
            InternshipWish.objects.get_or_create(application=made, defaults={"site": site, **wish})
    return made


def offer_internship(*, site: Site, applicant: Applicant, offer: dict[str, Any], by: Any) -> Application | Receipt:
    """An organisation has a place for pupils; a coordinator answers and makes the vacancy with it."""
    with transaction.atomic():
        made = apply(site=site, vacancy=None, applicant=applicant, by=by)
        if isinstance(made, Application):
            HostOffer.objects.get_or_create(application=made, defaults={"site": site, **offer})
    return made
