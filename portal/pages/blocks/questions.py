"""A short question tree, and the sentences that lead to whoever helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from portal.pages.blocks.links import TargetBlock

NAME = RegexValidator(r"^[a-z0-9-]+$", _("Alleen kleine letters, cijfers en streepjes. Bijvoorbeeld: slaap."))

Tree = Mapping[str, Sequence[str]]


def faults_of(tree: Tree) -> dict[str, str]:
    """What is wrong with a tree, per question, in words; a tree names for each question those that follow it.

    Every question that is named exists, each can be reached from the first, and nobody walks in a circle.
    """
    faults: dict[str, str] = {}
    reached: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> None:
        reached.add(name)
        for following in tree[name]:
            if following not in tree:
                faults[name] = _now("De vraag “%(name)s” bestaat niet.") % {"name": following}
            elif following in (*above, name):
                faults[name] = _now("Zo loopt iemand in een kring: “%(name)s” komt terug.") % {"name": following}
            else:
                walk(following, (*above, name))

    for first in list(tree)[:1]:
        walk(first, ())
    for name in tree:
        if name not in reached:
            faults[name] = _now("Geen antwoord leidt naar deze vraag.")
    return faults


class AnswerBlock(TargetBlock):
    """An answer leads on to a next question, or to the page of whoever helps."""

    target_required = False

    sentence = blocks.CharBlock(
        label=_("Antwoord"),
        max_length=120,
        help_text=_("In de woorden van een bewoner. Bijvoorbeeld: De avonden zijn het zwaarst."),
    )
    next = blocks.CharBlock(
        label=_("Door naar vraag"),
        max_length=40,
        required=False,
        help_text=_("De naam van een vraag hieronder. Bijvoorbeeld: avonden. Of kies een pagina."),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Antwoord")

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if bool(result["next"]) == result.has_target:
            error = ValidationError(_("Kies een volgende vraag of een pagina, niet allebei."))
            raise blocks.StructBlockValidationError(block_errors={"next": error})
        return result


class QuestionBlock(blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("Naam"),
        max_length=40,
        validators=[NAME],
        help_text=_("Staat in het adres van deze stap. Bijvoorbeeld: avonden."),
    )
    question = blocks.CharBlock(label=_("Vraag"), max_length=120, help_text=_("Bijvoorbeeld: Wat zou u nu helpen?"))
    explanation = blocks.CharBlock(
        label=_("Uitleg"),
        max_length=240,
        required=False,
        help_text=_("Bijvoorbeeld: U kunt altijd terug. Niets wordt bewaard."),
    )
    answers = blocks.ListBlock(AnswerBlock(), label=_("Antwoorden"), min_num=2, max_num=8)

    class Meta:
        icon = "help"
        label = _("Vraag")
        description = _("Een vraag met antwoorden. De eerste staat op de pagina zelf.")
        preview_value = {
            "name": "begin",
            "question": "Wat zou u nu helpen?",
            "answers": [
                {"sentence": "Ik wil erover praten", "url": "/"},
                {"sentence": "De papieren groeien mij boven het hoofd", "url": "/"},
            ],
        }


class QuestionBlocks(blocks.StreamBlock):
    """The first question is asked on the page; every other one is the next of an answer and has an address."""

    question = QuestionBlock()

    class Meta:
        max_num = 12

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        names = [block.value["name"] for block in result]
        errors = {
            place: ValidationError(_("Deze naam staat er al. Kies een andere."))
            for place, name in enumerate(names)
            if name in names[:place]
        }
        if not errors:
            faults = faults_of(tree_of(result))
            errors = {names.index(name): ValidationError(words) for name, words in faults.items()}
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return result


def tree_of(questions: Any) -> dict[str, list[str]]:
    """The names of the questions that follow each, in their order."""
    return {
        block.value["name"]: [answer["next"] for answer in block.value["answers"] if answer["next"]]
        for block in questions
    }


class HelperBlock(blocks.StructBlock):
    """A sentence of a resident, and who helps with it: of care or of welfare, that makes no difference."""

    sentence = blocks.CharBlock(
        label=_("Wat iemand zegt"),
        max_length=120,
        help_text=_("Bijvoorbeeld: Ik krijg mijn steunkousen niet meer aan."),
    )
    helper = blocks.PageChooserBlock(
        label=_("Wie helpt"),
        page_type=["pages.ProviderPage", "pages.ServicePage", "pages.LifeEventPage"],
        help_text=_("Een organisatie, een dienst of een levensvraag. Bijvoorbeeld: de thuiszorg."),
    )
    why = blocks.CharBlock(
        label=_("Wat die doet"),
        max_length=240,
        help_text=_("Bijvoorbeeld: de wijkverpleegkundige komt kijken. Een verwijzing is niet nodig."),
    )

    class Meta:
        icon = "help"
        label = _("Vraag")
        description = _("Een zin van een bewoner, en wie daarbij helpt.")


class HelperBlocks(blocks.StreamBlock):
    helper = HelperBlock()

    class Meta:
        max_num = 20
