from __future__ import annotations

from typing import Any

from wagtail.models import Site

from vacancies.bank.models import Vacancy
from vacancies.placements import actions
from vacancies.placements.actions import Applicant
from vacancies.placements.models import Application


def sign_up(vacancy: Vacancy | None, *, by: Any = None, **changes: Any) -> Any:
    """A sign-up as the form would make it."""
    applicant = Applicant(**{"name": "Wim", "channel": "email", "email": "wim@example.org", **changes})
    return actions.apply(site=Site.objects.get(is_default_site=True), vacancy=vacancy, applicant=applicant, by=by)


def application_for(vacancy: Vacancy | None, **changes: Any) -> Application:
    made = sign_up(vacancy, **changes)
    assert isinstance(made, Application)
    return made
