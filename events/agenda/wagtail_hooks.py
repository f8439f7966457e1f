"""The agenda in the Wagtail admin: events, never the names of guests, which are at the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, When
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import ListingButton
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from events.agenda import admin_views
from events.agenda.admin_forms import EventAdminForm
from events.agenda.models import Event, Series
from events.agenda.queries import calls_to_make, follow_ups_due
from events.agenda.rules import can_handle_guests
from events.agenda.wording import when_text
from portal.pages.own_people import colleagues_of
from portal.pages.site_views import OwnCreateView, OwnEditView, OwnIndexView, OwnInspectView, SiteViewSet, site_of
from portal.pages.tasks_of_day import DayTask


class EventFilterSet(WagtailFilterSet):
    """What to choose among is of this site: its colleagues and its series."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = site_of(self.request)
        self.filters["worker"].queryset = colleagues_of(site)
        self.filters["series"].queryset = Series.objects.filter(site=site)

    class Meta:
        model = Event
        fields = ["state", "kind", "series", "place", "worker"]


class EventIndexView(OwnIndexView):
    def order_queryset(self, queryset: Any) -> Any:
        """Without a choice: what is to come first, the first one on top; then what is over."""
        if self.ordering and "ordering" in self.request.GET:
            return super().order_queryset(queryset)
        over = Case(When(ends_at__gt=timezone.now(), then=0), default=1)
        return queryset.order_by(over, "starts_at", "pk")

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        extra = [
            ListingButton(label, url=reverse("agenda_step", args=[instance.pk, name]), priority=60 + i)
            for i, (name, label) in enumerate(admin_views.steps_of(instance))
        ]
        return [*super().get_list_more_buttons(instance), *extra]


class EventViewSet(SiteViewSet):
    model = Event
    name = "agenda_event"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Agenda")
    menu_order = 120
    add_to_admin_menu = True
    index_view_class = EventIndexView
    add_view_class = OwnCreateView
    edit_view_class = OwnEditView
    inspect_view_class = OwnInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    inspect_view_fields_exclude = ["prices"]
    list_display = [
        "title",
        Column("starts_at", accessor=when_text, label=gettext_lazy("Wanneer"), sort_key="starts_at"),
        Column("get_state_display", label=gettext_lazy("Stand"), sort_key="state"),
        "place",
        "taken",
        "capacity",
    ]
    filterset_class = EventFilterSet
    list_per_page = 50
    search_fields = ["title", "summary", "place", "location_name"]
    search_backend_name = None
    list_export = [
        "title", "get_kind_display", "get_state_display", "starts_at", "ends_at", "location_name", "place", "capacity",
        "taken", "head_count",
    ]  # fmt: skip
    export_filename = "agenda"
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    "kind",
                    "title",
                    "summary",
                    "description",
                    FieldPanel("theme_choice"),
                    "drawing",
                    FieldPanel("following"),
                ],
                heading=gettext_lazy("Wat"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("day"), FieldPanel("start_time"), FieldPanel("end_time")]),
                    FieldRowPanel(["location_name", "street"]),
                    FieldRowPanel(["postcode", "place"]),
                    FieldRowPanel(["neighbourhood", "wheelchair"]),
                    FieldRowPanel(["phone_number", "phone_code"]),
                    "link",
                ],
                heading=gettext_lazy("Wanneer en waar"),
            ),
            ObjectList(["worker", "host_name", "host_words"], heading=gettext_lazy("Bij wie")),
            ObjectList(
                [FieldRowPanel(["takes_sign_up", "capacity"]), "price_class", FieldPanel("price_lines")],
                heading=gettext_lazy("Plekken en prijs"),
            ),
        ],
        base_form_class=EventAdminForm,
    )


@hooks.register("register_admin_viewset")
def register_agenda() -> EventViewSet:
    return EventViewSet()


for _model in (Event, Series):
    register_permission_policy(_model, ModelPermissionPolicy(_model))


@hooks.register("register_admin_urls")
def agenda_urls() -> list[Any]:
    return [path("agenda/stap/<int:pk>/<slug:name>/", admin_views.step, name="agenda_step")]


@hooks.register("portal_day_tasks")
def tasks_of_day(request: HttpRequest) -> list[DayTask]:
    """Whom to ring, and of which introductions to ask what came of them; for who handles guests."""
    site = Site.find_for_request(request)
    if site is None or not can_handle_guests(request.user):
        return []
    calls, due = calls_to_make(request.user, site.pk).count(), follow_ups_due(site.pk).count()
    tasks = []
    if calls:
        text = ngettext("%(n)s gast van de agenda bellen", "%(n)s gasten van de agenda bellen", calls) % {"n": calls}
        tasks.append(DayTask(text, reverse("agenda:calls"), late=True))
    if due:
        text = ngettext("%(n)s kennismaking navragen", "%(n)s kennismakingen navragen", due) % {"n": due}
        tasks.append(DayTask(text, reverse("agenda:desk")))
    return tasks
