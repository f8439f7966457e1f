"""What the statements ask: by which day somebody who writes now is answered, and who may see the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from community.dialogue.feedback.rules import can_answer_feedback
from portal.workdays import add_workdays

register = template.Library()
DEFAULT_DAYS = 5


@register.simple_tag(takes_context=True)
def answer_promise(context: template.Context) -> date:
    """The last day of the promise, after the days that the site's settings say."""
    days = (context.get("frame") or {}).get("promise_days", DEFAULT_DAYS)
    return add_workdays(timezone.localdate(), days)


@register.filter
def answers_feedback(user: Any) -> bool:
    return can_answer_feedback(user)
