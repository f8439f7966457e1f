"""System checks: what is wrong with the environment, by the variable's name."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from portal.settings import environment


@register()
def environment_values(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [Error(problem, id="portal.E001") for problem in environment.problems]
