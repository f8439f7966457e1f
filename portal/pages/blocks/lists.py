"""Blocks that list what other departments hold, by a filter."""

from __future__ import annotations

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
        label = _("Open plekken")
        description = _("De nieuwste open plekken uit de vacaturebank.")
        template = "pages/blocks/vacancies.html"
        preview_value = {"title": "Help mee", "count": 3}
