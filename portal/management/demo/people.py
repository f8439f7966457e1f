"""Accounts of the demo: one per role, and the workers that visitors see."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from wagtail.models import Site

from community.people.enums import Role
from community.people.models import Profile, User
from portal.management.demo import read

GROUPS = {
    "coordinator": Role.COORDINATOR,
    "editor": Role.EDITOR,
    "moderator": Role.MODERATOR,
    "admin": Role.ADMINISTRATOR,
    "commissioner": Role.COMMISSIONER,
    "operator": Role.OPERATOR,
    "notetaker": Role.NOTETAKER,
}
PROFILE_FIELDS = (
    "phone",
    "portrait",
    "role_title",
    "introduction",
    "for_whom",
    "days",
    "where_now",
    "preferred_channel",
    "place",
)


def load_people(site: Site) -> dict[str, User]:
    """Make or refresh the accounts; returns them by key."""
    return {person["key"]: load_person(site, person) for person in read("people")}


def load_person(site: Site, person: dict[str, Any]) -> User:
    user, made = User.objects.get_or_create(email=person["email"].lower())
    user.first_name, user.last_name = person["first_name"], person["last_name"]
    if made or (person["password"] and not user.has_usable_password()):
        user.set_password(person["password"] or None)
    group = GROUPS.get(person["role"].rstrip("0123456789"))
    user.is_staff = group is not None
    user.is_superuser = False
    user.save()
    if group is not None:
        user.groups.add(Group.objects.get_or_create(name=group.value)[0])
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    values = {field: person.get(field) or "" for field in PROFILE_FIELDS}
    Profile.objects.update_or_create(user=user, defaults={**values, "site": site, "is_visible": person["visible"]})
    return user


def login_lines() -> list[str]:
    """`role<TAB>e-mail<TAB>password` for every account that has a password."""
    people = [*read("people"), *read("buren")["people"], read("formula")["person"]]
    return [f"{p['role']}\t{p['email']}\t{p['password']}" for p in people if p["password"]]
