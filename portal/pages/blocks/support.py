"""Blocks of the pages that support volunteers, caregivers and prevention."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.choices import TextChoiceBlock
from portal.pages.blocks.links import LinkStructValue, TargetBlock
from portal.pages.blocks.services import EuroBlock, euro_text
from portal.pages.enums import drawing_choices
from portal.pages.validators import PHONE


class RightBlock(blocks.StructBlock):
    """What somebody may count on."""

    title = blocks.CharBlock(label=_("Recht"), max_length=120, help_text=_("Bijvoorbeeld: U bent verzekerd."))
    text = blocks.CharBlock(
        label=_("Uitleg"),
        max_length=300,
        help_text=_("Bijvoorbeeld: de gemeente verzekert alle vrijwilligers. Dat kost u niets."),
    )

    class Meta:
        icon = "tick"
        label = _("Recht")
        preview_value = {"title": "U bent verzekerd", "text": "De gemeente verzekert alle vrijwilligers."}


class RightBlocks(blocks.StreamBlock):
    right = RightBlock()

    class Meta:
        max_num = 12


class ExpenseValue(blocks.StructValue):
    @property
    def amount_text(self) -> str:
        return euro_text(self["amount"]) if self["amount"] else ""


class ExpenseBlock(blocks.StructBlock):
    """What is paid back."""

    what = blocks.CharBlock(label=_("Wat"), max_length=120, help_text=_("Bijvoorbeeld: reizen met uw eigen auto."))
    amount = EuroBlock(
        label=_("Bedrag in euro"), required=False, help_text=_("Bijvoorbeeld: 0,23. Leeg: wat het echt kostte.")
    )
    unit = blocks.CharBlock(
        label=_("Per wat"), max_length=60, required=False, help_text=_("Bijvoorbeeld: per kilometer.")
    )
    note = blocks.CharBlock(
        label=_("Erbij"), max_length=240, required=False, help_text=_("Bijvoorbeeld: bewaar uw kaartje of bon.")
    )

    class Meta:
        icon = "tag"
        label = _("Onkosten")
        value_class = ExpenseValue
        preview_value = {"what": "Reizen met uw eigen auto", "amount": 23, "unit": "per kilometer"}


class ExpenseBlocks(blocks.StreamBlock):
    expense = ExpenseBlock()

    class Meta:
        max_num = 12


class TrainingBlock(TargetBlock):
    """A training that returns; its dates stand in the agenda."""

    target_required = False

    title = blocks.CharBlock(label=_("Training"), max_length=120, help_text=_("Bijvoorbeeld: Goed luisteren."))
    text = blocks.CharBlock(
        label=_("Voor wie en wat"),
        max_length=300,
        help_text=_("Bijvoorbeeld: drie avonden, voor wie bij mensen thuis komt."),
    )

    class Meta:
        icon = "calendar-alt"
        label = _("Training")
        preview_value = {"title": "Goed luisteren", "text": "Drie avonden, voor wie bij mensen thuis komt."}


class TrainingBlocks(blocks.StreamBlock):
    training = TrainingBlock()

    class Meta:
        max_num = 12


class HelpLineBlock(blocks.StructBlock):
    """A telephone number of others, for when we are closed or somebody else knows more."""

    name = blocks.CharBlock(label=_("Naam"), max_length=120, help_text=_("Bijvoorbeeld: de Mantelzorglijn."))
    phone = blocks.CharBlock(
        label=_("Telefoonnummer"), max_length=24, validators=[PHONE], help_text=_("Bijvoorbeeld: 030 760 60 55.")
    )
    hours = blocks.CharBlock(
        label=_("Wanneer"), max_length=120, required=False, help_text=_("Bijvoorbeeld: op werkdagen van 9 tot 16 uur.")
    )
    what = blocks.CharBlock(
        label=_("Waarvoor"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: voor vragen over geld en regels bij het zorgen."),
    )

    class Meta:
        icon = "mobile-alt"
        label = _("Telefoonlijn")
        preview_value = {"name": "De Luisterlijn", "phone": "088 0767 000", "hours": "dag en nacht"}


class HelpLineBlocks(blocks.StreamBlock):
    line = HelpLineBlock()

    class Meta:
        max_num = 12


class ActivityValue(LinkStructValue):
    @property
    def cost_text(self) -> str:
        return "" if self["cost"] is None else euro_text(self["cost"])


class ActivityBlock(TargetBlock):
    """Something that one can join as one is."""

    target_required = False

    title = blocks.CharBlock(label=_("Wat"), max_length=120, help_text=_("Bijvoorbeeld: Wandelen langs de Linge."))
    when = blocks.CharBlock(
        label=_("Wanneer en waar"),
        max_length=160,
        help_text=_("Bijvoorbeeld: elke donderdag om 13.30 uur, bij De Peilstok."),
    )
    cost = EuroBlock(
        label=_("Prijs in euro"), required=False, help_text=_("Bijvoorbeeld: gratis, of 2,50. Leeg: staat er niet bij.")
    )
    drawing = TextChoiceBlock(
        choices=drawing_choices, label=_("Tekening"), required=False, help_text=_("Bijvoorbeeld: wandelschoenen.")
    )

    class Meta:
        icon = "group"
        label = _("Samen doen")
        value_class = ActivityValue
        preview_value = {"title": "Wandelen langs de Linge", "when": "Elke donderdag om 13.30 uur", "cost": 0}


class ActivityBlocks(blocks.StreamBlock):
    activity = ActivityBlock()

    class Meta:
        max_num = 20


class SmallStepBlocks(blocks.StreamBlock):
    step = blocks.CharBlock(
        label=_("Kleine stap"),
        max_length=160,
        help_text=_("Bijvoorbeeld: loop vandaag één keer om het blok."),
    )

    class Meta:
        max_num = 8
