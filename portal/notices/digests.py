"""Outside the usual files of a slice: gather what waits for a digest into one message per reader."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from portal.notices.actions import Envelope, Way, stop_url, write
from portal.notices.emails import compose
from portal.notices.enums import DIGEST, Channel, Topic, family_of
from portal.notices.models import Notice
from portal.notices.queries import held_notices, is_stopped

LINK = re.compile(r"https?://\S+")


def gather_digests() -> int:
    """One message for each reader whose digest has come; the schedule calls it. Returns how many were written."""
    now, made = timezone.now(), 0
    rows = list(held_notices(now).select_related("site")[:5000])
    for _key, group in groupby(rows, key=lambda row: (row.site_id, row.recipient, row.language, row.channel)):
        made += gather(list(group))
    return made


def gather(rows: list[Notice]) -> bool:
    """Write one digest and take its rows off the pile, or do neither: another worker may have been first."""
    first = rows[0]
    rows = [row for row in rows if not drop_stopped(row)]
    if not rows:
        return False
    way = Way(channel=first.channel, envelope=Envelope(first.name, first.address) if first.address else None)
    is_letter = first.channel == Channel.LETTER
    url = "" if is_letter else stop_url(first.site, DIGEST, first.recipient)
    with translation.override(first.language):
        form = {"letter": is_letter, "bare": first.channel == Channel.PUSH}
        context = {"groups": groups_of(rows), "n": len(rows), "stop_url": url, **form}
        mail = compose("notices/digest", context, first.site)
    try:
        with transaction.atomic():
            digest = write(
                way=way,
                site=first.site,
                kind="notices.digest",
                object_key=f"notices.notice:{first.pk}:{first.channel}",
                recipient=first.recipient,
                topic=DIGEST,
                language=first.language,
                stop_url=url,
                **mail,
            )
            if digest is None:
                return False
            free = Notice.objects.filter(pk__in=[row.pk for row in rows], digest=None, sent_at=None)
            gone = {"text": "", "html": "", "name": "", "address": ""}
            if free.update(digest=digest, sent_at=timezone.now(), **gone) != len(rows):
                raise TakenByAnother
    except TakenByAnother:
        return False
    return True


class TakenByAnother(Exception):
    """Another worker gathered a part of these."""


def drop_stopped(row: Notice) -> bool:
    """What was stopped while it waited is not sent."""
    topics = (row.topic, family_of(row.topic), DIGEST)
    if is_stopped(row.site_id, row.recipient, *topics):
        row.delete()
        return True
    return False


def groups_of(rows: list[Notice]) -> list[dict[str, Any]]:
    """The subjects per topic, each with the first address in its text."""
    labels = dict(Topic.choices)
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        link = LINK.search(row.text)
        line = {"subject": row.subject, "url": link.group() if link else ""}
        found.setdefault(str(labels.get(family_of(row.topic), row.topic)), []).append(line)
    return [{"label": label, "lines": lines} for label, lines in found.items()]
