"""Input of pages: the postcode box for visitors, and what editors may choose on their own site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, Site

from portal.forms.fields import TextField
from portal.places.models import Neighbourhood
from portal.places.queries import is_postcode


class PostcodeForm(forms.Form):
    """In which neighbourhood does somebody live?"""

    postcode = TextField(
        label=_("Uw postcode"),
        max_length=10,
        error_messages={"required": _("Vul uw postcode in"), "max_length": _("Een postcode is zoals 4001 AB.")},
    )

    def clean_postcode(self) -> str:
        code = " ".join(self.cleaned_data["postcode"].upper().split())
        if not is_postcode(code):
            raise ValidationError(_("Een postcode is vier cijfers en twee letters, zoals 4001 AB."))
        return code


def site_of_page(page: Page | None) -> Site | None:
    """The site in whose tree a page stands."""
    return page.get_site() if page is not None and page.path else None


class OwnSiteForm(WagtailAdminPageForm):
    """Offers neighbourhoods and workers of the site in whose tree the page stands, and of no other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site_of_page(self.parent_page) or site_of_page(self.instance)
        for name in {"neighbourhood", "neighbourhoods"} & set(self.fields):
            field: Any = self.fields[name]
            field.queryset = Neighbourhood.objects.filter(site=self.site).order_by("cbs_code", "name")
            field.label_from_instance = lambda node: f"{node.name} ({node.get_level_display()})"
        if "neighbourhoods" in self.fields:
            self.fields["neighbourhoods"].widget.attrs["size"] = 8


class WorkerPageForm(OwnSiteForm):
    """One page a worker; only who may be seen on the site can be chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "worker" in self.fields:
            field: Any = self.fields["worker"]
            people = get_user_model().objects.filter(is_active=True, profile__is_visible=True, profile__site=self.site)
            field.queryset = people.order_by("first_name", "last_name")

    def clean_worker(self) -> Any:
        worker = self.cleaned_data["worker"]
        taken = worker.worker_pages.exclude(pk=self.instance.pk) if worker is not None else ()
        if any(page.get_site() == self.site for page in taken):
            raise ValidationError(_("Deze medewerker heeft al een pagina."))
        return worker
