from __future__ import annotations

from typing import Any

from community.credits.models import Account, Transfer
from community.people.rules import can_use_desk


def can_keep_ledger(user: Any) -> bool:
    """Coordinators and administrators: pots, organisations, mistakes."""
    return can_use_desk(user)


def can_speak_for(user: Any, account: Account) -> bool:
    """Whose time it is; for organisations, services and pots a coordinator."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return account.user_id == user.pk if account.user_id else can_keep_ledger(user)


def can_answer(user: Any, transfer: Transfer) -> bool:
    """Only who pays says yes or no."""
    return can_speak_for(user, transfer.payer)


def can_withdraw(user: Any, transfer: Transfer) -> bool:
    return can_speak_for(user, transfer.receiver)
