"""The third site of the demo: De Dorpskamer, a formula that Welzijn Buren follows and whose mark it carries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from community.people.enums import Role
from community.people.models import Profile, User
from community.people.sites import group_name, separate_sites
from portal.management.demo import read
from portal.management.demo.buren import HOST as BUREN
from portal.management.demo.people import load_person
from portal.pages.formula import actions
from portal.pages.formula.queries import differences_of
from portal.pages.models import Formula, FormulaPage, HomePage, IndexPage, Membership, SiteSettings, StandardPage
from vacancies.sharing.actions import ask_to_share

MARK_DAYS = 600


def load_formula() -> None:
    """Make the site, its model pages and the membership of Buren once; two proposals stay open."""
    data = read("formula")
    site = make_site(data)
    speaker = load_speaker(site, data["person"])
    if Formula.objects.filter(site=site).exists():
        return
    pages = [plant(site, data, page) for page in data["pages"][:1]]
    branch = Page.objects.child_of(site.root_page).get(slug=data["branch"]["slug"])
    formula = Formula.objects.create(site=site, root=branch, **data["formula"])
    take_part(formula, speaker, data["pages"][0], pages[0])
    pages[0].body = to_blocks(data["pages"][0]["later"])
    pages[0].save_revision(clean=False).publish()
    plant(site, data, data["pages"][1])
    ask_for_places(buren_editor())


def make_site(data: dict[str, Any]) -> Site:
    site = Site.objects.filter(hostname=data["host"]).first()
    if site is None:
        home = HomePage(slug="home-dorpskamer", locale=Locale.get_default(), **data["home"])
        Page.objects.get(depth=1).add_child(instance=home)
        site = Site(hostname=data["host"], root_page=home, site_name=data["site"]["name"])
        site.port = settings.PORT
        site.save()
        SiteSettings.objects.create(site=site, **data["site"])
        home.save_revision(clean=False).publish()
        home.add_child(instance=IndexPage(**data["branch"], show_in_menus=True))
    site.port = settings.PORT
    site.save()
    separate_sites()
    return site


def load_speaker(site: Site, person: dict[str, Any]) -> User:
    user = load_person(site, person)
    user.groups.set([Group.objects.get(name=group_name(Role.EDITOR, site))])
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    Profile.objects.filter(user=user).update(site=site)
    return user


def plant(site: Site, data: dict[str, Any], page: dict[str, Any]) -> StandardPage:
    made = StandardPage(**{name: page[name] for name in ("title", "slug", "lead", "drawing")})
    made.body = to_blocks(page["body"])
    Page.objects.child_of(site.root_page).get(slug=data["branch"]["slug"]).add_child(instance=made)
    made.save_revision(clean=False).publish()
    return made


def to_blocks(rows: list[dict[str, Any]]) -> Any:
    return StandardPage._meta.get_field("body").stream_block.to_python(rows)


def buren_editor() -> User:
    return User.objects.get(email=next(p["email"] for p in read("buren")["people"] if p["role"] == "editor-buren"))


def ask_for_places(by: User) -> None:
    """Buren asks Aan de Dijk to show each other's open places; the answer is still to come."""
    tiel, buren = Site.objects.get(is_default_site=True), Site.objects.get(hostname=BUREN)
    ask_to_share(site=buren, other=tiel, by=by)


def take_part(formula: Formula, speaker: User, data: dict[str, Any], source: StandardPage) -> None:
    """Buren says yes, takes the first page over in words of its own, and gets the mark."""
    buren = Site.objects.get(hostname=BUREN)
    editor = buren_editor()
    membership = actions.invite_member(formula=formula, site=buren, by=speaker)
    actions.accept_membership(membership=membership, by=editor)
    overview = FormulaPage.objects.get(membership=membership, source=formula.root)
    actions.answer_proposal(proposal=overview, accepted=[], site=buren, by=editor)
    row = FormulaPage.objects.get(membership=membership, source=source.pk)
    keys = [each.key for each in differences_of(row)]
    taken: Any = actions.answer_proposal(proposal=row, accepted=keys, site=buren, by=editor)
    own = {block["id"]: block for block in [data["own"]]}
    taken.body = to_blocks([{**block, **own.get(block["id"], {})} for block in data["body"]])
    taken.tint = "home"
    taken.save_revision(user=editor, clean=False).publish()
    until = timezone.localdate() + timedelta(days=MARK_DAYS)
    actions.give_mark(membership=Membership.objects.get(pk=membership.pk), until=until, by=speaker)
