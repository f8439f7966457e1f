"""Whatever guests do, in whatever order: the places add up, and nobody waits while one is free."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.agenda.actions.answering import cancel_registration, confirm_offer, return_registration
from events.agenda.actions.keeping import save_event
from events.agenda.actions.waiting import lapse_offers
from events.agenda.enums import HOLDING_STATES
from events.agenda.exceptions import AgendaError
from events.agenda.models import Event, Registration
from tests.factories.agenda import EventFactory, come

pytestmark = pytest.mark.django_db

STEPS = st.lists(
    st.tuples(st.sampled_from(["come", "cancel", "return", "confirm", "lapse", "places"]), st.integers(0, 7)),
    min_size=1,
    max_size=25,
)


def take(step: str, number: int, event: Event, by: object) -> None:
    rows = list(Registration.objects.filter(event=event).order_by("pk"))
    row = rows[number % len(rows)] if rows else None
    if step == "come":
        come(event, f"Gast {number}")
    elif step == "places":
        event.capacity = 1 + number
        save_event(event=event, by=by)
    elif step == "lapse":
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            lapse_offers()
    elif row is not None:
        action = {"cancel": cancel_registration, "return": return_registration, "confirm": confirm_offer}[step]
        action(registration=row)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_places_add_up_after_any_steps(coordinator, steps):
    event = EventFactory(capacity=2)
    for step, number in steps:
        with contextlib.suppress(AgendaError):
            take(step, number, Event.objects.get(pk=event.pk), coordinator)
        event.refresh_from_db()
        real = Registration.objects.filter(event=event, original=None)
        assert real.filter(state__in=HOLDING_STATES).count() == event.taken <= event.capacity
        assert event.taken == event.capacity or not real.filter(state="waiting").exists(), (step, number)
