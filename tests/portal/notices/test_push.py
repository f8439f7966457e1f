"""What a push service gets, what the device reads, and what happens when it does not work."""

from __future__ import annotations

import base64
import json
from datetime import datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from portal.notices import actions, devices, push
from portal.notices.digests import gather_digests
from portal.notices.enums import Channel, Rhythm, Topic
from portal.notices.models import Device, Notice, Stop
from portal.notices.queries import MAX_ATTEMPTS, unread_messages
from tests.factories.people import UserFactory
from tests.push_service import private_key

pytestmark = pytest.mark.django_db
ADDRESS = "ans@example.org"
TUESDAY = datetime(2026, 11, 24, 14, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def choose(site, rhythm: str = Rhythm.NOW, topic: str = Topic.IDEAS, **values):
    reader = actions.keep_reader(site=site, recipient=ADDRESS, values=values)
    actions.choose(reader=reader, topic=topic, channel=Channel.PUSH, rhythm=rhythm)


def send(site, number: int = 1, topic: str = Topic.IDEAS, **changes):
    values = {
        "kind": "test.push",
        "object_key": f"test:{number}",
        "recipient": ADDRESS,
        "template": "search/alert_stands",
    }
    return actions.send_notice(
        site=site, context={"alert_url": "http://localhost/geheim/"}, topic=topic, **{**values, **changes}
    )


def raw(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


# --- what goes over the line ---------------------------------------------------------------------------------------


def test_a_device_reads_that_there_is_a_message_and_nothing_else(site, service, phone):
    choose(site)
    notice = send(site)
    assert notice.channel == Channel.PUSH
    assert "geheim" in notice.text, "there is something to leak"
    assert actions.deliver_notice(notice.pk)
    (brought,) = service.brought
    assert phone.read(brought) == {"title": "Er is een bericht voor u", "url": "/mijn/berichten/lezen/"}
    assert (brought.headers["TTL"], brought.headers["Urgency"]) == ("604800", "normal")
    said = json.dumps(brought.headers) + brought.body.decode("latin-1")
    for secret in (ADDRESS, "Ans", notice.subject, "geheim", "ideas", str(notice.pk) + ":"):
        assert secret not in said
    assert mail.outbox == []


def test_the_same_words_in_english_for_who_reads_english(site, service, phone):
    choose(site)
    actions.deliver_notice(send(site, language="en").pk)
    assert phone.read(service.brought[0]) == {"title": "There is a message for you", "url": "/en/mijn/berichten/lezen/"}


def test_the_push_service_can_check_that_it_is_us(site, service, phone):
    choose(site)
    actions.deliver_notice(send(site).pk)
    scheme, _space, rest = service.brought[0].headers["Authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", push.public_key())
    signed, _dot, signature = parts["t"].rpartition(".")
    claims = json.loads(raw(signed.split(".")[1]))
    assert (claims["aud"], claims["sub"]) == (service.url, "mailto:beheer@example.org")
    assert 0 < claims["exp"] - timezone.now().timestamp() <= 3600
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(parts["k"]))
    r, s = raw(signature)[:32], raw(signature)[32:]
    dss = encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
    key.verify(dss, signed.encode(), ec.ECDSA(hashes.SHA256()))


def test_a_certificate_of_another_is_refused(site, service, phone, tmp_path, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    choose(site)
    notice = send(site)
    assert not actions.deliver_notice(notice.pk)
    assert service.brought == []
    notice.refresh_from_db()
    assert notice.error == "NotNow: push service: no answer"


# --- once, later, or by mail ----------------------------------------------------------------------------------------


def test_every_device_hears_it_once(site, service, phone, tablet):
    choose(site)
    notice = send(site)
    assert actions.deliver_notice(notice.pk)
    assert not actions.deliver_notice(notice.pk)
    assert actions.deliver_waiting() == 0
    assert (len(service.at(phone)), len(service.at(tablet))) == (1, 1)


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_taken_off_and_the_message_comes_by_mail(site, service, phone, status):
    choose(site)
    service.answers[phone.path] = (status, {})
    notice = send(site)
    assert actions.deliver_notice(notice.pk)
    assert not Device.objects.exists()
    (sent,) = mail.outbox
    assert "http://localhost/geheim/" in sent.body
    assert "Stop met één klik" in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    notice.refresh_from_db()
    assert (notice.channel, notice.text, notice.html) == (Channel.MAIL, "", "")
    assert send(site, 2).channel == Channel.MAIL, "without a device the next one is a mail at once"


def test_one_device_gone_leaves_the_other(site, service, phone, tablet):
    choose(site)
    service.answers[phone.path] = (410, {})
    assert actions.deliver_notice(send(site).pk)
    assert Device.objects.get().endpoint == tablet.endpoint
    assert mail.outbox == []


@pytest.mark.parametrize("status", [429, 500, 503, 401, 302])
def test_a_service_that_is_busy_is_tried_again_and_only_for_who_did_not_hear_it(site, service, phone, tablet, status):
    choose(site)
    service.answers[phone.path] = (status, {"Location": f"{service.url}/elders"})
    notice = send(site)
    assert not actions.deliver_notice(notice.pk)
    assert Device.objects.count() == 2
    assert not [one for one in service.brought if one.path == "/elders"], "a redirect is never followed"
    del service.answers[phone.path]
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert actions.deliver_waiting() == 1
        assert actions.deliver_waiting() == 0
    assert (len(service.at(phone)), len(service.at(tablet))) == (2, 1)


def test_the_service_says_how_long_to_wait(site, service, phone):
    choose(site)
    service.answers[phone.path] = (429, {"Retry-After": "3600"})
    notice = send(site)
    assert not actions.deliver_notice(notice.pk)
    notice.refresh_from_db()
    assert timedelta(minutes=59) < notice.next_try_at - timezone.now() <= timedelta(minutes=60)


def test_when_all_tries_were_in_vain_it_is_mailed_once(site, service, phone):
    choose(site)
    service.answers[phone.path] = (503, {})
    notice = send(site)
    for day in range(MAX_ATTEMPTS + 3):
        with time_machine.travel(timezone.now() + timedelta(days=day), tick=False):
            actions.deliver_waiting()
    assert len(service.brought) == MAX_ATTEMPTS
    assert len(mail.outbox) == 1
    notice.refresh_from_db()
    assert (notice.channel, notice.error) == (Channel.MAIL, "")


def test_a_service_that_nobody_answers_for_is_tried_later(site, service, phone, settings):
    choose(site)
    settings.WEB_PUSH_HOSTS = ("localhost:9",)
    Device.objects.update(endpoint="https://localhost:9/push/telefoon")
    assert not actions.deliver_notice(send(site).pk)
    assert Device.objects.exists()


def test_when_the_operator_switches_it_off_messages_are_mails(site, service, phone, settings):
    choose(site)
    waiting = send(site)
    settings.WEB_PUSH_KEY = ""
    assert actions.deliver_notice(waiting.pk)
    assert send(site, 2).channel == Channel.MAIL
    assert (len(mail.outbox), service.brought) == (1, [])


def test_a_device_that_said_yes_to_an_older_key_is_taken_off(site, service, phone, settings):
    choose(site)
    settings.WEB_PUSH_KEY = private_key()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=out)
    assert "1 devices said yes to another WEB_PUSH_KEY" in out.getvalue()
    actions.deliver_notice(send(site).pk)
    assert (Device.objects.count(), service.brought, len(mail.outbox)) == (0, [], 1)


# --- rhythm, quiet hours, stop ---------------------------------------------------------------------------------------


def test_a_day_of_messages_is_one_sign_and_one_text_to_read(site, service, phone):
    choose(site, Rhythm.DAILY)
    with time_machine.travel(TUESDAY, tick=False):
        send(site, 1), send(site, 2)
        assert actions.deliver_waiting() == 0
    with time_machine.travel(TUESDAY + timedelta(hours=19), tick=False):
        assert gather_digests() == 1
        actions.deliver_notice(Notice.objects.get(kind="notices.digest").pk)
        actions.deliver_waiting()
    assert len(service.brought) == 1
    (digest,) = unread_messages(site.pk, ADDRESS)
    assert digest.subject == "2 berichten voor u"
    assert digest.text.count("http://localhost/geheim/") == 2


def test_quiet_hours_hold_for_devices_too(site, service, phone):
    choose(site, quiet_from=time(21), quiet_until=time(8))
    with time_machine.travel(TUESDAY.replace(hour=23), tick=False):
        assert not actions.deliver_notice(send(site).pk)
        assert actions.deliver_waiting() == 0
    with time_machine.travel(TUESDAY.replace(hour=23) + timedelta(hours=10), tick=False):
        assert actions.deliver_waiting() == 1
    assert len(service.brought) == 1


def test_a_reminder_does_not_come_when_the_moment_has_passed(site, service, phone):
    choose(site, topic=Topic.REMINDERS)
    actions.deliver_notice(send(site, topic=Topic.REMINDERS).pk)
    assert service.brought[0].headers["TTL"] == "43200"


def test_one_click_on_the_page_of_messages_stops_the_topic(site, client, service, phone, ans):
    choose(site)
    actions.deliver_notice(send(site).pk)
    client.force_login(ans)
    page = client.get("/mijn/berichten/lezen/").content.decode()
    assert "Niet meer hierover" in page
    client.post(f"/berichten/stop/{Stop.objects.get(topic=Topic.IDEAS).token}/")
    assert send(site, 2) is None


def test_what_was_stopped_while_it_waited_is_not_brought(site, service, phone):
    choose(site)
    notice = send(site)
    actions.stop_topic(stop=Stop.objects.get(topic=Topic.IDEAS))
    assert not actions.deliver_notice(notice.pk)
    assert service.brought == []


# --- reading ---------------------------------------------------------------------------------------------------------


def test_the_words_are_read_on_the_site_and_gone_when_read(site, client, service, phone, ans):
    choose(site)
    notice = send(site)
    client.force_login(ans)
    assert notice.subject not in client.get("/mijn/berichten/lezen/").content.decode(), "it was not brought yet"
    actions.deliver_notice(notice.pk)
    answer = client.get("/mijn/berichten/lezen/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert notice.subject in answer.content.decode()
    assert 'href="http://localhost/geheim/"' in answer.content.decode()
    assert client.post(f"/mijn/berichten/lezen/{notice.pk}/gelezen/").status_code == 303
    assert "Er ligt niets nieuws" in client.get("/mijn/berichten/lezen/").content.decode()
    assert client.post(f"/mijn/berichten/lezen/{notice.pk}/gelezen/").status_code == 303, "a second click is no fault"
    notice.refresh_from_db()
    assert (notice.text, notice.sent_at is None) == ("", False)


def test_another_reads_and_removes_nothing(site, client, service, phone):
    choose(site)
    notice = send(site)
    actions.deliver_notice(notice.pk)
    device = Device.objects.get()
    assert client.get("/mijn/berichten/lezen/").status_code == 302
    client.force_login(UserFactory(email="bea@example.org"))
    assert notice.subject not in client.get("/mijn/berichten/lezen/").content.decode()
    assert "Chrome" not in client.get("/mijn/berichten/").content.decode()
    assert client.post(f"/mijn/berichten/lezen/{notice.pk}/gelezen/").status_code == 404
    assert client.post(f"/mijn/berichten/apparaat/{device.pk}/weg/").status_code == 404
    assert client.post("/mijn/berichten/apparaat/hier/", {"endpoint": phone.endpoint}).status_code == 204
    assert Device.objects.get() == device


def test_words_that_nobody_read_go_after_a_month(site, service, phone):
    choose(site)
    notice = send(site)
    actions.deliver_notice(notice.pk)
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        assert devices.forget_read() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert devices.forget_read() == 1
    notice.refresh_from_db()
    assert notice.text == ""
