"""The circle of the demo: Riet in the middle, five people round her, a plan that is shared and a part that is not."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.circles import emails
from community.circles.actions import people as members
from community.circles.actions import plan, week
from community.circles.actions.circle import Beginning, start_circle
from community.circles.actions.people import Guest
from community.circles.actions.watching import write_look
from community.circles.enums import Part
from community.circles.models import CircleItem, CircleMember, SupportCircle
from community.people.models import Profile, User
from portal.management.demo import read

WEEKS = 8


LOOKED = (("worker-joyce", Part.WEEK), ("circle-anneke", Part.PLAN), ("circle-carla", Part.WEEK))


def load_circles(site: Site, people: dict[str, User], data: dict[str, Any] | None = None) -> None:
    """Make the circle of a site once. No mail goes out; the invitation that still waits has a code."""
    data = data or read("circles")
    everyone = {**people, **{row["key"]: person(site, row) for row in data["people"]}}
    if SupportCircle.objects.filter(site=site).exists():
        return
    beginning = Beginning(focus_name=data["focus_name"], phone=data["phone"])
    owner = start_circle(site=site, by=everyone[data["owner"]], beginning=beginning)
    seats = {data["owner"]: owner, **{row["user"]: seat(owner, everyone[row["user"]], row) for row in data["guests"]}}
    write_plan(owner, data)
    write_week(owner, seats, data)
    write_notes(owner, seats, data)
    confidant = next(row["user"] for row in data["guests"] if row.get("confidant"))
    members.choose_confidant(member=owner, guest=seats[confidant])
    emails.forget_mails(owner.circle)
    members.invite(member=owner, guest=guest(data["waiting"], ""))
    for key, part in data.get("looked", LOOKED):
        write_look(member=seats[key], part=part)


def person(site: Site, row: dict[str, Any]) -> User:
    user, made = User.objects.get_or_create(
        email=row["email"], defaults={"first_name": row["first_name"], "last_name": row["last_name"]}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    Profile.objects.get_or_create(user=user, defaults={"site": site, "portrait": row["portrait"]})
    return user


def guest(row: dict[str, Any], email: str) -> Guest:
    names = ("name", "kind", "what")
    return Guest(email=email, scopes=frozenset(row["sees"]), **{name: row[name] for name in names})


def seat(owner: CircleMember, user: User, row: dict[str, Any]) -> CircleMember:
    invitation = members.invite(member=owner, guest=guest(row, user.email))
    return members.accept_invitation(invitation=invitation, by=user)


def write_plan(owner: CircleMember, data: dict[str, Any]) -> None:
    plan.write_goal(member=owner, goal=data["goal"])
    for row in data["plan"]:
        line = plan.Line(row["what"], row["who"], row["when"], row["by"], bool(row.get("between_us")))
        plan.write_agreement(member=owner, line=line)
    for step in (plan.finish_plan, plan.begin, plan.share_plan):
        step(member=owner)


def write_week(owner: CircleMember, seats: dict[str, CircleMember], data: dict[str, Any]) -> None:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    for row in data["week"]:
        day = monday + timedelta(days=row["weekday"])
        wish = week.Wish(
            kind=row["kind"],
            title=row["title"],
            day=day,
            at=time.fromisoformat(row["at"]) if row["at"] else None,
            place=row["place"],
            doer=seats.get(row.get("doer", "")),
            doer_name=row.get("doer_name", ""),
            until=day + timedelta(weeks=WEEKS - 1) if row.get("weekly") else None,
        )
        week.write_item(member=owner, wish=wish)


def write_notes(owner: CircleMember, seats: dict[str, CircleMember], data: dict[str, Any]) -> None:
    for row in data["notes"]:
        items = CircleItem.objects.filter(circle=owner.circle_id, title=row.get("item", ""))
        about = items.order_by("day").first()
        plan.write_note(member=seats[row["by"]], text=row["message"], audience=row["audience"], about=about)
