"""A small question to visitors. Honest about what it is: no research, and one answer a browser."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PollBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        label=_("Vraag"), max_length=160, help_text=_("Bijvoorbeeld: Op welke dag eet u het liefst mee?")
    )
    answers = blocks.ListBlock(
        blocks.CharBlock(label=_("Antwoord"), max_length=120, help_text=_("Bijvoorbeeld: op dinsdag.")),
        label=_("Antwoorden"),
        min_num=2,
        max_num=6,
    )

    class Meta:
        icon = "radio-full"
        group = _("Lijsten van de site")
        label = _("Peiling")
        description = _("Een vraag met een paar antwoorden. Wie antwoordt, ziet wat anderen kozen.")
        template = "pages/blocks/poll.html"
        preview_value = {"question": "Op welke dag eet u het liefst mee?", "answers": ["op dinsdag", "op donderdag"]}

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if len({answer.strip().lower() for answer in result["answers"]}) < len(result["answers"]):
            error = ValidationError(_("Twee antwoorden zijn hetzelfde."))
            raise blocks.StructBlockValidationError(block_errors={"answers": error})
        return result
