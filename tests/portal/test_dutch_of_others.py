"""What Wagtail and allauth say in Dutch, as the portal says it: with u. What they add later is named here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from django.apps import apps
from django.test import Client
from django.utils.translation import override
from django.utils.translation.trans_real import DjangoTranslation

from portal.settings.environment import BASE_DIR
from tests.factories.people import UserFactory

INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jullie|jezelf)\b", re.IGNORECASE)


def upstream(domain: str) -> Iterator[tuple[Path, list[str], str | None]]:
    """The texts of the apps in use that have Dutch words: (folder, the text and its plural, context)."""
    folders = {Path(config.path) / "locale" for config in apps.get_app_configs()}
    for folder in sorted(folders):
        path = folder / "nl" / "LC_MESSAGES" / f"{domain}.mo"
        if path.exists() and folder != BASE_DIR / "locale":
            with open(path, "rb") as file:
                for message in read_mo(file):
                    ids = [message.id] if isinstance(message.id, str) else list(message.id)
                    if ids[0]:
                        yield folder, ids, message.context


def said(translation: DjangoTranslation, ids: list[str], context: str | None) -> list[str]:
    if len(ids) == 1:
        return [translation.pgettext(context, ids[0]) if context else translation.gettext(ids[0])]
    if context:
        return [translation.npgettext(context, *ids, number) for number in (1, 2)]
    return [translation.ngettext(*ids, number) for number in (1, 2)]


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_everybody_is_u(domain):
    found = list(upstream(domain))
    assert len(found) > 50
    made: dict[Path | None, DjangoTranslation] = {}
    left = set()
    for folder, ids, context in found:
        key = folder if domain == "djangojs" else None
        if key not in made:
            made[key] = DjangoTranslation("nl", domain=domain, localedirs=[str(folder)] if key else None)
        for text in said(made[key], ids, context):
            if INFORMAL.search(text):
                left.add(f"{ids[0]} → {text}")
    assert left == set(), "say it with u in locale/nl"


def test_the_box_above_the_menu_says_where_it_looks(db):
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    catalogue = client.get("/beheer/jsi18n/").content.decode()
    assert "Zoek in het beheer" in catalogue
    assert "Weet u het zeker?" in catalogue


def test_no_two_things_in_the_menu_have_one_name(db, rf):
    from wagtail.admin.menu import admin_menu

    request = rf.get("/beheer/")
    request.user = UserFactory(is_staff=True, is_superuser=True)
    with override("nl"):
        labels = [str(item.label) for item in admin_menu.menu_items_for_request(request)]
    assert len(labels) >= 8
    assert len(labels) == len(set(labels))
    assert "Zoeken op de site" in labels
