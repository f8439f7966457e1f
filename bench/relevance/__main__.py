"""`python -m bench.relevance DOCUMENTS.jsonl QUERIES.jsonl [QUERIES.jsonl …]`: nDCG@10 of both engines.

Loads only these documents (vacancies, or offers and requests of help) into a database of its own, asks every question, and prints the measure per type. The
Elasticsearch engine is asked when ELASTICSEARCH_URL names one. `--each` prints every question. The formats are those of
judged sets elsewhere: `id`, `q`, `params`, `type`, `judgments` (external id: grade 1 to 3); type `zero` wants nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("queries", type=Path, nargs="+")
    parser.add_argument("--each", action="store_true", help="print every question with its score")
    parser.add_argument("--below", type=float, default=1.01, help="with --each: only those that score less")
    args = parser.parse_args()
    os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="welzijnsportaal-relevance-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from bench.relevance.asking import judged, prepare, score_set

    index = prepare(args.documents)
    from django.conf import settings

    engines = ["database", "elasticsearch"] if settings.ELASTICSEARCH_URL else ["database"]
    for path in args.queries:
        for engine in engines:
            result = score_set([row for row in judged(path) if row["index"] == index], engine)
            print(f"\n{path.name}, {engine}")
            if args.each:
                print("\n".join(row.line() for row in result.rows if row.value < args.below))
            print(result.table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
