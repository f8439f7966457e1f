from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.drawings import DRAWINGS, PORTRAITS


class Tint(TextChoices):
    """The colour of the sky above the ground line: it says which part of the site a page belongs to."""

    HOME = "home", _("begin en mensen")
    HELP = "help", _("hulp en advies")
    MEEDOEN = "meedoen", _("meedoen")
    AGENDA = "agenda", _("agenda")
    REST = "rest", _("overig")


class Family(TextChoices):
    """Where an editor finds a page type on the screen for a new page. At most five."""

    HELP = "help", _("Hulp en diensten")
    PEOPLE = "people", _("Mensen en plekken")
    STORIES = "stories", _("Verhalen en nieuws")
    TAKING_PART = "taking_part", _("Meedoen en leren")
    SITE = "site", _("Gewone pagina's")


class FindingKind(TextChoices):
    """What the worker looks for on published pages."""

    LINK = "link", _("kapotte link")
    ALT = "alt", _("afbeelding zonder beschrijving")
    SENTENCE = "sentence", _("moeilijke zin")


class SiteTheme(TextChoices):
    """A complete set of design tokens: one file in static/portal/themes/."""

    DIJK = "dijk", _("Dijk: blauw en geel, hoekig")
    BOOMGAARD = "boomgaard", _("Boomgaard: groen en oranje, rond")


class Weekday(IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, _("maandag")
    TUESDAY = 1, _("dinsdag")
    WEDNESDAY = 2, _("woensdag")
    THURSDAY = 3, _("donderdag")
    FRIDAY = 4, _("vrijdag")
    SATURDAY = 5, _("zaterdag")
    SUNDAY = 6, _("zondag")


def drawing_choices() -> list[tuple[str, str | Promise]]:
    """Things that can stand on the dike. A function, so that a new drawing needs no migration."""
    return sorted(DRAWINGS, key=lambda drawing: str(drawing[1]))


def portrait_choices() -> list[tuple[str, str | Promise]]:
    return list(PORTRAITS)
