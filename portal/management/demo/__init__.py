"""The demo organisation Aan de Dijk: texts in the JSON files, loaded by the modules beside them.

Loading writes rows in the state and with the dates that the demo tells of, instead of acting each life out; history
rows are written all the same, and search is told of every change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
