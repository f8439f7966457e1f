"""What people give each other and take back, what they do not want, and what is not right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from community.help import emails
from community.help.actions.items import hold_items, withdraw_item
from community.help.actions.matches import answer_item, decline, withdraw_match
from community.help.enums import LIVE_MATCHES, Field, InvitationState, ItemState, MatchState, ReportState
from community.help.exceptions import AlreadyChanged, AskedBefore, NotAllowed, NotOpen, ReasonMissing, TooOften
from community.help.models import (
    HelpBlock,
    HelpInvitation,
    HelpItem,
    HelpMatch,
    HelpQuiet,
    HelpRelease,
    HelpReport,
)
from community.help.queries import ASKS_TOPIC, apart, asked_lately, is_quiet
from community.help.rules import can_moderate, can_write, is_owner_side, is_party, is_person
from portal.history.actions import record_change
from portal.notices.actions import resume_topic, stop_topic
from portal.notices.models import Stop


def release(*, match: HelpMatch, name: Field, value: str, by: Any) -> HelpRelease:
    """Give the other one's telephone number or address, in this conversation alone."""
    if not can_write(by, match):
        raise NotAllowed
    if not value.strip():
        raise ReasonMissing
    side = is_owner_side(by, match)
    with transaction.atomic():
        given, _made = HelpRelease.objects.update_or_create(
            match=match,
            by_owner=side,
            field=name,
            defaults={"value": value.strip()[:300], "given_at": timezone.now()},
        )
        record_change(obj=match, from_state=match.state, to_state=match.state, by=by, reason=f"given:{name}")
    return given


def revoke(*, match: HelpMatch, name: Field, by: Any) -> None:
    """Take it back, also after the end: what was given is gone at once."""
    if not is_party(by, match):
        raise NotAllowed
    with transaction.atomic():
        HelpRelease.objects.filter(match=match, by_owner=is_owner_side(by, match), field=name).delete()
        record_change(obj=match, from_state=match.state, to_state=match.state, by=by, reason=f"revoked:{name}")


def block(*, match: HelpMatch, by: Any) -> None:
    """Never again with this one: the conversations between the two end, and no new one begins."""
    if not is_party(by, match):
        raise NotAllowed
    other = match.item.person if match.other_id == by.pk else match.other
    with transaction.atomic():
        if other is not None and is_person(by) and other.pk != by.pk:
            HelpBlock.objects.get_or_create(site_id=match.site_id, by=by, blocked=other)
            pair = Q(other=by, item__person=other) | Q(other=other, item__person=by)
            live = HelpMatch.objects.filter(pair, site_id=match.site_id, state__in=LIVE_MATCHES)
        else:
            live = HelpMatch.objects.filter(pk=match.pk, state__in=LIVE_MATCHES)
        hold_items(*live.values_list("item_id", flat=True))
        for each in live.select_related("item", "other", "site"):
            (withdraw_match if each.state == MatchState.AGREED else decline)(match=each, by=by)


def report(*, item: HelpItem, why: str, by: Any, match: HelpMatch | None = None) -> HelpReport:
    """Tell the desk that something is not right; of a conversation only one of the two can."""
    if match is not None and not is_party(by, match):
        raise NotAllowed
    if not why.strip():
        raise ReasonMissing
    return HelpReport.objects.create(
        site_id=item.site_id, item=item, match=match, by=by if is_person(by) else None, why=why.strip()
    )


def handle_report(*, found: HelpReport, remove: bool, answer: str, by: Any) -> HelpReport:
    """The desk looked at it: it stays, or the item goes with the reason."""
    if not can_moderate(by):
        raise NotAllowed
    if not answer.strip():
        raise ReasonMissing
    state = ReportState.REMOVED if remove else ReportState.KEPT
    with transaction.atomic():
        rows = HelpReport.objects.filter(pk=found.pk, state=ReportState.OPEN)
        if not rows.update(state=state, handled_by=by, answer=answer.strip()[:500]):
            raise AlreadyChanged
        item = found.item
        if remove and item is not None and item.state not in {ItemState.WITHDRAWN, ItemState.DONE, ItemState.NOT_DONE}:
            withdraw_item(item=item, by=by, reason=answer)
    found.refresh_from_db()
    return found


# --- being asked by a worker ---


def invite(*, item: HelpItem, person: Any, reasons: Sequence[dict[str, Any]], by: Any) -> HelpInvitation:
    """Ask somebody whether this is something for them: once, not more than once a week, never after a no.

    Raises AskedBefore, TooOften, NotOpen.
    """
    if not can_moderate(by):
        raise NotAllowed
    if not item.is_open:
        raise NotOpen
    if is_quiet(person, item.site_id) or apart(item.site_id, person.pk, item.person_id) or person.pk == item.person_id:
        raise AskedBefore
    if HelpInvitation.objects.filter(item=item, person=person).exists():
        raise AskedBefore
    if asked_lately(person, item.site_id, timezone.now()):
        raise TooOften
    try:
        with transaction.atomic():
            made = HelpInvitation.objects.create(
                site_id=item.site_id,
                item=item,
                person=person,
                asked_by=by,
                asked_at=timezone.now(),
                reasons=list(reasons),
            )
            emails.invite(made)
    except IntegrityError:
        raise AskedBefore from None
    return made


def answer_invitation(*, invitation: HelpInvitation, yes: bool, text: str, by: Any) -> HelpMatch | None:
    """Yes begins a conversation; no is no, without a reason."""
    if invitation.person_id != getattr(by, "pk", None):
        raise NotAllowed
    if yes:
        return answer_item(item=invitation.item, text=text, by=by)
    rows = HelpInvitation.objects.filter(pk=invitation.pk, state=InvitationState.ASKED)
    if not rows.update(state=InvitationState.NO):
        raise AlreadyChanged
    return None


def keep_quiet(*, site: Any, by: Any, quiet: bool) -> None:
    """“Vraag mij niets meer”, or again. The same as the one click in the mail."""
    stops = Stop.objects.filter(site=site, topic=ASKS_TOPIC, recipient=by.email.lower())
    with transaction.atomic():
        if quiet:
            HelpQuiet.objects.get_or_create(site=site, user=by)
            waiting = HelpInvitation.objects.filter(site=site, person=by, state=InvitationState.ASKED)
            waiting.update(state=InvitationState.NO)
        else:
            HelpQuiet.objects.filter(site=site, user=by).delete()
        for stop in stops:
            (stop_topic if quiet else resume_topic)(stop=stop)
