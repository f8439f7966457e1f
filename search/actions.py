"""Alerts: a search that is mailed when something new fits it. Double opt-in, one-click stop, nothing mailed twice."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from community.help.queries import open_items
from community.help.queries import with_parts as help_parts
from portal.notices.actions import resume_topic
from portal.notices.models import Stop
from search import emails
from search.contract import HELP, VACANCIES
from search.engines import search
from search.enums import Rhythm
from search.forms import SearchForm
from search.help_forms import HelpSearchForm
from search.models import Alert, AlertSent
from vacancies.bank.queries import open_vacancies, with_parts

FORMS: dict[str, type[SearchForm]] = {VACANCIES: SearchForm, HELP: HelpSearchForm}
UNCONFIRMED_DAYS = 7
MORNING = time(7, 0)
MOST_IN_A_MAIL = 20


def ask_alert(
    *, site: Any, email: str, parameters: str, words: str, rhythm: str, language: str, collection: str = VACANCIES
) -> Alert:
    """Save a search for an address. Nothing is mailed but the question whether the address wants it.

    A second time for the same search changes nothing until the mail is answered: others may know the address.
    """
    with transaction.atomic():
        alert, made = Alert.objects.get_or_create(
            site=site,
            email=email.strip().lower(),
            collection=collection,
            parameters=parameters,
            defaults={"words": words[:300], "rhythm": rhythm, "language": language},
        )
        if not made and alert.confirmed_at is None:
            alert.rhythm = rhythm
            alert.save(update_fields=["rhythm"])
        if alert.confirmed_at is None or is_stopped(alert):
            emails.send_confirmation(alert)
        else:
            emails.send_standing(alert)
    return alert


def confirm_alert(*, alert: Alert, rhythm: str = "") -> None:
    """The address says yes, or chooses another rhythm; what is there already is not news."""
    with transaction.atomic():
        if rhythm:
            alert.rhythm = rhythm
        if alert.confirmed_at is None or is_stopped(alert):
            alert.confirmed_at = alert.matched_at = timezone.now()
        alert.save(update_fields=["rhythm", "confirmed_at", "matched_at"])
        for stop in Stop.objects.filter(site=alert.site, topic=alert.topic, recipient=alert.email):
            resume_topic(stop=stop)


def stop_alert(*, alert: Alert) -> None:
    """No more of these mails; the same button as the one in the mail program."""
    stop, _made = Stop.objects.get_or_create(site=alert.site, topic=alert.topic, recipient=alert.email)
    Stop.objects.filter(pk=stop.pk, stopped_at=None).update(stopped_at=timezone.now())


def is_stopped(alert: Alert) -> bool:
    stops = Stop.objects.filter(site=alert.site, topic=alert.topic, recipient=alert.email)
    return stops.filter(stopped_at__isnull=False).exists()


def due_alerts(now: datetime) -> QuerySet[Alert]:
    """Confirmed ones whose moment has come: at once always, the others from seven o'clock on their day."""
    local = timezone.localtime(now)
    today = timezone.make_aware(datetime.combine(local.date(), MORNING))
    last_morning = today if local >= today else today - timedelta(days=1)
    monday = timezone.make_aware(datetime.combine(local.date() - timedelta(days=local.weekday()), MORNING))
    last_monday = monday if local >= monday else monday - timedelta(days=7)
    return Alert.objects.filter(confirmed_at__isnull=False).filter(
        Q(rhythm=Rhythm.AT_ONCE)
        | Q(rhythm=Rhythm.DAILY, matched_at__lt=last_morning)
        | Q(rhythm=Rhythm.WEEKLY, matched_at__lt=last_monday)
    )


def run_alerts(now: datetime | None = None) -> int:
    """Match what is new against the alerts that are due, and mail it; the schedule calls it. Returns the mails."""
    now = now or timezone.now()
    Alert.objects.filter(confirmed_at=None, created_at__lt=now - timedelta(days=UNCONFIRMED_DAYS)).delete()
    newest: dict[tuple[int, str], datetime | None] = {}
    mailed = 0
    for alert in due_alerts(now).select_related("site").order_by("pk").iterator(200):
        key = (alert.site_id, alert.collection)
        if key not in newest:
            last = open_things(alert).order_by("-published_at").values_list("published_at", flat=True)
            newest[key] = last.first()
        latest = newest[key]
        if latest is not None and alert.matched_at is not None and latest > alert.matched_at:
            mailed += mail_alert(alert, now)
        Alert.objects.filter(pk=alert.pk).update(matched_at=now)
    return mailed


def mail_alert(alert: Alert, now: datetime) -> int:
    """Mail what is new and still open; 1 when there was something."""
    fresh = new_places(alert)
    if not fresh or is_stopped(alert):
        return 0
    with transaction.atomic():
        sign = -1 if alert.collection == HELP else 1
        AlertSent.objects.bulk_create([AlertSent(alert=alert, object_id=sign * each.pk) for each in fresh])
        emails.send_new_places(alert, fresh)
    return 1


def open_things(alert: Alert) -> QuerySet[Any]:
    """What of the department of an alert is open now."""
    return open_items(alert.site_id) if alert.collection == HELP else open_vacancies(alert.site_id)


def new_places(alert: Alert) -> list[Any]:
    """What fits the search, was placed after the alert began, was not mailed before, and is open at this moment."""
    data = QueryDict(alert.parameters, mutable=True)
    data["sort"], data["page_size"] = "newest", "100"
    form = FORMS[alert.collection](data, site_id=alert.site_id)
    if not form.is_valid():
        return []  # a theme or neighbourhood that is gone
    numbers = [hit.source["object_id"] for hit in search(form.query(counted=()), alert.site_id).hits]
    known = AlertSent.objects.filter(alert=alert, object_id__in=numbers).values_list("object_id", flat=True)
    fresh = {abs(number) for number in numbers} - {abs(number) for number in known}
    found = open_things(alert).filter(pk__in=fresh, published_at__gt=alert.confirmed_at).order_by("-published_at")
    parts = help_parts if alert.collection == HELP else with_parts
    return list(parts(found)[:MOST_IN_A_MAIL])
