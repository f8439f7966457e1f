from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from community.people.enums import ROOM_ROLES, Channel, Role
from community.people.models import Profile, User

BANK_MODELS = ("organisation", "organisationcontact", "vacancy", "vacancyslot")
WORD_MODELS = ("theme", "skill")
AGENDA_MODELS = ("event", "series")
ALL = ("add", "change", "delete", "view")

# What each role may do in the admin, as (app label, model names, verbs). Pages and pictures are added below.
PERMISSIONS: dict[Role, list[tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    Role.EDITOR: [
        ("vocabulary", WORD_MODELS, ALL),
        ("places", ("place", "neighbourhood"), ALL),
        ("agenda", AGENDA_MODELS, ("add", "change", "view")),
        ("live", ("room",), ("add", "change", "view")),
        ("search", ("wordrule", "highlight"), ALL),
        ("pages", ("sitesettings",), ("change",)),
        ("pages", ("author",), ALL),
        ("pages", ("storyconsent",), ("add", "change", "view")),
        ("wagtailredirects", ("redirect",), ALL),
        ("simple_translation", ("translation",), ("submit",)),
    ],
    Role.COORDINATOR: [
        ("bank", BANK_MODELS, ("add", "change", "view")),
        ("agenda", AGENDA_MODELS, ("add", "change", "view")),
        ("live", ("room",), ("add", "change", "view")),
        ("vocabulary", WORD_MODELS, ("view",)),
        ("places", ("place", "neighbourhood"), ("view",)),
        ("search", ("wordrule", "highlight"), ALL),
    ],
    Role.MODERATOR: [("live", ("room",), ("add", "change", "view"))],
    Role.ADMINISTRATOR: [
        ("bank", BANK_MODELS, ALL),
        ("agenda", AGENDA_MODELS, ("add", "change", "view")),
        ("live", ("room",), ("add", "change", "view")),
        ("vocabulary", WORD_MODELS, ALL),
        ("places", ("place", "neighbourhood"), ALL),
        ("search", ("wordrule", "highlight"), ALL),
        ("pages", ("sitesettings",), ("change",)),
        ("pages", ("author",), ALL),
        ("wagtailredirects", ("redirect",), ALL),
        ("simple_translation", ("translation",), ("submit",)),
        ("people", ("user", "profile"), ALL),
        ("auth", ("group",), ("view",)),
        ("wagtailcore", ("site",), ("change", "view")),
    ],
    Role.COMMISSIONER: [],
    Role.OPERATOR: [],
    Role.NOTETAKER: [],
}
PAGE_VERBS = {
    Role.EDITOR: ("add", "change", "lock", "unlock"),  # another person approves, and so publishes
    Role.ADMINISTRATOR: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    Role.MODERATOR: ("change",),
}
FILE_VERBS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


def give_tree(group: Group, root: Page, verbs: tuple[str, ...]) -> None:
    """Permissions on all pages. Whoever writes does not publish alone: an older database may still say so."""
    names = [f"{verb}_page" for verb in verbs]
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    if group.name == Role.EDITOR:
        GroupPagePermission.objects.filter(group=group, page=root, permission__codename="publish_page").delete()


def ensure_roles() -> None:
    """Make the groups and give each its permissions; what an administrator added by hand stays.

    Called after every migrate, because permissions only exist then.
    """
    root = Page.objects.filter(depth=1).first()
    collection = Collection.get_first_root_node()
    if root is None or collection is None:
        return  # a database that was emptied has no tree to give rights on
    for role, grants in PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=role.value)
        if role not in {Role.COMMISSIONER, *ROOM_ROLES}:
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
            )
        for label, models, verbs in grants:
            names = [f"{verb}_{model}" for model in models for verb in verbs]
            group.permissions.add(*Permission.objects.filter(content_type__app_label=label, codename__in=names))
        give_tree(group, root, PAGE_VERBS.get(role, ()))
        if role in {Role.EDITOR, Role.ADMINISTRATOR}:
            for permission in Permission.objects.filter(codename__in=FILE_VERBS):
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission=permission
                )


def profile_of(user: User, site: Site) -> Profile:
    """The profile of a user, made at the first visit of my page."""
    profile, _made = Profile.objects.get_or_create(
        user=user, defaults={"site": site, "preferred_channel": Channel.EMAIL}
    )
    return profile


def change_profile(*, profile: Profile, by: Any, values: dict[str, Any]) -> Profile:
    """Save what somebody changed about themselves: name on the account, the rest on the profile."""
    assert by.pk == profile.user_id, "only one's own profile"
    with transaction.atomic():
        user = profile.user
        user.first_name, user.last_name = values["first_name"], values["last_name"]
        user.save(update_fields=["first_name", "last_name"])
        for name in ("phone", "preferred_channel", "place", "plain_language"):
            setattr(profile, name, values[name])
        profile.save(update_fields=["phone", "preferred_channel", "place", "plain_language"])
    return profile
