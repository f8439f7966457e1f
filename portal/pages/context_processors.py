from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """What header and footer show on every page."""
    return {"frame": {"name": "Welzijnsportaal", "theme": "dijk"}}
