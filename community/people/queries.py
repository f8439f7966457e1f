from __future__ import annotations

from django.db.models import QuerySet
from wagtail.models import Site

from community.people.enums import Role
from community.people.models import Profile, User
from community.people.sites import group_name


def visible_workers(site_id: int) -> QuerySet[Profile]:
    """The workers that visitors see, by first name."""
    workers = Profile.objects.filter(site_id=site_id, is_visible=True, user__is_active=True).exclude(for_whom="")
    return workers.select_related("user").order_by("user__first_name", "pk")


def workers_with(role: Role, site_id: int) -> QuerySet[User]:
    """Active accounts that have a role on a site, in a fixed order."""
    site = Site.objects.get(pk=site_id)
    return User.objects.filter(is_active=True, groups__name=group_name(role, site)).order_by("pk")
