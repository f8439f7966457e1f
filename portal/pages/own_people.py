"""Outside the usual files of a slice: whom forms and filters of the admin offer, people of the site that is open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Site

from portal.pages.shared import site_of_admin


def colleagues_of(site: Site | None) -> Any:
    """Who works for a site, by name: those with a role, and workers who stand on the site. No residents."""
    people = get_user_model().objects.filter(Q(is_staff=True) | Q(profile__is_visible=True), is_active=True)
    own = people.filter(Q(profile=None) | Q(profile__site=site)) if site is not None else people
    return own.distinct().order_by("first_name", "last_name")


class OwnPeopleForm(WagtailAdminModelForm):
    """A form of the admin in which every choice of a person is one of the own site's colleagues, or who was chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = colleagues_of(site_of_admin.get()).values("pk")
        for name, box in self.fields.items():
            people: Any = box.queryset if isinstance(box, forms.ModelChoiceField) else None
            if people is not None and people.model is get_user_model():
                chosen = getattr(self.instance, f"{name}_id", None)
                box.queryset = people.filter(Q(pk__in=own) | Q(pk=chosen)).distinct()  # type: ignore[attr-defined]
