from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from community.credits.models import Transfer
from community.help.enums import (
    BEFORE_STATES,
    FILLED_STATES,
    LIVE_MATCHES,
    OPEN_STATES,
    PUBLIC_STATES,
    SEARCHABLE_STATES,
    HelpKind,
    InvitationState,
    ItemState,
    MatchState,
    ReportState,
    TimeWish,
)
from community.help.models import HelpBlock, HelpInvitation, HelpItem, HelpMatch, HelpQuiet, HelpReport
from community.help.rules import can_moderate, is_person
from portal.history.models import StateChange
from portal.notices.enums import family_of
from portal.notices.queries import is_stopped

ASKS_TOPIC = "help.asks"
FILLED_DAYS = 60
REMIND_DAYS = 7
RENEWABLE_DAYS = 180
ASK_PAUSE = timedelta(days=7)


def with_parts(items: QuerySet[HelpItem]) -> QuerySet[HelpItem]:
    return items.select_related("site", "neighbourhood", "person", "drafted_by__profile", "handler").prefetch_related(
        "slots", "theme_items__tag"
    )


def searchable_items(site_id: int | None = None) -> QuerySet[HelpItem]:
    """What search may find: open, and for a while what was agreed or done. The one visibility query of the lists."""
    items = HelpItem.objects.filter(state__in=SEARCHABLE_STATES)
    items = items.exclude(state__in=FILLED_STATES, ended_at__lt=timezone.now() - timedelta(days=FILLED_DAYS))
    return items if site_id is None else items.filter(site_id=site_id)


def open_items(site_id: int) -> QuerySet[HelpItem]:
    return HelpItem.objects.filter(site_id=site_id, state__in=OPEN_STATES)


def public_items(site_id: int) -> QuerySet[HelpItem]:
    """What anybody may open by its address; the page says when it is over."""
    return with_parts(HelpItem.objects.filter(site_id=site_id, state__in=PUBLIC_STATES))


def items_by_number(numbers: Iterable[int], site_id: int) -> dict[int, HelpItem]:
    """The items behind some results, as far as they may still be seen."""
    return {item.pk: item for item in with_parts(searchable_items(site_id).filter(pk__in=list(numbers)))}


def known_place(site_id: int, name: str) -> tuple[float, float] | None:
    rows = searchable_items(site_id).filter(place__iexact=name.strip(), latitude__isnull=False)
    return rows.values_list("latitude", "longitude").first()  # type: ignore[return-value]


def known_postcode(site_id: int, digits: str) -> tuple[float, float] | None:
    rows = searchable_items(site_id).filter(postcode=digits, latitude__isnull=False)
    return rows.values_list("latitude", "longitude").first()  # type: ignore[return-value]


def own_items(user: Any, site_id: int) -> QuerySet[HelpItem]:
    """One's own, and what one wrote for somebody else until it is published."""
    if not is_person(user):
        return HelpItem.objects.none()
    mine = Q(person=user) | Q(drafted_by=user, state__in=BEFORE_STATES)
    return with_parts(HelpItem.objects.filter(mine, site_id=site_id)).order_by("-created_at", "-pk")


def own_matches(user: Any, site_id: int) -> QuerySet[HelpMatch]:
    """Every conversation in which somebody takes part, the newest first."""
    if not is_person(user):
        return HelpMatch.objects.none()
    mine = Q(other=user) | Q(item__person=user)
    return match_parts(HelpMatch.objects.filter(mine, site_id=site_id)).order_by("-started_at", "-pk")


def match_parts(matches: QuerySet[HelpMatch]) -> QuerySet[HelpMatch]:
    return matches.select_related("site", "other", "item__person", "item__site", "item__neighbourhood", "item__handler")


def matches_visible_to(user: Any, site_id: int) -> QuerySet[HelpMatch]:
    """One's own. The desk takes part for who has no account, and reads one that was reported, and no other."""
    if can_moderate(user):
        theirs = Q(item__person=None, item__is_imported=False) | Q(reports__state=ReportState.OPEN)
        mine = Q(other=user) | Q(item__person=user)
        rows = HelpMatch.objects.filter(site_id=site_id).filter(pk__in=HelpMatch.objects.filter(theirs | mine))
        return match_parts(rows)
    return own_matches(user, site_id)


def told_by_phone(item: HelpItem) -> dict[int, StateChange]:
    """Per conversation what the desk wrote down about who rang, and who wrote it."""
    rows = StateChange.objects.filter(
        model=HelpMatch._meta.label_lower, object_id__in=item.matches.values("pk"), to_state=MatchState.DONE
    )
    return {row.object_id: row for row in rows.exclude(reason="").select_related("by")}


def live_matches(item: HelpItem) -> QuerySet[HelpMatch]:
    return match_parts(item.matches.filter(state__in=LIVE_MATCHES)).order_by("started_at", "pk")


def invitations_of(user: Any, site_id: int) -> QuerySet[HelpInvitation]:
    """Whatever workers ever asked of somebody."""
    rows = HelpInvitation.objects.filter(site_id=site_id)
    rows = rows.filter(person=user) if is_person(user) else rows.none()
    return rows.select_related("item__neighbourhood", "item__site", "asked_by")


def invitations_for(user: Any, site_id: int) -> QuerySet[HelpInvitation]:
    """What workers asked of somebody and still waits for an answer."""
    return invitations_of(user, site_id).filter(state=InvitationState.ASKED, item__state__in=OPEN_STATES)


def is_quiet(user: Any, site_id: int) -> bool:
    """Whether somebody said on their page or by the one click in a mail that we should not ask."""
    if is_stopped(site_id, user.email.lower(), ASKS_TOPIC, family_of(ASKS_TOPIC)):
        return True
    return HelpQuiet.objects.filter(user=user, site_id=site_id).exists()


def quiet_people(site_id: int) -> set[int]:
    return set(HelpQuiet.objects.filter(site_id=site_id).values_list("user", flat=True))


def apart(site_id: int, one: int | None, other: int | None) -> bool:
    """Whether one of two people blocked the other."""
    if one is None or other is None:
        return False
    rows = HelpBlock.objects.filter(site_id=site_id)
    return rows.filter(Q(by=one, blocked=other) | Q(by=other, blocked=one)).exists()


def people_apart(site_id: int, user_id: int | None) -> set[int]:
    """Whom somebody does not meet any more."""
    if user_id is None:
        return set()
    rows = HelpBlock.objects.filter(Q(by=user_id) | Q(blocked=user_id), site_id=site_id)
    return {pk for pair in rows.values_list("by", "blocked") for pk in pair} - {user_id}


def asked_lately(user: Any, site_id: int, now: datetime) -> bool:
    """Whether somebody was asked this week: nobody is pestered."""
    rows = HelpInvitation.objects.filter(person=user, site_id=site_id, asked_at__gt=now - ASK_PAUSE)
    return rows.exists()


# --- the desk ---


def desk_items(user: Any, site_id: int) -> QuerySet[HelpItem]:
    if not can_moderate(user):
        return HelpItem.objects.none()
    return with_parts(HelpItem.objects.filter(site_id=site_id))


def waiting_items(user: Any, site_id: int, *states: ItemState) -> QuerySet[HelpItem]:
    """What the desk sees in some states, who waits longest first."""
    rows = desk_items(user, site_id).filter(state__in=states)
    return rows.annotate(talks=Count("matches", filter=Q(matches__state__in=LIVE_MATCHES))).order_by("created_at", "pk")


def waiting_for_pot(user: Any, site_id: int) -> list[HelpMatch]:
    """Who helped somebody without an account, and has no time for it yet; who waits longest first."""
    if not can_moderate(user):
        return []
    rows = HelpMatch.objects.filter(
        site_id=site_id,
        state=MatchState.DONE,
        time_wish=TimeWish.MINE,
        minutes__gt=0,
        item__kind=HelpKind.REQUEST,
        item__person=None,
        other__is_active=True,
    )
    found = list(rows.select_related("item", "other", "site").order_by("ended_at", "pk"))
    keys = [f"help:{match.uuid}" for match in found]
    paid = set(Transfer.objects.filter(site_id=site_id, key__in=keys).values_list("key", flat=True))
    return [match for match in found if f"help:{match.uuid}" not in paid]


def open_reports(user: Any, site_id: int) -> QuerySet[HelpReport]:
    if not can_moderate(user):
        return HelpReport.objects.none()
    rows = HelpReport.objects.filter(site_id=site_id, state=ReportState.OPEN)
    return rows.select_related("item", "match", "by")


# --- the clock ---


def ending_soon(today: date) -> QuerySet[HelpItem]:
    """Open, and over within a week: time to ask whether it is still needed."""
    week_ago = timezone.now() - timedelta(days=REMIND_DAYS)
    rows = HelpItem.objects.filter(state__in=OPEN_STATES, is_imported=False, published_at__lt=week_ago)
    return with_parts(rows.filter(visible_until__range=(today, today + timedelta(days=REMIND_DAYS))))


def past_end(today: date) -> QuerySet[HelpItem]:
    return with_parts(HelpItem.objects.filter(state__in=OPEN_STATES, visible_until__lt=today))


def faded_items(now: datetime) -> QuerySet[HelpItem]:
    """Agreed or done so long ago that the list does not show them any more."""
    border = now - timedelta(days=FILLED_DAYS)
    return HelpItem.objects.filter(state__in=FILLED_STATES, ended_at__range=(border - timedelta(days=2), border))
