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


@pytest.mark.parametrize("parent", [None, "", "x", "\0", "999999"])
def test_copy_to_nowhere_is_refused(admin_client, home, parent):
    page = home.get_children().first()
    data = {"new_title": "Kopie", "new_slug": "kopie"} | ({} if parent is None else {"new_parent_page": parent})
    assert admin_client.post(f"/beheer/pages/{page.pk}/copy/", data).status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/pages/{page}/move/",
        "/beheer/pages/{page}/edit/",
        "/beheer/pages/add/pages/standardpage/{page}/",
        "/beheer/choose-external-link/",
        "/beheer/author_chooser/create/",
        "/beheer/bulk/wagtailcore/page/move/?id={page}",
        "/beheer/redirects/import/process/",
    ],
)
def test_form_that_no_screen_sends_is_refused(admin_client, home, address: str):
    data = {"new_parent_page": "x", "chooser": "x", "title": "x"}
    page = home.get_children().first()
    assert admin_client.post(address.format(page=page.pk), data).status_code == 400
    page.refresh_from_db()
    assert page.title == "Hulp en advies"


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/images/chooser/chosen-multiple/?id=x",
        "/beheer/documents/chooser/chosen-multiple/?id=x",
        "/beheer/bulk/wagtailcore/page/delete/?id=x",
        "/beheer/bulk/wagtailimages/image/delete/?id=all&childOf=x",
    ],
)
def test_number_that_is_none_is_refused(admin_client, home, address: str):
    assert admin_client.get(address).status_code == 400


@pytest.mark.parametrize("way", ["itself", "below"])
def test_page_does_not_move_into_itself(admin_client, home, subject, way: str):
    page = subject.get_parent()
    to = page if way == "itself" else subject
    assert admin_client.post(f"/beheer/pages/{page.pk}/move/{to.pk}/confirm/").status_code in {302, 400, 403}
    page.refresh_from_db()
    assert page.get_parent().pk == home.pk


def test_fault_of_our_own_stays_a_fault(admin_client, monkeypatch):
    from portal.pages import editor_views

    monkeypatch.setattr(editor_views, "findings_for", lambda user: {}["nothing"])
    with pytest.raises(KeyError):
        admin_client.get("/beheer/controle/links/?p=1")


def test_fault_outside_the_admin_stays_a_fault(client, home, monkeypatch):
    from portal.pages.models import HomePage

    monkeypatch.setattr(HomePage, "get_context", lambda *args, **kwargs: {}["nothing"])
    with pytest.raises(KeyError):
        client.get("/?p=1")


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
