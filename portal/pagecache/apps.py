from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save

# Rows that pages show and that are saved outside an action: the names of workers, addresses that lead elsewhere.
NAMED = frozenset(
    {
        "people.Profile",
        "people.User",
        "places.Neighbourhood",
        "vocabulary.Theme",
        "vocabulary.Skill",
        "wagtailcore.Site",
        "wagtailcore.PageViewRestriction",
        "wagtailcore.CollectionViewRestriction",
        "wagtailredirects.Redirect",
        "pages.Author",
        "pages.MeetingPlaceDay",
        "pages.MeetingPlaceHours",
        "pages.OpeningHours",
        "pages.OpeningException",
        "pages.WorkerAbsence",
        "pages.WorkerExtraDay",
        "pages.WorkerHours",
    }
)

# Rows of actions that stand behind a login or at the desk alone, on no page that may be kept.
PRIVATE = frozenset(
    {
        "ambassadors.Arrival",
        "circles.CircleItem",
        "circles.CircleMember",
        "circles.SupportCircle",
        "credits.Transfer",
        "feedback.Feedback",
        "questions.Question",
    }
)


class PageCacheConfig(AppConfig):
    name = "portal.pagecache"
    label = "pagecache"
    verbose_name = "Bewaarde pagina's"

    def ready(self) -> None:
        """Listen to all that editors save and to `changed`, which every action of ours sends."""
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from portal.history import changed
        from portal.pagecache.actions import renew

        for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
            signal.connect(renew, dispatch_uid="pagecache")
        changed.connect(renew_for_action, dispatch_uid="pagecache")
        post_save.connect(renew_for_row, dispatch_uid="pagecache.save")
        post_delete.connect(renew_for_row, dispatch_uid="pagecache.delete")


def renew_for_action(sender: Any, **kwargs: Any) -> None:
    """What one resident does in a closed room takes no page away from all visitors."""
    from portal.pagecache.actions import renew

    if sender._meta.label not in PRIVATE:
        renew()


def renew_for_row(sender: Any, signal: Any, **kwargs: Any) -> None:
    """A page counts when it is published or deleted: its drafts are saved twice a second and nobody sees them."""
    from portal.pagecache.actions import renew

    if sender.__module__ == "__fake__":  # a migration, perhaps from before our own table
        return
    if sender._meta.label == "people.User" and is_of_no_account(kwargs):
        return
    if sender._meta.label in NAMED or issubclass(sender, kinds()) or (signal is post_delete and is_page(sender)):
        renew()


def is_of_no_account(saved: dict[str, Any]) -> bool:
    """A new account stands on no page yet, and a login writes its own moment."""
    fields = saved.get("update_fields")
    return bool(saved.get("created")) or (fields is not None and set(fields) <= {"last_login", "password"})


def kinds() -> tuple[type, ...]:
    """Settings, pictures, documents and whatever is a snippet."""
    from wagtail.contrib.settings.models import AbstractSetting
    from wagtail.documents.models import AbstractDocument
    from wagtail.images.models import AbstractImage
    from wagtail.snippets.models import SNIPPET_MODELS

    return (AbstractSetting, AbstractDocument, AbstractImage, *SNIPPET_MODELS)


def is_page(sender: Any) -> bool:
    from wagtail.models import Page

    return issubclass(sender, Page)
