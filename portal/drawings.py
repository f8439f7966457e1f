"""The drawings of our own: their names in templates/drawings/, and what one calls them in Dutch."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DRAWINGS = (
    ("pot", _("koffiepot")),
    ("book", _("boeken")),
    ("can", _("gieter")),
    ("bike", _("fiets")),
    ("soup", _("soeppan")),
    ("table", _("gedekte tafel")),
    ("shoes", _("wandelschoenen")),
    ("phone", _("telefoon")),
    ("letter", _("brief")),
    ("spool", _("naald en draad")),
    ("blossom", _("bloesem")),
    ("willow", _("knotwilg")),
    ("sheep", _("schaap")),
    ("door", _("open deur")),
    ("crate", _("krat fruit")),
    ("boat", _("zeilboot")),
    ("heron", _("reiger")),
    ("counter", _("balie")),
    ("mic", _("microfoon")),
    ("hammer", _("hamer")),
    ("pear", _("peer")),
    ("van", _("busje")),
    ("walker", _("rollator")),
    ("abacus", _("telraam")),
    ("purse", _("beurs")),
    ("bench", _("bank")),
    ("cards", _("speelkaarten")),
    ("chairs", _("twee stoelen")),
    ("ferry", _("pont")),
)
PORTRAITS = tuple((f"portrait-{number:02}", f"portret {number}") for number in range(1, 21))
OTHERS = (
    "dike", "logo", "home-scene", "heron-bank", "boat-bank", "waves", "dead-end",
    "icon-hulp", "icon-meedoen", "icon-agenda", "icon-zoeken", "icon-bel", "roof",
    "door-welcome", "door-later", "door-no", "door-away", "house-a", "house-b",
    "icon-hulp", "icon-meedoen", "icon-agenda", "icon-zoeken", "icon-bel", "roof", "bust",
)  # fmt: skip
NAMES = frozenset([*(name for name, _label in (*DRAWINGS, *PORTRAITS)), *OTHERS])
