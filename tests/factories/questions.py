from __future__ import annotations

from typing import Any

from wagtail.models import Site

from community.questions.actions import Asked, ask_question
from community.questions.models import Question


def asked(**changes: Any) -> Asked:
    """A question as the form would clean it."""
    known = {"text": "Wie helpt mij met de belasting?", "name": "Ria", "channel": "email", "email": "ria@example.org"}
    return Asked(**{**known, **changes})


def question(*, by: Any = None, **changes: Any) -> Question:
    return ask_question(site=Site.objects.get(is_default_site=True), asked=asked(**changes), by=by)
