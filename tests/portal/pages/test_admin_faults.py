"""Questions on which Wagtail's own admin fails are answered, and blocks offer only people of the own site."""

from __future__ import annotations

import pytest

from community.people.models import Profile
from portal.pages.blocks.choices import worker_choices
from portal.pages.shared import site_of_admin
from tests.factories.people import UserFactory
from tests.portal.pages.formula.conftest import FORMULA, MEMBER, admin, heads, sites  # noqa: F401  two sites


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_search_with_a_count_is_answered(admin_client, kind: str):
    address = f"/beheer/{kind}/results/?q=x&usage_count_min=0&usage_count_max=0"
    assert admin_client.get(address, follow=True).status_code == 200


@pytest.mark.parametrize("parent", [None, "", "x", "\0"])
def test_copy_to_nowhere_is_refused(admin_client, home, parent):
    page = home.get_children().first()
    data = {"new_title": "Kopie", "new_slug": "kopie"} | ({} if parent is None else {"new_parent_page": parent})
    assert admin_client.post(f"/beheer/pages/{page.pk}/copy/", data).status_code == 400


def test_blocks_offer_workers_of_the_own_site(sites):  # noqa: F811
    people = {}
    for name, site in sites.items():
        people[name] = UserFactory(first_name=f"Van {name}")
        Profile.objects.update_or_create(user=people[name], defaults={"site": site, "is_visible": True})
    token = site_of_admin.set(sites["member"])
    try:
        assert [value for value, _name in worker_choices()] == [str(people["member"].uuid)]
    finally:
        site_of_admin.reset(token)


def test_editor_form_holds_no_worker_of_another_site(sites, heads):  # noqa: F811
    for name, site in sites.items():
        user = UserFactory(first_name=f"Alleenvan{name}")
        Profile.objects.update_or_create(user=user, defaults={"site": site, "is_visible": True})
    html = {
        host: admin(host, heads[name])
        .get(f"/beheer/pages/add/pages/standardpage/{sites[name].root_page_id}/")
        .content.decode()
        for name, host in (("formula", FORMULA), ("member", MEMBER))
    }
    assert ("Alleenvanformula" in html[FORMULA], "Alleenvanmember" in html[FORMULA]) == (True, False)
    assert ("Alleenvanformula" in html[MEMBER], "Alleenvanmember" in html[MEMBER]) == (False, True)
