"""A model with personal data that nobody listed is a hole in every promise; this test finds it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.module_loading import import_string
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.models import Page

from portal.privacy.records import OWN, Erase, all_records, not_personal

WORDS = {"name", "first_name", "last_name", "address", "email", "phone", "teller", "recipient", "doorbell"}


def ours() -> list[type[models.Model]]:
    """Our own models, except pages: what an editor publishes is public by intention."""
    found = [model for model in apps.get_models() if model.__module__.split(".")[0] in OWN]
    return [model for model in found if not issubclass(model, Page)]


def looks_personal(model: type[models.Model]) -> bool:
    user = get_user_model()
    return any(
        isinstance(field, models.EmailField | PhoneNumberField)
        or field.name in WORDS
        or getattr(field, "related_model", None) is user
        for field in model._meta.fields
    )


def unlisted(candidates: list[type[models.Model]]) -> list[str]:
    known = {record.model for record in all_records()} | set(not_personal())
    return sorted(m._meta.label for m in candidates if looks_personal(m) and m._meta.label not in known)


def test_every_model_with_personal_data_is_listed_in_a_privacy_module():
    assert unlisted(ours()) == []


def test_a_model_that_nobody_listed_would_be_found():
    assert unlisted([apps.get_model("wagtailusers.UserProfile")]) == ["wagtailusers.UserProfile"]


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.model)
def test_record_names_fields_that_exist_and_says_why(record):
    assert str(record.ground).endswith(".")
    for lookup in (*record.users, *record.emails, *record.fields, *(period.clock for period in record.periods)):
        follow(record.model_class, lookup)
    for name in record.blank:
        assert record.model_class._meta.get_field(name)
    assert bool(record.blank) == (record.erase == Erase.BLANK)


def follow(model: type[models.Model], lookup: str) -> None:
    for name in lookup.split("__"):
        if name == "pk":
            return
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist as error:
            raise AssertionError(f"{model._meta.label} has no {name}") from error
        model = field.related_model or model


def test_personal_rows_end_some_day_or_with_the_account():
    """Whatever can be found back without an account has a period, or a job that ends it."""
    jobs = {job.name for job in import_string("portal.schedule.JOBS")}
    for record in all_records():
        assert not record.elsewhere or record.elsewhere in jobs, record.model
    without = {r.model for r in all_records() if not r.users and not r.periods and not r.elsewhere}
    assert without <= {"notices.Reader", "notices.Stop"}, "a choice that holds until its reader changes it"


def test_nothing_is_listed_that_is_not_there():
    for label in not_personal():
        assert apps.get_model(label)
