"""Outside the usual files of a slice: building the search anew beside live traffic, and proving that it is right.

A rebuild fills an empty index under a name of its own, to which every change is delivered as well while it lasts;
then that index takes the place of the old one in one step. Versions decide which of two writes is the newer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from search import editing
from search.contract import Key
from search.documents import document_of, words_of_vacancy
from search.elastic import index
from search.engines import database_engine, elastic_engine
from search.models import Outbox, SearchDocument, SearchWord
from search.outbox import BATCH, learn_words, new_version
from vacancies.bank.models import Vacancy
from vacancies.bank.queries import searchable_vacancies, with_parts

Progress = Callable[[int], object]


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


def batches(site_id: int) -> Iterator[list[int]]:
    """The numbers of what may be found, in order, some at a time; what is added meanwhile comes by itself."""
    last = 0
    while True:
        found = searchable_vacancies(site_id).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
        numbers = list(found)
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


def rebuild_database(site_id: int, progress: Progress) -> None:
    """Write every document again and take out what should not be there; searches go on meanwhile."""
    editing.look_now()
    for numbers in batches(site_id):
        with transaction.atomic():
            version = new_version()
            vacancies = list(with_parts(searchable_vacancies(site_id).filter(pk__in=numbers)))
            learn_words({word for vacancy in vacancies for word in words_of_vacancy(vacancy)})
            database_engine.write([document_of(vacancy, version) for vacancy in vacancies], [])
        progress(len(numbers))
    forget_ghosts(site_id)


def forget_ghosts(site_id: int) -> None:
    allowed = searchable_vacancies(site_id).values("pk")
    ghosts = (
        SearchDocument.objects.filter(site_id=site_id)
        .exclude(object_id__in=allowed)
        .values_list("object_id", flat=True)
    )
    version = new_version()
    database_engine.write([], [Key(number, version) for number in list(ghosts)])


def rebuild_elasticsearch(site_ids: Iterable[int], progress: Progress) -> None:
    """A new index holds every site, so all of them are written; the swap comes last."""
    index.drop(index.next_alias())
    index.create_index(index.next_alias())
    for site_id in site_ids:
        for numbers in batches(site_id):
            version = new_version()
            vacancies = with_parts(searchable_vacancies(site_id).filter(pk__in=numbers))
            documents = [document_of(vacancy, version) for vacancy in vacancies]
            elastic_engine.write_to(index.next_alias(), documents, [])
            progress(len(numbers))
    index.bulk_client().indices.refresh(index=index.next_alias())
    index.swap()
    Outbox.objects.filter(set_aside=True).update(set_aside=False, attempts=0, next_try_at=None)


def check(site_id: int) -> list[Difference]:
    """Compare each engine in use with the database, object by object."""
    differences = [compare("database", site_id, dict(database_engine.versions(site_id)))]
    if settings.ELASTICSEARCH_URL:
        differences.append(compare("elasticsearch", site_id, dict(elastic_engine.versions(site_id)), by_version=True))
    return differences


def compare(name: str, site_id: int, held: dict[int, int], *, by_version: bool = False) -> Difference:
    """The database engine is compared by content; Elasticsearch by the version that the database engine has."""
    allowed = set(searchable_vacancies(site_id).values_list("pk", flat=True))
    found = Difference(name)
    found.missing = sorted(allowed - held.keys())
    found.ghost = sorted(held.keys() - allowed)
    both = sorted(allowed & held.keys())
    found.stale = stale_by_version(both, held) if by_version else stale_by_content(both)
    return found


def stale_by_content(numbers: list[int]) -> list[int]:
    stale = []
    for start in range(0, len(numbers), BATCH):
        part = numbers[start : start + BATCH]
        rows = SearchDocument.objects.in_bulk(part, field_name="object_id")
        for vacancy in with_parts(Vacancy.objects.filter(pk__in=part)):
            held = rows[vacancy.pk]
            wanted = document_of(vacancy, held.version)
            del wanted["terms"]
            if held.payload != wanted:
                stale.append(vacancy.pk)
    return stale


def stale_by_version(numbers: list[int], held: dict[int, int]) -> list[int]:
    """Older than what the database engine holds; a rebuild gives higher versions, which are as new."""
    rows = SearchDocument.objects.filter(object_id__in=numbers).values_list("object_id", "version")
    return sorted(number for number, version in rows if held.get(number, 0) < version)


def forget_words() -> None:
    """The list of known words is learnt anew by a rebuild."""
    SearchWord.objects.all().delete()
