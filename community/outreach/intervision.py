"""Outside the usual files of a slice: the actions of the talk between workers, about cases without names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.outreach.exceptions import NotAllowed
from community.outreach.models import Case, CaseReply
from community.outreach.rules import can_do_outreach

GONE_AFTER = timedelta(days=60)


def bring_case(*, site: Site, value: str, text: str, question: str, by: Any) -> Case:
    """Ask the others; it is gone by itself after GONE_AFTER."""
    if not can_do_outreach(by, site.pk):
        raise NotAllowed
    return Case.objects.create(
        site=site,
        author=by,
        value=value,
        text=text.strip(),
        question=question.strip(),
        written_at=timezone.now(),
        gone_on=timezone.localdate() + GONE_AFTER,
    )


def reply_to(*, case: Case, text: str, by: Any) -> CaseReply:
    if not can_do_outreach(by, case.site_id):
        raise NotAllowed
    return CaseReply.objects.create(case=case, author=by, text=text.strip(), written_at=timezone.now())


def take_back(*, case: Case, by: Any) -> None:
    """Who brought it may end it at once, with everything that was said."""
    if by.pk != case.author_id:
        raise NotAllowed
    case.delete()


def forget_cases() -> int:
    """What had its time; the schedule calls it."""
    return Case.objects.filter(gone_on__lte=timezone.localdate()).delete()[0]
