"""Every change of the time ledger. Minutes are whole numbers; a community is a Wagtail site."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from community.credits import emails
from community.credits.enums import TRANSITIONS, AccountKind, TransferState
from community.credits.exceptions import (
    AlreadyChanged,
    CeilingReached,
    FloorReached,
    KeyReused,
    NotAllowed,
    ReasonMissing,
    SelfTransfer,
    UnknownAccount,
)
from community.credits.models import Account, Entry, Transfer
from community.credits.queries import asked_and_late
from community.credits.rules import can_answer, can_keep_ledger, can_speak_for, can_withdraw
from portal.history import changed
from portal.history.actions import record_change

ANSWER_DAYS = 14
# Limits of the accounts that are no person's: (kind: floor, ceiling). A pot cannot give what it does not have.
LIMITS: dict[str, tuple[int | None, int | None]] = {
    AccountKind.GIFT: (0, None),
    AccountKind.OPENING: (None, None),
    AccountKind.ORGANISATION: (None, None),
    AccountKind.SERVICE: (0, None),
}


@dataclass(frozen=True)
class Wish:
    """What is to be transferred, as a form cleaned it. `key` makes a repeated order the same order.

    `onward`: who receives it gives it to the gift pot, in the moment it is booked.
    """

    minutes: int
    reason: str
    key: str
    reference: str = ""
    group: uuid.UUID | None = None
    onward: bool = False


def new_code(site: Site) -> str:
    """A code that its owner gives to whom they please: T and five digits, not in use on this site."""
    while True:
        code = "T" + "".join(secrets.choice("0123456789") for _digit in range(5))
        if not Account.objects.filter(site=site, code=code).exists():
            return code


def open_account(*, site: Site, user: Any) -> Account:
    """The person's own account, made at the first need."""
    return _opened(site, {"user": user}, {"kind": AccountKind.PERSON})


def open_pot(*, site: Site, kind: AccountKind) -> Account:
    """The gift pot or the opening account of a community."""
    floor, ceiling = LIMITS[kind]
    return _opened(site, {"kind": kind}, {"floor": floor, "ceiling": ceiling})


def open_for_owner(*, site: Site, kind: AccountKind, owner: str, name: str) -> Account:
    """The account of an organisation or a service, which a department above names by a text: `organisation:<uuid>`."""
    floor, ceiling = LIMITS[kind]
    return _opened(site, {"owner": owner}, {"kind": kind, "name": name, "floor": floor, "ceiling": ceiling})


def _opened(site: Site, who: dict[str, Any], values: dict[str, Any]) -> Account:
    found = Account.objects.filter(site=site, **who).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Account.objects.create(site=site, code=new_code(site), **who, **values)
    except IntegrityError:  # another request opened it at the same moment
        return Account.objects.get(site=site, **who)


def give(*, payer: Account, receiver: Account, wish: Wish, by: Any, at: datetime | None = None) -> Transfer:
    """Give time away: booked at once, or as of `at` for what is entered later, without a mail.

    Raises NotAllowed, SelfTransfer, FloorReached, CeilingReached, KeyReused.
    """
    if not can_speak_for(by, payer):
        raise NotAllowed
    with transaction.atomic():
        transfer, is_new = _written(payer, receiver, wish, by, TransferState.ACCEPTED, at)
        if is_new:
            _book(transfer, by, at)
            if at is None:
                emails.tell_given(transfer)
    return transfer


def ask(*, receiver: Account, payer: Account, wish: Wish, by: Any) -> Transfer:
    """Ask for the time that somebody owes: who pays says yes or no within two weeks. Raises as `give`."""
    if not can_speak_for(by, receiver):
        raise NotAllowed
    return _asked(receiver, payer, wish, by)


def note_asked(*, receiver: Account, payer: Account, wish: Wish, by: Any) -> Transfer:
    """The desk writes down what who helped asks by telephone; who pays says yes or no, as always. Raises as `give`."""
    if not can_keep_ledger(by):
        raise NotAllowed
    return _asked(receiver, payer, wish, by)


def _asked(receiver: Account, payer: Account, wish: Wish, by: Any) -> Transfer:
    with transaction.atomic():
        transfer, is_new = _written(payer, receiver, wish, by, TransferState.ASKED)
        if is_new:
            emails.tell_asked(transfer)
    return transfer


def _written(
    payer: Account, receiver: Account, wish: Wish, by: Any, state: TransferState, at: datetime | None = None
) -> tuple[Transfer, bool]:
    """The transfer of this key, and whether it is new. The key is looked up before anything can refuse."""
    same = Transfer.objects.filter(site_id=payer.site_id, key=wish.key).first()
    if same is None:
        if payer.pk == receiver.pk:
            raise SelfTransfer
        if payer.site_id != receiver.site_id:
            raise UnknownAccount
        if not wish.reason.strip():
            raise ReasonMissing
        now = at or timezone.now()
        try:
            with transaction.atomic():
                transfer = Transfer.objects.create(
                    site_id=payer.site_id,
                    payer=payer,
                    receiver=receiver,
                    minutes=wish.minutes,
                    reason=wish.reason.strip(),
                    reference=wish.reference,
                    key=wish.key,
                    group=wish.group,
                    onward=wish.onward,
                    state=state,
                    initiator=by if getattr(by, "is_authenticated", False) else None,
                    asked_at=now,
                    expires_at=now + timedelta(days=ANSWER_DAYS) if state == TransferState.ASKED else None,
                )
            record_change(obj=transfer, from_state="", to_state=state, by=by)
            return transfer, True
        except IntegrityError:
            same = Transfer.objects.filter(site_id=payer.site_id, key=wish.key).first()
            if same is None:
                raise
    if (same.payer_id, same.receiver_id, same.minutes) != (payer.pk, receiver.pk, wish.minutes):
        raise KeyReused
    return same, False


def _book(transfer: Transfer, by: Any, at: datetime | None = None) -> None:
    """Book it, and what goes on to the gift pot with it: both or neither. Inside the caller's transaction."""
    if not transfer.onward:
        _enter(transfer, by, at)
        return
    pot = open_pot(site=transfer.site, kind=AccountKind.GIFT)
    hold_accounts(transfer.payer_id, transfer.receiver_id, pot.pk)
    # Who has saved a lot gives first, so that no ceiling is in the way; who has little receives first.
    if Account.objects.get(pk=transfer.receiver_id).balance >= transfer.minutes:
        _pass_on(transfer, pot, at)
        _enter(transfer, by, at)
    else:
        _enter(transfer, by, at)
        _pass_on(transfer, pot, at)


def hold_accounts(*numbers: int) -> None:
    """Accounts in the order of their numbers, before a first booking takes one that stands late in that order."""
    list(Account.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk").values_list("pk"))


def onward_key(transfer: Transfer) -> str:
    return f"onward:{transfer.uuid}"


def _pass_on(transfer: Transfer, pot: Account, at: datetime | None) -> None:
    """The part to the pot; it is who receives that gives, whoever clicked."""
    giver = transfer.receiver.user
    wish = Wish(transfer.minutes, transfer.reason, onward_key(transfer), transfer.reference)
    passed, _is_new = _written(transfer.receiver, pot, wish, giver, TransferState.ACCEPTED, at)
    _enter(passed, giver, at)


def _enter(transfer: Transfer, by: Any, at: datetime | None = None) -> None:
    """Write the entry and move both balances, each under its own limit."""
    now = at or timezone.now()
    if not Transfer.objects.filter(pk=transfer.pk, state=TransferState.ACCEPTED).update(
        state=TransferState.BOOKED, booked_at=now
    ):
        raise AlreadyChanged
    # Always in the order of their numbers, so that two transfers between the same people never wait for each other.
    for pk, minutes in sorted(((transfer.payer_id, -transfer.minutes), (transfer.receiver_id, transfer.minutes))):
        _move_balance(pk, minutes)
    Entry.objects.create(
        transfer=transfer,
        debit_id=transfer.payer_id,
        credit_id=transfer.receiver_id,
        minutes=transfer.minutes,
        booked_at=now,
    )
    record_change(obj=transfer, from_state=TransferState.ACCEPTED, to_state=TransferState.BOOKED, by=by)
    transfer.refresh_from_db()
    changed.send(Transfer, ids=[transfer.pk])


def _move_balance(pk: int, minutes: int) -> None:
    after = F("balance") + minutes
    within = (
        Q(floor__isnull=True) | Q(floor__lte=after) if minutes < 0 else Q(ceiling__isnull=True) | Q(ceiling__gte=after)
    )
    if not Account.objects.filter(within, pk=pk).update(balance=after):
        raise FloorReached if minutes < 0 else CeilingReached


def _step(transfer: Transfer, to: TransferState, by: Any, answer: str = "", now: datetime | None = None) -> None:
    """The one road between states, guarded by a conditional update."""
    before = transfer.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    rows = Transfer.objects.filter(pk=transfer.pk, state=before)
    if to == TransferState.ACCEPTED:
        rows = rows.filter(expires_at__gt=now or timezone.now())
    if not rows.update(state=to, answer=answer.strip()[:300]):
        raise AlreadyChanged
    record_change(obj=transfer, from_state=before, to_state=to, by=by, reason=answer.strip())
    transfer.refresh_from_db()


def accept(*, transfer: Transfer, by: Any) -> Transfer:
    """Yes, from who pays: accepted and booked at once. Raises AlreadyChanged, and what `give` raises of limits."""
    if not can_answer(by, transfer):
        raise NotAllowed
    with transaction.atomic():
        _step(transfer, TransferState.ACCEPTED, by)
        _book(transfer, by)
        emails.tell_accepted(transfer)
    return transfer


def refuse(*, transfer: Transfer, answer: str, by: Any) -> Transfer:
    """No, from who pays; the words are for the one who asked."""
    if not can_answer(by, transfer):
        raise NotAllowed
    with transaction.atomic():
        _step(transfer, TransferState.REFUSED, by, answer)
        emails.tell_refused(transfer)
    return transfer


def withdraw(*, transfer: Transfer, by: Any) -> Transfer:
    """Taken back by who asked, as long as nobody answered."""
    if not can_withdraw(by, transfer):
        raise NotAllowed
    with transaction.atomic():
        _step(transfer, TransferState.WITHDRAWN, by)
    return transfer


def expire_due() -> int:
    """End what nobody answered in time; the schedule calls it. Returns how many."""
    count = 0
    for transfer in asked_and_late().select_related("receiver__user", "payer__user", "site"):
        try:
            with transaction.atomic():
                _step(transfer, TransferState.EXPIRED, None)
                emails.tell_expired(transfer)
            count += 1
        except AlreadyChanged:
            continue
    return count


def reverse_transfer(*, transfer: Transfer, reason: str, by: Any) -> Transfer:
    """Undo a mistake by a counter-entry, once; with it what went on to the gift pot.

    Raises NotAllowed, ReasonMissing, AlreadyChanged, FloorReached.
    """
    if not can_keep_ledger(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        if transfer.onward:
            passed = Transfer.objects.select_related("site").filter(
                site_id=transfer.site_id, key=onward_key(transfer), state=TransferState.BOOKED
            )
            pot = open_pot(site=transfer.site, kind=AccountKind.GIFT)
            hold_accounts(transfer.payer_id, transfer.receiver_id, pot.pk)
            for each in passed:
                reverse_transfer(transfer=each, reason=reason, by=by)
        _step(transfer, TransferState.REVERSED, by, reason)
        counter = Transfer.objects.create(
            site_id=transfer.site_id,
            payer_id=transfer.receiver_id,
            receiver_id=transfer.payer_id,
            minutes=transfer.minutes,
            reason=(_("Teruggedraaid: %(reason)s") % {"reason": transfer.reason})[:300],
            reference=transfer.reference,
            key=f"reverse:{transfer.uuid}",
            state=TransferState.ACCEPTED,
            initiator=by,
            reverses=transfer,
            asked_at=timezone.now(),
        )
        record_change(obj=counter, from_state="", to_state=TransferState.ACCEPTED, by=by, reason=reason.strip())
        _book(counter, by)
        emails.tell_reversed(transfer, reason.strip())
    return counter


def give_to_many(*, payer: Account, receivers: Sequence[Account], wish: Wish, by: Any) -> list[Transfer]:
    """The same time to each, all or none. Raises NotAllowed and what `give` raises, with nothing booked."""
    if not can_keep_ledger(by):
        raise NotAllowed
    group = uuid.uuid5(uuid.NAMESPACE_OID, f"{payer.site_id}:{wish.key}")
    with transaction.atomic():
        hold_accounts(payer.pk, *(account.pk for account in receivers))
        return [
            give(
                payer=payer,
                receiver=receiver,
                wish=Wish(wish.minutes, wish.reason, f"{wish.key}:{receiver.pk}"[:80], wish.reference, group),
                by=by,
            )
            for receiver in sorted(receivers, key=lambda account: account.pk)
        ]


def pay_from_pot(*, receiver: Account, wish: Wish, by: Any) -> Transfer:
    """The gift pot pays for who cannot give back now: a coordinator decides. Raises as `give`."""
    pot = open_pot(site=receiver.site, kind=AccountKind.GIFT)
    return give(payer=pot, receiver=receiver, wish=wish, by=by)
