from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Site

from community.outreach import intervision
from community.outreach.models import Case, CaseReply
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def bring(site, by, text: str = "Iemand doet nooit open. Kanariegeel."):
    return intervision.bring_case(site=site, value="patience", text=text, question="Hoe vaak ga ik terug?", by=by)


def test_a_case_is_among_workers_of_the_site_alone(site, client):
    worker = CoordinatorFactory()
    made = bring(site, worker)
    theirs = bring(Site.objects.create(hostname="buren.test", root_page=site.root_page), worker)
    client.force_login(worker)
    assert "Kanariegeel" in client.get(f"/werk/intervisie/{made.uuid}/").content.decode()
    assert client.get(f"/werk/intervisie/{theirs.uuid}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get("/werk/intervisie/").status_code == 403
    assert client.get(f"/werk/intervisie/{made.uuid}/").status_code == 403


def test_colleagues_reply_and_only_who_brought_it_takes_it_back(site, client):
    author, other = CoordinatorFactory(), CoordinatorFactory()
    made = bring(site, author)
    client.force_login(other)
    assert client.post(f"/werk/intervisie/{made.uuid}/", {"text": ""}).status_code == 422
    assert client.post(f"/werk/intervisie/{made.uuid}/", {"text": "Schrijf een kaartje."}).status_code == 303
    assert client.post(f"/werk/intervisie/{made.uuid}/weg/").status_code == 403
    client.force_login(author)
    assert client.post(f"/werk/intervisie/{made.uuid}/weg/").status_code == 303
    assert not CaseReply.objects.exists()


def test_what_points_at_somebody_is_sent_back(client):
    client.force_login(CoordinatorFactory())
    values = {"value": "listen", "question": "Wat nu?"}
    for text in ("Bel 0344-555333 maar", "Mail aan toos@example.org", "Haar nummer is 111222333"):
        assert client.post("/werk/intervisie/nieuw/", {**values, "text": text}).status_code == 422
    assert client.post("/werk/intervisie/nieuw/", {**values, "text": "Iemand doet nooit open."}).status_code == 303
    assert Case.objects.count() == 1


def test_after_sixty_days_it_is_gone_even_before_the_worker_came_by(site, client):
    worker = CoordinatorFactory()
    made = bring(site, worker)
    client.force_login(worker)
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        client.force_login(worker)
        assert client.get(f"/werk/intervisie/{made.uuid}/").status_code == 404
        assert intervision.forget_cases() == 1
    assert not Case.objects.exists()
