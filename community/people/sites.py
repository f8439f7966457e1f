"""Outside the usual files of a slice: whose role holds on which site, once an installation has more than one.

The groups without a host in their name are those of the first site. Every other site has groups of its own, named
after its host, with rights on its own tree of pages, its own collection of pictures and documents and its own settings.
A role holds on the site of its group alone: at the desk, in the admin, and in every rule that asks `has_role` during a
request.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, GroupSitePermission, Page, Site

from community.people.enums import ROOM_ROLES, Role
from portal.pages.translated import every_start

# Roles that a further site has. An administrator serves the whole installation.
SITE_ROLES = (Role.EDITOR, Role.COORDINATOR, Role.MODERATOR, *ROOM_ROLES)
SETTINGS = "change_sitesettings"


def group_name(role: Role, site: Site) -> str:
    return role.value if site.is_default_site else f"{role.value} {site.hostname}"


def roles_on(user: Any, site: Site | None) -> frozenset[str]:
    """The roles, by their value, that a user has on one site."""
    if site is None:
        return frozenset()
    names = {group_name(role, site): role.value for role in Role}
    return frozenset(names[name] for name in user.groups.values_list("name", flat=True) if name in names)


def roles_anywhere(user: Any) -> frozenset[str]:
    """The roles that a user has on any site of the installation."""
    values = {role.value for role in Role}
    names = user.groups.values_list("name", flat=True)
    return frozenset(name.split(" ")[0] for name in names if name.split(" ")[0] in values)


@transaction.atomic
def separate_sites() -> None:
    """Give every site its own groups and collection. With one site nothing is separated; running it again is free."""
    sites = list(Site.objects.select_related("root_page").order_by("-is_default_site", "pk"))
    if len(sites) < 2:
        return
    for site in sites:
        collection = collection_of(site)
        for role in SITE_ROLES if not site.is_default_site else (*SITE_ROLES, Role.ADMINISTRATOR):
            first = Group.objects.get(name=role.value)
            group, made = Group.objects.get_or_create(name=group_name(role, site))
            if made:
                group.permissions.set(first.permissions.all())
            give_pages(group, first, site)
            give_files(group, first, collection)
            give_settings(group, site)
    take_from_everywhere()


def collection_of(site: Site) -> Collection:
    """The collection of a site; what lay in none becomes the first site's."""
    root = Collection.get_first_root_node()
    name = site.site_name or site.hostname
    found = root.get_children().filter(name=name).first()
    collection = found or root.add_child(instance=Collection(name=name))
    if site.is_default_site:
        for model in (get_image_model(), get_document_model()):
            model.objects.filter(collection=root).update(collection=collection)
    return collection


def give_pages(group: Group, first: Group, site: Site) -> None:
    """On the tree of its own site, in all its languages, what the first site's group has on the first site's tree."""
    for permission in Permission.objects.filter(
        pk__in=GroupPagePermission.objects.filter(group=first).values("permission")
    ):
        for start in every_start(site):
            GroupPagePermission.objects.get_or_create(group=group, page=start, permission=permission)


def give_files(group: Group, first: Group, collection: Collection) -> None:
    for permission in Permission.objects.filter(
        pk__in=GroupCollectionPermission.objects.filter(group=first).values("permission")
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def give_settings(group: Group, site: Site) -> None:
    permission = Permission.objects.filter(codename=SETTINGS).first()
    if permission and group.name.startswith((Role.EDITOR.value, Role.ADMINISTRATOR.value)):
        GroupSitePermission.objects.get_or_create(group=group, site=site, permission=permission)


def take_from_everywhere() -> None:
    """Rights on the whole tree, all files or all settings end for everyone but the administrators."""
    roots = Page.objects.filter(depth=1), Collection.objects.filter(depth=1)
    for role in SITE_ROLES:
        groups = Group.objects.filter(name__startswith=role.value)
        GroupPagePermission.objects.filter(group__in=groups, page__in=roots[0]).delete()
        GroupCollectionPermission.objects.filter(group__in=groups, collection__in=roots[1]).delete()
        for group in groups:
            group.permissions.remove(*Permission.objects.filter(codename=SETTINGS))
