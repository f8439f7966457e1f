from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Site

from portal.pages.formula.rules import can_speak_for
from portal.pages.tasks_of_day import DayTask
from vacancies.sharing.queries import sharings_of
from vacancies.sharing.rules import can_agree
from vacancies.sharing.urls import admin_urls


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return admin_urls


class SharingItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        site = Site.find_for_request(request)
        return site is not None and Site.objects.count() > 1 and can_speak_for(request.user, site)


@hooks.register("register_admin_menu_item")
def sharing_item() -> MenuItem:
    return SharingItem(_("Vacatures delen"), reverse("sharing_overview"), icon_name="resubmit", order=451)


@hooks.register("portal_day_tasks")
def questions_of_today(request: HttpRequest) -> list[DayTask]:
    site = Site.find_for_request(request)
    if site is None or not can_speak_for(request.user, site):
        return []
    count = sum(row.asked_by_id != site.pk and can_agree(request.user, row) for row in sharings_of(site))
    text = ngettext(
        "%(n)s organisatie vraagt om vacatures te delen", "%(n)s organisaties vragen om vacatures te delen", count
    )
    return [DayTask(text % {"n": count}, reverse("sharing_overview"))] if count else []
