"""Outside the usual files of a slice: how somebody leaves: asked, a time to think, done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from community.people.models import Leaving, User
from community.people.rules import can_leave
from portal.notices.actions import send_notice
from portal.privacy.erasing import erase
from portal.privacy.records import subject_of, subject_of_user

GRACE = timedelta(days=14)
AWAY = timedelta(days=730)
AWAY_GRACE = timedelta(days=30)


class StaysHere(Exception):
    """Somebody with work in hand cannot be erased by one click; an administrator hands the work over first."""


def open_leaving(user: Any) -> Leaving | None:
    return Leaving.objects.filter(user=user, cancelled_at=None, done_at=None).first()


def ask_to_leave(*, user: User, site: Site, why: str = Leaving.Why.ASKED, grace: timedelta = GRACE) -> Leaving:
    """Erase me, after a time to think. Asking twice keeps the first. Raises StaysHere."""
    if not can_leave(user):
        raise StaysHere
    now = timezone.now()
    try:
        with transaction.atomic():
            leaving = Leaving.objects.create(
                site=site, user=user, user_uuid=user.uuid, why=why, asked_at=now, due_at=now + grace
            )
            tell(leaving, "leaving" if why == Leaving.Why.ASKED else "away")
    except IntegrityError:
        return Leaving.objects.get(user_uuid=user.uuid, cancelled_at=None, done_at=None)
    return leaving


def tell(leaving: Leaving, kind: str, recipient: str = "") -> None:
    user = leaving.user
    send_notice(
        site=leaving.site,
        kind=f"people.{kind}",
        object_key=f"people.leaving:{leaving.pk}",
        recipient=recipient or (user.email if user else ""),
        template=f"people/{kind}",
        context={
            "name": user.get_short_name() if user else "",
            "leaving": leaving,
            "data_url": settings.WAGTAILADMIN_BASE_URL + reverse("people:data"),
        },
    )


def stay(*, leaving: Leaving) -> bool:
    """The person thought again, or logged in; False when it was done already."""
    rows = Leaving.objects.filter(pk=leaving.pk, cancelled_at=None, done_at=None)
    return bool(rows.update(cancelled_at=timezone.now()))


def due_leavings() -> QuerySet[Leaving]:
    due = Leaving.objects.filter(cancelled_at=None, done_at=None, due_at__lte=timezone.now())
    return due.select_related("user", "site")


def finish_due() -> int:
    """Erase whoever asked and did not think again; the schedule calls it. Who was away and came back stays."""
    done = 0
    for leaving in due_leavings():
        user = leaving.user
        came_back = user is not None and user.last_login is not None and user.last_login > leaving.asked_at
        if user is not None and (not can_leave(user) or (leaving.why == Leaving.Why.AWAY and came_back)):
            stay(leaving=leaving)
            continue
        done += finish(leaving)
    return done


def finish(leaving: Leaving) -> bool:
    """One erasure, whole or not at all; of two workers one does it."""
    with transaction.atomic():
        rows = Leaving.objects.filter(pk=leaving.pk, cancelled_at=None, done_at=None)
        if not rows.update(done_at=timezone.now()):
            return False
        if leaving.user is not None:
            tell(leaving, "erased", recipient=leaving.user.email)
            forget(leaving.user)
    return True


def forget(user: User) -> dict[str, int]:
    """Everything of an account, and then the account."""
    end_sessions(user)
    return erase(subject_of_user(user))


def end_sessions(user: User) -> None:
    """A session knows its account only inside its data, so each is looked at."""
    mine = [row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(pk__in=mine).delete()


def erase_person(*, email: str, site: Site, dry_run: bool = False) -> dict[str, int]:
    """For the command: at once, and also for somebody without an account. Raises StaysHere."""
    subject = subject_of(email)
    if subject.user is not None and not can_leave(subject.user):
        raise StaysHere
    if dry_run:
        return erase(subject, dry_run=True)
    with transaction.atomic():
        if subject.user is not None:
            now, user = timezone.now(), subject.user
            Leaving.objects.filter(user=user, cancelled_at=None, done_at=None).update(cancelled_at=now)
            Leaving.objects.create(site=site, user=user, user_uuid=user.uuid, asked_at=now, due_at=now, done_at=now)
            end_sessions(user)
        return erase(subject)


def erase_again(*, user: User, site: Site) -> dict[str, int]:
    """Somebody who was erased came back with a restored backup. Nothing is asked and nobody is told once more."""
    now = timezone.now()
    with transaction.atomic():
        Leaving.objects.filter(user=user, cancelled_at=None, done_at=None).update(cancelled_at=now)
        Leaving.objects.create(site=site, user=user, user_uuid=user.uuid, asked_at=now, due_at=now, done_at=now)
        return forget(user)


def warn_away() -> int:
    """Whoever was away for two years hears that the account goes in thirty days; logging in keeps it."""
    before = timezone.now() - AWAY
    asked = Leaving.objects.filter(cancelled_at=None, done_at=None).values("user")
    away = User.objects.annotate(seen=Coalesce("last_login", "date_joined")).filter(seen__lt=before, is_staff=False)
    site = Site.objects.get(is_default_site=True)
    count = 0
    for user in away.exclude(Q(pk__in=asked) | Q(is_superuser=True)).select_related("profile__site")[:500]:
        profile = getattr(user, "profile", None)
        if can_leave(user):
            ask_to_leave(user=user, site=profile.site if profile else site, why=Leaving.Why.AWAY, grace=AWAY_GRACE)
            count += 1
    return count
