"""A site without demo begins with a home page that works."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import Page

from community.people.enums import Role
from portal.pages.actions import ensure_home
from portal.pages.models import HomePage, StandardPage
from portal.pages.tasks_of_day import first_steps
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_empty_site_gets_a_home_page_once(client, site):
    welcome = site.root_page
    home = ensure_home()
    assert isinstance(home, HomePage)
    assert ensure_home() is None
    assert not Page.objects.filter(pk=welcome.pk).exists()
    page = client.get("/").content.decode()
    assert "Wat speelt er bij u?" in page
    assert 'href="/vacatures/wat-past/"' in page
    assert "Wagtail" not in page


def test_home_page_of_an_editor_stays(site):
    own = HomePage(title="Van ons", slug="van-ons")
    Page.objects.get(depth=1).add_child(instance=own)
    assert ensure_home() is None


def test_demo_takes_the_place_of_a_starter_that_nobody_touched(site, capsys):
    starter = ensure_home()
    call_command("load_demo")
    site.refresh_from_db()
    assert site.root_page.slug == "home-aan-de-dijk"
    assert not Page.objects.filter(pk=starter.pk).exists()
    capsys.readouterr()


def test_next_step_of_an_editor_leads_to_where_it_is_taken(home, client):
    editor = UserFactory(roles=[Role.EDITOR], is_staff=True)
    begin = f"/beheer/pages/{home.pk}/add_subpage/"
    assert [(step.done, step.url) for step in first_steps(editor, home)] == [
        (False, begin),
        (False, ""),
        (False, ""),
        (False, ""),
    ]
    client.force_login(editor)
    assert f'<a href="{begin}">' in client.get("/beheer/").content.decode()
    page = home.add_child(instance=StandardPage(title="Breien", slug="breien", owner=editor, live=False))
    page.save_revision(user=editor)
    edit = f"/beheer/pages/{page.pk}/edit/"
    assert [(step.done, step.url) for step in first_steps(editor, home)][1:3] == [(True, edit), (False, edit)]
