from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Site

from portal.pages.enums import MembershipState
from portal.pages.formula.differences import Difference, differences
from portal.pages.formula.travel import TRAVELS, WORDS, content_of, streams_of
from portal.pages.models import Formula, FormulaPage, Membership
from portal.pages.shared import open_to_all


def formula_of(site: Site) -> Formula | None:
    """The formula that this site offers; None for most."""
    return Formula.objects.filter(site=site).select_related("site", "root").first()


def memberships_of(site: Site) -> QuerySet[Membership]:
    """What a site belongs to or is asked for, the newest first."""
    found = Membership.objects.filter(site=site).exclude(state=MembershipState.ENDED)
    return found.select_related("formula__site").order_by("-invited_at", "-pk")


def members_of(formula: Formula) -> QuerySet[Membership]:
    return formula.memberships.exclude(state=MembershipState.ENDED).select_related("site", "formula__site")


def active_members_of(page: Page) -> QuerySet[Membership]:
    """The members to whom a published page of a formula is offered."""
    if not isinstance(page, TRAVELS):
        return Membership.objects.none()
    branches = [formula.pk for formula in Formula.objects.select_related("root") if under(page, formula.root)]
    return Membership.objects.filter(formula__in=branches, state=MembershipState.ACTIVE).select_related("site")


def under(page: Page, root: Page) -> bool:
    return bool(page.path.startswith(root.path))


def offered_pages(formula: Formula) -> list[Any]:
    """The published pages of the branch that can travel, from the top down."""
    pages = open_to_all(Page.objects.descendant_of(formula.root, inclusive=True)).order_by("path").specific()
    return [page for page in pages if isinstance(page, TRAVELS)]


def open_proposals(site: Site) -> QuerySet[FormulaPage]:
    """What waits for an answer of this site, the oldest first."""
    rows = FormulaPage.objects.filter(membership__site=site, membership__state=MembershipState.ACTIVE)
    rows = rows.exclude(proposed=None).select_related("membership__formula", "source", "local")
    return rows.order_by("proposed_at", "pk")


def answered_proposals(site: Site) -> QuerySet[FormulaPage]:
    rows = FormulaPage.objects.filter(membership__site=site, proposed=None).exclude(decided_at=None)
    return rows.select_related("membership__formula", "local", "decided_by").order_by("-decided_at")


def own_pages(membership: Membership) -> dict[int, Page]:
    """The member's pages by the number of the formula's page that they came from."""
    rows = FormulaPage.objects.filter(membership=membership).exclude(local=None).select_related("local")
    return {row.source_id: row.local for row in rows if row.local is not None}


def own_content(proposal: FormulaPage) -> dict[str, Any]:
    """What the member's page holds now, drafts included; nothing without a page."""
    if proposal.local is None:
        return {}
    page = proposal.local.get_latest_revision_as_object()
    return raw_content(page)


def raw_content(page: Any) -> dict[str, Any]:
    """All of a page's own words and blocks, as they are."""
    streams = {
        name: [
            {"id": str(child.id), "type": child.block_type, "value": child.get_prep_value()["value"]}
            for child in getattr(page, name)
        ]
        for name in streams_of(page)
    }
    return {"words": {name: getattr(page, name) for name in WORDS}, "streams": streams}


def differences_of(proposal: FormulaPage) -> list[Difference]:
    """What an open proposal asks."""
    return differences(proposal.seen, proposal.proposed or {}, own_content(proposal))


def new_content(page: Any, membership: Membership) -> dict[str, Any]:
    return content_of(page, own_pages(membership))


def mark_of_site(site: Site, day: date | None = None) -> list[Membership]:
    """The marks that a site carries on a day."""
    day = day or timezone.localdate()
    return [row for row in memberships_of(site) if row.carries_mark(day)]


def marks_given(formula: Formula) -> list[Membership]:
    """Everyone who carries the mark or carried it, by name: also of members that left."""
    rows = formula.memberships.exclude(mark_from=None).select_related("site", "formula__site")
    return list(rows.order_by("site__site_name", "-mark_until"))
