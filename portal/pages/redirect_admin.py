"""Outside the usual files of a slice: redirects in the admin, each site its own; Wagtail's screens hold all of them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.models import Site

from portal.pages.shared import site_of_admin
from portal.pages.site_views import site_of


class OwnRedirectForm(RedirectForm):
    """A redirect of the site that is open. One for all sites is for who may do everything."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = site_of_admin.get()
        if site is not None and not getattr(self.for_user, "is_superuser", False):
            self.fields["site"].queryset = Site.objects.filter(pk=site.pk)
            self.fields["site"].empty_label = None
            self.fields["site"].required = True
            self.initial.setdefault("site", site.pk)


class OfThisSite:
    request: Any

    def own(self, rows: Any) -> Any:
        return rows if self.request.user.is_superuser else rows.filter(site=site_of(self.request))


class OwnIndex(OfThisSite, views.IndexView):
    def get_base_queryset(self) -> Any:
        return self.own(super().get_base_queryset())


class OwnEdit(OfThisSite, views.EditView):
    form_class = OwnRedirectForm

    def get_queryset(self) -> Any:
        return self.own(super().get_queryset())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class OwnDelete(OfThisSite, views.DeleteView):
    def get_queryset(self) -> Any:
        return self.own(super().get_queryset())


class OwnCreate(views.CreateView):
    form_class = OwnRedirectForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


def start_import(request: HttpRequest) -> HttpResponse:
    refuse_on_more_sites(request)
    return views.start_import(request)


def process_import(request: HttpRequest) -> HttpResponse:
    refuse_on_more_sites(request)
    return views.process_import(request)


def refuse_on_more_sites(request: HttpRequest) -> None:
    """A file of redirects names the site in a form of Wagtail's: with more sites it is for who may do everything."""
    if not request.user.is_superuser and Site.objects.count() > 1:  # type: ignore[union-attr]
        raise PermissionDenied


urls = [
    path("redirects/", OwnIndex.as_view()),
    path("redirects/results/", OwnIndex.as_view(results_only=True)),
    path("redirects/add/", OwnCreate.as_view()),
    path("redirects/<int:redirect_id>/", OwnEdit.as_view()),
    path("redirects/<int:redirect_id>/delete/", OwnDelete.as_view()),
    path("redirects/import/", start_import),
    path("redirects/import/process/", process_import),
]
