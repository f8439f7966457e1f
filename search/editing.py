"""Outside the usual files of a slice: what editors add to the word lists, in use without a restart.

Every process looks now and then whether a rule changed. Words that mean the same work at once; words that change how
vacancies are stored also start a rebuild, beside live traffic.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django_tasks import task

from search.enums import STORED_KINDS, WordKind
from search.models import WordRule
from search.wordlists import Additions, activate, compose

LOOK_EVERY_SECONDS = 5.0
FIELDS = {
    WordKind.SYNONYM: "synonyms",
    WordKind.STOP: "stop",
    WordKind.WEAK: "weak",
    WordKind.PART: "parts",
    WordKind.WHOLE: "whole",
}
_seen: dict[str, Any] = {"at": 0.0, "state": (0, None)}


def additions(rules: list[WordRule] | None = None) -> Additions:
    found = Additions()
    for rule in WordRule.objects.all() if rules is None else rules:
        name = FIELDS[WordKind(rule.kind)]
        found = replace(found, **{name: (*getattr(found, name), rule.words)})
    return found


def look() -> None:
    """Take over what editors changed; asks the database once in a few seconds."""
    if time.monotonic() - _seen["at"] >= LOOK_EVERY_SECONDS:
        look_now()


def look_now() -> None:
    state = tuple(WordRule.objects.aggregate(n=Count("pk"), last=Max("updated_at")).values())
    _seen["at"] = time.monotonic()
    if state != _seen["state"]:
        activate(compose(additions()))
        _seen["state"] = state


def save_rule(*, rule: WordRule) -> WordRule:
    """Save a rule; it is in use in this process at once and in the others within seconds."""
    before = WordRule.objects.filter(pk=rule.pk).values_list("kind", flat=True).first()
    rule.save()
    rules_changed(before, rule.kind)
    return rule


def delete_rule(*, rule: WordRule) -> None:
    kind = rule.kind
    rule.delete()
    rules_changed(kind)


def rules_changed(*kinds: str | None) -> None:
    look_now()
    if set(kinds) & {kind.value for kind in STORED_KINDS}:
        transaction.on_commit(rebuild_everything.enqueue)


@task()
def rebuild_everything() -> None:
    """Every document anew with the lists of now; searching and writing go on meanwhile."""
    from django.core.management import call_command

    look_now()
    call_command("rebuild_search", verbosity=0)
