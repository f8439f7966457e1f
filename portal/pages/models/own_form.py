"""Forms of pages that choose among what belongs to their own site. Beside the models: a type names its form."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.pages.models.page_form import ContentPageForm, site_of_page
from portal.places.models import Neighbourhood


class OwnNeighbourhoodsForm(ContentPageForm):
    """Offers the neighbourhoods of the site that the page belongs to, never another's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site_of_page(self.parent_page) or site_of_page(self.instance)
        for name in {"neighbourhood", "neighbourhoods"} & set(self.fields):
            field: Any = self.fields[name]
            field.queryset = Neighbourhood.objects.filter(site=self.site).order_by("cbs_code", "name")
            field.label_from_instance = lambda node: f"{node.name} ({node.get_level_display()})"


class WorkerPageForm(OwnNeighbourhoodsForm):
    """One page a worker; only who may be seen on the site can be chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "worker" in self.fields:
            field: Any = self.fields["worker"]
            people = get_user_model().objects.filter(is_active=True, profile__is_visible=True, profile__site=self.site)
            field.queryset = people.order_by("first_name", "last_name")

    def clean_worker(self) -> Any:
        worker = self.cleaned_data["worker"]
        others = type(self.instance).objects.exclude(pk=self.instance.pk).filter(worker=worker)
        if worker is not None and any(page.get_site() == self.site for page in others):
            raise ValidationError(_("Deze medewerker heeft al een pagina."))
        return worker
