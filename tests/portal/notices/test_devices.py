"""Which browser may be a device, whose it is, and how it goes away."""

from __future__ import annotations

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from portal.notices import actions, devices, push
from portal.notices.enums import MAX_DEVICES, Channel, Rhythm, Topic
from portal.notices.models import Device, Notice, Preference
from portal.privacy.erasing import run_retention
from tests.factories.people import UserFactory
from tests.portal.notices.test_push import choose, raw, send
from tests.push_service import OwnBrowser

pytestmark = pytest.mark.django_db
ADDRESS = "ans@example.org"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)

# --- saying yes ------------------------------------------------------------------------------------------------------


def test_a_browser_says_yes_and_is_on_the_list(site, client, service, ans):
    client.force_login(ans)
    assert '<option value="push"' not in client.get("/mijn/berichten/").content.decode()
    browser = OwnBrowser(service, "nieuw")
    answer = client.post("/mijn/berichten/apparaat/", browser.subscription, HTTP_USER_AGENT=ANDROID, follow=True)
    page = answer.content.decode()
    assert "Dit apparaat staat aan" in page
    assert "Chrome op een telefoon of tablet met Android" in page
    assert '<option value="push"' in page
    assert Preference.objects.count() == 0, "nothing is chosen in anybody's place"
    device = Device.objects.get()
    assert client.post("/mijn/berichten/apparaat/hier/", {"endpoint": browser.endpoint}).content.decode() == str(
        device.pk
    )
    for _click in range(2):
        page = client.post(f"/mijn/berichten/apparaat/{device.pk}/weg/", follow=True).content.decode()
        assert "Uw berichten komen weer per mail" in page
    assert not Device.objects.exists()


def test_everything_at_once_leaves_letters_rhythms_and_stops(site, client, service, ans):
    reader = actions.keep_reader(site=site, recipient=ADDRESS, values={"name": "Ans", "address": "Dijk 1"})
    actions.choose(reader=reader, topic=Topic.IDEAS, channel=Channel.LETTER, rhythm=Rhythm.NOW)
    actions.choose(reader=reader, topic=Topic.TIME, channel=Channel.MAIL, rhythm=Rhythm.WEEKLY)
    actions.choose(reader=reader, topic=Topic.COMMENTS, channel=Channel.MAIL, rhythm=Rhythm.NONE)
    client.force_login(ans)
    client.post("/mijn/berichten/apparaat/", {**OwnBrowser(service, "a").subscription, "everything": "on"})
    assert [
        send(site, number, topic=topic) and Notice.objects.latest("id").channel
        for number, topic in enumerate((Topic.IDEAS, Topic.TIME, Topic.COMMENTS, Topic.HELP))
    ] == [Channel.LETTER, Channel.PUSH, None, Channel.PUSH]
    assert Notice.objects.get(topic=Topic.TIME).rhythm == Rhythm.WEEKLY


FINE = "https://updates.push.services.mozilla.com/wpush/v2/abc"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://127.0.0.1/push",
        "https://localhost/push",
        "https://[::1]/push",
        "https://169.254.169.254/latest/meta-data/",
        "https://fcm.googleapis.com@127.0.0.1/",
        "https://user:word@fcm.googleapis.com/",
        "https://fcm.googleapis.com.example.org/",
        "https://evilfcm.googleapis.com/",
        "https://push.apple.com/",
        "https://fcm.googleapis.com:8443/",
        "https://fcm.googleapis.com:99999/",
        "https://fcm.googleapis.com/a#b",
        "https://fcm.googleapis.com\\@127.0.0.1/",
        "https://ｆcm.googleapis.com/",
        "file:///etc/passwd",
        "gopher://fcm.googleapis.com/",
        "https:///push",
        "",
    ],
)
def test_only_a_push_service_that_we_know_is_an_address(site, client, service, ans, endpoint):
    client.force_login(ans)
    right = OwnBrowser(service, "x").subscription
    answer = client.post("/mijn/berichten/apparaat/", {**right, "endpoint": endpoint}, follow=True)
    assert answer.status_code == 200
    assert not Device.objects.exists()
    assert "Dit apparaat staat aan" not in answer.content.decode()
    client.post("/mijn/berichten/apparaat/", {**right, "endpoint": FINE})
    assert Device.objects.get().endpoint == FINE, "the same form with a right address is taken"


@pytest.mark.parametrize("field", ["p256dh", "auth"])
@pytest.mark.parametrize("value", ["", "a", "é", "AAAA", "B" * 87, "=" * 20, "A" * 2000])
def test_keys_must_be_keys(site, client, service, ans, field, value):
    client.force_login(ans)
    data = {**OwnBrowser(service, "x").subscription, field: value}
    answer = client.post("/mijn/berichten/apparaat/", data, follow=True)
    assert answer.status_code == 200
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1", "224.0.0.1"]
)
def test_a_known_name_that_leads_into_our_own_network_is_not_called(site, ans, service, settings, monkeypatch, address):
    """The name is looked up once, and the connection goes to the very address that was looked at."""
    import socket

    asked = []

    def lookup(host, port, *args, **kwargs):
        asked.append(host)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("142.250.1.1", port))
        return [public, (family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    values = {**OwnBrowser(service, "x").subscription, "endpoint": FINE}
    device = devices.add_device(site=site, user=ans, name="Firefox", **values)
    assert push.send(device, words={}, seconds=1, urgency="low") == push.Answer(0)
    assert asked == ["updates.push.services.mozilla.com"]


def test_a_row_whose_address_is_no_service_any_more_is_taken_off(site, service, phone, settings):
    choose(site)
    settings.WEB_PUSH_HOSTS = ()
    actions.deliver_notice(send(site).pk)
    assert (Device.objects.count(), service.brought, len(mail.outbox)) == (0, [], 1)


def test_ten_devices_and_no_more(site, client, service, ans):
    client.force_login(ans)
    for number in range(MAX_DEVICES):
        client.post("/mijn/berichten/apparaat/", OwnBrowser(service, str(number)).subscription)
    answer = client.post("/mijn/berichten/apparaat/", OwnBrowser(service, "elf").subscription, follow=True)
    assert "U heeft al tien apparaten" in answer.content.decode()
    assert Device.objects.count() == MAX_DEVICES
    with pytest.raises(IntegrityError):
        Device.objects.create(site=site, user=ans, slot=MAX_DEVICES + 1, name="x", endpoint=FINE)


def test_the_same_browser_twice_is_one_device_and_follows_who_uses_it(site, client, service, ans, phone):
    bea = UserFactory(email="bea@example.org")
    for user in (ans, bea, bea):
        client.force_login(user)
        client.post("/mijn/berichten/apparaat/", phone.subscription)
    assert Device.objects.get().user == bea
    choose(site)
    assert send(site).channel == Channel.MAIL, "Ans has no device any more"


def test_another_site_knows_nothing_of_a_device(site, service, phone):
    from wagtail.models import Site

    other = Site.objects.create(hostname="buren.localhost", root_page=site.root_page, port=80)
    assert actions.way_of(other, ADDRESS, Topic.IDEAS).channel == Channel.MAIL
    reader = actions.keep_reader(site=other, recipient=ADDRESS, values={})
    actions.choose(reader=reader, topic=Topic.IDEAS, channel=Channel.PUSH, rhythm=Rhythm.NOW)
    assert send(other).channel == Channel.MAIL


# --- going away -------------------------------------------------------------------------------------------------------


def test_logging_out_on_a_device_takes_it_off(site, client, service, ans, tablet):
    client.force_login(ans)
    client.post("/mijn/berichten/apparaat/", OwnBrowser(service, "hier").subscription)
    client.post("/account/logout/")
    assert Device.objects.get().endpoint == tablet.endpoint


def test_a_device_that_was_silent_for_half_a_year_goes(site, service, phone, tablet):
    Device.objects.filter(endpoint=phone.endpoint).update(seen_at=timezone.now() - timedelta(days=181))
    run_retention()
    assert Device.objects.get().endpoint == tablet.endpoint


def test_a_page_that_is_opened_on_a_device_keeps_it(site, client, service, phone, ans):
    Device.objects.update(seen_at=timezone.now() - timedelta(days=100))
    client.force_login(ans)
    client.post("/mijn/berichten/apparaat/hier/", {"endpoint": phone.endpoint})
    assert devices.Device.objects.get().seen_at > timezone.now() - timedelta(minutes=1)


def test_devices_are_in_the_export_and_leave_with_the_person(site, service, phone, tmp_path):
    call_command("export_person", ADDRESS, str(tmp_path), stdout=StringIO())
    assert "telefoon" in "".join(path.read_text() for path in tmp_path.rglob("*.json"))
    call_command("erase_person", ADDRESS, stdout=StringIO())
    assert not Device.objects.exists()


def test_an_account_that_is_shut_gets_nothing(site, service, phone, ans):
    choose(site)
    notice = send(site)
    ans.is_active = False
    ans.save()
    actions.deliver_notice(notice.pk)
    assert service.brought == []


# --- off --------------------------------------------------------------------------------------------------------------


def test_without_a_key_nothing_of_it_is_there(site, client, ans):
    client.force_login(ans)
    page = client.get("/mijn/berichten/").content.decode()
    assert "seintje" not in page
    assert client.get("/push-worker.js").status_code == 404
    assert client.post("/mijn/berichten/apparaat/", {"endpoint": FINE}).status_code == 404
    assert client.get("/mijn/berichten/lezen/").status_code == 200


def test_the_script_of_the_worker_lies_in_the_root(client, service):
    answer = client.get("/push-worker.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    text = answer.content.decode()
    assert "fetch(" not in text
    assert "caches" not in text


def test_a_made_key_is_a_key(settings):
    out = StringIO()
    call_command("make_push_key", stdout=out)
    name, _is, value = out.getvalue().strip().partition("=")
    settings.WEB_PUSH_KEY, settings.WEB_PUSH_CONTACT = value, "mailto:a@example.org"
    assert name == "WEB_PUSH_KEY"
    assert len(raw(push.public_key())) == 65


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_pages_at_once_take_each_place_once(site, service):
    ans = UserFactory(email=ADDRESS)
    outcomes: list[str] = []

    def add(number: int) -> None:
        try:
            devices.add_device(site=site, user=ans, name="x", **OwnBrowser(service, str(number)).subscription)
            outcomes.append("added")
        except devices.TooManyDevices:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(number,)) for number in range(14)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["added"] * MAX_DEVICES + ["full"] * 4
    assert sorted(Device.objects.values_list("slot", flat=True)) == list(range(1, MAX_DEVICES + 1))
