"""What the body of a page may be made of."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from portal.pages.blocks.accordion import AccordionBlock, TableBlock
from portal.pages.blocks.contact import CardBlock, ContactBlock, PhoneBlock
from portal.pages.blocks.figures import FiguresBlock, MapBlock
from portal.pages.blocks.links import CallBlock, LinkBlock
from portal.pages.blocks.lists import EventsBlock, OffersBlock, VacanciesBlock, WorkersMatchBlock
from portal.pages.blocks.media import DownloadsBlock, FilmBlock, PictureBlock
from portal.pages.blocks.poll import PollBlock
from portal.pages.blocks.text import BulletListBlock, HeadingBlock, NoticeBlock, ParagraphBlock, StepsBlock
from portal.pages.blocks.voices import QuoteBlock, VoicesBlock


class BodyBlocks(blocks.StreamBlock):
    """What the body of a page is made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = BulletListBlock()
    steps = StepsBlock()
    notice = NoticeBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    contact = ContactBlock()
    phone = PhoneBlock()
    card = CardBlock()
    call = CallBlock()
    link = LinkBlock()
    quote = QuoteBlock()
    voices = VoicesBlock()
    image = PictureBlock()
    film = FilmBlock()
    downloads = DownloadsBlock()
    figures = FiguresBlock()
    map = MapBlock()
    vacancies = VacanciesBlock()
    events = EventsBlock()
    offers = OffersBlock()
    workers = WorkersMatchBlock()
    poll = PollBlock()


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
