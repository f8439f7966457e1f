"""Every change of ambassadors and of who came through them."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from community.dialogue.ambassadors import emails
from community.dialogue.ambassadors.enums import ARRIVAL_TRANSITIONS, TRANSITIONS, AmbassadorState, ArrivalState
from community.dialogue.ambassadors.exceptions import AlreadyChanged, NotAllowed, ReasonMissing, TooMany
from community.dialogue.ambassadors.models import Ambassador, Arrival
from community.dialogue.ambassadors.queries import forgotten_arrivals
from community.dialogue.ambassadors.rules import can_answer, can_keep_ambassadors, is_own
from portal.history import changed
from portal.history.actions import record_change
from portal.limits.actions import take_token
from portal.pages.models import SiteSettings
from portal.settings.environment import Rate

ADDRESS_RATE = Rate(per_minute=1, burst=3)
KEPT = timedelta(days=90)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Reach:
    """Who came, as a form cleaned it."""

    name: str
    channel: str
    email: str = ""
    phone: str = ""
    address: str = ""
    wants_welcome: bool = False
    language: str = "nl"


def ask_to_be(*, site: Site, by: Any, name: str, words: str, welcomes: bool) -> Ambassador:
    """Somebody wants to be an ambassador, or asks once more; a coordinator reads it. Changing words needs no yes."""
    values: dict[str, Any] = {"name": name, "words": words, "welcomes": welcomes}
    with transaction.atomic():
        now = timezone.now()
        found, made = Ambassador.objects.get_or_create(site=site, user=by, defaults={**values, "asked_at": now})
        if made:
            record_change(obj=found, from_state="", to_state=found.state, by=by)
        elif found.state in (AmbassadorState.DECLINED, AmbassadorState.STOPPED):
            _move(found, AmbassadorState.ASKED, by, asked_at=now, reason="", **values)
        else:
            Ambassador.objects.filter(pk=found.pk).update(welcomes=welcomes)
            if found.state == AmbassadorState.ASKED:
                Ambassador.objects.filter(pk=found.pk).update(**values)
            found.refresh_from_db()
            return found
        keeper = SiteSettings.for_site(site).default_coordinator
        if keeper is not None:
            emails.tell_keeper(found, keeper)
        changed.send(Ambassador, ids=[found.pk])
    return found


def _move(ambassador: Ambassador, to: AmbassadorState, by: Any, said: str = "", **values: Any) -> None:
    """The one road between states, guarded by a conditional update. Inside the caller's transaction."""
    before = ambassador.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    if not Ambassador.objects.filter(pk=ambassador.pk, state=before).update(state=to, **values):
        raise AlreadyChanged
    ambassador.refresh_from_db()
    record_change(obj=ambassador, from_state=before, to_state=to, by=by, reason=said)
    changed.send(Ambassador, ids=[ambassador.pk])


def admit(*, ambassador: Ambassador, by: Any) -> Ambassador:
    """Yes: the card and the link work from now on. The link that somebody had before stays theirs."""
    if not can_keep_ambassadors(by):
        raise NotAllowed
    code = ambassador.code or "".join(secrets.choice(LETTERS) for _letter in range(6))
    with transaction.atomic():
        _move(ambassador, AmbassadorState.ACTIVE, by, code=code)
        emails.tell_ambassador(ambassador, "admitted", f"{timezone.localdate():%Y%m%d}")
    return ambassador


def decline(*, ambassador: Ambassador, reason: str, by: Any) -> Ambassador:
    if not can_keep_ambassadors(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        _move(ambassador, AmbassadorState.DECLINED, by, reason.strip(), reason=reason.strip()[:400])
        emails.tell_ambassador(ambassador, "declined", f"{timezone.localdate():%Y%m%d}")
    return ambassador


def stop(*, ambassador: Ambassador, by: Any) -> Ambassador:
    """The ambassador stops, or the desk does; the link is not there any more, and nobody is asked to welcome."""
    if not is_own(by, ambassador) and not can_keep_ambassadors(by):
        raise NotAllowed
    with transaction.atomic():
        _move(ambassador, AmbassadorState.STOPPED, by)
        for arrival in ambassador.arrivals.filter(state=ArrivalState.WELCOME_ASKED):
            _step(arrival, ArrivalState.CAME, by)
    return ambassador


def arrive(*, ambassador: Ambassador, reach: Reach) -> Arrival:
    """Somebody came through the link. The ambassador hears thanks, not who. Raises AlreadyChanged, TooMany."""
    subject = (reach.email or reach.phone or reach.address).strip().lower()
    if take_token(scope="arrival", subject=subject, rate=ADDRESS_RATE):
        raise TooMany
    with transaction.atomic():
        rows = Ambassador.objects.filter(pk=ambassador.pk, state=AmbassadorState.ACTIVE)
        if not rows.update(thanks=F("thanks") + 1):
            raise AlreadyChanged
        ambassador.refresh_from_db()
        both_may = reach.wants_welcome and ambassador.welcomes
        arrival = Arrival.objects.create(
            site_id=ambassador.site_id,
            ambassador=ambassador,
            state=ArrivalState.WELCOME_ASKED if both_may else ArrivalState.CAME,
            came_at=timezone.now(),
            **asdict(reach),
        )
        record_change(obj=arrival, from_state="", to_state=arrival.state)
        emails.tell_ambassador(ambassador, "welcome" if both_may else "came", f"a{arrival.pk}")
        changed.send(Arrival, ids=[arrival.pk])
    return arrival


def _step(arrival: Arrival, to: ArrivalState, by: Any, **values: Any) -> None:
    before = arrival.state
    if to not in ARRIVAL_TRANSITIONS[before]:
        raise AlreadyChanged
    if not Arrival.objects.filter(pk=arrival.pk, state=before).update(state=to, **values):
        raise AlreadyChanged
    arrival.refresh_from_db()
    record_change(obj=arrival, from_state=before, to_state=to, by=by)
    changed.send(Arrival, ids=[arrival.pk])


def answer_welcome(*, arrival: Arrival, yes: bool, by: Any) -> Arrival:
    """Yes: the desk makes a moment for both. No needs no reason, and who came never hears of it."""
    if not can_answer(by, arrival):
        raise NotAllowed
    with transaction.atomic():
        _step(arrival, ArrivalState.BOTH_WANT if yes else ArrivalState.CAME, by)
    return arrival


def plan_welcome(*, arrival: Arrival, meets_at: datetime, place: str, by: Any) -> Arrival:
    """A place and a time for both; each hears where and when, the ambassador not who."""
    if not can_keep_ambassadors(by):
        raise NotAllowed
    with transaction.atomic():
        _step(arrival, ArrivalState.PLANNED, by, meets_at=meets_at, place=place)
        emails.tell_arrival(arrival)
        key = f"a{arrival.pk}:{meets_at:%Y%m%d%H%M}"
        emails.tell_ambassador(arrival.ambassador, "planned", key, meets_at=meets_at, place=place)
    return arrival


def mark_met(*, arrival: Arrival, by: Any) -> Arrival:
    if not can_keep_ambassadors(by):
        raise NotAllowed
    with transaction.atomic():
        _step(arrival, ArrivalState.MET, by, ended_at=timezone.now())
        emails.tell_ambassador(arrival.ambassador, "met", f"a{arrival.pk}")
    return arrival


def close_arrival(*, arrival: Arrival, by: Any) -> Arrival:
    """We spoke to this person; nothing waits any more."""
    if not can_keep_ambassadors(by):
        raise NotAllowed
    with transaction.atomic():
        _step(arrival, ArrivalState.CLOSED, by, ended_at=timezone.now())
    return arrival


def forget_arrivals() -> int:
    """Names and addresses go ninety days after it was done; how many came stays. The schedule calls it."""
    deleted, _per_model = forgotten_arrivals(timezone.now() - KEPT).delete()
    return deleted
