from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from vacancies.sharing.queries import sites_to_ask


class AskForm(forms.Form):
    other = forms.ModelChoiceField(queryset=Site.objects.none(), label=_("Organisatie"), empty_label=None)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.queryset = sites_to_ask(site)
        field.label_from_instance = lambda each: each.site_name or each.hostname
