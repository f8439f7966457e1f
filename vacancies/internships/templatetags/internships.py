"""Open internship places for pages, and what belongs to a sign-up for the desk."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from wagtail.models import Site

from vacancies.bank.enums import SchoolType
from vacancies.internships.forms import FindForm
from vacancies.internships.models import HostOffer, InternshipWish
from vacancies.internships.queries import open_internships
from vacancies.placements.enums import Topic
from vacancies.placements.models import Application

register = template.Library()
Facts = list[tuple[str, Any]]


@register.simple_tag(takes_context=True)
def internship_places(context: template.Context) -> dict[str, Any]:
    """The form to look with, and the open places for that pupil with their facts.

    With a mistake there is nothing to show but the form; the page that asks then answers 422.
    """
    request: Any = context["request"]
    site = Site.find_for_request(request)
    form = FindForm(request.GET)
    if not form.is_valid():
        request.answer_status = 422
        return {"form": form, "places": []}
    places = open_internships(site.pk, form.pupil()) if site is not None else []
    return {"form": form, "places": [(place, place_facts(place)) for place in places]}


def place_facts(place: Any) -> Facts:
    names = dict(SchoolType.choices)
    types = ", ".join(str(names.get(kind, kind)) for kind in place.school_types) or _("alle scholen")
    years = ", ".join(str(year) for year in sorted(place.school_years))
    rows = [
        (_("Waar"), place.place or place.organisation.place),
        (_("Voor"), f"{types}, {_('leerjaar')} {years}" if years else types),
        (_("Leeftijd"), _("vanaf %d jaar") % place.minimum_age if place.minimum_age else _("alle leeftijden")),
        (_("Uren"), place.hours_total),
    ]
    return [(label, value) for label, value in rows if value]


@register.simple_tag
def internship_facts(application: Application) -> Facts:
    """What a pupil, school or host told, for the desk; empty for every other sign-up."""
    if application.topic == Topic.INTERNSHIP:
        wish = InternshipWish.objects.filter(application=application).first()
        return wish_facts(wish) if wish else []
    if application.topic == Topic.INTERNSHIP_HOST:
        offer = HostOffer.objects.filter(application=application).first()
        return offer_facts(offer) if offer else []
    return []


def wish_facts(wish: InternshipWish) -> Facts:
    rows = [
        (_("Wie vraagt"), wish.get_asker_display()),
        (_("School"), wish.school_name),
        (_("Klas"), f"{wish.get_school_type_display()}, {_('leerjaar')} {wish.school_year}"),
        (_("Leeftijd"), wish.age),
        (_("Leerlingen"), wish.pupils if wish.pupils > 1 else ""),
        (_("Uren"), wish.hours),
    ]
    return [(label, value) for label, value in rows if value]


def offer_facts(offer: HostOffer) -> Facts:
    names = dict(SchoolType.choices)
    rows = [
        (_("Organisatie"), offer.organisation_name),
        (_("Voor"), ", ".join(str(names.get(kind, kind)) for kind in offer.school_types) or _("alle scholen")),
        (_("Leeftijd"), _("vanaf %d jaar") % offer.minimum_age if offer.minimum_age else ""),
        (_("Leerlingen tegelijk"), offer.places),
    ]
    return [(label, value) for label, value in rows if value]
