"""The steps between a draft and a published page, as tasks of Wagtail's workflow."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Task, TaskState

from portal.pages.readability import hard_sentences


class SecondReaderTask(AbstractGroupApprovalTask):
    """Somebody of the chosen groups reads along: never the person who handed the page in."""

    class Meta:
        verbose_name = _("meelezen door een ander")
        verbose_name_plural = _("meelezen door een ander")

    @classmethod
    def get_description(cls) -> Any:
        return _("Iemand uit de gekozen groepen keurt de pagina goed. Nooit degene die haar inleverde.")

    def handed_in_by(self, obj: Any, user: Any) -> bool:
        state = getattr(obj, "current_workflow_state", None)
        return state is not None and state.requested_by_id == user.pk

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        return [] if self.handed_in_by(obj, user) else super().get_actions(obj, user)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Wagtail only hides a button; whoever calls the address by hand is refused here."""
        if task_state.workflow_state.requested_by_id == getattr(user, "pk", None):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)


class PlainLanguageTask(Task):
    """Plain language first: a page without hard sentences goes on by itself, for another one the writer says why."""

    class Meta:
        verbose_name = _("gewone taal")
        verbose_name_plural = _("gewone taal")

    @classmethod
    def get_description(cls) -> Any:
        return _("Staan er moeilijke zinnen in de pagina? Dan herschrijft de maker ze, of zegt waarom het zo moet.")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """A plain page is through at once; Wagtail then goes on with the next step by itself."""
        state = super().start(workflow_state, user=user)
        page = state.revision.as_object()
        texts = page.plain_texts() if hasattr(page, "plain_texts") else []
        if not hard_sentences(texts, getattr(page, "language", "nl")):
            state.approve(user=user, update=False)
        return state

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Who may write here may also say why a hard sentence stays."""
        return [("approve", _("Zo laten, en zeggen waarom"), True), ("reject", _("Eerst herschrijven"), False)]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__requested_by=user)
