from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from portal.notices.actions import send_notice
from search.models import Alert
from vacancies.bank.models import Vacancy


def address(name: str, alert: Alert) -> str:
    with translation.override(alert.language):
        return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=[alert.token])


def send_confirmation(alert: Alert) -> None:
    """Ask whether the address wants this; once a day at most, so nobody is flooded through our form."""
    _send(alert, "search.alert_confirm", f"{timezone.localdate():%Y%m%d}", "search/alert_confirm", {})


def send_standing(alert: Alert) -> None:
    """Asked for again: it stands already."""
    _send(alert, "search.alert_stands", f"{timezone.localdate():%Y%m%d}", "search/alert_stands", {})


def send_new_places(alert: Alert, vacancies: list[Vacancy]) -> None:
    key = f"{max(vacancy.pk for vacancy in vacancies)}-{timezone.now():%Y%m%d%H%M%S}"
    listed = [{"vacancy": v, "url": settings.WAGTAILADMIN_BASE_URL + v.get_absolute_url()} for v in vacancies]
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
