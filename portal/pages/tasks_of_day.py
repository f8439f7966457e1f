"""Outside the usual files of a slice: what waits for somebody in the admin today, and the first steps of an editor.

Other departments add their own by the hook `portal_day_tasks`: a function of the request that returns DayTasks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site, TaskState, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.pages.enums import FindingKind
from portal.pages.models import EditorStart
from portal.pages.queries import cares_for, findings_for


@dataclass(frozen=True)
class DayTask:
    """A sentence with a number in it, and where to do it. `late` is what cannot wait."""

    text: str
    url: str
    late: bool = False


def may_write(user: Any) -> bool:
    return PagePermissionPolicy().user_has_any_permission(user, {"add", "change", "publish"})


def tasks_for(request: HttpRequest) -> list[DayTask]:
    """What cannot wait first."""
    tasks = editor_tasks(request.user) if may_write(request.user) else []
    for ask in hooks.get_hooks("portal_day_tasks"):
        tasks += ask(request)
    return sorted(tasks, key=lambda task: not task.late)


def editor_tasks(user: Any) -> list[DayTask]:
    today = timezone.localdate()
    waiting = TaskState.objects.reviewable_by(user).count()
    back = WorkflowState.objects.filter(requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES).count()
    due = cares_for(user, today + timedelta(days=14)).count()
    links = findings_for(user).filter(kind=FindingKind.LINK).count()
    bare = findings_for(user).filter(kind=FindingKind.ALT).count()
    reports = "wagtailadmin_reports"
    texts = (
        (waiting, ngettext("%(n)s pagina wacht op u", "%(n)s pagina's wachten op u", waiting)),
        (back, ngettext("%(n)s pagina kwam terug met een vraag", "%(n)s pagina's kwamen terug met een vraag", back)),
        (due, ngettext("%(n)s pagina nakijken", "%(n)s pagina's nakijken", due)),
        (links, ngettext("%(n)s kapotte link", "%(n)s kapotte links", links)),
        (bare, ngettext("%(n)s afbeelding zonder beschrijving", "%(n)s afbeeldingen zonder beschrijving", bare)),
    )
    places = (f"{reports}:workflow_tasks", f"{reports}:workflow", "pages_out_of_date", "pages_broken_links")
    rows = zip(texts, (*places, "pages_bare_pictures"), strict=True)
    return [DayTask(text % {"n": n}, reverse(name), late=reports in name) for (n, text), name in rows if n]


class DayPanel(Component):
    name, template_name, order = "day_tasks", "admin/day.html", 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"tasks": tasks_for(self.request), "name": getattr(self.request.user, "first_name", "")}


class StartPanel(Component):
    """Four steps, of which the portal sees itself which were taken."""

    name, template_name, order = "first_steps", "admin/first_steps.html", 40

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        site = Site.find_for_request(self.request)
        return {"steps": first_steps(self.request.user, site.root_page if site else None), "request": self.request}


def shows_start(user: Any) -> bool:
    return may_write(user) and not EditorStart.objects.filter(user=user).exists()


@dataclass(frozen=True)
class Step:
    """`url` is where to take it; empty as long as the step before it was not taken."""

    text: str
    done: bool
    url: str = ""


def first_steps(user: Any, start: Page | None = None) -> list[Step]:
    """The four steps, the next of which leads to where it is taken: the first below `start`, the others on the page."""
    own = Page.objects.filter(owner=user).order_by("-pk")
    page, live = own.first(), own.filter(live=True).first()
    written = own.filter(latest_revision__isnull=False).exists()
    asked = WorkflowState.objects.filter(requested_by=user).exists()
    begin = reverse("wagtailadmin_pages:add_subpage", args=[start.pk]) if start else ""
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else ""
    return [
        Step(_("Maak een pagina: kies een plek en wat u wilt maken"), page is not None, begin),
        Step(_("Schrijf een paar zinnen. Erboven ziet u hoe makkelijk ze lezen"), written, edit),
        Step(_("Lever de pagina in. Een collega leest mee"), asked, edit),
        Step(_("Zie uw pagina op de site"), live is not None, ""),
    ]
