"""The form of the editor. Beside the models, because a page type names its form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, Site

from portal.pages.models.care import PageCare, in_a_year
from portal.pages.widgets import DateInput


def site_of_page(page: Page | None) -> Site | None:
    """The site in whose tree a page stands."""
    return page.get_site() if page is not None and page.path else None


class ContentPageForm(WagtailAdminPageForm):
    """The editor's form of every page type of ours; a type with a form of its own builds on this one."""

    keeper = forms.ModelChoiceField(
        queryset=get_user_model().objects.none(),
        required=False,
        label=_("eigenaar van de pagina"),
        help_text=_("Krijgt een mail als het tijd is om de pagina na te kijken. Leeg: wie de pagina maakte."),
    )
    review_by = forms.DateField(
        required=False,
        label=_("nakijken voor"),
        widget=DateInput,
        help_text=_("Klopt alles dan nog? Leeg: over een jaar. Bijvoorbeeld: 1 september 2027."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        care = PageCare.objects.filter(page_id=self.instance.pk).first() if self.instance.pk else None
        for name in ("keeper", "review_by"):
            if name in self.fields:
                self.initial.setdefault(name, getattr(care, name) if care else None)
        site = site_of_page(self.parent_page) or site_of_page(self.instance)
        people = get_user_model().objects.filter(is_active=True).order_by("first_name", "last_name")
        if "keeper" in self.fields:
            own = people.filter(Q(profile=None) | Q(profile__site=site), is_staff=True)
            self.fields["keeper"].queryset = own
        if "contact" in self.fields:
            self.fields["contact"].queryset = people.filter(profile__is_visible=True, profile__site=site)

    def save(self, commit: bool = True) -> Any:
        """The page itself; `after_edit_page` and `after_create_page` save who keeps it, when the page has a number."""
        page = super().save(commit)
        if {"keeper", "review_by"} <= self.cleaned_data.keys():
            page.care_wanted = {
                "keeper": self.cleaned_data["keeper"],
                "review_by": self.cleaned_data["review_by"] or in_a_year(),
            }
        return page
