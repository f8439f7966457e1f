from __future__ import annotations

from tests.portal.pages.formula.conftest import heads, sites  # noqa: F401  two organisations, each with an editor
