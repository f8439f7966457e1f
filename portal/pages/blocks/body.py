"""What the body of a page may be made of."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from portal.pages.blocks.contact import ContactBlock
from portal.pages.blocks.links import LinkBlock
from portal.pages.blocks.lists import VacanciesBlock
from portal.pages.blocks.media import PictureBlock
from portal.pages.blocks.text import BulletListBlock, HeadingBlock, NoticeBlock, ParagraphBlock, StepsBlock
from portal.pages.blocks.voices import QuoteBlock, VoicesBlock


class BodyBlocks(blocks.StreamBlock):
    """What the body of a page is made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = BulletListBlock()
    steps = StepsBlock()
    quote = QuoteBlock()
    notice = NoticeBlock()
    contact = ContactBlock()
    voices = VoicesBlock()
    vacancies = VacanciesBlock()
    link = LinkBlock()
    image = PictureBlock()


class EasyBlocks(blocks.StreamBlock):
    """The same page in easy words: only what is read from top to bottom."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = BulletListBlock()
    steps = StepsBlock()
    image = PictureBlock()

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """A form that knows nothing of easy words sends none; that is no mistake."""
        if f"{prefix}-count" not in data:
            return self.empty_value()
        return super().value_from_datadict(data, files, prefix)
