from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from vacancies.bank.models import Organisation
from vacancies.bank.queries import organisations_of

register = template.Library()


@register.simple_tag(takes_context=True)
def my_organisations(context: template.Context) -> list[Organisation]:
    """The organisations whose contact the visitor is, for my page."""
    request: Any = context["request"]
    site = Site.find_for_request(request)
    return list(organisations_of(request.user, site.pk)) if site else []
