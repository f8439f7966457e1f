"""Outside the usual files of a slice: the writers in the admin, and how an editor points at one. Per site."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.pages.models import Author
from portal.pages.own_people import OwnPeopleForm
from portal.pages.site_views import OwnCreateView, OwnDeleteView, OwnEditView, OwnIndexView, SiteViewSet, site_of


class OfThisSite:
    request: Any

    def get_object_list(self) -> Any:
        return Author.objects.filter(site=site_of(self.request)).select_related("user")

    def get_object(self, pk: Any) -> Author:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: list[str]) -> Any:
        return self.get_object_list().filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class ChooseAuthor(OfThisSite, chooser.ChooseView):  # type: ignore[misc]
    pass


class ChooseAuthorResults(OfThisSite, chooser.ChooseResultsView):  # type: ignore[misc]
    pass


class ChosenAuthor(OfThisSite, chooser.ChosenView):  # type: ignore[misc]
    pass


class ChosenAuthors(OfThisSite, chooser.ChosenMultipleView):  # type: ignore[misc]
    pass


class AuthorChooserViewSet(ChooserViewSet):
    model = Author
    icon = "user"
    choose_one_text = _("Kies een schrijver")
    choose_another_text = _("Kies een andere schrijver")
    edit_item_text = _("Bekijk de schrijver")
    choose_view_class = ChooseAuthor
    choose_results_view_class = ChooseAuthorResults
    chosen_view_class = ChosenAuthor
    chosen_multiple_view_class = ChosenAuthors


author_chooser = AuthorChooserViewSet("author_chooser")


class AuthorViewSet(SiteViewSet):
    model = Author
    icon = "user"
    menu_label = _("Schrijvers")
    menu_name = "writers"
    menu_order = 210
    add_to_admin_menu = True
    index_view_class = OwnIndexView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    copy_view_enabled = False
    list_display = ["name", "affiliation", "user"]
    search_fields = ["name", "affiliation"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel(["name", "slug"]),
            "user",
            MultiFieldPanel(
                ["affiliation", "biography", FieldRowPanel(["portrait", "link"])], heading=_("Wie is dit?")
            ),
        ],
        base_form_class=OwnPeopleForm,
    )


register_permission_policy(Author, ModelPermissionPolicy(Author))
