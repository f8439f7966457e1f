from __future__ import annotations

import math
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.limits.models import Bucket
from portal.settings.environment import Rate


def take_token(*, scope: str, subject: str, rate: Rate | None) -> int:
    """Take one token of `subject` in `scope`. Returns 0 when allowed, else the seconds to wait.

    Two requests at the very same moment may both pass; that is accepted, a limit is no lock.
    """
    if rate is None:
        return 0
    key = salted_hmac("portal.limits", f"{scope}:{subject}").hexdigest()
    now = timezone.now()
    with transaction.atomic():
        bucket, _made = Bucket.objects.get_or_create(key=key, defaults={"tokens": rate.burst, "filled_at": now})
        minutes = max(0.0, (now - bucket.filled_at).total_seconds() / 60)
        tokens = min(float(rate.burst), bucket.tokens + minutes * rate.per_minute)
        allowed = tokens >= 1
        bucket.tokens = tokens - 1 if allowed else tokens
        bucket.filled_at = now
        bucket.save(update_fields=["tokens", "filled_at"])
    return 0 if allowed else max(1, math.ceil((1 - tokens) / rate.per_minute * 60))


def take_address_token(request: HttpRequest, *, scope: str) -> int:
    """The limit per network address on forms. A library or a care home shares one address, so it is wide."""
    return take_token(scope=scope, subject=request.META.get("REMOTE_ADDR", ""), rate=settings.FORM_ADDRESS_LIMIT)


def forget_full_buckets() -> int:
    """Delete buckets that nobody touched for a day; a bucket that is not there is full."""
    deleted, _per_model = Bucket.objects.filter(filled_at__lt=timezone.now() - timedelta(days=1)).delete()
    return deleted
