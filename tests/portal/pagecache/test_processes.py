"""Two web processes on one database, each with a cache of its own, and a change made by a third."""

from __future__ import annotations

import urllib.request

import pytest

from tests.server import Portal, manage, running_portal

pytestmark = pytest.mark.xdist_group("journeys")
CHANGE = """
from portal.pages.models import SiteSettings
from wagtail.models import Site
details = SiteSettings.objects.get(site=Site.objects.get(is_default_site=True))
details.phone_note = {note!r}
details.save()
print(details.phone_note)
"""


def read(portal: Portal) -> str:
    with urllib.request.urlopen(f"{portal.url}/vacatures/wat-past/", timeout=20) as answer:
        return answer.read().decode()


def change(portal: Portal, note: str) -> None:
    manage(portal.data_dir, "shell", "-c", CHANGE.format(note=note))


def test_all_processes_see_a_change_at_once(demo_portal: Portal):
    with running_portal(demo_portal.data_dir) as other:
        portals = (demo_portal, other)
        change(demo_portal, "U krijgt een mens, geen menu.")
        assert all("geen menu" in read(portal) for portal in portals for _time in range(2))
        change(demo_portal, "Wij bellen u terug.")
        assert all("Wij bellen u terug." in read(portal) for portal in portals)
        change(demo_portal, "U krijgt een mens, geen menu.")
        assert all("geen menu" in read(portal) for portal in portals)
