"""Thirty offers and requests of the demo in all their states, each site its own, with the conversations about them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import Site

from community.credits.actions import Wish, give, open_account
from community.help.actions.matches import helper_and_helped, key_of
from community.help.enums import ENDED_STATES, Field, HelpKind, ItemState, MatchState
from community.help.models import HelpItem, HelpMatch, HelpMessage, HelpRelease, HelpSlot
from community.help.where import find_where
from community.people.models import User
from portal.history import changed
from portal.history.actions import record_change
from portal.management.demo import read
from portal.vocabulary.models import Theme

# The states that something came through before it was where it is.
ROADS: dict[str, list[str]] = {
    ItemState.DRAFT: ["draft", "consent", "moderated", "draft"],
    ItemState.CONSENT_PENDING: ["draft", "consent"],
    ItemState.MODERATED: ["draft", "consent", "moderated"],
    ItemState.OPEN: ["draft", "consent", "moderated", "open"],
    ItemState.TALKING: ["draft", "consent", "moderated", "open", "talking"],
    ItemState.AGREED: ["draft", "consent", "moderated", "open", "talking", "agreed"],
    ItemState.DONE: ["draft", "consent", "moderated", "open", "talking", "agreed", "done"],
    ItemState.NOT_DONE: ["draft", "consent", "moderated", "open", "talking", "agreed", "not_done"],
    ItemState.WITHDRAWN: ["draft", "consent", "moderated", "open", "withdrawn"],
    ItemState.EXPIRED: ["draft", "consent", "moderated", "open", "expired"],
}


def load_help(site: Site, people: dict[str, User], name: str = "aan-de-dijk") -> None:
    """Make them once per site."""
    if HelpItem.objects.filter(site=site).exists():
        return
    data = read("help")
    everybody = {**people, **{row["key"]: make_person(row) for row in data["people"]}}
    for number, row in enumerate(data[name], 1):
        make_item(site, row, everybody, f"{name}.{number}")


def make_person(row: dict[str, str]) -> User:
    """A resident without a password: the mailed code is the way in."""
    user = User.objects.filter(email=row["email"]).first()
    if user is None:
        user = User.objects.create_user(row["email"], first_name=row["first_name"], last_name=row["last_name"])
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def address_of(name: str) -> uuid.UUID:
    """Of the demo the addresses are the same on every machine."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demo.help.{name}")


def make_item(site: Site, row: dict[str, Any], people: dict[str, User], name: str) -> None:
    written = timezone.now() - timedelta(days=row["days_ago"], hours=3)
    state, public = ItemState(row["state"]), "open" in ROADS[row["state"]]
    item = HelpItem.objects.create(
        site=site,
        uuid=address_of(name),
        kind=row["kind"],
        state=state,
        title=row["title"],
        text=row["voice"],
        person=people.get(row["person"]),
        published_at=written + timedelta(hours=2) if public else None,
        ended_at=timezone.now() - timedelta(days=2) if state in {*ENDED_STATES, ItemState.AGREED} else None,
        recurrence=row["recurrence"],
        places=row.get("places", 1),
        taken=1 if state in {ItemState.AGREED, ItemState.DONE, ItemState.NOT_DONE} else 0,
        could_do=row.get("could_do", ""),
        **who_of(row, people),
        **where_of(site, row),
        **consent_of(row, people, written),
        **until_of(row),
    )
    HelpItem.objects.filter(pk=item.pk).update(created_at=written)
    item.themes.set(Theme.objects.filter(slug__in=row["themes"]))
    HelpSlot.objects.bulk_create(HelpSlot(item=item, daypart=part) for part in row["dayparts"])
    write_history(item, row, written, people)
    if "match" in row:
        make_match(item, row["match"], people, written, f"{name}.match")
    changed.send(HelpItem, ids=[item.pk])


def who_of(row: dict[str, Any], people: dict[str, User]) -> dict[str, Any]:
    by = people.get(row.get("by", ""))
    return {
        "origin": row.get("origin", "self"),
        "drafted_by": by or people.get(row["person"]),
        "handler": by if row.get("origin") == "worker" else people.get("coordinator"),
        "relation": row.get("relation", ""),
        "person_name": row.get("name", ""),
        "person_email": row.get("email", ""),
        "person_phone": row.get("phone", ""),
        "told": row.get("told", ""),
        "safety_notes": row.get("safety", ""),
    }


def where_of(site: Site, row: dict[str, Any]) -> dict[str, Any]:
    where = find_where(site.pk, row["where"])
    if where is None:
        return {"place": row["where"]}
    names = ("place", "postcode", "neighbourhood", "latitude", "longitude")
    return {name: getattr(where, name) for name in names}


def consent_of(row: dict[str, Any], people: dict[str, User], written: datetime) -> dict[str, Any]:
    if row["state"] == ItemState.CONSENT_PENDING:
        return {}
    noted = row.get("consent", "click") != "click"
    return {
        "consent_way": row.get("consent", "click"),
        "consent_at": written + timedelta(hours=1),
        "consent_version": 1,
        "consent_by": people.get(row.get("by", "")) if noted else None,
    }


def until_of(row: dict[str, Any]) -> dict[str, Any]:
    days = row["until_days"]
    return {
        "visible_until": timezone.localdate() + timedelta(days=60 if days is None else days),
        "open_ended": days is None,
    }


def write_history(item: HelpItem, row: dict[str, Any], written: datetime, people: dict[str, User]) -> None:
    road = ROADS[row["state"]]
    step = (timezone.now() - written) / (len(road) + 1)
    before = ""
    for number, state in enumerate(road):
        last = number == len(road) - 1
        reason = row.get("reason", "") if last else row.get("note", "") if state == "moderated" else ""
        by = (
            people["coordinator"]
            if state == "open" or (last and reason)
            else None
            if state == "expired"
            else item.person
        )
        record_change(obj=item, from_state=before, to_state=state, by=by, reason=reason, at=written + number * step)
        before = state


def make_match(item: HelpItem, row: dict[str, Any], people: dict[str, User], written: datetime, name: str) -> None:
    started = written + timedelta(hours=5)
    state = MatchState(row["state"])
    ended = state in {MatchState.DONE, MatchState.NOT_DONE}
    match = HelpMatch.objects.create(
        site=item.site,
        uuid=address_of(name),
        item=item,
        other=people[row["other"]],
        state=state,
        plan=row.get("plan", ""),
        minutes=row.get("minutes"),
        proposed_by_owner=item.kind == HelpKind.OFFER if row.get("plan") else None,
        started_at=started,
        agreed_at=started + timedelta(hours=8)
        if state != MatchState.TALKING and state != MatchState.PROPOSED
        else None,
        ended_at=timezone.now() - timedelta(days=2) if ended else None,
    )
    record_change(obj=match, from_state="", to_state=state, by=match.other, at=started)
    for number, (by_owner, text) in enumerate(row["messages"]):
        author = item.person if by_owner else match.other
        at = min(started + timedelta(hours=2 * number), timezone.now())
        HelpMessage.objects.create(match=match, by_owner=bool(by_owner), author=author, text=text, written_at=at)
    if row.get("release"):
        HelpRelease.objects.create(
            match=match, by_owner=True, field=Field.PHONE, value=row["release"], given_at=started + timedelta(hours=9)
        )
    if row.get("time"):
        book_time(match)


def book_time(match: HelpMatch) -> None:
    helper, helped = helper_and_helped(match)
    payer, receiver = (open_account(site=match.site, user=user) for user in (helped, helper))
    wish = Wish(match.minutes or 60, match.item.title, key_of(match), reference=key_of(match))
    give(payer=payer, receiver=receiver, wish=wish, by=helped, at=match.ended_at)
