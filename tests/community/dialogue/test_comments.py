"""A comment from the box to the page and off it again: who may what, and what each person reads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.dialogue.comments import actions
from community.dialogue.comments.emails import token_of
from community.dialogue.comments.enums import CommentState
from community.dialogue.comments.exceptions import (
    AlreadyChanged,
    CommentError,
    CommentsClosed,
    NotAllowed,
    ReasonMissing,
    TooMany,
)
from community.dialogue.comments.gathering import gather_answers
from community.dialogue.comments.models import Comment
from community.people.enums import Role
from portal.history import changed
from portal.history.queries import history_of
from portal.notices.models import Notice
from portal.pages.models import BlogPost
from tests.factories.dialogue import CommentFactory
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db

OWN = {"origin": "http://testserver"}


@pytest.fixture
def moderator():
    return UserFactory(first_name="Joris", roles=[Role.MODERATOR], is_staff=True)


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


# ---- the moderator


def test_moderator_publishes_and_the_author_hears_it_once(post, client: Client, moderator):
    comment = CommentFactory(page=post, state=CommentState.WAITING)
    seen: list[tuple] = []

    def note(sender, ids, **kwargs) -> None:
        seen.append((sender, ids))

    changed.connect(note)
    actions.publish_comment(comment=comment, by=moderator)
    changed.disconnect(note)
    assert seen == [(Comment, [comment.pk])]
    assert comment.text in client.get("/blog/soep/").content.decode()
    assert [mail.recipient for mail in mails("published")] == [comment.email]
    with pytest.raises(AlreadyChanged):
        actions.publish_comment(comment=Comment.objects.get(), by=moderator)
    assert [change.to_state for change in history_of(comment)] == ["published"]


@pytest.mark.parametrize("action", [actions.publish_comment, actions.put_back, actions.resolve_reports])
def test_only_moderators_move_comments(post, action):
    comment = CommentFactory(page=post, state=CommentState.WAITING)
    for user in (UserFactory(), CoordinatorFactory()):
        with pytest.raises(NotAllowed):
            action(comment=comment, by=user)


def test_refusal_needs_a_reason_and_the_author_reads_it(post, client: Client, moderator):
    comment = CommentFactory(page=post, state=CommentState.WAITING)
    with pytest.raises(ReasonMissing):
        actions.reject_comment(comment=comment, reason="  ", by=moderator)
    actions.reject_comment(comment=comment, reason="Haal de naam van uw buurman eruit.", by=moderator)
    assert "Haal de naam van uw buurman eruit." in mails("rejected")[0].text
    assert comment.text not in client.get("/blog/soep/").content.decode()
    assert "Haal de naam" in client.get(f"/reacties/van-mij/{token_of(comment)}/").content.decode()


def test_queue_shows_what_was_reported_first_and_is_for_moderators(post, client: Client, moderator):
    CommentFactory(
        page=post, state=CommentState.WAITING, name="Nieuweling", written_at=timezone.now() - timedelta(days=3)
    )
    reported = CommentFactory(page=post, name="Gemeld")
    CommentFactory(page=post, name="Rustig")
    actions.report_comment(comment=reported, reason="Hier staat een naam in.", reporter="address:1")
    assert client.get("/werk/reacties/").status_code == 302
    client.force_login(CoordinatorFactory())
    assert client.get("/werk/reacties/").status_code == 403
    client.force_login(moderator)
    waiting = client.get("/werk/reacties/").content.decode().split('id="gedaan"')[0].split('id="wacht"')[1]
    assert waiting.index("Gemeld") < waiting.index("Nieuweling")
    assert "Rustig" not in waiting.split("Vragen aan lezers")[0]


def test_queue_of_another_site_stays_there(post, client: Client, moderator, home):
    from wagtail.models import Site

    other = Site.objects.create(hostname="elders.test", root_page=home)
    comment = CommentFactory(page=post, site=other, state=CommentState.WAITING, name="Elders")
    client.force_login(moderator)
    assert "Elders" not in client.get("/werk/reacties/").content.decode()
    assert client.post(f"/werk/reacties/{comment.uuid}/plaats/").status_code == 404


def test_moderator_clicks_through_the_steps(post, client: Client, moderator):
    comment = CommentFactory(page=post, state=CommentState.WAITING)
    client.force_login(moderator)
    address = f"/werk/reacties/{comment.uuid}/"
    assert client.get(address).status_code == 200
    assert client.post(f"{address}plaats/").status_code == 303
    assert f"{address}terug/" in client.get("/werk/reacties/").content.decode(), "a click may be undone"
    assert client.post(f"{address}kies/").status_code == 303
    assert client.post(f"{address}antwoord/", {"text": ""}).status_code == 422
    assert client.post(f"{address}antwoord/", {"text": "Goed idee."}).status_code == 303
    assert client.post(f"{address}haal-weg/", {"why": "other", "more": ""}).status_code == 422
    assert client.post(f"{address}haal-weg/", {"why": "private", "more": "De naam."}).status_code == 303
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("removed", "In uw reactie staan gegevens van iemand anders. De naam.")
    assert client.post(f"{address}plaats/").status_code == 422
    assert client.post(f"{address}bestaat-niet/").status_code == 404


def test_queue_asks_the_same_for_one_and_for_more(post, client: Client, moderator):
    def asked() -> int:
        CommentFactory(page=post, state=CommentState.WAITING)
        CommentFactory(page=post)
        client.get("/werk/reacties/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/werk/reacties/")
        return len(queries)

    client.force_login(moderator)
    one = asked()
    asked()
    assert asked() == one


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


# ---- off the page


def test_author_takes_it_back_and_nothing_of_it_is_left(post, client: Client):
    comment = CommentFactory(page=post)
    text = comment.text
    CommentFactory(page=post, parent=comment, text="Mooi gezegd.")
    client.post(f"/reacties/van-mij/{token_of(comment)}/", {"doe": "trek-in"})
    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.name, comment.email) == (CommentState.WITHDRAWN, "", "", "")
    html = client.get("/blog/soep/").content.decode()
    assert text not in html
    assert "Deze reactie is weg." in html
    assert "Mooi gezegd." in html
    assert client.post(f"/reacties/van-mij/{token_of(comment)}/", {"doe": "trek-in"}).status_code == 303


def test_token_of_another_is_not_there(client: Client):
    assert client.get("/reacties/van-mij/verzonnen/").status_code == 404


def test_reader_reports_once_and_three_readers_take_it_off(post, client: Client, opened, moderator):
    comment = CommentFactory(page=post)
    for _try in range(2):
        response = client.post(f"/reacties/melden/{comment.uuid}/", {"reason": "Een naam.", "opened": opened})
        assert response["Location"] == "/reacties/gemeld/"
    assert comment.reports.count() == 1
    assert comment.text in client.get("/blog/soep/").content.decode()
    for number in range(2):
        actions.report_comment(comment=comment, reason="", reporter=f"user:{number}")
    assert comment.text not in client.get("/blog/soep/").content.decode()
    comment.refresh_from_db()
    actions.publish_comment(comment=comment, by=moderator)
    actions.resolve_reports(comment=comment, by=moderator)
    assert comment.reports.filter(resolved_at=None).count() == 0


def test_our_own_answer_is_not_taken_off_by_readers(post, moderator):
    ours = actions.reply_as_editor(comment=CommentFactory(page=post), text="Zo is het.", by=moderator)
    for number in range(4):
        actions.report_comment(comment=ours, reason="", reporter=f"user:{number}")
    ours.refresh_from_db()
    assert ours.state == CommentState.PUBLISHED


def test_database_knows_no_published_comment_without_words(post):
    comment = CommentFactory(page=post)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(text="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(email="")


# ---- the question and its follow-up


def test_answers_become_a_draft_that_is_linked_and_holds_no_words(post, client: Client):
    editor = UserFactory(roles=[Role.EDITOR], is_staff=True)
    chosen = CommentFactory(page=post, picked=True)
    CommentFactory(page=post)
    draft = gather_answers(post=post, by=editor)
    assert (draft.live, draft.follows_id, draft.get_parent().pk) == (False, post.pk, post.get_parent().pk)
    assert chosen.text not in str(draft.body.raw_data)
    assert gather_answers(post=post, by=editor).pk == draft.pk
    draft.save_revision().publish()
    address = BlogPost.objects.get(pk=draft.pk).url
    assert chosen.text in client.get(address).content.decode()
    actions.withdraw_comment(comment=chosen)
    assert chosen.text == ""
    assert "Een reden om" not in client.get(address).content.decode()


def test_only_who_may_add_pages_gathers(post, client: Client, moderator):
    with pytest.raises(PermissionError):
        gather_answers(post=post, by=moderator)
    client.force_login(moderator)
    assert client.post(f"/werk/reacties/vervolg/{post.pk}/").status_code == 403
    client.force_login(UserFactory(roles=[Role.EDITOR], is_staff=True))
    assert client.post(f"/werk/reacties/vervolg/{post.pk}/").status_code == 303


def test_every_refusal_is_a_sentence():
    for error in CommentError.__subclasses__():
        assert str(error()).endswith(".")
