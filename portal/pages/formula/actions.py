from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.signals import page_published

from portal.history import changed
from portal.history.actions import record_change
from portal.pages.enums import MembershipState
from portal.pages.exceptions import AlreadyMember, NotAllowed, NothingToAnswer
from portal.pages.formula.differences import differences, merged
from portal.pages.formula.queries import active_members_of, new_content, offered_pages, own_content
from portal.pages.formula.rules import can_answer_proposal, can_speak_for
from portal.pages.formula.travel import Content
from portal.pages.models import Formula, FormulaPage, Membership

# ---- who belongs to it


def invite_member(*, formula: Formula, site: Site, by: Any) -> Membership:
    """Ask a site to take part. Raises NotAllowed or AlreadyMember."""
    if not can_speak_for(by, formula.site) or site.pk == formula.site_id:
        raise NotAllowed
    try:
        with transaction.atomic():
            membership = Membership.objects.create(formula=formula, site=site)
            record_change(obj=membership, from_state="", to_state=membership.state, by=by)
    except IntegrityError as error:
        raise AlreadyMember from error
    return membership


def accept_membership(*, membership: Membership, by: Any) -> None:
    """The member says yes; every page of the formula then comes as a proposal. Raises NotAllowed."""
    if not can_speak_for(by, membership.site) or membership.state != MembershipState.INVITED:
        raise NotAllowed
    with transaction.atomic():
        move(membership, MembershipState.ACTIVE, by)
        for page in offered_pages(membership.formula):
            propose(page, membership)


def end_membership(*, membership: Membership, by: Any) -> None:
    """Either of the two ends it, or says no. The member keeps its pages; proposals and mark end. Raises NotAllowed."""
    sides = (membership.site, membership.formula.site)
    if membership.state == MembershipState.ENDED or not any(can_speak_for(by, site) for site in sides):
        raise NotAllowed
    with transaction.atomic():
        move(membership, MembershipState.ENDED, by)
        FormulaPage.objects.filter(membership=membership).update(proposed=None)


def move(membership: Membership, state: MembershipState, by: Any) -> None:
    before, membership.state = membership.state, state
    membership.answered_at = timezone.now()
    membership.save(update_fields=["state", "answered_at"])
    record_change(obj=membership, from_state=before, to_state=state, by=by)
    changed.send(Membership, ids=[membership.pk])


# ---- the mark


def give_mark(*, membership: Membership, until: date, by: Any) -> None:
    """Give the mark, or give it for longer; the proof page tells it at once. Raises NotAllowed."""
    today = timezone.localdate()
    if not can_speak_for(by, membership.formula.site) or membership.state != MembershipState.ACTIVE or until < today:
        raise NotAllowed
    with transaction.atomic():
        if not membership.carries_mark(today):
            membership.mark_from = today
        membership.mark_until, membership.mark_withdrawn_on, membership.mark_reason = until, None, ""
        membership.save(update_fields=["mark_from", "mark_until", "mark_withdrawn_on", "mark_reason"])
        record_change(obj=membership, from_state=membership.state, to_state="mark_given", by=by, reason=str(until))
        changed.send(Membership, ids=[membership.pk])


def withdraw_mark(*, membership: Membership, reason: str, by: Any) -> None:
    """Take the mark back, with a reason that the proof page gives. Raises NotAllowed."""
    if not can_speak_for(by, membership.formula.site) or not membership.carries_mark(timezone.localdate()):
        raise NotAllowed
    with transaction.atomic():
        membership.mark_withdrawn_on, membership.mark_reason = timezone.localdate(), reason
        membership.save(update_fields=["mark_withdrawn_on", "mark_reason"])
        record_change(obj=membership, from_state=membership.state, to_state="mark_withdrawn", by=by, reason=reason)
        changed.send(Membership, ids=[membership.pk])


# ---- pages


def propose(page: Any, membership: Membership) -> FormulaPage:
    """Lay the page as it is published now before a member; a proposal that waits already becomes this one."""
    row, _made = FormulaPage.objects.get_or_create(membership=membership, source_id=page.pk)
    content = new_content(page, membership)
    asks = content != row.base and bool(differences(row.seen, content, own_content(row)))
    row.proposed, row.proposed_at = (content, timezone.now()) if asks else (None, row.proposed_at)
    row.save(update_fields=["proposed", "proposed_at"])
    return row


def propose_to_members(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page of a formula was published."""
    for membership in active_members_of(instance):
        propose(instance, membership)


def connect() -> None:
    page_published.connect(propose_to_members, dispatch_uid="formula.propose")


def answer_proposal(*, proposal: FormulaPage, accepted: Collection[str], site: Site, by: Any) -> Page | None:
    """Take the accepted parts over into a draft of the member's page and keep the rest as it is there.

    `accepted` holds keys of differences. A page that the member does not have yet is made as a draft when something
    of it was accepted. Returns that page. Raises NotAllowed or NothingToAnswer.
    """
    if not can_answer_proposal(by, proposal, site):
        raise NotAllowed if proposal.proposed is not None else NothingToAnswer
    with transaction.atomic():
        content: Content = proposal.proposed or {}
        local = own_content(proposal)
        asked = differences(proposal.seen, content, local)
        yes = [each for each in asked if each.key in accepted]
        if not FormulaPage.objects.filter(pk=proposal.pk, proposed_at=proposal.proposed_at).update(
            base=content, proposed=None, decided_at=timezone.now(), decided_by=by
        ):
            raise NothingToAnswer
        page = write_draft(proposal, merged(local, content, yes), content, by) if yes else proposal.local
        state = "accepted" if len(yes) == len(asked) else "partly" if yes else "refused"
        record_change(obj=proposal, from_state="proposed", to_state=state, by=by)
    return page


def write_draft(proposal: FormulaPage, wanted: Content, proposed: Content, by: Any) -> Page:
    if proposal.local is not None:
        page = proposal.local.get_latest_revision_as_object()
        fill(page, wanted)
    else:
        page = proposal.source.specific_class(owner=by, live=False)
        fill(page, wanted)
        page.title = page.title or proposed["words"]["title"]
        page.locale_id = proposal.membership.site.root_page.locale_id
        parent_for(proposal).add_child(instance=page)
        FormulaPage.objects.filter(pk=proposal.pk).update(local=page.pk)
    page.save_revision(user=by, clean=False, log_action=True)
    return page


def parent_for(proposal: FormulaPage) -> Page:
    """Below the member's page of the page above, else below its start."""
    above = proposal.source.get_parent()
    row = FormulaPage.objects.filter(membership=proposal.membership, source=above).exclude(local=None).first()
    home = Page.objects.get(pk=proposal.membership.site.root_page_id)
    parent = row.local if row is not None and row.local is not None else home
    fits = parent.specific.allowed_subpage_models()
    return parent if proposal.source.specific_class in fits else home


def fill(page: Any, wanted: Content) -> None:
    for name, text in wanted["words"].items():
        setattr(page, name, text)
    for name, rows in wanted["streams"].items():
        setattr(page, name, page._meta.get_field(name).stream_block.to_python(rows))
