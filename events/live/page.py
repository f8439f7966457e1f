"""Outside the usual files of a slice: what the participant's page shows, for the view and its refusals."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.agenda.models import Event
from events.agenda.rules import can_sign_up
from events.agenda.wording import clock, day_text
from events.live import frames, queries
from events.live.actions.asking import help_lines
from events.live.desk_page import portrait_of
from events.live.enums import QuestionState, RoomState, Via
from events.live.forms import QuestionForm
from events.live.models import Poll, PollOption, Question, Room
from events.live.rules import can_ask, can_ask_for_tips, can_send_ahead, can_vote, can_vote_on

SHOWN_AT_FIRST = 5
NOTES_AT_FIRST = 6
NOBODY = UUID(int=0)


def context(room: Room, key: str | None, form: QuestionForm, *, everything: bool) -> dict[str, Any]:
    seed = seed_of(key)
    questions = in_fair_order(room, list(queries.public_questions(room)), seed)
    voted = queries.voted_by(room, key)
    rows = [row_of(room, question, voted) for question in questions]
    waiting = [row for row in rows if row["question"].state == QuestionState.VISIBLE]
    told = said(room, everything)
    mine = list(queries.questions_of(room, key).exclude(state=QuestionState.REMOVED))
    return {
        "room": room,
        "event": room.event,
        "form": form,
        "phone": phone_text(room.event.phone_number),
        "code": public_code(room.event),
        "may_sign_up": can_sign_up(room.event),
        "when": state_text(room),
        "who": "" if room.is_ended else who_text(room),
        "people": "" if room.is_ended else people_now(room),
        "now": next((row for row in rows if row["question"].state == QuestionState.NOW), None),
        "waiting": waiting if everything else waiting[:SHOWN_AT_FIRST],
        "waiting_count": len(waiting),
        "answered": [row for row in rows if row["question"].state == QuestionState.ANSWERED],
        "asked_count": len([q for q in questions if q.state != QuestionState.MERGED]),
        "mine": [(question, own_text(room, question)) for question in mine],
        "help_lines": help_lines() if any(question.flag for question in mine) else [],
        "can_ask": can_ask(room),
        "can_send_ahead": can_send_ahead(room),
        "can_have_tips": can_ask_for_tips(room, told["tip_count"]),
        "lines": help_lines() if room.is_ended else [],
        "report": queries.published_archive(room) if room.is_ended else None,
        "can_vote": can_vote(room),
        "polls": [poll_row(room, poll, key) for poll in queries.polls_with_results(room) if poll.opened_at],
        "everything": everything,
        "portrait": portrait_of(room),
        **told,
        **blanks(room),
        "live": {**live_data(room, voted, questions, everything), "seed": seed},
    }


def seed_of(key: str | None) -> str:
    """What shuffles equal questions: another for each participant, the same all evening, nothing that leads back."""
    return hashlib.sha256(f"order:{key or ''}".encode()).hexdigest()[:8]


def rank(seed: str, uuid: str) -> int:
    """Where a question stands among equals (FNV-1a); js/live.js reckons the same."""
    value = 0x811C9DC5
    for byte in f"{seed}{uuid}".encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def in_fair_order(room: Room, questions: list[Question], seed: str) -> list[Question]:
    """The most wanted first, equals shuffled. While numbers are hidden all are equal: the order tells nothing."""
    counts = room.shows_counts
    return sorted(questions, key=lambda q: (-q.votes if counts else 0, rank(seed, str(q.uuid))))


def said(room: Room, everything: bool) -> dict[str, Any]:
    """Tips, announcements and notes, the newest first."""
    tips = list(room.tips.all())
    shown = sorted((tip for tip in tips if tip.shown_at), key=lambda tip: tip.shown_at, reverse=True)  # type: ignore[arg-type, return-value]
    notes = list(queries.shown_notes(room).order_by("-pk")[: None if everything else NOTES_AT_FIRST])
    return {
        "tip": shown[0] if shown else None,
        "tips": shown,
        "tip_count": len(tips),
        "say": room.says.last(),
        "notes": notes,
    }


def row_of(room: Room, question: Question, voted: set[int]) -> dict[str, Any]:
    return {
        "question": question,
        "by": by_text(question),
        "waits": waits_text(room),
        "voted": question.pk in voted,
        "votes": question.votes if room.shows_counts else None,
        "many": many_text(question.votes if room.shows_counts else None),
        "can_vote": can_vote(room) and can_vote_on(question),
        "answer": answer_text(question),
    }


def poll_row(room: Room, poll: Poll, key: str | None) -> dict[str, Any]:
    answered = bool(key) and poll.answers.filter(participant__key=key).exists()
    shown = poll.shows_results or answered
    total = sum(option.total for option in poll.options.all())  # type: ignore[attr-defined]
    options = [(option, option.total if shown else None) for option in poll.options.all()]  # type: ignore[attr-defined]
    phoned = sum(option.phoned for option in poll.options.all()) if shown and not poll.is_open else 0  # type: ignore[attr-defined]
    return {
        "poll": poll,
        "answered": answered,
        "options": options,
        "total": total if shown else None,
        "phoned": phoned_text(phoned),
    }


def phoned_text(phoned: int) -> str:
    if not phoned:
        return ""
    words = ngettext("%d van deze keuzes kwam met de telefoon.", "%d van deze keuzes kwamen met de telefoon.", phoned)
    return words % phoned


def option_of(room: Room, poll: UUID, given: str) -> UUID | None:
    """The choice of a form, when it is one of this poll's."""
    for uuid in room.polls.filter(uuid=poll).values_list("options__uuid", flat=True):
        if str(uuid) == given:
            return uuid
    return None


def live_data(room: Room, voted: set[int], questions: list[Question], everything: bool) -> dict[str, Any]:
    """What the script begins with."""
    return {
        "slug": room.event.slug,
        "voted": [str(question.uuid) for question in questions if question.pk in voted],
        "room": frames.room_frame(room),
        "everything": everything,
        "words": script_words(room),
    }


def blanks(room: Room) -> dict[str, Any]:
    """Empty rows that the script fills in, so that a row is written down once."""
    question = Question(uuid=NOBODY, text="", original="", state=QuestionState.VISIBLE)
    poll = Poll(uuid=NOBODY, question="", opened_at=timezone.now())
    return {
        "blank": {
            "question": question,
            "by": "",
            "waits": "",
            "voted": False,
            "votes": None,
            "can_vote": can_vote(room),
        },
        "blank_poll": {"poll": poll, "answered": False, "options": [(PollOption(uuid=NOBODY, text=""), None)]},
    }


# --- Words ----------------------------------------------------------------------------------------------------------


def by_text(question: Question) -> str:
    """Van Anneke; zonder naam, met de telefoon."""
    words = _("van %s") % question.name if question.name else _("zonder naam")
    if question.via == Via.PHONE:
        return _("%s, met de telefoon") % words
    return _("%s, vooraf gestuurd") % words if question.via == Via.SENT else words


# How many people have a question too, for who would rather read words than numbers: from so many on, these words.
MANY = (
    (0, gettext_lazy("nog niemand anders")),
    (1, gettext_lazy("één ander mens")),
    (2, gettext_lazy("een paar mensen")),
    (5, gettext_lazy("meer mensen")),
    (20, gettext_lazy("veel mensen")),
)


def many_text(votes: int | None) -> str:
    return "" if votes is None else str(next(words for least, words in reversed(MANY) if votes >= least))


def missed_words() -> dict[str, str]:
    """What came while somebody was away, each for one and for more."""
    return {
        "missed-question": _("1 vraag"),
        "missed-questions": _("{n} vragen"),
        "missed-answer": _("1 antwoord"),
        "missed-answers": _("{n} antwoorden"),
        "missed-tip": _("1 tip"),
        "missed-tips": _("{n} tips"),
        "missed-note": _("1 regel van het verslag"),
        "missed-notes": _("{n} regels van het verslag"),
        "missed-say": _("1 mededeling"),
        "missed-says": _("{n} mededelingen"),
        "missed-poll": _("1 peiling"),
        "missed-polls": _("{n} peilingen"),
    }


def waits_text(room: Room) -> str:
    """What stands before a question that was not answered."""
    return _("Niet meer aan de beurt gekomen.") if room.is_ended else _("Wacht.")


def public_code(event: Event) -> str:
    """The code is for everybody, unless one signs up: then it comes with the place, by mail or by telephone."""
    return "" if event.takes_sign_up else event.phone_code


def phone_text(number: Any) -> str:
    """0344 - 01 29 00: in pairs, as one says it."""
    if not number:
        return ""
    area, _space, rest = number.as_national.partition(" ")
    digits = rest.replace(" ", "")
    return f"{area} - {' '.join(digits[i : i + 2] for i in range(0, len(digits), 2))}"


def who_text(room: Room) -> str:
    if room.told_by and room.read_by:
        return _("%(told)s vertelt, %(read)s leest uw vragen.") % {"told": room.told_by, "read": room.read_by}
    if room.told_by:
        return _("%s vertelt.") % room.told_by
    return _("%s leest uw vragen.") % room.read_by if room.read_by else ""


def people_text(web: int, phone: int) -> str:
    """118 mensen luisteren, van wie 41 met de telefoon."""
    total = web + phone
    if total == 0:
        return ""
    if total == 1:
        return _("U bent de eerste die luistert.")
    if phone:
        return _("%(n)d mensen luisteren, van wie %(phone)d met de telefoon.") % {"n": total, "phone": phone}
    return _("%d mensen luisteren.") % total


def people_now(room: Room) -> str:
    return people_text(queries.rounded(queries.people_here(room.pk)), room.phone_count)


def state_text(room: Room) -> tuple[str, str]:
    """The state of the room in two parts, the first of them bold."""
    event, local = room.event, timezone.localtime
    if room.state == RoomState.OPEN:
        if room.always_open:
            return _("Nu bezig"), _("om te proberen")
        return _("Nu bezig"), _("tot %s uur") % clock(event.ends_at)
    if room.state == RoomState.PAUSED:
        return _("Pauze"), _("wij gaan zo verder")
    if room.state == RoomState.LOBBY:
        day, hour = day_text(local(event.starts_at).date()), clock(event.starts_at)
        return _("Begint op %s") % day, _("om %s uur") % hour
    return _("Afgelopen"), _("dank dat u er was")


def answer_text(question: Question) -> str:
    """How a question was answered, in words."""
    if not question.answer_how:
        return ""
    if question.answer_how == "live":
        minute = (question.answer_offset or 0) // 60
        return _("Beantwoord op minuut %d.") % minute if question.answer_offset else _("Beantwoord in het gesprek.")
    if question.answer_how == "tekst":
        return question.answer_text
    return _("Wij komen hier later op terug.")


def own_text(room: Room, question: Question) -> str:
    """What an asker reads of the own question; of one that went into another, also what became of that."""
    if question.state == QuestionState.ANSWERED and question.answer_offset is not None:
        return _("Uw vraag is beantwoord, op minuut %d.") % (question.answer_offset // 60)
    parent = question.into if question.state == QuestionState.MERGED else None
    if parent is not None and parent.is_public and parent.state == QuestionState.ANSWERED:
        return _("Uw vraag hoort bij een andere: “%(text)s” %(answer)s") % {
            "text": parent.text,
            "answer": answer_text(parent),
        }
    return own_words(room)[question.state]


def own_words(room: Room) -> dict[str, str]:
    reader = room.read_by or _("De moderator")
    return {
        QuestionState.WAITING: _("Uw vraag wacht. %s leest hem eerst.") % reader,
        QuestionState.VISIBLE: _("Uw vraag staat in de lijst."),
        QuestionState.NOW: _("Uw vraag is nu aan de beurt."),
        QuestionState.ANSWERED: _("Uw vraag is beantwoord."),
        QuestionState.PARKED: _("Uw vraag is bewaard voor later."),
        QuestionState.MERGED: _("Iemand vroeg dit ook. Uw vraag hoort nu bij die andere."),
        QuestionState.PRIVATE: _("U krijgt zelf antwoord, niet in het gesprek."),
        QuestionState.REFUSED: _("Uw vraag wordt niet gesteld."),
        QuestionState.WITHDRAWN: _("U heeft uw vraag ingetrokken."),
    }


def script_words(room: Room) -> dict[str, str]:
    """What the script says, in the language of the page; what stands in braces is filled in there."""
    own = {f"own-{state}": text for state, text in own_words(room).items()}
    return own | {
        "own-minute": _("Uw vraag is beantwoord, op minuut {n}."),
        "by": _("van {name}"),
        "anonymous": _("zonder naam"),
        "phoned": _("{by}, met de telefoon"),
        "sent": _("{by}, vooraf gestuurd"),
        "waits": waits_text(room),
        "question": _("Vraag {by}"),
        "me": _("ik ook"),
        "you": _("u ook"),
        "all": _("Toon alle {n} vragen"),
        "new": _("{n} nieuwe vragen. Toon ze."),
        "new-one": _("1 nieuwe vraag. Toon hem."),
        "counted": _("{asked} gesteld, {answered} beantwoord"),
        "arrived": _("Een nieuwe vraag."),
        "now": _("Nu aan de beurt: {text}"),
        "nu": _("Nu aan de beurt."),
        "beantwoord": _("Beantwoord."),
        "samengevoegd": _("Samen met een andere vraag."),
        "gone": _("Deze vraag staat niet meer in de lijst."),
        "tip": _("Tip {n} van {of}"),
        "poll": _("Een peiling: {text}"),
        "thanks": _("Dank u. Uw keuze is geteld."),
        "poll-phone": _("{n} van deze keuzes kwamen met de telefoon."),
        "poll-phone-one": _("1 van deze keuzes kwam met de telefoon."),
        **{f"many-{least}": str(words) for least, words in MANY},
        "people": _("{n} mensen luisteren."),
        "people-phone": _("{n} mensen luisteren, van wie {phone} met de telefoon."),
        "shown": _("Zo staat hij in de lijst: “{text}”"),
        "same": _("Deze vraag had u al gesteld. Hij staat er nog."),
        "wait": _("Over {n} seconden kan het weer."),
        "moved": _("Er is iets veranderd. Laad deze pagina opnieuw als uw vraag klaar is."),
        **line_words(),
    }


def line_words() -> dict[str, str]:
    """What is said when the line breaks, comes back, or is over."""
    return {
        "away": _("U bent de verbinding even kwijt. Wij proberen het vanzelf opnieuw."),
        "recovered": _("U bent weer verbonden. U heeft niets gemist."),
        "missed": _("Dit kwam erbij: {list}."),
        **missed_words(),
        "offline": _("U heeft nu geen internet. Uw tekst staat er nog. Probeer het zo weer, of bel."),
        "refreshed": _("U bent weer verbonden. Alles is ververst."),
        "over": _("De bijeenkomst is voorbij."),
        "out": _("U kunt hier niet meer meedoen. Bel ons als u wilt praten."),
    }
