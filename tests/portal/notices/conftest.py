"""Web push that is on, with a push service of our own, and the two devices of one reader."""

from __future__ import annotations

import pytest

from portal.notices import devices
from tests.factories.people import UserFactory
from tests.push_service import OwnBrowser, private_key, push_service

ADDRESS = "ans@example.org"


@pytest.fixture
def service(tmp_path, settings, monkeypatch):
    """Web push is on, and the only service is the one of this test, which the operator named."""
    with push_service(tmp_path) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        settings.WEB_PUSH_KEY, settings.WEB_PUSH_CONTACT = private_key(), "mailto:beheer@example.org"
        settings.WEB_PUSH_HOSTS = (running.host,)
        yield running


@pytest.fixture
def ans(db):
    return UserFactory(email=ADDRESS, first_name="Ans")


@pytest.fixture
def phone(service, site, ans):
    browser = OwnBrowser(service, "telefoon")
    devices.add_device(site=site, user=ans, name="Chrome", **browser.subscription)
    return browser


@pytest.fixture
def tablet(service, site, ans):
    browser = OwnBrowser(service, "tablet")
    devices.add_device(site=site, user=ans, name="Firefox", **browser.subscription)
    return browser
