"""Two organisations: one offers a formula, the other takes part."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, Page, Site

from community.people.enums import Role
from community.people.sites import group_name, separate_sites
from portal.pages.formula import actions
from portal.pages.models import Formula, HomePage, IndexPage, Membership, SiteSettings, StandardPage
from tests.factories.people import UserFactory

FORMULA, MEMBER = "dorpskamer.localhost", "buren.localhost"


def make_site(host: str, name: str) -> Site:
    home = HomePage(title=name, slug=f"home-{name.lower()}", locale=Locale.get_default())
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.create(hostname=host, port=80, root_page=home, site_name=name)
    SiteSettings.objects.create(site=site, name=name)
    return site


def editor_of(site: Site) -> Any:
    """An editor keeps the settings of the own site, and nothing of another."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group_name(Role.EDITOR, site)))
    return user


def moderator_of(site: Site) -> Any:
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group_name(Role.MODERATOR, site)))
    return user


@pytest.fixture
def sites(db, settings) -> dict[str, Site]:
    settings.ALLOWED_HOSTS = ["localhost", ".localhost", "testserver"]
    made = {"formula": make_site(FORMULA, "Dorpskamer"), "member": make_site(MEMBER, "Buren")}
    separate_sites()
    return made


@pytest.fixture
def heads(sites) -> dict[str, Any]:
    return {name: editor_of(site) for name, site in sites.items()}


def blocks(*rows: tuple[str, str, Any]) -> Any:
    """Blocks with a number of their own: (number, kind, value)."""
    stream = StandardPage._meta.get_field("body").stream_block
    return stream.to_python([{"id": number, "type": kind, "value": value} for number, kind, value in rows])


@pytest.fixture
def model_page(sites) -> StandardPage:
    branch = IndexPage(title="Voorbeelden", slug="voorbeelden")
    sites["formula"].root_page.add_child(instance=branch)
    page = StandardPage(title="Binnenlopen", slug="binnenlopen", lead="U loopt gewoon binnen.")
    page.body = blocks(
        ("a", "paragraph", "<p>De koffie is klaar.</p>"), ("b", "paragraph", "<p>U hoeft niets te kopen.</p>")
    )
    branch.add_child(instance=page)
    return page


@pytest.fixture
def formula(sites, model_page) -> Formula:
    return Formula.objects.create(
        site=sites["formula"],
        name="De Dorpskamer",
        root=model_page.get_parent(),
        mark_name="Dorpskamer met koffie",
        mark_text="De deur is open.\nEr is koffie.",
    )


@pytest.fixture
def member(formula, sites, heads) -> Membership:
    row = actions.invite_member(formula=formula, site=sites["member"], by=heads["formula"])
    actions.accept_membership(membership=row, by=heads["member"])
    return row


def visitor(host: str) -> Client:
    return Client(headers={"host": host})


def admin(host: str, user: Any) -> Client:
    client = visitor(host)
    client.force_login(user)
    return client
