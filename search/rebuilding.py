"""Outside the usual files of a slice: building the search anew beside live traffic, and proving that it is right.

A rebuild goes through the vacancies once and gives every batch to both engines. The database engine overwrites document
by document; Elasticsearch gets an empty index under a name of its own, to which every change is delivered as well while
the rebuild lasts, and which then takes the place of the old one in one step. Of two writes the version says which one
is newer. A rebuild that was stopped goes on where it was (`RebuildState`); one that is asked for during another makes
that one start over when it is done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.help.queries import searchable_items
from search import editing, help_documents
from search.contract import EngineAway, Key
from search.database.engine import kept_of
from search.documents import document_of, words_of_vacancy
from search.elastic import index
from search.elastic.engine import AWAY
from search.engines import database_engine, elastic_engine
from search.models import Outbox, RebuildState, SearchDocument, WordRule
from search.outbox import hold, learn_words, new_version, postpone
from search.queries import last_signups
from vacancies.bank.models import Vacancy
from vacancies.bank.queries import searchable_vacancies, with_parts

Progress = Callable[[int], object]
# Few at a time: who writes a vacancy meanwhile waits for as long as they take.
BATCH = 60
# After so long without a sign of life another rebuild may take over.
SILENCE = timedelta(seconds=15)


class RebuildBusy(Exception):
    """Another rebuild is at work; it will start over by itself when it is done."""


@dataclass
class Difference:
    """How an engine differs from the database: not in it, in it without right, in it as it was before."""

    engine: str
    missing: list[int] = field(default_factory=list)
    ghost: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)

    @property
    def is_none(self) -> bool:
        return not (self.missing or self.ghost or self.stale)


def rebuild(site_ids: Sequence[int], every: Sequence[int], progress: Progress, *, afresh: bool = False) -> bool:
    """Build anew the database engine's documents of some sites and, with Elasticsearch, the index of every site.

    `progress` hears how many documents are done, also those of an earlier attempt. Returns whether Elasticsearch has a
    fresh index (or there is none). Raises RebuildBusy.
    """
    state = claim(site_ids, every, afresh=afresh)
    try:
        told = run(state, site_ids, every, progress)
    except BaseException:
        RebuildState.objects.update(beat_at=None)
        raise
    again = RebuildState.objects.filter(pk=state.pk, again=True).exists()
    state.delete()
    return rebuild(site_ids, every, progress, afresh=True) if again else told


def claim(site_ids: Sequence[int], every: Sequence[int], *, afresh: bool) -> RebuildState:
    """The state of a stopped rebuild of the same things, or a new one. Raises RebuildBusy."""
    editing.look_now()
    now, plan = timezone.now(), plan_of(site_ids, every)
    with transaction.atomic():
        state = RebuildState.objects.select_for_update().order_by("pk").first()
        if state is not None and state.beat_at is not None and now - state.beat_at < SILENCE:
            RebuildState.objects.filter(pk=state.pk).update(again=True)
        elif state is not None and state.plan == plan and not afresh:
            RebuildState.objects.filter(pk=state.pk).update(beat_at=now)
            return state
        else:
            RebuildState.objects.all().delete()
            return RebuildState.objects.create(plan=plan, beat_at=now)
    raise RebuildBusy


def plan_of(site_ids: Sequence[int], every: Sequence[int]) -> str:
    """What a rebuild makes, as one word: a stopped one goes on only when nothing of this changed meanwhile."""
    rules = list(WordRule.objects.order_by("pk").values_list("kind", "words"))
    shape = index.VacancyDocument._index.to_dict()
    text = json.dumps([sorted(site_ids), sorted(every), settings.ELASTICSEARCH_URL, rules, shape])
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def run(state: RebuildState, site_ids: Sequence[int], every: Sequence[int], progress: Progress) -> bool:
    target = open_target(state)
    for site_id in sorted(every) if target else sorted(site_ids):
        if site_id < state.site_number:
            progress(searchable_count(site_id))
            continue
        last = state.last_id if site_id == state.site_number else 0
        if last:
            progress(done_before(site_id, last))
        for numbers in batches(site_id, last):
            target = write_batch(site_id, numbers, target, in_database=site_id in site_ids)
            RebuildState.objects.filter(pk=state.pk).update(
                beat_at=timezone.now(), site_number=site_id, last_id=numbers[-1], target=target
            )
            progress(len(numbers))
    for site_id in site_ids:
        forget_ghosts(site_id)
    return finish(target)


def open_target(state: RebuildState) -> str:
    """The index that is being filled: the one of a stopped rebuild when it is still there; empty without any."""
    if not settings.ELASTICSEARCH_URL:
        return ""
    try:
        if state.target and index.indices_of(index.next_alias()) == [state.target]:
            return state.target
        index.drop(index.next_alias())
        state.site_number, state.last_id = 0, 0
        return index.create_index(index.next_alias())
    except AWAY:
        return ""


def batches(site_id: int, last: int = 0) -> Iterator[list[int]]:
    """The numbers of what may be found, in order, some at a time; what is added meanwhile comes by itself.

    First the vacancies upwards from one, then the help items downwards from minus one.
    """
    while last >= 0:
        found = searchable_vacancies(site_id).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
        numbers = list(found)
        if not numbers:
            break
        yield numbers
        last = numbers[-1]
    yield from help_documents.batches(site_id, min(last, 0), BATCH)


def searchable_count(site_id: int) -> int:
    """How many documents a site has."""
    return searchable_vacancies(site_id).count() + searchable_items(site_id).count()


def done_before(site_id: int, last: int) -> int:
    """How many come up to and including this number."""
    if last > 0:
        return searchable_vacancies(site_id).filter(pk__lte=last).count()
    return searchable_vacancies(site_id).count() + searchable_items(site_id).filter(pk__lte=-last).count()


def write_batch(site_id: int, numbers: list[int], target: str, *, in_database: bool) -> str:
    """Write some documents to both engines; returns the index, or nothing when Elasticsearch went away."""
    with transaction.atomic():
        hold(numbers)
        version = new_version()
        documents = documents_of(searchable_vacancies(site_id).filter(pk__in=numbers), version)
        items = help_documents.documents_of(dict.fromkeys(numbers, version), site_id)
        learn_words(items.words)
        documents += items.documents
        if in_database:
            database_engine.write(documents, [])
    if target:
        try:
            keep_refused(elastic_engine.write_to(index.next_alias(), documents, []))
        except (EngineAway, *AWAY):
            return ""
    return target


def keep_refused(errors: dict[int, str]) -> None:
    """What Elasticsearch did not take waits in the outbox with its error, as after a change."""
    for number, error in errors.items():
        postpone(Outbox.objects.create(object_id=number), error)


def documents_of(found: Any, version: int) -> list[dict[str, Any]]:
    vacancies = list(with_parts(found))
    learn_words({word for vacancy in vacancies for word in words_of_vacancy(vacancy)})
    signups = last_signups(vacancy.pk for vacancy in vacancies)
    return [document_of(vacancy, version, signups.get(vacancy.pk)) for vacancy in vacancies]


def forget_ghosts(site_id: int) -> None:
    """Take out of the database engine what should not be there."""
    allowed = searchable_vacancies(site_id).values("pk")
    held = SearchDocument.objects.filter(site_id=site_id)
    ghosts = list(held.filter(object_id__gt=0).exclude(object_id__in=allowed).values_list("object_id", flat=True))
    held_items = set(held.filter(object_id__lt=0).values_list("object_id", flat=True))
    ghosts += sorted(held_items - help_documents.allowed(site_id))
    version = new_version()
    database_engine.write([], [Key(number, version) for number in ghosts])


def finish(target: str) -> bool:
    """The filled index takes the place of the old one; what was refused before gets another chance."""
    if not target:
        return not settings.ELASTICSEARCH_URL
    try:
        index.bulk_client().indices.refresh(index=index.next_alias())
        index.swap()
    except AWAY:
        return False
    Outbox.objects.filter(set_aside=True).update(set_aside=False, attempts=0, next_try_at=None)
    return True


def check(site_id: int) -> list[Difference]:
    """Compare each engine in use with the database, object by object, as the word lists are now."""
    editing.look_now()
    differences = [compare("database", site_id, dict(database_engine.versions(site_id)))]
    if settings.ELASTICSEARCH_URL:
        differences.append(compare("elasticsearch", site_id, dict(elastic_engine.versions(site_id)), by_version=True))
    return differences


def compare(name: str, site_id: int, held: dict[int, int], *, by_version: bool = False) -> Difference:
    """The database engine is compared by content; Elasticsearch by the version that the database engine has."""
    allowed = set(searchable_vacancies(site_id).values_list("pk", flat=True)) | help_documents.allowed(site_id)
    found = Difference(name)
    found.missing = sorted(allowed - held.keys())
    found.ghost = sorted(held.keys() - allowed)
    both = sorted(allowed & held.keys())
    found.stale = stale_by_version(both, held) if by_version else stale_by_content(both)
    return found


def stale_by_content(numbers: list[int]) -> list[int]:
    """Those of which anything is different, also the terms alone: after other word lists a rebuild is due."""
    stale = []
    for start in range(0, len(numbers), BATCH):
        part = numbers[start : start + BATCH]
        rows = SearchDocument.objects.in_bulk(part, field_name="object_id")
        signups = last_signups(part)
        for vacancy in with_parts(Vacancy.objects.filter(pk__in=part)):
            held = rows[vacancy.pk]
            if held.payload != kept_of(document_of(vacancy, held.version, signups.get(vacancy.pk))):
                stale.append(vacancy.pk)
        for wanted in help_documents.documents_of({n: rows[n].version for n in part}).documents:
            if rows[wanted["object_id"]].payload != kept_of(wanted):
                stale.append(wanted["object_id"])
    return stale


def stale_by_version(numbers: list[int], held: dict[int, int]) -> list[int]:
    """Older than what the database engine holds; a rebuild gives higher versions, which are as new."""
    rows = SearchDocument.objects.filter(object_id__in=numbers).values_list("object_id", "version")
    return sorted(number for number, version in rows if held.get(number, 0) < version)
