"""Which rooms the desk has, in the order of a day's work. Wiring: each line names functions of a department."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext_lazy as _

from community.credits.rules import can_keep_ledger
from community.dialogue.ambassadors.enums import AmbassadorState, ArrivalState
from community.dialogue.ambassadors.queries import ambassadors_visible_to, arrivals_visible_to
from community.dialogue.ambassadors.rules import can_keep_ambassadors
from community.dialogue.comments.queries import waiting_count
from community.dialogue.comments.rules import can_moderate as can_moderate_comments
from community.dialogue.feedback.queries import open_feedback
from community.dialogue.feedback.rules import can_answer_feedback
from community.dialogue.ideas.enums import IdeaState
from community.dialogue.ideas.queries import ideas_visible_to
from community.dialogue.ideas.rules import can_keep_ideas
from community.help.enums import ItemState
from community.help.queries import desk_items, open_reports
from community.help.rules import can_moderate as can_moderate_help
from community.moments.enums import MomentState
from community.moments.queries import answers_moments, open_moments
from community.outreach.enums import VisitState
from community.outreach.queries import open_visits
from community.outreach.rules import can_do_outreach
from community.people.rules import can_use_desk
from community.questions.enums import QuestionState
from community.questions.queries import questions_visible_to
from community.questions.rules import can_answer_questions
from events.agenda.queries import calls_to_make
from events.agenda.rules import can_handle_guests
from events.live.rules import roles_of
from portal.notices.queries import letters_to_print
from vacancies.placements.enums import ApplicationState
from vacancies.placements.queries import applications_visible_to
from vacancies.placements.rules import can_handle_applications

Count = Callable[[Any, int], int]


@dataclass(frozen=True)
class Room:
    """A room: its name and address, who may come in, and how much waits there for somebody on a site.

    `also`: names of pages or namespaces that belong to it, beside its own.
    """

    label: Any
    address: str
    may: Callable[[Any, int], bool]
    waiting: Count | None = None
    also: frozenset[str] = frozenset()

    def nearness(self, match: ResolverMatch | None) -> int:
        """Whether a page is in this room: 2 by its own name, 1 by its namespace."""
        if match is None:
            return 0
        if match.view_name in self.also | {self.address}:
            return 2
        return 1 if match.namespace in self.also | {self.address.partition(":")[0]} else 0

    @property
    def url(self) -> str:
        return reverse(self.address)


def of_user(rule: Callable[[Any], bool]) -> Callable[[Any, int], bool]:
    """A rule that does not ask on which site: roles are those of the site already."""
    return lambda user, site_id: rule(user)


def sign_ups(user: Any, site_id: int) -> int:
    return applications_visible_to(user, site_id).filter(state=ApplicationState.RECEIVED).count()


def questions(user: Any, site_id: int) -> int:
    waits = (QuestionState.RECEIVED, QuestionState.AGREED)
    return questions_visible_to(user, site_id).filter(state__in=waits).count()


def help_items(user: Any, site_id: int) -> int:
    unread = desk_items(user, site_id).filter(state=ItemState.MODERATED).count()
    return unread + open_reports(user, site_id).count()


def ambassadors(user: Any, site_id: int) -> int:
    asked = ambassadors_visible_to(user, site_id).filter(state=AmbassadorState.ASKED).count()
    waits = (ArrivalState.CAME, ArrivalState.BOTH_WANT)
    return asked + arrivals_visible_to(user, site_id).filter(state__in=waits).count()


def moments(user: Any, site_id: int) -> int:
    return open_moments(user, site_id).filter(state=MomentState.ASKED).count()


def letters(user: Any, site_id: int) -> int:
    return letters_to_print(site_id).count()


def visits(user: Any, site_id: int) -> int:
    return open_visits(user, site_id).filter(state=VisitState.ASKED).count()


def calls(user: Any, site_id: int) -> int:
    return calls_to_make(user, site_id).count()


def works_in_rooms(user: Any) -> bool:
    return bool(roles_of(user))


def ideas(user: Any, site_id: int) -> int:
    return ideas_visible_to(user, site_id).filter(state=IdeaState.WAITING).count()


def comments(user: Any, site_id: int) -> int:
    return waiting_count(site_id)


def complaints(user: Any, site_id: int) -> int:
    return open_feedback(user, site_id).count()


CASES = frozenset({"outreach:case", "outreach:bring"})

GROUPS: list[tuple[Any, list[Room]]] = [
    (
        _("Mensen"),
        [
            Room(_("Aanmeldingen"), "placements:board", of_user(can_handle_applications), sign_ups),
            Room(_("Iemand inschrijven"), "placements:write_down", of_user(can_handle_applications)),
            Room(_("Vragen"), "questions:board", of_user(can_answer_questions), questions),
            Room(_("Momenten"), "moments:board", answers_moments, moments),
            Room(_("Brieven"), "people:letters", of_user(can_use_desk), letters),
        ],
    ),
    (
        _("Hulp"),
        [
            Room(_("Vraag en aanbod"), "help:desk", of_user(can_moderate_help), help_items),
            Room(_("Aan de deur"), "outreach:board", can_do_outreach, visits),
            Room(_("Intervisie"), "outreach:cases", can_do_outreach, also=CASES),
            Room(_("Tijd"), "credits:desk", of_user(can_keep_ledger)),
            Room(_("Ambassadeurs"), "ambassadors:desk", of_user(can_keep_ambassadors), ambassadors),
        ],
    ),
    (
        _("Agenda"),
        [
            Room(_("Wat er komt"), "agenda:desk", of_user(can_handle_guests)),
            Room(_("Te bellen"), "agenda:calls", of_user(can_handle_guests), calls),
            Room(_("Live"), "live:rooms", of_user(works_in_rooms)),
        ],
    ),
    (
        _("Meepraten"),
        [
            Room(_("Ideeën"), "ideas:board", of_user(can_keep_ideas), ideas, frozenset({"initiatives"})),
            Room(_("Reacties"), "comments:queue", of_user(can_moderate_comments), comments),
            Room(_("Klachten"), "feedback:desk", of_user(can_answer_feedback), complaints),
        ],
    ),
]
