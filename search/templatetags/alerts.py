from __future__ import annotations

from typing import Any

from django import template
from django.db.models import QuerySet
from wagtail.models import Site

from search.models import Alert

register = template.Library()


@register.simple_tag(takes_context=True)
def my_alerts(context: template.Context) -> QuerySet[Alert]:
    """The searches that the visitor is mailed about."""
    request: Any = context["request"]
    found = Alert.objects.filter(site=Site.find_for_request(request), confirmed_at__isnull=False)
    return found.filter(email__iexact=request.user.email).order_by("-confirmed_at")[:10]
