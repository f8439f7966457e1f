"""`make bench`: run every bench_*.py of this folder and print one table of ratios."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="welzijnsportaal-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    os.environ["FORM_ADDRESS_LIMIT"] = "off"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    (settings.DATA_DIR / "static").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [name for name in names if not sys.argv[1:] or any(part in name for part in sys.argv[1:])]
    print(f"{'what':<58}{'bare':>12}{'ours':>12}{'ratio':>9}  goal", flush=True)
    for name in wanted:
        for row in importlib.import_module(f"bench.{name}").run():
            bare, ours = (value * 1000 if row.unit == "ms" else value for value in (row.bare, row.ours))
            values = f"{bare:>10.2f}{row.unit:<3}{ours:>9.2f}{row.unit:<3}{row.ours / row.bare:>8.2f}"
            print(f"{row.name:<58}{values}  {row.goal}", flush=True)


if __name__ == "__main__":
    main()
