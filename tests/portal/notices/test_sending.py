from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.notices import actions
from portal.notices.mail_folder import EmailBackend
from portal.notices.models import Notice, Stop
from portal.notices.queries import MAX_ATTEMPTS, waiting_notices
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def send(site, **changes):
    values = {
        "kind": "test.mail",
        "object_key": "test:1",
        "recipient": "Ans@example.org",
        "template": "closing",
        **changes,
    }
    return actions.send_notice(site=site, context={}, **values)


def test_one_mail_per_kind_object_and_recipient(site):
    assert send(site) is not None
    assert send(site, recipient="ans@EXAMPLE.org") is None
    assert send(site, object_key="test:2") is not None


def test_delivery_happens_once_and_forgets_the_content(site):
    notice = send(site)
    assert actions.deliver_notice(notice.pk)
    assert not actions.deliver_notice(notice.pk) or len(mail.outbox) == 1
    notice.refresh_from_db()
    assert notice.sent_at is not None
    assert notice.text == ""
    assert mail.outbox[0].to == ["ans@example.org"]


def test_refused_mail_is_tried_again_later_and_at_last_set_aside(site, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    notice = send(site)
    assert not actions.deliver_notice(notice.pk)
    assert not waiting_notices().exists()
    for day in range(1, MAX_ATTEMPTS + 1):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
            actions.deliver_waiting()
    notice.refresh_from_db()
    assert notice.attempts == MAX_ATTEMPTS
    assert "refused" in notice.error.lower()


def test_lost_task_is_found_by_the_schedule(site):
    send(site)
    assert actions.deliver_waiting() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False):
        assert actions.deliver_waiting() == 1


def test_topic_is_stopped_by_one_click_without_a_page_or_token(site, client):
    notice = send(site, topic="nieuws")
    actions.deliver_notice(notice.pk)
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = Stop.objects.get()
    assert client.get(f"/berichten/stop/{stop.token}/").status_code == 200
    client.post(f"/berichten/stop/{stop.token}/", {"List-Unsubscribe": "One-Click"})
    assert send(site, object_key="test:2", topic="nieuws") is None
    client.post(f"/berichten/stop/{stop.token}/", {"doe": "hervat"})
    assert send(site, object_key="test:3", topic="nieuws") is not None


def test_mail_folder_holds_readable_files(site, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    notice = send(site)
    EmailBackend().send_messages([actions.message(notice)])
    (path,) = tmp_path.glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] == "ans@example.org"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]


def test_content_is_gone_from_no_row_before_it_was_sent(site):
    assert Notice.objects.filter(pk=send(site).pk).exclude(text="").exists()


def test_a_worker_that_dies_with_the_mail_in_hand_gives_it_back_after_the_claim(site):
    notice = send(site)
    # The claim is written and committed before the mail is sent; here the worker is killed right after it.
    Notice.objects.filter(pk=notice.pk).update(attempts=1, claimed_until=timezone.now() + actions.CLAIM)
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False):
        assert not actions.deliver_notice(notice.pk)
        assert actions.deliver_waiting() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert actions.deliver_waiting() == 1
        assert actions.deliver_waiting() == 0
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_after_the_mail_left_leaves_one_file(site, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "portal.notices.mail_folder.EmailBackend", tmp_path
    notice = send(site)
    actions.message(notice).send()  # it went, and the worker died before it could write that down
    assert actions.deliver_notice(notice.pk)
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_every_try_of_a_mail_has_the_same_number(site):
    notice, other = send(site), send(site, object_key="test:2")
    first, again, another = (actions.message(row).extra_headers["Message-ID"] for row in (notice, notice, other))
    assert first == again != another


def test_what_was_stopped_while_it_waited_is_not_sent(site):
    notice = send(site, topic="ideas")
    actions.stop_topic(stop=Stop.objects.get())
    assert not actions.deliver_notice(notice.pk)
    assert not Notice.objects.exists()
    assert mail.outbox == []


def test_an_apostrophe_in_a_name_is_an_apostrophe_in_the_mail(site):
    notice = actions.send_notice(
        site=site,
        kind="test.mail",
        object_key="test:1",
        recipient="ans@example.org",
        template="dialogue/feedback_new",
        context={"worker": UserFactory(first_name="D'Artagnan <b>"), "desk_url": "http://localhost/"},
    )
    assert "D'Artagnan <b>" in notice.text
    assert "<b>" not in notice.html.replace("<b>Welzijnsportaal</b>", "")
