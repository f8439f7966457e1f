"""Outside the usual files of a slice: Wagtail's report of what was done in the admin, for the open site alone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q
from django.db.models.functions import Cast
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, Site
from wagtail.permissions import policy_registry

from portal.pages.own_people import colleagues_of
from portal.pages.site_views import site_of

FILE_RIGHTS = ["add", "change", "delete", "choose"]


def own_rows(model: type[Model], site: Site, user: Any) -> Any:
    """The rows of a model that are of a site; None when the model has no site."""
    if model is get_user_model():
        return colleagues_of(site)
    if model in (get_image_model(), get_document_model()):
        return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, FILE_RIGHTS)
    if any(field.name == "site" for field in model._meta.fields):
        return model._base_manager.filter(site=site)
    return None


def own_entries(entries: Any, site: Site, user: Any) -> Any:
    """Of what is not a page: entries about rows of the site, and what its colleagues did with what all sites share."""
    wanted = Q(pk=None)
    for kind in ContentType.objects.filter(pk__in=ModelLogEntry.objects.values("content_type")):
        model = kind.model_class()
        rows = None if model is None else own_rows(model, site, user)
        if rows is None:
            wanted |= Q(content_type=kind, user__in=colleagues_of(site).values("pk"))
        else:
            keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
            wanted |= Q(content_type=kind, object_id__in=keys)
    return entries.filter(wanted)


class OwnFilters(SiteHistoryReportFilterSet):
    def get_user_choices(self) -> Any:
        found = super().get_user_choices()
        if self.request.user.is_superuser:
            return found
        return found.filter(pk__in=colleagues_of(site_of(self.request)).values("pk"))


class OwnHistory(LogEntriesView):
    filterset_class = OwnFilters

    def filter_queryset(self, queryset: Any) -> Any:
        """Wagtail asks once for each kind of log; it knows which pages somebody may see, not whose the rest is."""
        user = self.request.user
        if queryset.model is ModelLogEntry and not user.is_superuser:
            queryset = own_entries(queryset, site_of(self.request), user)
        return super().filter_queryset(queryset)


whole = require_admin_access(OwnHistory.as_view())
results = require_admin_access(OwnHistory.as_view(results_only=True))
