"""Outside the usual files of a slice: how changes reach the engines.

`changed` is sent inside the transaction of an action. In that same transaction the database engine is brought up to
date, and with Elasticsearch a row is put into the outbox, which the worker delivers. The number of the row is the
version of the document, so a late delivery never overwrites a newer one.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone

from community.help.models import HelpItem
from portal.history import changed
from portal.vocabulary.models import Skill, Theme
from search import editing, help_documents
from search.contract import Key
from search.documents import document_of, words_of_vacancy
from search.models import Outbox, SearchWord
from search.queries import last_signups
from vacancies.bank.models import Organisation, Vacancy
from vacancies.bank.queries import searchable_vacancies, with_parts
from vacancies.placements.models import Application

logger = logging.getLogger("portal.search")

BATCH = 300
MAX_ATTEMPTS = 5
LONGEST_WAIT_MINUTES = 30


@receiver(changed)
def note_change(sender: Any, ids: Collection[int], **kwargs: Any) -> None:
    """Bring search up to date with what changed; other models than those that search shows are ignored."""
    if sender is Vacancy:
        write_changes(list(ids))
    elif sender is HelpItem:
        write_changes(help_documents.numbers_of(ids))
    elif sender is Organisation:
        write_changes(list(Vacancy.objects.filter(organisation__in=ids).values_list("pk", flat=True)))
    elif sender is Application:
        write_changes(list(Vacancy.objects.filter(applications__in=ids).values_list("pk", flat=True).distinct()))
    elif sender is Theme:
        write_changes(list(Vacancy.objects.filter(theme_items__tag__in=ids).values_list("pk", flat=True)))
        items = HelpItem.objects.filter(theme_items__tag__in=ids).values_list("pk", flat=True).distinct()
        write_changes(help_documents.numbers_of(items))
    elif sender is Skill:
        write_changes(list(Vacancy.objects.filter(skill_items__tag__in=ids).values_list("pk", flat=True)))


def write_changes(ids: list[int]) -> None:
    from search.engines import database_engine

    if not ids:
        return
    with transaction.atomic():
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            hold(part)
            rows = Outbox.objects.bulk_create(Outbox(object_id=number) for number in part)
            versions = {row.object_id: row.pk for row in rows}
            documents, gone = current(versions)
            database_engine.write(documents, gone)
            if not settings.ELASTICSEARCH_URL:
                Outbox.objects.filter(pk__in=versions.values()).delete()
    if settings.ELASTICSEARCH_URL:
        transaction.on_commit(enqueue)


def hold(numbers: Collection[int]) -> None:
    """Until the transaction ends nobody else writes the documents of these vacancies.

    Version, reading and writing then happen in one order, and what was read earlier never gets the higher version.
    SQLite has one writer anyway.
    """
    if connection.features.has_select_for_update:
        list(Vacancy.objects.filter(pk__in=numbers).order_by("pk").select_for_update().values_list("pk", flat=True))
        help_documents.hold(numbers)


def enqueue() -> None:
    from search.tasks import deliver

    deliver.enqueue()


def current(versions: dict[int, int]) -> tuple[list[dict[str, Any]], list[Key]]:
    """The documents as they are now, and the keys of those that may not be found (any more)."""
    editing.look()
    vacancies = list(with_parts(searchable_vacancies().filter(pk__in=[n for n in versions if n > 0])))
    signups = last_signups(vacancy.pk for vacancy in vacancies)
    documents = [document_of(vacancy, versions[vacancy.pk], signups.get(vacancy.pk)) for vacancy in vacancies]
    items = help_documents.documents_of(versions)
    documents += items.documents
    learn_words({word for vacancy in vacancies for word in words_of_vacancy(vacancy)} | items.words)
    shown = {document["object_id"] for document in documents}
    return documents, [Key(number, version) for number, version in versions.items() if number not in shown]


def learn_words(words: Iterable[str]) -> None:
    """Keep the words as they are spelt, for “bedoelt u”; in one order, so that no two writers lock each other out."""
    SearchWord.objects.bulk_create(
        [SearchWord(word=word) for word in sorted(words) if len(word) <= 60], ignore_conflicts=True, batch_size=500
    )


def waiting() -> list[Outbox]:
    """The oldest rows whose time has come; when one object has several, all of them."""
    due = Q(next_try_at=None) | Q(next_try_at__lte=timezone.now())
    return list(Outbox.objects.filter(due, set_aside=False).order_by("id")[:BATCH])


def deliver_batch() -> int:
    """Deliver some of what waits to Elasticsearch; returns how many rows went. Raises EngineAway, losing nothing."""
    from search.engines import elastic_engine

    rows = waiting()
    if not rows:
        return 0
    versions: dict[int, int] = {}
    for row in rows:
        versions[row.object_id] = max(row.pk, versions.get(row.object_id, 0))
    documents, gone = current(versions)
    errors = elastic_engine.write(documents, gone)
    done = [row.pk for row in rows if row.object_id not in errors]
    Outbox.objects.filter(pk__in=done).delete()
    for row in rows:
        if row.object_id in errors:
            postpone(row, errors[row.object_id])
    return len(rows)


def postpone(row: Outbox, error: str) -> None:
    """A document that is refused waits longer each time; after MAX_ATTEMPTS it is set aside with its error."""
    row.attempts += 1
    row.error = error[:500]
    row.set_aside = row.attempts >= MAX_ATTEMPTS
    row.next_try_at = timezone.now() + timedelta(minutes=min(2**row.attempts, LONGEST_WAIT_MINUTES))
    row.save(update_fields=["attempts", "error", "set_aside", "next_try_at"])
    logger.warning("search document refused", extra={"attempt": row.attempts})


def new_version() -> int:
    """A version that is higher than every one before it."""
    row = Outbox.objects.create(object_id=0, set_aside=True)
    number = row.pk
    row.delete()
    return number
