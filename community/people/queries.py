from __future__ import annotations

from django.db.models import QuerySet

from community.people.models import Profile


def visible_workers(site_id: int) -> QuerySet[Profile]:
    """The workers that visitors see, by first name."""
    workers = Profile.objects.filter(site_id=site_id, is_visible=True, user__is_active=True).exclude(for_whom="")
    return workers.select_related("user").order_by("user__first_name", "pk")
