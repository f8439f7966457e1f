"""The form of pages with neighbourhoods. Beside the models, because a page type names its form."""

from __future__ import annotations

from typing import Any

from portal.pages.models.page_form import ContentPageForm
from portal.places.models import Neighbourhood


class OwnNeighbourhoodsForm(ContentPageForm):
    """Offers the neighbourhoods of the site that the page belongs to, never another's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "neighbourhoods" in self.fields:
            site = self.parent_page.get_site() if self.parent_page is not None else None
            self.fields["neighbourhoods"].queryset = Neighbourhood.objects.filter(site=site)
