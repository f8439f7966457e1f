"""What a moderator does with a comment, how it goes off the page again, and what becomes of the answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
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
    NotAllowed,
    ReasonMissing,
)
from community.dialogue.comments.gathering import gather_answers
from community.dialogue.comments.models import Comment
from community.people.enums import Role
from portal.history import changed
from portal.history.queries import history_of
from portal.pages.models import BlogPost
from tests.community.dialogue.test_comments import mails
from tests.factories.dialogue import CommentFactory
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db

OWN = {"origin": "http://testserver"}


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
