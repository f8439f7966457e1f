"""The order of the desk: five groups at most, with what waits in each; who may not enter a room does not see it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from community.people.enums import Role
from portal.desk_rooms import GROUPS
from tests.factories.help import HelpItemFactory
from tests.factories.outreach import visit_for
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.questions import question

pytestmark = pytest.mark.django_db
ROOMS = [room for _label, rooms in GROUPS for room in rooms]


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def nav(client: Client, path: str = "/werk/") -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return re.search(r'<ul class="desk-nav">(.*?)</nav>', response.content.decode(), re.S)[1]


def test_there_are_at_most_five_groups_with_the_own_one(site):
    page = nav(logged_in(CoordinatorFactory()))
    assert len(GROUPS) == 4
    assert page.count("<summary") == 5


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.address)
def test_each_room_that_is_shown_opens_and_says_where_one_is(site, room):
    user = CoordinatorFactory()
    user.is_superuser = user.is_staff = True
    user.save()
    page = nav(logged_in(user), reverse(room.address))
    here = re.findall(r'<a href="([^"]+)" aria-current="page">', page)
    assert here == [room.url]
    summaries = re.findall(r'<summary class="here">.*?<small>([^<]+)</small>', page, re.S)
    assert summaries == [str(room.label)]


def test_what_waits_is_counted_in_its_room_and_in_its_group(site):
    desk = CoordinatorFactory()
    client = logged_in(desk)
    assert 'class="count"' not in nav(client)
    HelpItemFactory(unread=True)
    HelpItemFactory(unread=True)
    HelpItemFactory()
    visit_for(desk)
    question()
    page = nav(client)
    groups = dict(re.findall(r"<summary[^>]*><span>(\w+) <span class=\"count\">(\d+)", page))
    assert groups == {"Mensen": "1", "Hulp": "3"}
    rooms = dict(re.findall(r'<a href="[^"]+"[^>]*>([\w ]+) <span class="count">(\d+)', page))
    assert rooms == {"Vragen": "1", "Vraag en aanbod": "2", "Aan de deur": "1"}


def test_what_waits_elsewhere_is_not_counted_here(site):
    from wagtail.models import Site

    other = Site.objects.create(hostname="elders.localhost", port=80, root_page=site.root_page)
    HelpItemFactory(unread=True, site=other)
    assert 'class="count"' not in nav(logged_in(CoordinatorFactory()))


def test_few_rooms_stand_beside_each_other_without_doors(site):
    user = UserFactory(first_name="Joris")
    user.is_staff = True
    user.save()
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get_or_create(name=Role.MODERATOR.value)[0])
    page = nav(logged_in(user), "/werk/live/")
    assert "<details" not in page
    assert 'href="/werk/live/" aria-current="page"' in page
    for path in ("/werk/", "/werk/hulp/", "/werk/tijd/", "/werk/vragen/"):
        assert f'href="{path}"' not in page


def test_residents_have_no_desk(site):
    client = logged_in(UserFactory())
    for room in ROOMS:
        assert client.get(room.url).status_code in {403, 404}, room.address
