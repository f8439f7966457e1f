from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from portal.notices.actions import send_notice
from search.contract import HELP
from search.models import Alert


def address(name: str, alert: Alert) -> str:
    with translation.override(alert.language):
        return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=[alert.token])


def send_confirmation(alert: Alert) -> None:
    """Ask whether the address wants this; once a day at most, so nobody is flooded through our form."""
    _send(alert, "search.alert_confirm", f"{timezone.localdate():%Y%m%d}", "search/alert_confirm", {})


def send_standing(alert: Alert) -> None:
    """Asked for again: it stands already."""
    _send(alert, "search.alert_stands", f"{timezone.localdate():%Y%m%d}", "search/alert_stands", {})


def send_new_places(alert: Alert, found: list[Any]) -> None:
    """What is new. Of what residents ask and offer a mail never holds the words, only how many there are."""
    key = f"{max(each.pk for each in found)}-{timezone.now():%Y%m%d%H%M%S}"
    if alert.collection == HELP:
        base = settings.WAGTAILADMIN_BASE_URL + reverse("search:help_list")
        link = f"{base}?{alert.parameters}" if alert.parameters else base
        _send(alert, "search.alert", key, "search/alert_help", {"count": len(found), "link": link}, topic=alert.topic)
        return
    listed = [{"vacancy": v, "url": settings.WAGTAILADMIN_BASE_URL + v.get_absolute_url()} for v in found]
    _send(alert, "search.alert", key, "search/alert", {"places": listed}, topic=alert.topic)


def _send(alert: Alert, kind: str, key: str, template: str, context: dict[str, Any], topic: str = "") -> None:
    send_notice(
        site=alert.site,
        kind=kind,
        object_key=f"search.alert:{alert.token}:{key}",
        recipient=alert.email,
        template=template,
        context={**context, "alert": alert, "alert_url": address("search:alert", alert)},
        language=alert.language,
        topic=topic,
    )
