"""A day of an initiative in the agenda: by the click of who stands beside it, and it follows the event from then on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.dialogue.ideas.enums import IdeaState
from community.dialogue.initiatives import actions as residents
from community.dialogue.initiatives.enums import InitiativeState
from community.dialogue.initiatives.exceptions import InAgenda
from community.dialogue.initiatives.models import Initiative, InitiativeDate
from community.dialogue.networks import actions as networks
from community.dialogue.networks.models import Meeting
from community.people.models import Profile
from events.agenda.actions import initiatives, keeping
from events.agenda.actions import networks as agenda_networks
from events.agenda.exceptions import AlreadyChanged, InThePast, NotAllowed
from events.agenda.models import Event
from events.agenda.queries import key_of
from portal.history.queries import history_of
from portal.pages.models import HomePage, LearningNetworkPage
from tests.factories.agenda import EventFactory, in_days
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(site) -> Initiative:
    assert IdeaState.CHOSEN in residents.READY
    found = Initiative.objects.create(
        site=site, title="Een bank voor de straat", summary="Samen timmeren.", state=InitiativeState.RUNNING,
        keeper=UserFactory(first_name="Mehmet"), worker=UserFactory(first_name="Noor"), began_at=timezone.now(),
    )  # fmt: skip
    residents.join(initiative=found, by=found.keeper, name="Mehmet")
    return found


@pytest.fixture
def day(initiative) -> InitiativeDate:
    return residents.write_date(
        initiative=initiative, by=initiative.keeper, title="Timmeren", starts_at=in_days(5), place="De Peilstok"
    )


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def step(user, day, name, data=None):
    return logged_in(user).post(f"/werk/agenda/initiatief/{day.uuid}/{name}/", data or {})


def test_worker_beside_it_brings_the_day_into_the_agenda_with_one_click(initiative, day):
    worker = logged_in(initiative.worker)
    assert "Zet in de agenda" in worker.get(initiative.get_absolute_url()).content.decode()
    assert worker.post(f"/werk/agenda/initiatief/{day.uuid}/maak/").url == initiative.get_absolute_url()
    event = Event.objects.get()
    day.refresh_from_db()
    assert (day.event, event.state, event.takes_sign_up) == (key_of(event), "published", False)
    assert (event.title, event.starts_at, event.location_name) == ("Timmeren", day.starts_at, "De Peilstok")
    assert history_of(event).last().to_state == "published"
    page = Client().get(initiative.get_absolute_url()).content.decode()
    assert event.get_absolute_url() in page
    assert "Staat in de agenda." in page
    assert initiative.get_absolute_url() in Client().get(event.get_absolute_url()).content.decode()
    assert "Timmeren" in Client().get(f"/agenda/?week={in_days(5):%G-W%V}").content.decode()


def test_residents_and_strangers_do_not_bring_it_in(initiative, day):
    for user in (initiative.keeper, UserFactory()):
        assert step(user, day, "maak").status_code == 403
        assert "Zet in de agenda" not in logged_in(user).get(initiative.get_absolute_url()).content.decode()
        with pytest.raises(NotAllowed):
            initiatives.bring_in(day=day, by=user)
    assert Client().post(f"/werk/agenda/initiatief/{day.uuid}/maak/").status_code == 302
    assert Event.objects.count() == 0
    assert step(CoordinatorFactory(), day, "maak").status_code == 303
    assert step(CoordinatorFactory(), day, "anders").status_code == 404


def test_two_clicks_make_one_event(initiative, day):
    copies = [InitiativeDate.objects.select_related("initiative", "site").get(pk=day.pk) for _click in range(2)]
    initiatives.bring_in(day=copies[0], by=initiative.worker)
    with pytest.raises(AlreadyChanged):
        initiatives.bring_in(day=copies[1], by=initiative.worker)
    assert Event.objects.count() == 1


def test_day_that_was_is_not_brought_in(initiative, day):
    InitiativeDate.objects.filter(pk=day.pk).update(starts_at=timezone.now() - timedelta(days=1))
    day.refresh_from_db()
    with pytest.raises(InThePast):
        initiatives.bring_in(day=day, by=initiative.worker)


def test_day_points_at_what_stands_in_the_agenda_already_and_follows_it(initiative, day):
    event, worker = EventFactory(title="Klusdag", starts_at=in_days(6)), CoordinatorFactory()
    page = logged_in(initiative.worker).get(initiative.get_absolute_url()).content.decode()
    assert f'<option value="{event.pk}">' in page
    assert step(initiative.worker, day, "wijs", {"event": event.pk}).status_code == 303
    day.refresh_from_db()
    assert (day.event, day.starts_at) == (key_of(event), event.starts_at)
    event.starts_at, event.ends_at = in_days(9), in_days(9) + timedelta(hours=2)
    keeping.save_event(event=event, by=worker)
    day.refresh_from_db()
    assert day.starts_at == in_days(9)
    keeping.call_off_event(event=event, reason="Het stormt.", by=worker)
    page = Client().get(initiative.get_absolute_url()).content.decode()
    assert "Gaat niet door." in page
    assert "Het stormt." in page


@pytest.mark.parametrize("chosen", ["", "nul", "999999"])
def test_wrong_choice_of_event_is_a_sentence(initiative, day, chosen):
    client = logged_in(initiative.worker)
    answer = client.post(f"/werk/agenda/initiatief/{day.uuid}/wijs/", {"event": chosen})
    assert "Kies eerst iets uit de agenda" in client.get(answer.url).content.decode()


def test_what_stands_in_the_agenda_is_loosened_before_it_is_taken_away(initiative, day):
    initiatives.bring_in(day=day, by=initiative.worker)
    with pytest.raises(InAgenda):
        residents.erase_date(day=day, by=initiative.keeper)
    inside = logged_in(initiative.keeper).get(f"/mijn/initiatieven/{initiative.uuid}/").content.decode()
    assert "Haal weg" not in inside
    assert step(initiative.worker, day, "los").status_code == 303
    day.refresh_from_db()
    assert (day.event, Event.objects.count()) == ("", 1)
    residents.erase_date(day=day, by=initiative.keeper)
    assert not InitiativeDate.objects.filter(pk=day.pk).exists()


def test_draft_of_the_agenda_shows_nothing_to_visitors(initiative, day):
    event = initiatives.bring_in(day=day, by=initiative.worker)
    Event.objects.filter(pk=event.pk).update(state="draft")
    page = Client().get(initiative.get_absolute_url()).content.decode()
    assert event.get_absolute_url() not in page
    assert "Timmeren" in page


def test_page_costs_the_same_with_one_and_three_days_in_the_agenda(initiative, day):
    client = Client()
    counts = []
    for number in range(3):
        more = residents.write_date(
            initiative=initiative, by=initiative.keeper, title=f"Dag {number}", starts_at=in_days(6 + number), place=""
        )
        initiatives.bring_in(day=more, by=initiative.worker)
        with CaptureQueriesContext(connection) as queries:
            client.get(initiative.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_vacancies_of_its_filter_stand_on_the_page(initiative, client):
    from tests.factories.bank import VacancyFactory

    VacancyFactory(title="Klusmaatje gezocht")
    VacancyFactory(title="Soepkoker")
    Initiative.objects.filter(pk=initiative.pk).update(vacancies="q=klusmaatje")
    page = client.get(initiative.get_absolute_url()).content.decode()
    assert "Klusmaatje gezocht" in page
    assert "Soepkoker" not in page
    Initiative.objects.filter(pk=initiative.pk).update(vacancies="sort=onzin&page_size=99999")
    assert client.get(initiative.get_absolute_url()).status_code == 200


# --- meetings of learning networks ---


@pytest.fixture
def network(site):
    from wagtail.models import Page

    home = Page.get_first_root_node().add_child(instance=HomePage(title="Begin", slug="begin"))
    site.root_page = home
    site.save()
    keeper = UserFactory(first_name="Noor")
    Profile.objects.create(user=keeper, site=site, is_visible=True)
    page = LearningNetworkPage(title="Wijken", slug="wijken", for_whom="Wie in een wijk werkt", contact=keeper)
    return home.add_child(instance=page)


def meeting_of(page) -> Meeting:
    return networks.plan_meeting(
        site=page.get_site(), page=page, title="Met de wijkagent", starts_at=in_days(4), place="De Peilstok",
        agenda="Alleen-voor-leden", by=page.contact,
    )  # fmt: skip


def test_meeting_of_a_network_stands_in_the_agenda_and_what_they_do_stays_inside(network):
    meeting, keeper = meeting_of(network), logged_in(network.contact)
    inside, address = f"/leernetwerk/{network.pk}/binnen/", f"/werk/agenda/leernetwerk/{network.pk}/{meeting.uuid}/"
    assert "Zet in de agenda" in keeper.get(inside).content.decode()
    assert logged_in(UserFactory()).post(address).status_code == 403
    assert Client().post(address).status_code == 302
    assert keeper.post(address).url == inside
    event = Event.objects.get()
    page = Client().get(event.get_absolute_url()).content.decode()
    assert "Een bijeenkomst van Wijken. Wilt u erbij zijn?" in page
    assert network.url in page
    assert "Alleen-voor-leden" not in page
    inside_page = keeper.get(inside).content.decode()
    assert (event.get_absolute_url() in inside_page, "Alleen-voor-leden" in inside_page) == (True, True)
    assert keeper.post(address).status_code == 303
    assert Event.objects.count() == 1


def test_meeting_follows_its_event(network):
    meeting = meeting_of(network)
    event = agenda_networks.bring_in(meeting=meeting, page=network, by=network.contact)
    event.starts_at, event.ends_at = in_days(9), in_days(9) + timedelta(hours=1)
    keeping.save_event(event=event, by=CoordinatorFactory())
    meeting.refresh_from_db()
    assert meeting.starts_at == in_days(9)
