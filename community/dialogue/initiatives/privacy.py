from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.dialogue.initiatives.enums import TaskState
from community.dialogue.initiatives.models import InitiativeTask
from portal.privacy.records import Erase, Record


def free_tasks(rows: QuerySet[Any]) -> None:
    """What somebody would do, nobody does yet."""
    InitiativeTask.objects.filter(doer__in=rows, state=TaskState.TAKEN).update(state=TaskState.OPEN, doer=None)


RECORDS = [
    Record(
        model="initiatives.Participant",
        users=("user",),
        fields=("joined_at", "name", "brings"),
        ground=_("Dat u met een initiatief meedoet. Alleen wie meedoet ziet uw naam."),
        before=free_tasks,
    ),
    Record(
        model="initiatives.Initiative",
        users=("keeper", "worker"),
        fields=("began_at", "title", "state"),
        ground=_("Wie een initiatief trekt, en wie ernaast staat. Het initiatief blijft, zonder uw naam."),
        erase=Erase.KEEP,
    ),
    Record(
        model="initiatives.BudgetLine",
        users=("written_by",),
        fields=("written_at", "direction", "what", "cents"),
        ground=_("Wie geld van een initiatief opschreef. De regel blijft, zonder uw naam."),
        erase=Erase.BLANK,
        blank={"written_by": None},
    ),
]
