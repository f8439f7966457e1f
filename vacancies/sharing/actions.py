from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Site

from portal.history import changed
from portal.history.actions import record_change
from vacancies.sharing.enums import SharingState
from vacancies.sharing.exceptions import AlreadyAsked, NotAllowed
from vacancies.sharing.models import Sharing
from vacancies.sharing.rules import can_agree, can_ask, can_end


def ask_to_share(*, site: Site, other: Site, by: Any) -> Sharing:
    """Ask another organisation to show each other's vacancies. Raises NotAllowed or AlreadyAsked."""
    if not can_ask(by, site, other):
        raise NotAllowed
    first, second = sorted((site, other), key=lambda each: each.pk)
    try:
        with transaction.atomic():
            sharing = Sharing.objects.create(first=first, second=second, asked_by=site)
            record_change(obj=sharing, from_state="", to_state=sharing.state, by=by)
    except IntegrityError as error:
        raise AlreadyAsked from error
    return sharing


def agree_to_share(*, sharing: Sharing, by: Any) -> None:
    """From now on each shows what is open at the other. Raises NotAllowed."""
    if not can_agree(by, sharing):
        raise NotAllowed
    move(sharing, SharingState.ACTIVE, by)


def end_sharing(*, sharing: Sharing, by: Any) -> None:
    """Say no, take the question back or stop: at once and on both sides. Raises NotAllowed."""
    if not can_end(by, sharing):
        raise NotAllowed
    move(sharing, SharingState.ENDED, by)


def move(sharing: Sharing, state: SharingState, by: Any) -> None:
    """Into a state, unless somebody was there before. Raises NotAllowed."""
    with transaction.atomic():
        now, before = timezone.now(), sharing.state
        if not Sharing.objects.filter(pk=sharing.pk, state=before).update(state=state, answered_at=now):
            raise NotAllowed
        sharing.state, sharing.answered_at = state, now
        record_change(obj=sharing, from_state=before, to_state=state, by=by)
        changed.send(Sharing, ids=[sharing.pk])
