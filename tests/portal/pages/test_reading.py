from __future__ import annotations

import pytest
from django.test import Client

from portal.pages.reading import COOKIE, reading_classes

LARGE = {"size": "large", "space": "usual", "letter": "plain", "back": ""}


@pytest.mark.parametrize(
    ("cookie", "classes"),
    [
        ("large.plain", "read-large read-plain"),
        ("wide.wide", "read-wide"),
        ('"><script>', ""),
        ("enormous", ""),
        ("", ""),
    ],
)
def test_cookie_says_only_what_we_know(cookie: str, classes: str):
    assert reading_classes(cookie) == classes


def test_choice_goes_into_a_cookie_and_shows_on_every_page(home, client: Client):
    before = client.get("/")
    assert COOKIE not in client.cookies
    response = client.post("/lezen/", {**LARGE, "back": "http://testserver/hulp-en-advies/"})
    assert (response.status_code, response.url) == (303, "http://testserver/hulp-en-advies/")
    assert client.cookies[COOKIE].value == "large.plain"
    after = client.get("/")
    assert '<html class="read-large read-plain" lang="nl">' in after.content.decode()
    assert "read-large" not in before.content.decode()
    assert "Cookie" in after.headers["Vary"]


def test_who_never_chose_gets_no_cookie_and_no_other_page(home, client: Client):
    response = client.get("/")
    assert not client.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_answer_of_before_the_choice_is_not_taken_for_the_same(home, client: Client):
    """The ETag is that of what is sent, so a browser does not go on showing the small letters."""
    tag = client.get("/hulp-en-advies/").headers["ETag"]
    client.cookies[COOKIE] = "large"
    assert client.get("/hulp-en-advies/", headers={"if-none-match": tag}).status_code == 200


def test_usual_everywhere_takes_the_cookie_away(home, client: Client):
    client.post("/lezen/", LARGE)
    client.post("/lezen/", {"size": "usual", "space": "usual", "letter": "usual", "back": ""})
    assert client.cookies[COOKIE].value == ""


def test_choice_that_does_not_exist_is_refused(home, client: Client):
    response = client.post("/lezen/", {**LARGE, "size": "huge"})
    assert response.status_code == 422
    assert COOKIE not in client.cookies


def test_back_leads_to_our_own_site_only(home, client: Client):
    assert client.post("/lezen/", {**LARGE, "back": "https://elders.example.org/"}).url == "/"


def test_admin_is_left_alone(home, client: Client, admin_user):
    client.force_login(admin_user)
    client.cookies[COOKIE] = "large"
    assert 'class="read-large"' not in client.get("/beheer/").content.decode()


def test_easy_words_are_shown_on_demand_only(subject, client: Client):
    subject.body = [("paragraph", "<p>De gewone tekst.</p>")]
    subject.easy = [("paragraph", "<p>De makkelijke tekst.</p>")]
    subject.save()
    usual, easy = (client.get(subject.url + query).content.decode() for query in ("", "?lees=eenvoudig"))
    assert ("De gewone tekst." in usual, "De makkelijke tekst." in usual) == (True, False)
    assert ("De gewone tekst." in easy, "De makkelijke tekst." in easy) == (False, True)
    assert 'href="?lees=eenvoudig"' in usual
    subject.easy = []
    subject.save()
    assert 'href="?lees=eenvoudig"' not in client.get(subject.url).content.decode()
    assert "De gewone tekst." in client.get(subject.url + "?lees=eenvoudig").content.decode()
