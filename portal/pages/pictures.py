"""Outside the usual files of a slice: which pictures stand in a story, in what is published and in every draft of it.

A picture that is marked as decoration shows nobody; every other one is the teller's, as the story is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.images import get_image_model

from portal.pages.finding import picture_values, raw_blocks
from portal.pages.models import StoryPage


def pictures_of_stories(stories: Iterable[StoryPage]) -> list[Any]:
    """The pictures of stories, each once, in the order of their number."""
    numbers = {number for story in stories for number in numbers_in(story)}
    return list(get_image_model().objects.filter(pk__in=numbers).order_by("pk"))


def numbers_in(story: StoryPage) -> Iterator[int]:
    yield from told(raw_blocks(story))
    for content in story.revisions.values_list("content", flat=True):
        for name in ("body", "easy"):
            yield from told(json.loads(content.get(name) or "[]"))


def told(blocks: Any) -> Iterator[int]:
    for value in picture_values(blocks):
        if not value.get("decorative"):
            yield value["image"]


def shows_teller(story: StoryPage) -> bool:
    """Whether a story has a picture that is no decoration."""
    return any(True for _number in told(raw_blocks(story)))


def belongs_to_ended_consent(image: Any) -> bool:
    """Whether a story that may not be seen today still shows this picture in its newest draft."""
    return any(
        not story.may_be_seen and image.pk in told(raw_blocks(story.get_latest_revision_as_object()))
        for story in StoryPage.objects.filter(live=False).select_related("consent")
    )
