"""Blog and writers of the demo. Dates are counted back from today, so that the demo stays young."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from community.dialogue.comments.actions import reply_as_editor, suspicion_of
from community.dialogue.comments.enums import CommentState
from community.dialogue.comments.models import Comment
from community.people.models import User
from portal.history.actions import record_change
from portal.management.demo import read
from portal.management.demo.pages import PageTree
from portal.pages.enums import Tint
from portal.pages.models import Author, BlogByline, BlogIndexPage, BlogPost
from portal.vocabulary.models import Theme


def load_articles(site: Site, people: dict[str, User]) -> None:
    """Make the blog and its writers, once."""
    if not BlogIndexPage.objects.descendant_of(site.root_page).exists():
        Shelf(site, people).load_blog(read("blog"))


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


class Shelf:
    """Makes pages below the home page and fills them with the blocks of the JSON files."""

    def __init__(self, site: Site, people: dict[str, User]) -> None:
        self.site, self.people = site, people
        self.home = site.root_page.specific
        self.tree = PageTree(site, people)
        self.tree.pages = {page.slug: page for page in self.home.get_descendants(inclusive=True)}

    def block(self, data: dict[str, Any]) -> dict[str, Any]:
        """A block as Wagtail keeps it; the kinds that only articles have are written here."""
        if data["type"] == "update":
            value = {"day": days_ago(data["days_ago"]).isoformat(), "text": f"<p>{data['text']}</p>"}
            return {"type": "update", "value": value}
        if data["type"] == "answers":
            asked = self.tree.pages[data["post"]].pk
            return {"type": "answers", "value": {"title": data["title"], "page": asked, "only_picked": True}}
        return self.tree.block(data)

    def fill(self, page: Page, data: dict[str, Any], name: str = "body") -> None:
        stream = page._meta.get_field(name).stream_block
        blocks = [{**self.block(block), "id": str(uuid.uuid4())} for block in data.get(name, [])]
        setattr(page, name, stream.to_python(blocks))

    def plant(self, kind: type[Page], parent: Page, data: dict[str, Any], /, **values: Any) -> Page:
        """A published page with what every page has."""
        page = kind(title=data["title"], slug=data["slug"], lead=data["lead"], drawing=data["drawing"], **values)
        page.tint = Tint(data["sky"])
        page.search_description = data.get("search_description", data["lead"])
        self.fill(page, data)
        parent.add_child(instance=page)
        self.tree.pages[page.slug] = page
        return page

    def load_blog(self, data: dict[str, Any]) -> None:
        authors = {row["key"]: self.author(row) for row in data["authors"]}
        blog = self.plant(BlogIndexPage, self.home, data["blog"])
        for post in reversed(data["posts"]):
            self.write(BlogPost, BlogByline, blog, post, authors)
        blog.save_revision(clean=False).publish()
        for row in data["comments"]:
            self.comment(row)

    def comment(self, row: dict[str, Any]) -> None:
        """What a reader wrote, with our answer below it."""
        page, moment = self.tree.pages[row["post"]], timezone.now() - timedelta(days=row["days_ago"], hours=3)
        values = {"site": self.site, "page": page, "written_at": moment}
        published = moment if row["state"] == CommentState.PUBLISHED else None
        comment = Comment.objects.create(
            **values,
            name=row["name"],
            email=f"lezer-{row['days_ago']}@example.nl",
            text=row["message"],
            state=row["state"],
            picked=row["picked"],
            published_at=published,
            suspicion=suspicion_of(self.site, row["message"]),
        )
        record_change(obj=comment, from_state="", to_state=row["state"], at=moment)
        if row["reply"]:
            reply_as_editor(comment=comment, text=row["reply"], by=self.people["editor"])

    def author(self, row: dict[str, Any]) -> Author:
        values = {name: row[name] for name in ("name", "affiliation", "biography", "portrait")}
        return Author.objects.create(site=self.site, user=self.people.get(row["user"]), **values)

    def write(
        self, kind: Any, byline: Any, parent: Page, data: dict[str, Any], authors: dict[str, Author], /, **extra: Any
    ) -> Page:
        """An article with its writers, themes and what it follows."""
        asked = data["follow_up_in_days"]
        page = self.plant(
            kind,
            parent,
            data,
            date=days_ago(data["days_ago"]),
            is_voice=data["title_is_voice"],
            question=data["question"],
            comments_open=data["comments_open"],
            follow_up_on=days_ago(-asked) if asked is not None else None,
            follows=self.tree.pages.get(data["follows"]),
            **extra,
        )
        page.bylines = [byline(author=authors[key]) for key in data["authors"]]
        page.themes = list(Theme.objects.filter(slug__in=data["themes"]))
        page.save_revision(clean=False).publish()
        return page
