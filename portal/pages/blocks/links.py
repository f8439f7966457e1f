"""Blocks that lead somewhere."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.choices import TextChoiceBlock
from portal.pages.enums import drawing_choices
from portal.pages.wording import is_vague_link

ADDRESS = RegexValidator(
    r"^(/|https://|mailto:|tel:)[^\s<>\"]*$", _("Begin met / voor een pagina van deze site, of met https://.")
)


def check_link_words(text: str) -> None:
    """Who hears only the links of a page must know where each leads. Raises ValidationError."""
    if is_vague_link(text):
        raise ValidationError(_("Zeg waar de link heen gaat. Bijvoorbeeld: Bekijk 3 open plekken."))


class LinkStructValue(blocks.StructValue):
    @property
    def has_target(self) -> bool:
        return bool(self.get("page") or self.get("url"))


class TargetBlock(blocks.StructBlock):
    """Where something leads: a page of this site, or else an address. Subclasses add the words."""

    page = blocks.PageChooserBlock(
        label=_("Pagina"), required=False, help_text=_("Kies een pagina van deze site, of vul hieronder een adres in.")
    )
    url = blocks.CharBlock(
        label=_("Adres"),
        required=False,
        max_length=500,
        validators=[ADDRESS],
        help_text=_("Alleen zonder pagina. Bijvoorbeeld: /vacatures/?theme=taal-en-lezen of https://www.voorbeeld.nl."),
    )
    target_required = True

    class Meta:
        value_class = LinkStructValue

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if self.target_required and not result.has_target:
            error = ValidationError(_("Kies een pagina of vul een adres in."))
            raise blocks.StructBlockValidationError(block_errors={"page": error})
        return result


class LinkBlock(TargetBlock):
    text = blocks.CharBlock(
        label=_("Tekst"),
        max_length=120,
        validators=[check_link_words],
        help_text=_("Zeg waar de link heen gaat. Bijvoorbeeld: Vraag Joyce om langs te komen."),
    )
    as_button = blocks.BooleanBlock(
        label=_("Als knop"),
        required=False,
        help_text=_("Eén knop per stuk van de pagina. De rest blijft een gewone link."),
    )

    class Meta:
        icon = "link"
        group = _("Mensen en contact")
        label = _("Link of knop")
        description = _("Een knop of link naar een volgende stap.")
        template = "pages/blocks/link.html"
        preview_value = {"text": "Ik wil iemand spreken", "url": "/", "as_button": True}


class CallBlock(TargetBlock):
    """What somebody can do now: one sentence and one button."""

    title = blocks.CharBlock(label=_("Kop"), max_length=120, help_text=_("Bijvoorbeeld: Zullen wij u bellen?"))
    text = blocks.TextBlock(
        label=_("Uitleg"),
        rows=2,
        max_length=300,
        required=False,
        help_text=_("Bijvoorbeeld: U vult uw nummer in. Joyce belt u deze week."),
    )
    link_text = blocks.CharBlock(
        label=_("Tekst op de knop"),
        max_length=60,
        validators=[check_link_words],
        help_text=_("Begin met wat iemand doet. Bijvoorbeeld: Ik wil dat u mij belt."),
    )
    drawing = TextChoiceBlock(
        choices=drawing_choices, label=_("Tekening"), required=False, help_text=_("Bijvoorbeeld: koffiepot.")
    )

    class Meta:
        icon = "pick"
        group = _("Mensen en contact")
        label = _("Oproep met knop")
        description = _("Wat iemand nu kan doen. Eén per pagina is genoeg.")
        template = "pages/blocks/call.html"
        preview_value = {"title": "Zullen wij u bellen?", "link_text": "Ik wil dat u mij belt", "url": "/"}
