"""What people of the demo thought of, learn together, and told us."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.dialogue.feedback.models import Feedback
from community.dialogue.ideas.enums import IdeaState
from community.dialogue.ideas.models import Idea
from community.dialogue.networks.models import Meeting, Member, NetworkNote
from community.people.models import User
from portal.history.actions import record_change
from portal.management.demo import read
from portal.management.demo.articles import Shelf, days_ago
from portal.management.demo.placements import workdays_ago
from portal.pages.models import IdeasPage, LearningNetworkPage
from portal.workdays import due_moment

PROMISE_DAYS = 5
ROAD = (IdeaState.WAITING, IdeaState.IDEA, IdeaState.CHOSEN, IdeaState.TRYING)


def load_together(site: Site, people: dict[str, User]) -> None:
    """Make ideas, the learning network and what visitors told us, once."""
    if not IdeasPage.objects.descendant_of(site.root_page).exists():
        Together(site, people).load(read("stories"))


class Together(Shelf):
    def load(self, data: dict[str, Any]) -> None:
        page = self.plant(IdeasPage, self.home, data["ideas_page"])
        page.save_revision(clean=False).publish()
        for row in data["ideas"]:
            self.idea(page, row)
        self.network(data["network"])
        for row in data["feedback"]:
            self.feedback(row)

    def idea(self, page: Any, row: dict[str, Any]) -> None:
        state, sent = row["state"], timezone.now() - timedelta(days=row["days_ago"])
        tried = bool(row["measure"])
        idea = Idea.objects.create(
            site=self.site,
            page=page,
            title=row["title"],
            text=row["message"],
            for_whom=row["for_whom"],
            name=row["name"],
            email="idee@example.nl",
            state=state,
            keeper=self.people["worker-noor"] if row["why"] else None,
            trying_from=days_ago(row["days_ago"] - 30) if tried else None,
            trying_to=days_ago(row["days_ago"] - 120) if tried else None,
            measure=row["measure"],
            lesson=row["lesson"],
            sent_at=sent,
        )
        self.history(idea, row, sent)

    def history(self, idea: Idea, row: dict[str, Any], sent: Any) -> None:
        """Every step up to where the idea stands, some days apart."""
        steps: list[str] = list(ROAD[: ROAD.index(row["state"]) + 1] if row["state"] in ROAD else [*ROAD, row["state"]])
        said = {IdeaState.CHOSEN: row["why"], IdeaState.TRYING: row["measure"], row["state"]: row["lesson"] or ""}
        before = ""
        for number, state in enumerate(steps):
            reason = said.get(state, "") or (row["why"] if state == IdeaState.CHOSEN else "")
            at = min(sent + timedelta(days=10 * number), timezone.now())
            record_change(obj=idea, from_state=before, to_state=state, reason=reason, at=at)
            before = state

    def network(self, data: dict[str, Any]) -> None:
        values = {"for_whom": data["for_whom"], "meets": data["meets"], "contact": self.people[data["contact"]]}
        page = self.plant(LearningNetworkPage, self.home, data, **values)
        page.save_revision(clean=False).publish()
        for row in data["members"]:
            self.member(page, row)
        for row in data["meetings"]:
            self.meeting(page, row)
        for row in data["questions"]:
            question = self.note(page, row, kind="question")
            for answer in row["answers"]:
                self.note(page, answer, question=question)

    def member(self, page: Any, row: dict[str, Any]) -> None:
        member = Member.objects.create(
            site=self.site,
            page=page,
            user=self.people[row["user"]],
            name=row["name"],
            organisation=row["organisation"],
            motivation=row["message"],
            state=row["state"],
            asked_at=timezone.now() - timedelta(days=3),
        )
        record_change(obj=member, from_state="", to_state=row["state"])

    def meeting(self, page: Any, row: dict[str, Any]) -> None:
        day = timezone.localtime() + timedelta(days=row["in_days"])
        meeting = Meeting.objects.create(
            site=self.site,
            page=page,
            title=row["title"],
            starts_at=day.replace(hour=10, minute=0, second=0, microsecond=0),
            place=row["place"],
            agenda=row["agenda"],
        )
        for note in row["notes"]:
            self.note(page, note, meeting=meeting)

    def note(self, page: Any, row: dict[str, Any], **values: Any) -> NetworkNote:
        author = self.people[row["user"]]
        return NetworkNote.objects.create(
            site=self.site, page=page, author=author, text=row["message"], written_at=timezone.now(), **values
        )

    def feedback(self, row: dict[str, Any]) -> None:
        now = timezone.localtime()
        received = now - (now.date() - workdays_ago(row["workdays_ago"]))
        feedback = Feedback.objects.create(
            site=self.site,
            kind=row["kind"],
            text=row["message"],
            name=row["name"],
            email=row["email"],
            handler=self.people["coordinator"],
            received_at=received,
            due_at=due_moment(received, PROMISE_DAYS),
        )
        record_change(obj=feedback, from_state="", to_state=feedback.state, at=received)
