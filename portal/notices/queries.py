from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.notices.models import Notice

MAX_ATTEMPTS = 6
LOST_AFTER = timedelta(minutes=2)


def waiting_notices() -> QuerySet[Notice]:
    """Mails whose next try has come, and mails whose task was lost on the way."""
    now = timezone.now()
    due = Q(next_try_at__lte=now) | Q(next_try_at=None, created_at__lte=now - LOST_AFTER)
    return Notice.objects.filter(due, sent_at=None, attempts__lt=MAX_ATTEMPTS)


def failed_notices() -> QuerySet[Notice]:
    """Mails that were tried in vain until the end."""
    return Notice.objects.filter(sent_at=None, attempts__gte=MAX_ATTEMPTS)
