"""Outside the usual files of a slice: answers of readers become the draft of a follow-up, each linked to the other."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.dialogue.comments.queries import answers_of
from portal.pages.articles import follow_up_of


def can_gather(user: Any, post: Any) -> bool:
    """Who may add pages beside the post that asked."""
    return bool(getattr(post, "question", "")) and post.get_parent().permissions_for_user(user).can_add_subpage()


def gather_answers(*, post: Any, by: Any) -> Any:
    """A draft beside the post, linked to it, with the chosen answers (all, when none was chosen); it is not published.

    The draft holds no answer itself: what a reader takes back is gone from the follow-up too. Raises PermissionError.
    A second call finds the first draft.
    """
    if not can_gather(by, post):
        raise PermissionError
    kind = type(post)
    first = kind.objects.filter(follows=post.pk).order_by("pk").first() or follow_up_of(post)
    if first is not None:
        return first
    picked = answers_of(post.pk, only_picked=True).exists()
    count = answers_of(post.pk, only_picked=picked).count()
    intro = _("<p>Wij vroegen: %(question)s Dit lazen wij.</p>") % {"question": post.question}
    block = {"title": _("Dit schreef u ons"), "page": post.pk, "only_picked": picked}
    with transaction.atomic():
        draft = kind(
            title=_("Wat u antwoordde: %(question)s") % {"question": post.question},
            lead=_("Lezers gaven %(count)s keer antwoord.") % {"count": count},
            date=timezone.localdate(),
            tint=post.tint,
            drawing=post.drawing,
            follows_id=post.pk,
            owner=by,
            live=False,
        )
        draft.body = kind._meta.get_field("body").stream_block.to_python(
            [
                {"type": "paragraph", "value": intro, "id": str(uuid.uuid4())},
                {"type": "answers", "value": block, "id": str(uuid.uuid4())},
            ]
        )
        draft.bylines = [type(byline)(author=byline.author) for byline in post.bylines.all()]
        post.get_parent().add_child(instance=draft)
        draft.save_revision(user=by)
    return draft
