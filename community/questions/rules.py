from __future__ import annotations

from typing import Any

from community.people.rules import can_use_desk
from community.questions.enums import OPEN_STATES, TRANSITIONS, QuestionState
from community.questions.models import Question


def can_answer_questions(user: Any) -> bool:
    """Whoever works at the desk answers any question of the site."""
    return can_use_desk(user)


def can_move(question: Question, to: QuestionState) -> bool:
    return to in TRANSITIONS[question.state]


def can_withdraw(question: Question) -> bool:
    """Who asked may stop at any time before the end, without a reason."""
    return question.state in OPEN_STATES


def can_ask_again(question: Question) -> bool:
    """The answer did not help, or the other provider did not."""
    return can_move(question, QuestionState.RECEIVED) and question.state not in OPEN_STATES
