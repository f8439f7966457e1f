"""Logging: one JSON object a line, with the request's id and never a query string, an address or a body."""

from __future__ import annotations

from typing import Any


def logging_config(*, debug: bool) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "portal.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # Django's own handlers would say the same once more, in another form.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
            "portal": {"level": "INFO" if not debug else "WARNING"},
            "portal.request": {"level": "INFO" if not debug else "WARNING"},
            "elastic_transport": {"level": "CRITICAL"},
            "elasticsearch": {"level": "CRITICAL"},
            "django_tasks": {"level": "WARNING"},
        },
    }
