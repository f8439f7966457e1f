"""Ambassadors of the demo: one with a link and two people who came through it, one who asks to become one."""

from __future__ import annotations

from wagtail.models import Site

from community.dialogue.ambassadors.actions import Reach, admit, arrive, ask_to_be
from community.dialogue.ambassadors.models import Ambassador
from community.people.models import User
from portal.management.demo import read
from portal.notices.models import Notice


def load_ambassadors(site: Site, people: dict[str, User]) -> None:
    """Make them once; none of the mails that would have gone out does."""
    if Ambassador.objects.filter(site=site).exists():
        return
    data = read("ambassadors")
    made = {}
    for row in data["ambassadors"]:
        values = {name: row[name] for name in ("name", "words", "welcomes")}
        made[row["user"]] = ask_to_be(site=site, by=people[row["user"]], **values)
        if row["state"] == "active":
            admit(ambassador=made[row["user"]], by=people["coordinator"])
    for row in data["arrivals"]:
        values = {name: value for name, value in row.items() if name != "ambassador"}
        arrive(ambassador=made[row["ambassador"]], reach=Reach(**values))
    Notice.objects.filter(site=site, kind__startswith="ambassadors.").delete()
