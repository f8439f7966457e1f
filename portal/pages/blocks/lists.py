"""Blocks that list what other departments hold, by a filter."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.choices import VACANCY_KINDS, TextChoiceBlock, theme_choices


class VacanciesBlock(blocks.StructBlock):
    """A filter, never vacancies themselves: the page shows what is open when it is read."""

    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Help mee met taal.")
    )
    theme = TextChoiceBlock(
        choices=theme_choices,
        label=_("Onderwerp"),
        required=False,
        help_text=_("Leeg: alle onderwerpen. Bijvoorbeeld: Taal en lezen."),
    )
    kind = TextChoiceBlock(choices=VACANCY_KINDS, label=_("Soort"), required=False, help_text=_("Leeg: alle soorten."))
    count = blocks.IntegerBlock(
        label=_("Hoeveel"), min_value=1, max_value=12, default=3, help_text=_("Van 1 tot 12. Bijvoorbeeld: 3.")
    )

    class Meta:
        icon = "list-ul"
        group = _("Lijsten van de site")
        label = _("Open plekken")
        description = _("De nieuwste open plekken uit de vacaturebank.")
        template = "pages/blocks/vacancies.html"
        preview_value = {"title": "Help mee", "count": 3}


class RoomBlock(blocks.StructBlock):
    """A list out of another department, by a filter. It shows nothing until that department is part of the portal."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120, required=False)
    theme = TextChoiceBlock(
        choices=theme_choices,
        label=_("Onderwerp"),
        required=False,
        help_text=_("Leeg: alle onderwerpen. Bijvoorbeeld: Taal en lezen."),
    )
    count = blocks.IntegerBlock(
        label=_("Hoeveel"), min_value=1, max_value=12, default=3, help_text=_("Van 1 tot 12. Bijvoorbeeld: 3.")
    )
    room = ""

    class Meta:
        group = _("Lijsten van de site")
        template = "pages/blocks/room.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "room": self.room}


class EventsBlock(RoomBlock):
    room = "events"

    class Meta:
        icon = "calendar-alt"
        group = _("Lijsten van de site")
        label = _("Agenda")
        description = _("Wat er binnenkort te doen is. Staat er niets in de agenda, dan ziet niemand dit blok.")
        preview_value = {"title": "Binnenkort", "count": 3}


class OffersBlock(RoomBlock):
    room = "offers"

    class Meta:
        icon = "group"
        label = _("Vraag en aanbod")
        description = _("Wat buren voor elkaar doen. Is er niets, dan ziet niemand dit blok.")
        preview_value = {"title": "Buren voor elkaar", "count": 3}


class WorkersMatchBlock(blocks.StructBlock):
    """Workers by a filter, so that a new colleague appears by herself."""

    title = blocks.CharBlock(
        label=_("Kop"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Zij werken in Drumpt.")
    )
    for_whom = blocks.CharBlock(
        label=_("Voor wie"),
        max_length=60,
        required=False,
        help_text=_("Een woord uit het profiel. Leeg: iedereen. Bijvoorbeeld: jongeren."),
    )
    place = blocks.CharBlock(
        label=_("Waar"), max_length=60, required=False, help_text=_("Leeg: overal. Bijvoorbeeld: Geldermalsen.")
    )
    count = blocks.IntegerBlock(
        label=_("Hoeveel"), min_value=1, max_value=12, default=4, help_text=_("Van 1 tot 12. Bijvoorbeeld: 4.")
    )

    class Meta:
        icon = "group"
        group = _("Lijsten van de site")
        label = _("Medewerkers die passen")
        description = _("Wie er op de site staan en hierbij horen. Een nieuwe collega komt er vanzelf bij.")
        template = "pages/blocks/workers_match.html"
        preview_value = {"title": "Met hen kunt u praten", "count": 4}
