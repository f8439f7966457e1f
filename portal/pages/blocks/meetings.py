"""The blocks of a meeting archive. All text and numbers, no reference to anything: a room writes them as a draft."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.pages.blocks.body import BodyBlocks

TAG = RegexValidator(r"^[\w-]+$", _("Eén woord, zonder hekje en zonder spaties. Bijvoorbeeld: soep."))
CLOCK = RegexValidator(r"^([01]?\d|2[0-3])[.:][0-5]\d$", _("Een tijd ziet eruit als 19.30."))


def clock() -> blocks.CharBlock:
    help_text = _("Bijvoorbeeld: 19.30.")
    return blocks.CharBlock(label=_("Tijd"), max_length=5, required=False, validators=[CLOCK], help_text=help_text)


def moment_link() -> blocks.URLBlock:
    help_text = _("Het adres van de opname op dat moment. Bijvoorbeeld: https://vimeo.com/123456#t=90s.")
    return blocks.URLBlock(label=_("Naar dat moment"), required=False, help_text=help_text)


class SpeakerBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Naam"), max_length=120, help_text=_("Bijvoorbeeld: Farid Oeverzwaluw."))
    role = blocks.CharBlock(
        label=_("Wie is dat"), max_length=160, required=False, help_text=_("Bijvoorbeeld: kok in Drumpt.")
    )
    subject = blocks.CharBlock(
        label=_("Waarover"), max_length=200, required=False, help_text=_("Bijvoorbeeld: samen koken met weinig geld.")
    )


class SpeakersBlock(blocks.ListBlock):
    class Meta:
        icon = "group"
        label = _("Sprekers")
        description = _("Wie er sprak, in de volgorde van de avond.")
        template = "pages/blocks/speakers.html"
        preview_value = [{"name": "Farid Oeverzwaluw", "role": "kok in Drumpt", "subject": "samen koken"}]

    def __init__(self, **kwargs: object) -> None:
        super().__init__(SpeakerBlock(), **{"min_num": 1, **kwargs})


class ItemBlock(blocks.StructBlock):
    time = clock()
    what = blocks.CharBlock(label=_("Wat"), max_length=200, help_text=_("Bijvoorbeeld: Farid vertelt over de pan."))


class ProgrammeBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ol"
        label = _("Volgorde")
        description = _("Wat er na elkaar gebeurde, met de tijd.")
        template = "pages/blocks/programme.html"
        preview_value = [{"time": "19.30", "what": "Farid vertelt over de pan"}]

    def __init__(self, **kwargs: object) -> None:
        super().__init__(ItemBlock(), **{"min_num": 1, **kwargs})


class NoteBlock(blocks.StructBlock):
    time = clock()
    text = blocks.TextBlock(
        label=_("Notitie"), max_length=1000, rows=2, help_text=_("Bijvoorbeeld: Twaalf borden kosten samen 41 euro.")
    )
    link = moment_link()


class NotesBlock(blocks.StructBlock):
    """The notes of one tag, in the order of time."""

    tag = blocks.CharBlock(label=_("Woord"), max_length=40, validators=[TAG], help_text=_("Bijvoorbeeld: soep."))
    notes = blocks.ListBlock(NoteBlock(), label=_("Notities"), min_num=1)

    class Meta:
        icon = "tag"
        label = _("Notities bij een woord")
        description = _("Wat er genoteerd is bij één hashtag.")
        template = "pages/blocks/notes.html"
        preview_value = {"tag": "soep", "notes": [{"time": "19.42", "text": "Twaalf borden kosten 41 euro."}]}


class QuestionBlock(blocks.StructBlock):
    question = blocks.TextBlock(
        label=_("Vraag"), max_length=4000, rows=2, help_text=_("Bijvoorbeeld: Kan dit ook in Ochten?")
    )
    votes = blocks.IntegerBlock(
        label=_("Hoe vaak “ik ook”"), min_value=0, default=0, help_text=_("Bijvoorbeeld: 14. Nul tonen wij niet.")
    )
    answer = blocks.TextBlock(
        label=_("Antwoord"), max_length=2000, rows=3, required=False, help_text=_("Leeg: nog niet beantwoord.")
    )
    answered_by = blocks.CharBlock(
        label=_("Wie gaf antwoord"), max_length=120, required=False, help_text=_("Bijvoorbeeld: Farid.")
    )
    link = moment_link()


class QuestionsBlock(blocks.ListBlock):
    class Meta:
        icon = "help"
        label = _("Vragen en antwoorden")
        description = _("Wat de zaal vroeg, en wat het antwoord was.")
        template = "pages/blocks/questions.html"
        preview_value = [{"question": "Kan dit ook in Ochten?", "votes": 14, "answer": "Ja, als er een zaal is."}]

    def __init__(self, **kwargs: object) -> None:
        super().__init__(QuestionBlock(), **{"min_num": 1, **kwargs})


class PollRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Antwoord"), max_length=200, help_text=_("Bijvoorbeeld: Op woensdag."))
    count = blocks.IntegerBlock(label=_("Hoe vaak"), min_value=0, help_text=_("Bijvoorbeeld: 23."))


class PollResultValue(blocks.StructValue):
    @property
    def total(self) -> int:
        return sum(row["count"] or 0 for row in self["rows"])

    @property
    def shares(self) -> list[tuple[str, int, int]]:
        """(answer, how often, percentage rounded); all zero when nobody voted."""
        total = self.total
        return [(row["label"], row["count"], round(100 * row["count"] / total) if total else 0) for row in self["rows"]]


class PollResultBlock(blocks.StructBlock):
    """What a poll came to, as a table."""

    question = blocks.CharBlock(
        label=_("Vraag"), max_length=300, help_text=_("Bijvoorbeeld: Welke avond komt u het liefst?")
    )
    rows = blocks.ListBlock(PollRowBlock(), label=_("Antwoorden"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Uitslag van een peiling")
        description = _("De antwoorden met hun aantallen, als tabel.")
        template = "pages/blocks/poll_result.html"
        value_class = PollResultValue
        preview_value = {"question": "Welke avond?", "rows": [{"label": "Woensdag", "count": 23}]}


class MeetingBlocks(BodyBlocks):
    """What a meeting archive is made of; see docs/pages.md for how a room writes it."""

    speakers = SpeakersBlock()
    programme = ProgrammeBlock()
    notes = NotesBlock()
    questions = QuestionsBlock()
    poll_result = PollResultBlock()
