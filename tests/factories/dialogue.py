from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Site

from community.dialogue.comments.enums import CommentState
from community.dialogue.comments.models import Comment


class CommentFactory(factory.django.DjangoModelFactory):
    """A published comment; give it a page."""

    class Meta:
        model = Comment

    site = factory.LazyFunction(lambda: Site.objects.get(is_default_site=True))
    name = factory.Sequence(lambda n: f"Lezer{n} uit Wamel")
    email = factory.Sequence(lambda n: f"lezer{n}@example.org")
    text = factory.Sequence(lambda n: f"Een reden om mijn haar te kammen, {n}.")
    state = CommentState.PUBLISHED
    written_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def published_at(self) -> Any:
        return self.written_at if self.state == CommentState.PUBLISHED else None
