"""A comment from the box to the queue, and the answers to it on the page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.dialogue.comments import actions
from community.dialogue.comments.emails import token_of
from community.dialogue.comments.enums import CommentState
from community.dialogue.comments.exceptions import (
    CommentsClosed,
    NotAllowed,
    TooMany,
)
from community.dialogue.comments.models import Comment
from portal.notices.models import Notice
from tests.factories.dialogue import CommentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

OWN = {"origin": "http://testserver"}


def write(post, **changes) -> Comment:
    values = {"name": "Gerrit uit Wamel", "email": "gerrit@example.org", "text": "Mijn haar kammen.", **changes}
    return actions.write_comment(site=post.get_site(), page=post, **values)


def mails(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=f"comments.{kind}"))


# ---- from the box to the queue


def test_words_from_the_box_come_along_to_the_page_that_asks_who(post, client: Client):
    page = client.post(f"/reacties/{post.pk}/", {"text": "Mijn haar kammen."}, headers=OWN)
    html = page.content.decode()
    assert page.status_code == 200
    assert "Mijn haar kammen.</textarea>" in html
    assert 'name="email"' in html
    assert not Comment.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"origin": "https://elders.example"}, {"origin": "null"}])
def test_box_of_another_site_is_refused(post, headers):
    assert Client().post(f"/reacties/{post.pk}/", {"text": "Reclame"}, headers=headers).status_code == 403


def test_page_with_a_box_sets_no_cookie(post, client: Client):
    response = client.get("/blog/soep/")
    assert f'action="/reacties/{post.pk}/"' in response.content.decode()
    assert dict(response.cookies) == {}


def test_written_comment_waits_for_a_yes_from_its_address_and_then_for_a_moderator(post, client, moderator, opened):
    data = {"text": "Mijn haar kammen.", "name": "Gerrit uit Wamel", "email": "Gerrit@Example.org", "opened": opened}
    response = client.post(f"/reacties/{post.pk}/versturen/", data)
    assert (response.status_code, response["Location"]) == (303, "/reacties/bedankt/")
    comment = Comment.objects.get()
    assert (comment.state, comment.email) == (CommentState.UNCONFIRMED, "gerrit@example.org")
    assert "Mijn haar" not in client.get("/blog/soep/").content.decode()
    found = re.search(r"/reacties/van-mij/\S+", mails("confirm")[0].text)
    assert found
    address = found[0]
    assert "Mijn haar" not in mails("confirm")[0].text
    client.get(address)
    comment.refresh_from_db()
    assert comment.state == CommentState.UNCONFIRMED, "a link that is only opened says nothing"
    client.post(address)
    comment.refresh_from_db()
    assert comment.state == CommentState.WAITING
    assert [mail.recipient for mail in mails("waiting")] == [moderator.email]
    assert "Mijn haar" not in client.get("/blog/soep/").content.decode()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": ""}, "Schrijf eerst iets op"),
        ({"text": "x" * 2001}, "Dit is te lang"),
        ({"name": ""}, "Vul uw naam in"),
        ({"email": ""}, "Vul uw e-mailadres in"),
        ({"email": "gerrit"}, "Dit e-mailadres klopt niet"),
        ({"opened": ""}, "stond lang open"),
    ],
)
def test_mistake_is_said_at_the_field_and_the_rest_is_kept(post, client: Client, opened, change, message):
    data = {"text": "Hallo buren", "name": "Gerrit", "email": "g@example.org", "opened": opened, **change}
    response = client.post(f"/reacties/{post.pk}/versturen/", data)
    html = response.content.decode()
    assert response.status_code == 422
    assert message in html
    assert "text" in change or "Hallo buren</textarea>" in html
    assert "name" in change or 'value="Gerrit"' in html
    assert not Comment.objects.exists()


def test_robot_is_thanked_and_forgotten(post, client: Client, opened):
    data = {"text": "Pannen", "name": "Koopje", "email": "k@example.org", "opened": opened, "website": "x"}
    assert client.post(f"/reacties/{post.pk}/versturen/", data)["Location"] == "/reacties/bedankt/"
    assert not Comment.objects.exists()


def test_who_is_logged_in_needs_no_mail(post, client: Client, opened):
    user = UserFactory(email="ria@example.org", first_name="Ria")
    client.force_login(user)
    data = {"text": "Elke week", "name": "Ria", "opened": opened}
    response = client.post(f"/reacties/{post.pk}/versturen/", data)
    comment = Comment.objects.get()
    assert response["Location"] == f"/reacties/van-mij/{token_of(comment)}/"
    assert (comment.state, comment.email, comment.user) == (CommentState.WAITING, "ria@example.org", user)
    assert mails("confirm") == []


def test_same_words_twice_are_kept_once(post):
    assert write(post) == write(post)
    assert len(mails("confirm")) == 1


def test_stream_from_one_address_stops(post):
    for number in range(5):
        write(post, text=f"Nummer {number}")
    with pytest.raises(TooMany):
        write(post, text="Nummer 6")
    write(post, email="ander@example.org")


def test_closed_or_unpublished_post_takes_no_comments(post, client: Client, opened):
    post.comments_open = False
    post.save()
    with pytest.raises(CommentsClosed):
        write(post)
    assert "<form" not in client.get("/blog/soep/").content.decode().split('id="reacties"')[1].split("</section>")[0]
    post.unpublish()
    assert client.get(f"/reacties/{post.pk}/versturen/").status_code == 404


def test_links_and_repetition_are_pointed_out_to_the_moderator(post):
    assert write(post, text="www.een.nl en www.twee.nl").suspicion == "links"
    assert write(post, text="Kijk op www.een.nl").suspicion == ""
    assert write(post, text="Kijk op www.een.nl", email="b@example.org").suspicion == "repeated"


def test_unconfirmed_is_forgotten_after_a_week(post):
    write(post)
    CommentFactory(page=post, written_at=timezone.now() - timedelta(days=30))
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert actions.forget_unconfirmed() == 0
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert actions.forget_unconfirmed() == 1
    assert Comment.objects.count() == 1


# ---- answers


def test_answer_goes_one_level_deep(post, client: Client, opened, moderator):
    top = CommentFactory(page=post)
    reply = write(post, parent=top)
    actions.confirm_comment(comment=reply)
    actions.publish_comment(comment=reply, by=moderator)
    with pytest.raises(CommentsClosed):
        write(post, parent=reply, email="c@example.org")
    assert client.get(f"/reacties/antwoord/{top.uuid}/").status_code == 200
    assert client.get(f"/reacties/antwoord/{reply.uuid}/").status_code == 404
    ours = actions.reply_as_editor(comment=reply, text="Goed idee.", by=moderator)
    assert ours.parent == top


def test_our_answer_is_marked_and_told_to_who_asked(post, client: Client, moderator):
    top = CommentFactory(page=post)
    actions.reply_as_editor(comment=top, text="Toos is bij hem langs geweest.", by=moderator)
    html = client.get("/blog/soep/").content.decode()
    assert 'class="ours"' in html
    assert "Joris van" in html
    assert [mail.recipient for mail in mails("answered")] == [top.email]
    with pytest.raises(NotAllowed):
        actions.reply_as_editor(comment=top, text="Ik ook", by=UserFactory())


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_for_one_comment_and_for_more(post, client: Client, count):
    def asked() -> int:
        client.get("/blog/soep/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/blog/soep/")
        return len(queries)

    first = CommentFactory(page=post)
    CommentFactory(page=post, parent=first)
    one = asked()
    for _number in range(count):
        CommentFactory(page=post, parent=CommentFactory(page=post))
    assert asked() == one


def test_long_list_is_opened_by_a_link(post, client: Client):
    for _number in range(7):
        CommentFactory(page=post)
    short = client.get("/blog/soep/").content.decode()
    assert short.count('<li id="reactie-') == 5
    assert "Lees alle 7 antwoorden" in short
    assert client.get("/blog/soep/?reacties=alle").content.decode().count('<li id="reactie-') == 7
