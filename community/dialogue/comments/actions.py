"""Every change of a comment."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.models import Page, Site

from community.dialogue.comments import emails
from community.dialogue.comments.enums import TRANSITIONS, CommentState, Suspicion
from community.dialogue.comments.exceptions import (
    AlreadyChanged,
    CommentsClosed,
    NotAllowed,
    ReasonMissing,
    TooMany,
)
from community.dialogue.comments.models import Comment, CommentReport
from community.dialogue.comments.queries import moderators
from community.dialogue.comments.rules import can_comment, can_moderate, can_reply
from portal.history import changed
from portal.history.actions import record_change
from portal.limits.actions import take_token
from portal.settings.environment import Rate

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# One address writes a few comments an hour, not a stream of them.
ADDRESS_RATE = Rate(per_minute=1, burst=5)
REPORTS_THAT_HIDE = 3
UNCONFIRMED_DAYS = 7


def write_comment(
    *,
    site: Site,
    page: Page,
    name: str,
    email: str,
    text: str,
    by: Any = None,
    parent: Comment | None = None,
    language: str = "nl",
) -> Comment:
    """Keep a comment and ask its address whether it is theirs; who is logged in with it was asked before.

    Raises CommentsClosed, and TooMany when one address sends a stream.
    """
    if not can_comment(page.specific) or (parent is not None and not can_reply(parent)):
        raise CommentsClosed
    user = by if getattr(by, "is_authenticated", False) else None
    email = (user.email if user else email).strip().lower()
    if take_token(scope="comment", subject=email, rate=ADDRESS_RATE):
        raise TooMany
    with transaction.atomic():
        again = Comment.objects.filter(site=site, page=page, parent=parent, email=email, text=text)
        if first := again.exclude(state=CommentState.WITHDRAWN).first():
            return first
        place = {"site": site, "page": page, "parent": parent}
        return keep_comment(user=user, name=name, email=email, text=text, language=language, **place)


def keep_comment(*, site: Site, user: Any, text: str, **values: Any) -> Comment:
    """Write it down as its author's; who is logged in has said yes already. Inside the caller's transaction."""
    suspicion = suspicion_of(site, text)
    comment = Comment.objects.create(
        site=site, user=user, text=text, suspicion=suspicion, written_at=timezone.now(), **values
    )
    record_change(obj=comment, from_state="", to_state=comment.state, by=user)
    if user is None:
        emails.tell_author(comment, "confirm")
    else:
        confirm_comment(comment=comment)
    return comment


def suspicion_of(site: Site, text: str) -> str:
    if len(LINK.findall(text)) > 1:
        return Suspicion.LINKS
    return Suspicion.REPEATED if Comment.objects.filter(site=site, text=text).exists() else ""


def move(*, comment: Comment, to: CommentState, by: Any = None, reason: str = "", **values: Any) -> Comment:
    """The one road between states: guarded by a conditional update, so that two clicks do it once."""
    before = comment.state
    if to not in TRANSITIONS[before]:
        raise AlreadyChanged
    with transaction.atomic():
        if not Comment.objects.filter(pk=comment.pk, state=before).update(state=to, **values):
            raise AlreadyChanged
        comment.refresh_from_db()
        record_change(obj=comment, from_state=before, to_state=to, by=by, reason=reason)
        changed.send(Comment, ids=[comment.pk])
    return comment


def confirm_comment(*, comment: Comment) -> Comment:
    """The address says yes: the comment waits for a moderator. Saying it twice says it once."""
    if comment.state != CommentState.UNCONFIRMED:
        return comment
    with transaction.atomic():
        move(comment=comment, to=CommentState.WAITING, by=comment.user)
        for moderator in moderators(comment.site_id):
            emails.tell_moderator(comment, moderator)
    return comment


def publish_comment(*, comment: Comment, by: Any) -> Comment:
    """Put it on the site; the author hears it once."""
    if not can_moderate(by):
        raise NotAllowed
    with transaction.atomic():
        moment = comment.published_at or timezone.now()
        move(comment=comment, to=CommentState.PUBLISHED, by=by, published_at=moment, reason="")
        emails.tell_author(comment, "published")
    return comment


def reject_comment(*, comment: Comment, reason: str, by: Any) -> Comment:
    """Not on the site; the author reads why."""
    return take_off(comment, CommentState.REJECTED, reason, by)


def remove_comment(*, comment: Comment, reason: str, by: Any) -> Comment:
    """Off the site again; the author reads why, and open reports are done with."""
    with transaction.atomic():
        take_off(comment, CommentState.REMOVED, reason, by)
        resolve_reports(comment=comment, by=by)
    return comment


def take_off(comment: Comment, to: CommentState, reason: str, by: Any) -> Comment:
    if not can_moderate(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(reason=reason.strip())
        move(comment=comment, to=to, by=by, reason=reason.strip())
        emails.tell_author(comment, to.value, suffix=f":{timezone.now():%Y%m%d%H%M}")
    return comment


def put_back(*, comment: Comment, by: Any) -> Comment:
    """Undo: the comment waits again, off the site until somebody decides anew."""
    if not can_moderate(by):
        raise NotAllowed
    return move(comment=comment, to=CommentState.WAITING, by=by)


def withdraw_comment(*, comment: Comment) -> Comment:
    """The author takes it back: words, name and address are gone at once. Doing it twice does it once."""
    if comment.state == CommentState.WITHDRAWN:
        return comment
    empty: dict[str, Any] = {"text": "", "name": "", "email": "", "user": None, "picked": False, "suspicion": ""}
    return move(comment=comment, to=CommentState.WITHDRAWN, **empty)


def reply_as_editor(*, comment: Comment, text: str, by: Any) -> Comment:
    """Our own answer, marked as such and on the site at once; an answer to an answer stands below the first."""
    if not can_moderate(by):
        raise NotAllowed
    top = comment.parent or comment
    if not can_reply(top):
        raise AlreadyChanged
    now = timezone.now()
    with transaction.atomic():
        reply = Comment.objects.create(
            site_id=top.site_id,
            page_id=top.page_id,
            parent=top,
            user=by,
            name=by.get_short_name(),
            text=text.strip(),
            by_staff=True,
            state=CommentState.PUBLISHED,
            written_at=now,
            published_at=now,
        )
        record_change(obj=reply, from_state="", to_state=reply.state, by=by)
        changed.send(Comment, ids=[reply.pk])
        emails.tell_author(top, "answered", suffix=f":{reply.pk}")
    return reply


def pick_comment(*, comment: Comment, picked: bool, by: Any) -> None:
    """Choose an answer for the follow-up, or not any more."""
    if not can_moderate(by):
        raise NotAllowed
    with transaction.atomic():
        Comment.objects.filter(pk=comment.pk, state=CommentState.PUBLISHED).update(picked=picked)
        changed.send(Comment, ids=[comment.pk])


def report_comment(*, comment: Comment, reason: str, reporter: str) -> None:
    """A reader finds it out of place; `reporter` is an account or a network address, kept as a keyed hash.

    Three readers take it off the site until a moderator has looked.
    """
    key = salted_hmac("comments.report", reporter, algorithm="sha256").hexdigest()
    try:
        with transaction.atomic():
            CommentReport.objects.create(
                comment=comment, reporter_key=key, reason=reason.strip(), reported_at=timezone.now()
            )
    except IntegrityError:
        return
    if comment.state == CommentState.PUBLISHED:
        for moderator in moderators(comment.site_id):
            emails.tell_moderator(comment, moderator)
        if not comment.by_staff and comment.reports.filter(resolved_at=None).count() >= REPORTS_THAT_HIDE:
            move(comment=comment, to=CommentState.WAITING)


def resolve_reports(*, comment: Comment, by: Any) -> None:
    """A moderator looked at what readers reported."""
    if not can_moderate(by):
        raise NotAllowed
    comment.reports.filter(resolved_at=None).update(resolved_at=timezone.now())


def forget_unconfirmed() -> int:
    """Delete what nobody confirmed within a week; the schedule calls it. Returns how many."""
    before = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
    rows = Comment.objects.filter(state=CommentState.UNCONFIRMED, written_at__lt=before)
    return rows.delete()[1].get("comments.Comment", 0)
