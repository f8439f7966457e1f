from __future__ import annotations

from typing import Any

from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from portal.pages.enums import MembershipState
from portal.pages.models import FormulaPage, Membership, SiteSettings


def can_speak_for(user: Any, site: Site) -> bool:
    """Whoever keeps the settings of a site, such as its telephone number, speaks for its organisation."""
    settings = SiteSettings(site=site)
    return bool(SitePermissionPolicy(SiteSettings).user_has_permission_for_instance(user, "change", settings))


def can_answer_proposal(user: Any, proposal: FormulaPage, site: Site) -> bool:
    """An editor of the member who may change its own page, or add one where it would come."""
    if proposal.proposed is None or not is_of_member(proposal.membership, site):
        return False
    page = proposal.local or site.root_page
    rights = page.permissions_for_user(user)
    return rights.can_edit() if proposal.local_id else rights.can_add_subpage()


def is_of_member(membership: Membership, site: Site) -> bool:
    return membership.site_id == site.pk and membership.state == MembershipState.ACTIVE
