"""What we know about people, said once per model: where it is, what leaves with them, how long it stays.

Each slice lists its own in `privacy.py`, as RECORDS and NOT_PERSONAL; this module finds them. A model that holds
personal data and is listed nowhere fails tests/portal/privacy/test_every_model.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet

ERASED = "gewist"


class Erase(Enum):
    """What erasing somebody does with the rows."""

    DELETE = "delete"
    BLANK = "blank"  # the row stays for the count, without the person
    KEEP = "keep"  # the database cuts the tie by itself, or the law asks us to keep it


@dataclass(frozen=True)
class Period:
    """How long rows stay: `days` after the moment in `clock`, for those in `when`."""

    days: int
    clock: str
    when: Q = field(default_factory=Q)


@dataclass(frozen=True)
class Record:
    """The personal data of one model. `users` and `emails` are lookups that lead to the person."""

    model: str
    ground: Any  # why we may have it, in Dutch: people read this
    users: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()  # what an export holds
    erase: Erase = Erase.DELETE
    blank: dict[str, Any] = field(default_factory=dict)  # a callable makes a value for each row
    when: Q = field(default_factory=Q)
    periods: tuple[Period, ...] = ()
    elsewhere: str = ""  # the name of the job in portal/schedule.py that ends these rows
    before: Callable[[QuerySet[Any]], None] | None = None  # what must be undone first, such as a place that is held

    @property
    def manager(self) -> Any:
        return apps.get_model(self.model)._base_manager

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    def fixed_blanks(self) -> dict[str, Any]:
        """The blanks that are the same for every row: a row that has them all was blanked."""
        return {name: value for name, value in self.blank.items() if not callable(value)}


@dataclass(frozen=True)
class Subject:
    """A person: the account if there is one, and the addresses that were proven to be theirs."""

    user: Any
    emails: frozenset[str]

    @property
    def exists(self) -> bool:
        return self.user is not None or any(rows_of(record, self).exists() for record in all_records())


def subject_of(email: str) -> Subject:
    """Whoever this address belongs to, with the other addresses that the same account proved."""
    email = email.strip().lower()
    user = get_user_model().objects.filter(email__iexact=email).first()
    return subject_of_user(user) if user is not None else Subject(None, frozenset({email}))


def subject_of_user(user: Any) -> Subject:
    addresses = apps.get_model("account.EmailAddress").objects.filter(user=user, verified=True)
    known = {address.lower() for address in addresses.values_list("email", flat=True)}
    return Subject(user, frozenset(known | {user.email.lower()}))


def rows_of(record: Record, subject: Subject) -> QuerySet[Any]:
    """The rows of one record that are about this person."""
    found, asked = Q(), False
    if subject.user is not None:
        for lookup in record.users:
            found, asked = found | Q(**{lookup: subject.user.pk}), True
    for lookup in record.emails:
        for address in subject.emails:
            found, asked = found | Q(**{f"{lookup}__iexact": address}), True
    rows = record.manager.filter(record.when)
    return rows.filter(pk__in=record.manager.filter(found).values("pk")) if asked else rows.none()


def erased_token() -> str:
    """Something that is never the same twice, where a constraint wants different values."""
    return f"{ERASED}:{secrets.token_hex(8)}"


def modules() -> list[Any]:
    """The `privacy` module of every app that has one, the ground floor first."""
    names = [f"{config.name}.privacy" for config in apps.get_app_configs() if find_spec(config.name)]
    own = [name for name in names if name.split(".")[0] in OWN and find_spec(name)]
    return [import_module(name) for name in ["portal.privacy.ground", *own] if name != "portal.privacy"]


OWN = frozenset({"portal", "community", "vacancies", "events", "search", "services", "reports"})


@lru_cache(maxsize=1)
def all_records() -> tuple[Record, ...]:
    """Every record; what others point at comes last, so that the way to it is still there."""
    found = [record for module in reversed(modules()) for record in module.RECORDS]
    return tuple(sorted(found, key=lambda record: record.model == "people.User"))


@lru_cache(maxsize=1)
def not_personal() -> dict[str, str]:
    """Models that look personal and are not, each with the reason."""
    return {model: reason for module in modules() for model, reason in getattr(module, "NOT_PERSONAL", {}).items()}
