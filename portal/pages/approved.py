"""Outside the usual files of a slice: the end of a workflow. Wagtail's models import this file while they are made."""

from __future__ import annotations

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Two people agreed, and that is the permission: nobody is asked for another."""
    # Here, because Wagtail's models are not there yet when they read the name of this function.
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction
    from wagtail.models import Page

    revision = workflow_state.content_object.get_latest_revision()
    if isinstance(revision.content_object, Page):
        PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)
    else:
        revision.publish(user=user)
