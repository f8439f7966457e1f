from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Page

from events.live import archive
from events.live.actions import hosting, moderating, noting
from events.live.exceptions import Closed, Forbidden, WrongStep
from events.live.models import Line, Note, Room
from portal.pages.models import MeetingPage
from tests.factories.live import PollFactory, QuestionFactory, RoomFactory, TipFactory, moderator
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    """An evening: two tips, of which one was told; questions in many states; notes of two tags; a poll; captions."""
    room, by = RoomFactory(), moderator()
    tips = TipFactory.create_batch(2, room=room)
    hosting.show_tip(room=room, uuid=tips[0].uuid, by=by)
    poll = PollFactory(room=room, question="Praat u met iemand?")
    hosting.open_poll(room=room, uuid=poll.uuid, by=by)
    best = QuestionFactory(room=room, text="Hoe kom ik de kerst door?", votes=27)
    QuestionFactory(room=room, text="Wat kost een steen?", votes=3)
    same = QuestionFactory(room=room, text="Kerst met kinderen, hoe dan?")
    QuestionFactory(room=room, text="Geheim verdriet", state="wacht", is_public=False)
    QuestionFactory(room=room, text="Privé gevraagd", state="prive", is_public=False)
    moderating.merge_question(room=room, uuid=same.uuid, into=best.uuid, by=by)
    moderating.move_question(room=room, uuid=best.uuid, to="beantwoord", by=by)
    for text, tag in (("Zeg zijn naam.", "namen"), ("Zet een stoel.", "kerst"), ("Ook tegen de foto.", "namen")):
        noting.put_note(room=room, uuid=None, text=text, tag=tag, speaker="Joyce", part="Joyce vertelt", by=by)
    noting.put_line(room=room, uuid=None, text="Goedenavond & welkom.", final=True, by=by)
    hosting.change_room(room=room, by=by, state="closed")
    return Room.objects.get(pk=room.pk)


def body(page: MeetingPage) -> list[dict[str, Any]]:
    return list(MeetingPage.objects.get(pk=page.pk).get_latest_revision_as_object().body.get_prep_value())


def test_evening_becomes_a_draft_with_everything_that_everybody_saw(room):
    page = archive.write_archive(room=room, by=moderator())
    assert (page.live, Page.objects.get(pk=page.pk).live) == (False, False)
    kinds = [block["type"] for block in body(page)]
    assert kinds == [
        "speakers", "programme", "heading", "list", "questions", "notes", "notes", "poll_result", "heading", "paragraph",
    ]  # fmt: skip
    said = str(body(page))
    for words in (
        "Leg een trui apart.",
        "Ook gevraagd: Kerst met kinderen",
        "op minuut",
        "Joyce: Zeg zijn naam.",
        "Thuis",
    ):
        assert words in said
    assert said.index("Hoe kom ik de kerst door?") < said.index("Wat kost een steen?")
    assert "Goedenavond &amp; welkom." in said
    assert Room.objects.get().state == "archived"


def test_what_was_never_public_is_not_in_the_archive(room):
    assert room.questions.filter(text="Geheim verdriet").exists()
    said = str(body(archive.write_archive(room=room, by=moderator())))
    assert "Geheim verdriet" not in said
    assert "Privé gevraagd" not in said


def test_note_taken_away_on_request_leaves_the_page_that_visitors_read(room, client):
    by = moderator()
    archive.write_archive(room=room, by=by).get_latest_revision().publish()
    address = MeetingPage.objects.get().url
    assert "Zet een stoel." in client.get(address).content.decode()
    note = Note.objects.get(text="Zet een stoel.")
    noting.put_note(room=Room.objects.get(), uuid=note.uuid, text="", tag="", by=by)
    shown = client.get(address).content.decode()
    assert "Zet een stoel." not in shown
    assert "Zeg zijn naam." in shown
    assert "Zet een stoel." not in str(body(MeetingPage.objects.get()))
    with pytest.raises(Closed):
        noting.put_note(room=Room.objects.get(), uuid=None, text="Nog iets.", tag="", by=by)


def test_same_evening_gives_the_same_page_twice(room):
    first = archive.write_archive(room=room, by=moderator())
    before = body(first)
    second = archive.write_archive(room=Room.objects.get(), by=moderator())
    assert first.pk == second.pk
    assert body(second) == before
    assert MeetingPage.objects.count() == 1


def test_editor_publishes_it_and_visitors_read_it(room, client):
    page = archive.write_archive(room=room, by=moderator())
    assert client.get(f"/{page.slug}/").status_code == 404
    page.get_latest_revision().publish()
    shown = client.get(MeetingPage.objects.get().url)
    assert shown.status_code == 200
    assert "Hoe kom ik de kerst door?" in shown.content.decode()


def test_page_passes_the_checks_of_its_own_blocks(room):
    page = archive.write_archive(room=room, by=moderator())
    stream = MeetingPage._meta.get_field("body").stream_block
    body = page.get_latest_revision_as_object().body
    assert len(body) > 1
    assert len(stream.clean(body)) == len(body)  # raises when a block is not right


def test_archive_waits_for_the_end_and_for_a_moderator():
    room = RoomFactory()
    Line.objects.create(room=room, text="Nog bezig", written_at=room.opened_at)
    with pytest.raises(WrongStep):
        archive.write_archive(room=room, by=moderator())
    with pytest.raises(Forbidden):
        archive.write_archive(room=room, by=UserFactory())
    assert not MeetingPage.objects.exists()


def test_who_spoke_in_which_part_and_where_it_is_in_the_recording(room):
    Room.objects.filter(pk=room.pk).update(media_url="https://vimeo.com/123456")
    Note.objects.filter(text="Zet een stoel.").update(speaker="Els", part="Vragen", offset=754)
    Note.objects.filter(text="Ook tegen de foto.").update(speaker="Wim", source="een bericht van Wim")
    blocks = {block["type"]: block["value"] for block in body(archive.write_archive(room=room, by=moderator()))}
    assert [(row["value"]["name"], row["value"]["subject"]) for row in blocks["speakers"]] == [
        ("Joyce", "Joyce vertelt"),
        ("Els", "Vragen"),
    ]
    assert [row["value"]["what"] for row in blocks["programme"]] == ["Joyce vertelt", "Vragen"]
    assert blocks["film"]["url"] == "https://vimeo.com/123456"
    said = str(body(MeetingPage.objects.get()))
    assert "https://vimeo.com/123456#t=754s" in said
    assert "(overgenomen van een bericht van Wim)" in said


def test_visitor_hears_the_moment_of_a_note(room, client):
    Room.objects.filter(pk=room.pk).update(media_url="https://www.youtube.com/watch?v=abcdefghijk")
    archive.write_archive(room=room, by=moderator()).get_latest_revision().publish()
    shown = client.get(MeetingPage.objects.get().url).content.decode()
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk&amp;t=6' in shown
    assert "<iframe" not in shown
