"""The words in which a proposal is shown: per part what it was, what it becomes and what the member has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.enums import MembershipState
from portal.pages.formula.differences import CHANGED, GONE, NEW, Difference, word_steps
from portal.pages.formula.queries import formula_of, members_of, memberships_of, open_proposals
from portal.pages.formula.rules import can_speak_for
from portal.pages.models import FormulaPage
from portal.pages.site_views import site_of
from portal.pages.tasks_of_day import DayTask

MARK_ENDS_SOON = timedelta(days=60)


def shown_difference(row: FormulaPage, each: Difference) -> dict[str, Any]:
    """What the template needs of one part. `yes` is what is chosen beforehand: never over the member's own words."""
    model = row.source.specific_class
    before, after, own = (text_of(model, each.field, value) for value in (each.before, each.after, each.own))
    return {
        "key": each.key,
        "label": label_of(model, each),
        "kind": {NEW: _("Nieuw"), CHANGED: _("Anders"), GONE: _("Weg")}[each.kind],
        "steps": word_steps(before, after),
        "is_silent": before == after,
        "own": own if each.is_own else "",
        "is_own": each.is_own,
        "yes": not each.is_own,
    }


def label_of(model: Any, each: Difference) -> str:
    field = model._meta.get_field(each.field)
    value = each.after or each.before
    if isinstance(value, dict):
        return str(field.stream_block.child_blocks[value["type"]].label)
    return str(field.verbose_name).capitalize()


def text_of(model: Any, name: str, value: Any) -> str:
    """A line or a block as one reads it."""
    if not isinstance(value, dict):
        return str(value or "")
    block = model._meta.get_field(name).stream_block.child_blocks[value["type"]]
    texts = block.get_searchable_content(block.to_python(value["value"]))
    return " ".join(strip_tags(str(text)) for text in texts if text)


def formula_tasks(request: HttpRequest) -> list[DayTask]:
    """What waits: proposals and questions for a member, marks that end for who gives them."""
    site, url = site_of(request), reverse("pages_formula")
    waiting = open_proposals(site).count()
    asked = (
        memberships_of(site).filter(state=MembershipState.INVITED).count() if can_speak_for(request.user, site) else 0
    )
    formula, today = formula_of(site), timezone.localdate()
    members = members_of(formula) if formula is not None else []
    ending = sum(row.carries_mark(today) and not row.carries_mark(today + MARK_ENDS_SOON) for row in members)
    texts = (
        (waiting, ngettext("%(n)s voorstel van de formule", "%(n)s voorstellen van de formule", waiting)),
        (asked, ngettext("%(n)s formule vraagt of u meedoet", "%(n)s formules vragen of u meedoet", asked)),
        (ending, ngettext("%(n)s keurmerk loopt binnenkort af", "%(n)s keurmerken lopen binnenkort af", ending)),
    )
    return [DayTask(text % {"n": n}, url) for n, text in texts if n]
