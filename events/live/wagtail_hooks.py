"""The live rooms in the Wagtail admin: made and prepared here, led at the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from events.live.admin_forms import RoomAdminForm
from events.live.models import Room
from events.live.queries import care_waiting, letters_due, rooms_left_open, rooms_without_report
from events.live.rules import can_moderate, can_send_tips
from portal.pages.site_views import OwnCreateView, OwnEditView, OwnIndexView, OwnInspectView, SiteViewSet
from portal.pages.tasks_of_day import DayTask


def link_to(room: Room) -> Any:
    return format_html('<a href="{}">{}</a>', room.get_absolute_url(), gettext("bekijk de zaal"))


class RoomIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("event")


class RoomViewSet(SiteViewSet):
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
        Column("get_state_display", label=gettext_lazy("Stand")),
        Column("link", accessor=link_to, label=gettext_lazy("Zaal")),
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
            ObjectList(
                [FieldPanel("tip_lines"), FieldPanel("poll_lines"), "words"], heading=gettext_lazy("Tips en peilingen")
            ),
        ],
        base_form_class=RoomAdminForm,
    )


@hooks.register("register_admin_viewset")
def register_rooms() -> RoomViewSet:
    return RoomViewSet()


register_permission_policy(Room, ModelPermissionPolicy(Room))


@hooks.register("portal_day_tasks")
def tasks_of_day(request: HttpRequest) -> list[DayTask]:
    """Questions that show danger, rooms that should have closed, reports to make, letters to send."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    tasks = moderator_tasks(site) if can_moderate(request.user) else []
    letters = letters_due(site.pk).count() if can_send_tips(request.user) else 0
    if letters:
        text = ngettext("%(n)s brief met tips versturen", "%(n)s brieven met tips versturen", letters)
        room = letters_due(site.pk).first().room  # type: ignore[union-attr]
        tasks.append(DayTask(text % {"n": letters}, reverse("live:letters", args=[room.event.slug])))
    return tasks


def moderator_tasks(site: Site) -> list[DayTask]:
    tasks = []
    care = care_waiting(site.pk).first()
    if care is not None:
        number = care_waiting(site.pk).count()
        text = ngettext("%(n)s vraag met het woord zorg", "%(n)s vragen met het woord zorg", number) % {"n": number}
        address = reverse("live:desk", args=[care.room.event.slug]) + f"?kies={care.uuid}"
        tasks.append(DayTask(text, address, late=True))
    for room in rooms_left_open(site.pk)[:3]:
        text = gettext("Sluit de zaal van “%(title)s”") % {"title": room.event.title}
        tasks.append(DayTask(text, reverse("live:desk", args=[room.event.slug])))
    for room in rooms_without_report(site.pk)[:3]:
        text = gettext("Maak het verslag van “%(title)s”") % {"title": room.event.title}
        tasks.append(DayTask(text, reverse("live:desk", args=[room.event.slug])))
    return tasks
