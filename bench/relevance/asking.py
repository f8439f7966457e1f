"""Load vacancies or help items, ask judged questions of one engine, and score: the same arithmetic as any judged set uses."""

from __future__ import annotations

import json
import math
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.http import QueryDict
from django.test import override_settings
from wagtail.models import Site

from community.help.models import HelpItem
from search.contract import Answer
from search.engines import search
from search.forms import SearchForm
from search.help_forms import HelpSearchForm
from vacancies.bank.models import Vacancy

K = 10
FORMS = {"vacancies": SearchForm, "help": HelpSearchForm}


@dataclass(frozen=True)
class Scored:
    id: str
    kind: str
    q: str
    value: float
    found: tuple[str, ...]

    def line(self) -> str:
        return f"{self.id}  {self.kind:<11} {self.value:.3f}  {self.q}  {' '.join(self.found)}"


@dataclass(frozen=True)
class Result:
    rows: list[Scored]

    @property
    def ndcg(self) -> float:
        return mean([row.value for row in self.rows if row.kind != "zero"])

    @property
    def by_type(self) -> dict[str, float]:
        """The mean of each type; of `zero` the share that was answered with nothing."""
        kinds: dict[str, list[float]] = defaultdict(list)
        for row in self.rows:
            kinds[row.kind].append(row.value)
        return {kind: mean(values) for kind, values in kinds.items()}

    def table(self) -> str:
        lines = [f"{kind:<12} {value:.3f}" for kind, value in self.by_type.items()]
        return "\n".join([*lines, f"{'nDCG@10':<12} {self.ndcg:.3f}"])


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def judged(path: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [{"index": "vacancies", **row} for row in rows]


def prepare(documents: Path) -> str:
    """Exactly these documents, in the database engine and, when there is one, in Elasticsearch. Says of which index."""
    call_command("migrate", verbosity=0)
    rows = [json.loads(line) for line in documents.read_text(encoding="utf-8").splitlines() if line]
    of_help = all(row["kind"] in ("offer", "request") for row in rows)
    stored, command = (HelpItem, "import_help_offers") if of_help else (Vacancy, "import_vacancies")
    stored.objects.exclude(external_id__in=[row["external_id"] for row in rows]).delete()
    call_command(command, str(documents), verbosity=0)
    call_command("rebuild_search", verbosity=0)
    return "help" if of_help else "vacancies"


def score_set(queries: list[dict[str, Any]], engine: str) -> Result:
    with override_settings(ELASTICSEARCH_URL=settings.ELASTICSEARCH_URL if engine == "elasticsearch" else ""):
        return Result([scored(query, ask(query, engine)) for query in queries])


def ask(query: dict[str, Any], engine: str) -> Answer:
    """What the API would answer."""
    site = Site.objects.get(is_default_site=True)
    data = QueryDict(mutable=True)
    for name, value in {"q": query["q"], "page_size": K, **query.get("params", {})}.items():
        data.setlist(name, [str(each) for each in value] if isinstance(value, list) else [str(value)])
    form = FORMS[query["index"]](data, site_id=site.pk)
    assert form.is_valid(), (query["q"], form.errors)
    for _try in range(8):  # a cold node on a busy machine takes its time
        answer = search(form.query(), site.pk)
        if answer.engine == engine:
            return answer
        time.sleep(2)
    raise RuntimeError(f"{engine} does not answer")


def scored(query: dict[str, Any], answer: Answer) -> Scored:
    found = tuple(hit.external_id for hit in answer.hits[:K])
    grades = query["judgments"]
    value = ndcg(found, grades) if query["type"] != "zero" else float(answer.count == 0)
    return Scored(query["id"], query["type"], query["q"], value, found)


def ndcg(found: tuple[str, ...], grades: dict[str, int]) -> float:
    """Gain 2^grade - 1, discount log2(rank + 1), beside the ideal order of all judged documents."""
    ideal = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(each, 0) for each in found]) / ideal if ideal else 0.0


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:K]))
