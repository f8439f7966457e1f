from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from wagtail.models import Page

from community.dialogue.comments.enums import CommentState
from community.dialogue.comments.models import Comment, CommentReport
from community.dialogue.comments.rules import can_moderate
from community.people.enums import Role


def shown_comments(page_id: int) -> QuerySet[Comment]:
    """What readers see below a page, the oldest first, each with its answers.

    A comment that was taken back keeps its place when others answered it; its words are gone.
    """
    answers = Comment.objects.filter(state=CommentState.PUBLISHED)
    answered = Q(state__in=[CommentState.WITHDRAWN, CommentState.REMOVED]) & Exists(
        answers.filter(parent=OuterRef("pk"))
    )
    return (
        Comment.objects.filter(Q(state=CommentState.PUBLISHED) | answered, page=page_id, parent=None)
        .order_by("published_at", "written_at", "pk")
        .prefetch_related(Prefetch("replies", answers.order_by("published_at", "pk"), to_attr="answers"))
    )


def answers_of(page_id: int, *, only_picked: bool) -> QuerySet[Comment]:
    """The published answers to the question of a post, without those of ourselves."""
    answers = Comment.objects.filter(page=page_id, parent=None, state=CommentState.PUBLISHED, by_staff=False)
    return (answers.filter(picked=True) if only_picked else answers).order_by("published_at", "pk")


def comments_visible_to(user: Any, site_id: int) -> QuerySet[Comment]:
    """The queue's own: all of the site for a moderator, none for anyone else."""
    if not can_moderate(user):
        return Comment.objects.none()
    rows = Comment.objects.filter(site_id=site_id).select_related("page", "parent", "user")
    open_reports = CommentReport.objects.filter(resolved_at=None)
    return rows.prefetch_related(Prefetch("reports", open_reports, to_attr="open_reports"))


def queue(user: Any, site_id: int) -> QuerySet[Comment]:
    """What waits for a moderator: what readers reported first, then new ones, the oldest first."""
    reported = Exists(CommentReport.objects.filter(comment=OuterRef("pk"), resolved_at=None))
    rows = comments_visible_to(user, site_id).annotate(is_reported=reported)
    wanted = Q(state=CommentState.WAITING) | Q(is_reported=True, state=CommentState.PUBLISHED)
    return rows.filter(wanted).order_by("-is_reported", "written_at", "pk")


def lately_decided(user: Any, site_id: int) -> QuerySet[Comment]:
    states = [CommentState.PUBLISHED, CommentState.REJECTED, CommentState.REMOVED]
    return comments_visible_to(user, site_id).filter(state__in=states, by_staff=False).order_by("-written_at", "-pk")


def waiting_count(site_id: int) -> int:
    return Comment.objects.filter(site_id=site_id, state=CommentState.WAITING).count()


def pages_with_answers(site_id: int) -> list[tuple[Page, int]]:
    """Pages with published answers and how many, those answered last first."""
    published = Comment.objects.filter(site_id=site_id, state=CommentState.PUBLISHED, parent=None, by_staff=False)
    counts = dict(published.values_list("page").annotate(n=Count("pk")).order_by())
    pages = Page.objects.filter(pk__in=counts).specific().order_by("-pk")
    return [(page, counts[page.pk]) for page in pages]


def moderators() -> QuerySet[Any]:
    """Who gets the mail that something waits, in a fixed order."""
    return get_user_model().objects.filter(is_active=True, groups__name=Role.MODERATOR.value).order_by("pk")
