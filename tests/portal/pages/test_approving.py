from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, TaskState, WorkflowState

from community.people.enums import Role
from portal.pages.actions import publish_due
from portal.pages.approving import ensure_workflow, give_section
from portal.pages.models import PlainLanguageTask, SecondReaderTask, StandardPage
from tests.factories.pages import home_page
from tests.factories.people import UserFactory

HARD = "Indien u wenst te participeren dient u middels het formulier een verzoek in te dienen."


@pytest.fixture
def draft(subject) -> StandardPage:
    ensure_workflow()
    page = StandardPage(title="Nieuw", slug="nieuw", live=False, lead="Bel ons gerust.")
    subject.add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def writer(db):
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def colleague(db):
    return UserFactory(roles=[Role.EDITOR])


def hand_in(page: StandardPage, user) -> WorkflowState:
    return page.get_workflow().start(page, user)


def task_of(state: WorkflowState):
    return state.current_task_state.task.specific


def test_plain_page_waits_for_a_colleague_at_once(draft, writer):
    state = hand_in(draft, writer)
    assert isinstance(task_of(state), SecondReaderTask)


def test_hard_page_waits_for_its_writer(draft, writer, colleague):
    draft.lead = HARD
    draft.save_revision()
    state = hand_in(draft, writer)
    assert isinstance(task_of(state), PlainLanguageTask)
    assert TaskState.objects.reviewable_by(writer).count() == 1
    assert TaskState.objects.reviewable_by(colleague).count() == 0
    task_of(state).on_action(state.current_task_state, writer, "approve", comment="Zo heet de wet.")
    state.refresh_from_db()
    assert isinstance(task_of(state), SecondReaderTask)


def test_writer_cannot_approve_the_own_page_and_a_colleague_can(draft, writer, colleague):
    state = hand_in(draft, writer)
    task = task_of(state)
    draft = StandardPage.objects.get(pk=draft.pk)
    assert task.get_actions(draft, writer) == []
    task.on_action(state.current_task_state, writer, "approve")
    draft.refresh_from_db()
    assert not draft.live
    assert [name for name, *_rest in task.get_actions(draft, colleague)] == ["reject", "approve", "approve"]
    task.on_action(state.current_task_state, colleague, "approve")
    draft.refresh_from_db()
    assert draft.live


def test_editor_alone_cannot_publish(draft, writer):
    assert not draft.permissions_for_user(writer).can_publish()
    assert draft.permissions_for_user(UserFactory(roles=[Role.ADMINISTRATOR])).can_publish()


def test_section_has_readers_of_its_own(draft, subject, writer, colleague):
    group = Group.objects.create(name="Redactie Hulp")
    give_section(page=subject, groups=[group])
    state = hand_in(draft, writer)
    page = StandardPage.objects.get(pk=draft.pk)
    assert task_of(state).get_actions(page, colleague) == []
    colleague.groups.add(group)
    colleague = type(colleague).objects.get(pk=colleague.pk)
    assert task_of(state).get_actions(page, colleague)


def test_worker_publishes_when_the_moment_has_come(draft, writer, colleague):
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision()
    state = hand_in(draft, writer)
    task_of(state).on_action(state.current_task_state, colleague, "approve")
    draft.refresh_from_db()
    publish_due()
    assert not StandardPage.objects.get(pk=draft.pk).live
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        publish_due()
    assert StandardPage.objects.get(pk=draft.pk).live


def test_second_migrate_makes_no_second_workflow(draft):
    assert ensure_workflow() is None


def test_editor_reads_how_easy_the_text_is(client: Client, writer, db):
    client.force_login(writer)
    html = client.post(reverse("pages_readability"), {"texts_json": f'["{HARD}"]'}).content.decode()
    assert '<strong lang="nl">participeren</strong> → <span lang="nl">meedoen</span>' in html
    for wrong in ("", "{", '{"a": 1}', "[1]"):
        assert client.post(reverse("pages_readability"), {"texts_json": wrong}).status_code == 422


def test_an_english_page_is_read_as_english(client: Client, writer, db):
    english, _made = Locale.objects.get_or_create(language_code="en")
    page = home_page().copy_for_translation(english)
    client.force_login(writer)
    texts = {"texts_json": '["You must participate prior to the meeting. Indien nodig participeren wij."]'}
    for screen in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:add", args=["pages", "standardpage", page.pk]),
    ):
        html = client.post(reverse("pages_readability"), {**texts, "screen": screen}).content.decode()
        assert '<strong lang="en">participate</strong> → <span lang="en">take part</span>' in html
        assert "meedoen" not in html
    for screen in (
        "",
        "/nergens/",
        reverse("wagtailadmin_pages:edit", args=[home_page().pk]),
        "/beheer/pages/999999/edit/",
    ):
        html = client.post(reverse("pages_readability"), {**texts, "screen": screen}).content.decode()
        assert "meedoen" in html
        assert "take part" not in html


def test_visitor_cannot_use_the_admin_to_read_texts(client: Client, db):
    assert client.post(reverse("pages_readability"), {"texts_json": "[]"}).status_code == 302
