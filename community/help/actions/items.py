"""An offer or request from the first words to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from community.help import emails
from community.help.enums import (
    ITEM_TRANSITIONS,
    LOOSE_MATCHES,
    OPEN_STATES,
    ConsentWay,
    ItemState,
    MatchState,
    Origin,
)
from community.help.exceptions import AlreadyChanged, ConsentMissing, NotAllowed, ReasonMissing, TooLate
from community.help.models import HelpItem, HelpSlot
from community.help.queries import RENEWABLE_DAYS, ending_soon, faded_items, past_end
from community.help.rules import can_change_item, can_moderate, is_owner, is_person
from community.help.where import Where
from community.people.models import User
from portal.history import changed
from portal.history.actions import record_change
from portal.vocabulary.models import Theme

STAYS_DAYS = 60
# With these the meaning of the public text may change, so the yes of the person is asked again.
PUBLIC_FIELDS = ("title", "text")


@dataclass(frozen=True)
class Words:
    """What the public reads and what it is found by, as a form cleaned it."""

    kind: str
    title: str
    text: str
    where: Where
    themes: Sequence[Theme] = ()
    dayparts: Sequence[str] = ()
    recurrence: str = ""
    radius_km: int = 5
    places: int = 1
    with_time: bool = True
    could_do: str = ""
    until: date | None = None

    def values(self) -> dict[str, Any]:
        names = ("kind", "title", "text", "recurrence", "radius_km", "places", "with_time", "could_do")
        where = {
            name: getattr(self.where, name) for name in ("place", "postcode", "neighbourhood", "latitude", "longitude")
        }
        until = self.until or timezone.localdate() + timedelta(days=STAYS_DAYS)
        ends = {"visible_until": until, "open_ended": self.until is None}
        return {name: getattr(self, name) for name in names} | where | ends


@dataclass(frozen=True)
class About:
    """Whom it is about when that is not who types, and what only the desk reads."""

    origin: str = Origin.SELF
    name: str = ""
    email: str = ""
    phone: Any = ""
    address: str = ""
    relation: str = ""
    told: str = ""
    safety_notes: str = ""
    language: str = "nl"

    def values(self) -> dict[str, Any]:
        names = ("origin", "relation", "told", "safety_notes", "language")
        reach = {f"person_{name}": getattr(self, name) for name in ("name", "email", "phone", "address")}
        return {name: getattr(self, name) for name in names} | reach


@dataclass(frozen=True)
class Yes:
    """How the person said yes; `note` says when and to whom, for a call or a paper."""

    way: ConsentWay
    by: Any = None
    note: str = field(default="", repr=False)


def write_item(*, site: Site, words: Words, about: About, by: Any) -> HelpItem:
    """Write down an offer or request. One's own, while logged in, is a yes at once; any other waits for a yes."""
    user = by if is_person(by) else None
    if about.origin != Origin.SELF and user is None:
        raise NotAllowed
    if about.origin == Origin.WORKER and not can_moderate(by):
        raise NotAllowed
    own = user is not None and about.origin == Origin.SELF
    with transaction.atomic():
        item = HelpItem.objects.create(
            site=site,
            person=user if own else None,
            drafted_by=user,
            handler=user if about.origin == Origin.WORKER else None,
            **words.values(),
            **about.values(),
        )
        write_parts(item, words)
        record_change(obj=item, from_state="", to_state=item.state, by=by)
        move(item=item, to=ItemState.CONSENT_PENDING, by=by)
        if own:
            say_yes(item=item, yes=Yes(ConsentWay.CLICK), by=by)
        else:
            emails.ask_consent(item)
    return item


def write_parts(item: HelpItem, words: Words) -> None:
    item.themes.set(list(words.themes))
    item.slots.all().delete()
    HelpSlot.objects.bulk_create(HelpSlot(item=item, daypart=part) for part in dict.fromkeys(words.dayparts))


def hold_items(*numbers: int) -> None:
    """An item is held before its conversations, by everyone and in the order of their numbers.

    Who takes a conversation first and its item then would wait for who ends the item at that moment, and the other way
    round. SQLite has one writer anyway.
    """
    wanted = [number for number in numbers if number is not None]
    list(HelpItem.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))


def move(*, item: HelpItem, to: ItemState, by: Any, reason: str = "", values: dict[str, Any] | None = None) -> HelpItem:
    """The one road between states: a conditional update, so that of two at once only one gets through."""
    before = item.state
    if to not in ITEM_TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        if not HelpItem.objects.filter(pk=item.pk, state=before).update(state=to, **(values or {})):
            raise AlreadyChanged
        record_change(obj=item, from_state=before, to_state=to, by=by, reason=reason)
        item.refresh_from_db()
        changed.send(HelpItem, ids=[item.pk])
    return item


def say_yes(*, item: HelpItem, yes: Yes, by: Any) -> HelpItem:
    """The person agrees to this very text: by a click of their own, or noted by the desk. Then the desk reads it."""
    noted = yes.way != ConsentWay.CLICK
    if noted and not can_moderate(by):
        raise NotAllowed
    if noted and not yes.note.strip():
        raise ReasonMissing
    values = {
        "consent_way": yes.way,
        "consent_at": timezone.now(),
        "consent_by": by if noted else None,
        "consent_version": F("version"),
    }
    return move(item=item, to=ItemState.MODERATED, by=by, reason=yes.note.strip(), values=values)


def agree_by_link(*, item: HelpItem) -> HelpItem:
    """The person clicked yes in the mail at their own address: that address gets an account, if it has none.

    They log in with a code at the same address; nothing else is asked.
    """
    with transaction.atomic():
        if item.person_id is None and item.person_email:
            HelpItem.objects.filter(pk=item.pk, person=None).update(person=account_of(item))
            item.refresh_from_db()
        return say_yes(item=item, yes=Yes(ConsentWay.CLICK), by=item.person)


def account_of(item: HelpItem) -> User:
    email = item.person_email.strip().lower()
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        first, _space, last = item.person_name.partition(" ")
        user = User.objects.create_user(email=email, first_name=first[:80], last_name=last[:80])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def say_no(*, item: HelpItem) -> HelpItem:
    """The person does not want it on the site; nobody asks again."""
    return end_item(item=item, to=ItemState.WITHDRAWN, by=item.person, reason="")


def change_item(*, item: HelpItem, words: Words, by: Any) -> HelpItem:
    """Change the words. Another text needs the person's yes again, and the desk reads it again."""
    if not can_change_item(by, item):
        raise NotAllowed
    if item.state not in {ItemState.DRAFT, ItemState.CONSENT_PENDING, ItemState.MODERATED, *OPEN_STATES}:
        raise AlreadyChanged
    new_text = any(getattr(item, name) != getattr(words, name) for name in PUBLIC_FIELDS)
    values = words.values() | ({"version": F("version") + 1} if new_text else {})
    if new_text and item.state in OPEN_STATES:
        to = ItemState.MODERATED if is_owner(by, item) else None
        if to is None:  # nobody changes what somebody else said yes to
            raise ConsentMissing
        values |= {"consent_at": timezone.now(), "consent_version": F("version") + 1, "consent_way": ConsentWay.CLICK}
    with transaction.atomic():
        if new_text and item.state in OPEN_STATES:
            move(item=item, to=ItemState.MODERATED, by=by, values=values)
        elif not HelpItem.objects.filter(pk=item.pk, state=item.state).update(**values):
            raise AlreadyChanged
        write_parts(item, words)
        item.refresh_from_db()
        changed.send(HelpItem, ids=[item.pk])
        if new_text or item.state == ItemState.DRAFT:
            ask_again(item, by)
    return item


def ask_again(item: HelpItem, by: Any) -> None:
    """After a change before publication: the person's own change is a yes, any other asks for one."""
    if item.state == ItemState.MODERATED and item.consent_version == item.version:
        return
    if item.state == ItemState.MODERATED:
        move(item=item, to=ItemState.DRAFT, by=by)
    if item.state == ItemState.DRAFT:
        move(item=item, to=ItemState.CONSENT_PENDING, by=by)
    if is_owner(by, item):
        say_yes(item=item, yes=Yes(ConsentWay.CLICK), by=by)
    else:
        emails.ask_consent(item)


def publish_item(*, item: HelpItem, by: Any, safety_notes: str | None = None) -> HelpItem:
    """The desk has read it, and it goes on the site. Raises ConsentMissing, AlreadyChanged."""
    if not can_moderate(by):
        raise NotAllowed
    if item.consent_at is None or item.consent_version != item.version:
        raise ConsentMissing
    values: dict[str, Any] = {"published_at": item.published_at or timezone.now(), "handler": item.handler or by}
    if safety_notes is not None:
        values["safety_notes"] = safety_notes.strip()
    today = timezone.localdate()
    if item.visible_until <= today:
        values["visible_until"] = today + timedelta(days=STAYS_DAYS)
    with transaction.atomic():
        move(item=item, to=ItemState.OPEN, by=by, values=values)
        emails.to_owner(item, "opened", f":{item.version}")
    return item


def return_item(*, item: HelpItem, reason: str, by: Any) -> HelpItem:
    """Not like this: the person reads why and can change it."""
    if not can_moderate(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        move(item=item, to=ItemState.DRAFT, by=by, reason=reason.strip())
        emails.to_owner(item, "returned", f":{item.version}:{timezone.now():%Y%m%d%H%M%S}")
    return item


def note_safety(*, item: HelpItem, notes: str, by: Any) -> HelpItem:
    """What only coordinators read."""
    if not can_moderate(by):
        raise NotAllowed
    item.safety_notes = notes.strip()
    item.save(update_fields=["safety_notes"])
    return item


def withdraw_item(*, item: HelpItem, by: Any, reason: str = "") -> HelpItem:
    """The person stops, without a reason; the desk takes it away with one."""
    owner = is_owner(by, item) or (can_change_item(by, item) and not can_moderate(by))
    if not owner and not can_moderate(by):
        raise NotAllowed
    if not owner and not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        hold_items(item.pk)  # whatever the other did a moment ago, who stops has stopped
        item.refresh_from_db(fields=["state"])
        end_item(item=item, to=ItemState.WITHDRAWN, by=by, reason=reason.strip())
        if not owner:
            emails.to_owner(item, "removed")
    return item


def end_item(*, item: HelpItem, to: ItemState, by: Any, reason: str = "", lapse: bool = True) -> HelpItem:
    """An end of an item, and with it of the conversations that came to nothing."""
    from community.help.actions.matches import lapse_matches  # conversations know items, and end with them

    with transaction.atomic():
        move(item=item, to=to, by=by, reason=reason, values={"ended_at": timezone.now()})
        if lapse:
            states = (*LOOSE_MATCHES, MatchState.AGREED) if to == ItemState.WITHDRAWN else LOOSE_MATCHES
            lapse_matches(item=item, states=states, kind="lapsed")
    return item


def renew_item(*, item: HelpItem, by: Any) -> HelpItem:
    """Still needed: two months more, before the end or after it, with what the desk has read already."""
    today = timezone.localdate()
    if item.ended_at and (timezone.now() - item.ended_at).days > RENEWABLE_DAYS:
        raise TooLate
    values: dict[str, Any] = {"visible_until": today + timedelta(days=STAYS_DAYS), "ended_at": None}
    if item.state == ItemState.EXPIRED:
        return move(item=item, to=ItemState.OPEN, by=by, values=values)
    with transaction.atomic():
        if not HelpItem.objects.filter(pk=item.pk, state__in=OPEN_STATES).update(**values):
            raise AlreadyChanged
        record_change(obj=item, from_state=item.state, to_state=item.state, by=by)
        item.refresh_from_db()
        changed.send(HelpItem, ids=[item.pk])
    return item


def run_the_clock(now: datetime | None = None) -> int:
    """Ask whether it is still needed, end what is over, let old ones fade; the schedule calls it."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    for item in ending_soon(today):
        emails.to_renew(item, "ending")
    ended = 0
    for item in past_end(today):
        ended += expire_item(item=item, today=today)
    if faded := list(faded_items(now).values_list("pk", flat=True)):
        with transaction.atomic():
            changed.send(HelpItem, ids=faded)
    return ended


def expire_item(*, item: HelpItem, today: date) -> bool:
    """End one that is over; one that was answered or renewed at the same moment stays as it is."""
    try:
        with transaction.atomic():
            due = HelpItem.objects.select_for_update().filter(pk=item.pk, visible_until__lt=today, state=item.state)
            if due.first() is None:
                return False
            end_item(item=item, to=ItemState.EXPIRED, by=None)
            emails.to_renew(item, "expired")
    except AlreadyChanged:
        return False
    return True
