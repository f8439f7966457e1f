"""A conversation about help, from the first answer to done. Both sides say yes before anything is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from community.credits import actions as credits
from community.credits.enums import AccountKind
from community.credits.exceptions import FloorReached
from community.credits.models import Transfer
from community.help import emails
from community.help.actions.items import end_item, hold_items, move
from community.help.enums import (
    LIVE_MATCHES,
    LOOSE_MATCHES,
    MATCH_TRANSITIONS,
    OPEN_STATES,
    InvitationState,
    ItemState,
    MatchState,
    TimeWish,
)
from community.help.exceptions import (
    AllTaken,
    AlreadyChanged,
    NotAllowed,
    NoTimeWanted,
    NotOpen,
    NotWelcome,
    OwnItem,
    ReasonMissing,
)
from community.help.models import HelpInvitation, HelpItem, HelpMatch, HelpMessage, HelpRelease
from community.help.queries import apart
from community.help.rules import can_accept, can_moderate, can_write, is_owner_side, is_party, is_person
from portal.history import changed
from portal.history.actions import record_change


def answer_item(*, item: HelpItem, text: str, by: Any) -> HelpMatch:
    """Answer an offer or request: a conversation begins, or the one that is there goes on.

    Raises NotOpen when it ended meanwhile, NotWelcome between two people who do not meet any more.
    """
    if not is_person(by):
        raise NotAllowed
    if item.person_id == by.pk:
        raise OwnItem
    if apart(item.site_id, by.pk, item.person_id):
        raise NotWelcome
    if not text.strip():
        raise ReasonMissing
    with transaction.atomic():
        # Takes the row: whoever ends the item at this moment waits, and then sees the conversation.
        if not HelpItem.objects.filter(pk=item.pk, state__in=OPEN_STATES).update(taken=F("taken")):
            raise NotOpen
        match, is_new = conversation(item, by)
        add_message(match, text, by=by)
        item.refresh_from_db()
        if is_new and item.state == ItemState.OPEN:
            move(item=item, to=ItemState.TALKING, by=by)
        HelpInvitation.objects.filter(item=item, person=by).update(state=InvitationState.YES)
        emails.to_side(match, "answered" if is_new else "message", owner=True, suffix=f":{match.messages.count()}")
    return match


def conversation(item: HelpItem, user: Any) -> tuple[HelpMatch, bool]:
    live = HelpMatch.objects.filter(item=item, other=user, state__in=LIVE_MATCHES)
    if found := live.first():
        return found, False
    try:
        with transaction.atomic():
            match = HelpMatch.objects.create(site_id=item.site_id, item=item, other=user, started_at=timezone.now())
    except IntegrityError:  # two clicks at once
        return live.get(), False
    record_change(obj=match, from_state="", to_state=match.state, by=user)
    return match, True


def add_message(match: HelpMatch, text: str, *, by: Any) -> HelpMessage:
    return HelpMessage.objects.create(
        match=match, by_owner=is_owner_side(by, match), author=by, text=text.strip(), written_at=timezone.now()
    )


def write_message(*, match: HelpMatch, text: str, by: Any) -> HelpMessage:
    """Say something to the other; they get a mail without the words."""
    if not can_write(by, match):
        raise NotAllowed
    if not text.strip():
        raise ReasonMissing
    with transaction.atomic():
        message = add_message(match, text, by=by)
        emails.to_side(match, "message", owner=not message.by_owner, suffix=f":{message.pk}")
    return message


def move_match(
    *, match: HelpMatch, to: MatchState, by: Any, reason: str = "", values: dict[str, Any] | None = None
) -> HelpMatch:
    """The one road between states of a conversation; of two at once one gets through."""
    before, sequence = match.state, match.sequence
    if to not in MATCH_TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        rows = HelpMatch.objects.filter(pk=match.pk, state=before, sequence=sequence)
        ended = {} if to in LIVE_MATCHES else {"ended_at": timezone.now()}
        if not rows.update(state=to, sequence=F("sequence") + 1, **ended, **(values or {})):
            raise AlreadyChanged
        record_change(obj=match, from_state=before, to_state=to, by=by, reason=reason)
        match.refresh_from_db()
    return match


def propose(*, match: HelpMatch, plan: str, minutes: int | None, by: Any) -> HelpMatch:
    """Say what and when; it is agreed when the other says yes. Another proposal takes the place of the first."""
    if not can_write(by, match) or match.state == MatchState.AGREED:
        raise NotAllowed
    if not plan.strip():
        raise ReasonMissing
    values = {"plan": plan.strip(), "minutes": minutes, "proposed_by_owner": is_owner_side(by, match)}
    with transaction.atomic():
        move_match(match=match, to=MatchState.PROPOSED, by=by, values=values)
        emails.to_side(match, "proposed", owner=not match.proposed_by_owner, suffix=f":{match.sequence}")
    return match


def accept(*, match: HelpMatch, by: Any) -> HelpMatch:
    """Yes to the proposal. The place is taken by one conditional update: of two at once one is told that it is gone.

    Raises AllTaken, AlreadyChanged, NotAllowed.
    """
    if not can_accept(by, match):
        raise AlreadyChanged if match.state == MatchState.AGREED else NotAllowed
    with transaction.atomic():
        item = HelpItem.objects.get(pk=match.item_id)
        free = HelpItem.objects.filter(pk=item.pk, taken__lt=F("places"), state__in=OPEN_STATES)
        if not free.update(taken=F("taken") + 1):
            raise AllTaken if item.state in {*OPEN_STATES, ItemState.AGREED} else NotOpen
        move_match(match=match, to=MatchState.AGREED, by=by, values={"agreed_at": timezone.now()})
        item.refresh_from_db()
        if item.taken >= item.places:
            move(item=item, to=ItemState.AGREED, by=by, values={"ended_at": timezone.now()})
            lapse_matches(item=item, states=LOOSE_MATCHES, kind="filled")
        else:
            changed.send(HelpItem, ids=[item.pk])
        for owner in (True, False):
            emails.to_side(match, "agreed", owner=owner)
    match.refresh_from_db()
    return match


def lapse_matches(*, item: HelpItem, states: Sequence[MatchState], kind: str) -> None:
    """The other conversations end with the item; each of the others hears it."""
    for match in HelpMatch.objects.filter(item=item, state__in=states).select_related("item", "other", "site"):
        to = MatchState.WITHDRAWN if match.state == MatchState.AGREED else MatchState.EXPIRED
        move_match(match=match, to=to, by=None)
        forget_releases(match)
        emails.to_side(match, kind, owner=False)


def decline(*, match: HelpMatch, by: Any) -> HelpMatch:
    """“Nee, dank u”, before anything is agreed: no reason, and no more about this."""
    if not is_party(by, match):
        raise NotAllowed
    with transaction.atomic():
        hold_items(match.item_id)
        owner = is_owner_side(by, match)
        move_match(match=match, to=MatchState.DECLINED, by=by)
        forget_releases(match)
        reopen(match, by)
        emails.to_side(match, "declined", owner=not owner)
    return match


def withdraw_match(*, match: HelpMatch, by: Any) -> HelpMatch:
    """Stop with what was agreed; the place is free again."""
    if not is_party(by, match):
        raise NotAllowed
    with transaction.atomic():
        hold_items(match.item_id)
        owner, agreed = is_owner_side(by, match), match.state == MatchState.AGREED
        move_match(match=match, to=MatchState.WITHDRAWN, by=by)
        forget_releases(match)
        if agreed:
            HelpItem.objects.filter(pk=match.item_id, taken__gt=0).update(taken=F("taken") - 1)
            changed.send(HelpItem, ids=[match.item_id])
        reopen(match, by)
        emails.to_side(match, "stopped", owner=not owner)
    return match


def reopen(match: HelpMatch, by: Any) -> None:
    """An item whose conversation ended is open again, or still in conversation with another."""
    item = HelpItem.objects.get(pk=match.item_id)
    talks = HelpMatch.objects.filter(item=item, state__in=LOOSE_MATCHES).exists()
    to = ItemState.TALKING if talks else ItemState.OPEN
    if item.state == ItemState.AGREED and item.taken < item.places:
        move(item=item, to=to, by=by, values={"ended_at": None})
    elif item.state == ItemState.TALKING and not talks:
        move(item=item, to=ItemState.OPEN, by=by)
    match.item = item


def finish(*, match: HelpMatch, minutes: int | None, by: Any, wish: str = "") -> HelpMatch:
    """It happened: the end of the agreement, and of the item when every place of it is done.

    `wish`: what who helped does with the time (TimeWish); empty when the other tells it.
    """
    if not is_party(by, match):
        raise NotAllowed
    with transaction.atomic():
        hold_items(match.item_id)
        values = {"minutes": minutes or match.minutes, "time_wish": wish or match.time_wish}
        move_match(match=match, to=MatchState.DONE, by=by, values=values)
        settle(match, ItemState.DONE, by)
        emails.to_side(match, "done", owner=not is_owner_side(by, match))
    return match


def give_up(*, match: HelpMatch, by: Any) -> HelpMatch:
    """It did not happen, and nobody is blamed."""
    if not is_party(by, match):
        raise NotAllowed
    with transaction.atomic():
        hold_items(match.item_id)
        move_match(match=match, to=MatchState.NOT_DONE, by=by)
        forget_releases(match)
        settle(match, ItemState.NOT_DONE, by)
        emails.to_side(match, "not_done", owner=not is_owner_side(by, match))
    return match


def settle(match: HelpMatch, to: ItemState, by: Any) -> None:
    item = HelpItem.objects.get(pk=match.item_id)
    still = HelpMatch.objects.filter(item=item, state=MatchState.AGREED).exists()
    if item.state == ItemState.AGREED and not still:
        end_item(item=item, to=to, by=by)
    match.item = item


def helper_and_helped(match: HelpMatch) -> tuple[Any, Any]:
    """Who gave time and who received it."""
    owner, other = match.item.person, match.other
    return (other, owner) if match.item.is_request else (owner, other)


def key_of(match: HelpMatch) -> str:
    return f"help:{match.uuid}"


def ask_time(*, match: HelpMatch, minutes: int, by: Any) -> Transfer | None:
    """Who helped asks for the time, who was helped says yes or no; who was helped gives it at once.

    One transfer per conversation, however often it is asked. The desk may write down what who helped said by telephone.
    None when who was helped has no account: then it waits for the desk, which gives it from the gift pot.
    Raises NoTimeWanted, and what the ledger raises.
    """
    helper, helped = helper_and_helped(match)
    if match.state != MatchState.DONE or helper is None:
        raise NotAllowed
    if by.pk not in {helper.pk, getattr(helped, "pk", None)} and not can_moderate(by):
        raise NotAllowed
    if match.time_wish == TimeWish.NONE:
        raise NoTimeWanted
    if helped is None:
        wait_for_pot(match, minutes, by)
        return None
    receiver, payer = (credits.open_account(site=match.site, user=user) for user in (helper, helped))
    wish = wish_for(match, minutes, onward=match.time_wish == TimeWish.POT)
    if by.pk == helped.pk:
        return credits.give(payer=payer, receiver=receiver, wish=wish, by=by)
    ask = credits.ask if by.pk == helper.pk else credits.note_asked
    return ask(receiver=receiver, payer=payer, wish=wish, by=by)


def wish_for(match: HelpMatch, minutes: int, onward: bool = False) -> credits.Wish:
    """The one transfer of a conversation."""
    key = key_of(match)
    return credits.Wish(minutes=minutes, reason=match.item.title[:300], key=key, reference=key, onward=onward)


def wait_for_pot(match: HelpMatch, minutes: int, by: Any) -> None:
    """Nobody can say yes to this time: the desk gives it from the gift pot, once it has looked."""
    with transaction.atomic():
        rows = HelpMatch.objects.filter(pk=match.pk, state=MatchState.DONE)
        rows.update(minutes=minutes, time_wish=match.time_wish or TimeWish.MINE)
        match.refresh_from_db(fields=["minutes", "time_wish"])
        record_change(obj=match, from_state=match.state, to_state=match.state, by=by, reason=f"time:{match.time_wish}")


def give_from_pot(*, match: HelpMatch, by: Any) -> Transfer:
    """The gift pot gives who helped the time of somebody without an account; twice gives it once.

    Raises NotAllowed, NoTimeWanted, and FloorReached when there is too little in the pot.
    """
    helper, helped = helper_and_helped(match)
    if not can_moderate(by) or match.state != MatchState.DONE or helper is None or helped is not None:
        raise NotAllowed
    if match.time_wish != TimeWish.MINE or not match.minutes:
        raise NoTimeWanted
    receiver = credits.open_account(site=match.site, user=helper)
    return credits.pay_from_pot(receiver=receiver, wish=wish_for(match, match.minutes), by=by)


def wish_time(*, match: HelpMatch, wish: TimeWish, by: Any) -> HelpMatch:
    """Who helped says afterwards what happens with the time; what was booked already goes to the pot now."""
    helper, _helped = helper_and_helped(match)
    if match.state != MatchState.DONE or helper is None or by.pk != helper.pk:
        raise NotAllowed
    key = key_of(match)
    with transaction.atomic():
        hold_items(match.item_id)
        match.refresh_from_db(fields=["time_wish"])
        booked = Transfer.objects.filter(site_id=match.site_id, key=key).first()
        if match.time_wish == TimeWish.POT or (booked is not None and (wish != TimeWish.POT or not booked.is_booked)):
            raise AlreadyChanged
        HelpMatch.objects.filter(pk=match.pk).update(time_wish=wish)
        match.refresh_from_db(fields=["time_wish"])
        record_change(obj=match, from_state=match.state, to_state=match.state, by=by, reason=f"time:{wish}")
        if booked is not None:
            mine, pot = booked.receiver, credits.open_pot(site=match.site, kind=AccountKind.GIFT)
            order = credits.Wish(booked.minutes, booked.reason, f"pot:{match.uuid}", reference=key)
            credits.give(payer=mine, receiver=pot, wish=order, by=by)
    return match


def finish_by_phone(*, match: HelpMatch, minutes: int | None, wish: TimeWish, note: str, by: Any) -> Transfer | None:
    """Somebody rang the desk: it is done, and this is what who helped does with the time. `note`: who rang, and when.

    Returns what was asked of who was helped; None when nothing can or need be asked.
    """
    if not can_moderate(by):
        raise NotAllowed
    if not note.strip():
        raise ReasonMissing
    with transaction.atomic():
        hold_items(match.item_id)
        values = {"minutes": minutes or match.minutes, "time_wish": wish}
        move_match(match=match, to=MatchState.DONE, by=by, reason=note.strip(), values=values)
        settle(match, ItemState.DONE, by)
        for owner in (True, False):
            emails.to_side(match, "done", owner=owner)
        return None if wish == TimeWish.NONE or not minutes else time_by_phone(match, minutes, wish, by)


def time_by_phone(match: HelpMatch, minutes: int, wish: TimeWish, by: Any) -> Transfer | None:
    """What becomes of the time that the desk wrote down, also when one of the two has no account."""
    helper, helped = helper_and_helped(match)
    if helper is None:  # nobody to keep it: it is for the pot, if who was helped says yes, or for nobody
        if wish != TimeWish.POT or helped is None:
            return None
        pot = credits.open_pot(site=match.site, kind=AccountKind.GIFT)
        payer = credits.open_account(site=match.site, user=helped)
        return credits.note_asked(receiver=pot, payer=payer, wish=wish_for(match, minutes), by=by)
    if helped is not None:
        return ask_time(match=match, minutes=minutes, by=by)
    if wish != TimeWish.MINE:
        return None  # from the pot to the pot
    try:
        with transaction.atomic():
            return give_from_pot(match=match, by=by)
    except FloorReached:
        return None  # it waits until there is enough in the pot


def forget_releases(match: HelpMatch) -> None:
    """When it ends without help, nobody keeps a number of the other."""
    HelpRelease.objects.filter(match=match).delete()
