"""The second site of the demo: Welzijn Buren, with its own look, workers, pages and vacancies."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, Site

from community.people.enums import Role
from community.people.models import Profile, User
from community.people.sites import group_name, separate_sites
from portal.management.demo import read
from portal.management.demo.agenda import load_agenda
from portal.management.demo.bank import load_organisation, load_vacancy
from portal.management.demo.circles import load_circles
from portal.management.demo.credits import load_between_residents
from portal.management.demo.help import load_help
from portal.management.demo.live import load_coming_rooms
from portal.management.demo.pages import PageTree
from portal.management.demo.people import load_person
from portal.pages.enums import SiteTheme, Weekday
from portal.pages.models import HomePage, OpeningHours, SiteSettings

HOST = "buren.localhost"


def load_buren() -> None:
    """Make the site once; its address follows the port."""
    data = read("buren")
    site = make_site(data)
    people = {person["key"]: load_account(site, person) for person in data["people"]}
    people["coordinator"] = people["coordinator-buren"]
    organisation = load_organisation(site, data["organisation"], people)
    for vacancy in data["vacancies"]:
        load_vacancy(site, vacancy, {organisation.slug: organisation}, people)
    load_help(site, people, "buren")
    load_between_residents(site, people, data["credits"])
    load_circles(site, people, data["circle"])
    load_agenda(site, people, data["agenda"])
    load_coming_rooms(site, people, data["rooms"])
    if not site.root_page.get_children().exists():
        BurenTree(site, people).build(data["pages"])
        fill_settings(site, data["site"], people)


def make_site(data: dict[str, Any]) -> Site:
    site = Site.objects.filter(hostname=HOST).first()
    if site is None:
        home = HomePage(title=data["site"]["name"], slug="home-buren", locale=Locale.get_default(), live=False)
        Page.objects.get(depth=1).add_child(instance=home)
        site = Site(hostname=HOST, root_page=home, site_name=data["site"]["name"])
    site.port = settings.PORT
    site.save()
    separate_sites()
    return site


ROLES = {"editor": [Role.EDITOR], "coordinator": [Role.COORDINATOR, Role.MODERATOR]}


def load_account(site: Site, person: dict[str, Any]) -> User:
    """An account of this site: the roles are those of the site's own groups; residents have none."""
    user = load_person(site, person)
    roles = ROLES.get(person["role"].split("-")[0], [])
    user.groups.set(Group.objects.filter(name__in=[group_name(role, site) for role in roles]))
    user.is_staff = bool(roles)
    user.save(update_fields=["is_staff"])
    Profile.objects.filter(user=user).update(site=site)
    return user


class BurenTree(PageTree):
    """The same two rounds, below a home page that is there already."""

    def build(self, tree: list[dict[str, Any]]) -> None:
        home_data, *parts = tree
        home = self.site.root_page.specific
        self.pages["home"] = home
        for part in parts:
            self.plant(home, part)
        for data in (home_data, *parts):
            self.fill_tree(data)


def fill_settings(site: Site, data: dict[str, Any], people: dict[str, User]) -> None:
    details = SiteSettings.for_site(site)
    for name in ("name", "tagline", "phone", "phone_note", "email", "location_name", "street", "postcode", "place"):
        setattr(details, name, data[name])
    details.theme = SiteTheme.BOOMGAARD
    details.default_coordinator = people["coordinator"]
    pages = Page.objects.descendant_of(site.root_page)
    details.contact_page = pages.filter(slug="stel-uw-vraag").first()
    details.privacy_page = pages.filter(slug="privacy").first()
    details.save()
    for weekday in (Weekday.MONDAY, Weekday.TUESDAY, Weekday.THURSDAY, Weekday.FRIDAY):
        OpeningHours.objects.get_or_create(settings=details, weekday=weekday, opens=time(9), closes=time(16))
