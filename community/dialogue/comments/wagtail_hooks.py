"""The way from the admin to the queue: a menu item with the number that waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from community.dialogue.comments.rules import can_moderate


class QueueItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return can_moderate(request.user)


@hooks.register("register_admin_menu_item")
def queue_item() -> Any:
    return QueueItem(_("Reacties"), reverse_lazy("comments:queue"), name="comments", icon_name="comment", order=220)
