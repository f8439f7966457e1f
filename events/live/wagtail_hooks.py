"""The live rooms in the Wagtail admin: made and prepared here, led at the desk."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from events.live.admin_forms import RoomAdminForm
from events.live.models import Room
from portal.pages.site_views import OwnCreateView, OwnEditView, OwnIndexView, OwnInspectView


def link_to(room: Room) -> Any:
    return format_html('<a href="{}">{}</a>', room.get_absolute_url(), gettext("bekijk de zaal"))


class RoomIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("event")


class RoomViewSet(ModelViewSet):
    model = Room
    name = "live_room"
    icon = "comment"
    menu_label = gettext_lazy("Live zalen")
    menu_order = 125
    add_to_admin_menu = True
    index_view_class = RoomIndexView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    inspect_view_class = OwnInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    inspect_view_fields = ["event", "state", "moderation", "told_by", "read_by", "duty", "opened_at", "closed_at"]
    list_display = [
        "event",
        Column("get_state_display", label=gettext_lazy("stand")),
        Column("link", accessor=link_to, label=gettext_lazy("zaal")),
    ]
    search_backend_name = None
    search_fields = ["event__title"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                ["event", FieldRowPanel(["told_by", "read_by"]), "phone_help", "media_url", "duty"],
                heading=gettext_lazy("Wie"),
            ),
            ObjectList(["moderation", "counts_from"], heading=gettext_lazy("Vragen")),
            ObjectList([FieldPanel("tip_lines"), FieldPanel("poll_lines")], heading=gettext_lazy("Tips en peilingen")),
        ],
        base_form_class=RoomAdminForm,
    )


@hooks.register("register_admin_viewset")
def register_rooms() -> RoomViewSet:
    return RoomViewSet()


register_permission_policy(Room, ModelPermissionPolicy(Room))
