"""Themes and skills of the demo."""

from __future__ import annotations

from portal.management.demo import read
from portal.vocabulary.models import Skill, Theme


def load_vocabulary() -> None:
    for theme in read("themes"):
        values = {"name": theme["name"], "aliases": theme["aliases"], "drawing": theme["drawing"]}
        Theme.objects.update_or_create(slug=theme["slug"], defaults=values)
    for skill in read("skills"):
        Skill.objects.update_or_create(slug=skill["slug"], defaults={"name": skill["name"]})
