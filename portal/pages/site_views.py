"""Outside the usual files: the admin views of rows that belong to one site, for the viewsets of every department."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Site

from portal.history.queries import history_of


def site_of(request: HttpRequest) -> Site:
    """The site that the admin is opened on; raises PermissionDenied when there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise PermissionDenied
    return site


class OwnIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(site=site_of(self.request))


class BulkIndexView(OwnIndexView):
    """A list with boxes; what can be done with the chosen rows comes from the bulk actions of the model."""

    template_name = "admin/bulk_index.html"

    @cached_property
    def columns(self) -> list[Any]:
        return [BulkActionsCheckboxColumn("bulk_actions", obj_type="row"), *super().columns]

    def _get_title_column(self, field_name: str, column_class: Any = TitleColumn, **kwargs: Any) -> Any:
        kwargs.setdefault("get_title_id", lambda row: f"row_{row.pk}_title")
        return super()._get_title_column(field_name, column_class, **kwargs)


class OwnEditView(generic.EditView):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(site=site_of(self.request))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class OwnDeleteView(generic.DeleteView):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(site=site_of(self.request))


class OwnInspectView(generic.InspectView):
    """All fields, and below them who changed the state, when and why."""

    template_name = "admin/inspect.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(site=site_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "history": self.get_history()}

    def get_history(self) -> list[dict[str, Any]]:
        """Changes, newest first, with the states in words where the model knows them."""
        words = dict(self.model._meta.get_field("state").flatchoices)
        return [
            {"change": change, "from": words.get(change.from_state, ""), "to": words.get(change.to_state, "")}
            for change in history_of(self.object).reverse()
        ]


class OwnCreateView(generic.CreateView):
    """A new row belongs to the site that the admin is opened on."""

    def get_initial_form_instance(self) -> Any:
        return self.model(site=site_of(self.request))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["instance"] = kwargs.get("instance") or self.get_initial_form_instance()
        return {**kwargs, "for_user": self.request.user}


class SiteViewSet(ModelViewSet):
    """A viewset of rows with a site: every address with the number of a row of another site is not there.

    The views above ask too, for their lists; this also holds for those of Wagtail: use, history, deleting.
    """

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        view = super().construct_view(view_class, **kwargs)
        if not any(field.name == "site" for field in self.model._meta.fields):
            return view  # shared by all sites

        @wraps(view)
        def own(request: HttpRequest, *args: Any, **found: Any) -> Any:
            if "pk" in found:
                get_object_or_404(self.model._base_manager, pk=unquote(str(found["pk"])), site=site_of(request))
            return view(request, *args, **found)

        return own
