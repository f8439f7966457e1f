"""A page of the demo with nearly every block, texts in easy words, and work for the editors."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Canvas
from PIL import ImageDraw
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from community.people.models import User
from portal.management.demo import read
from portal.pages.actions import give_care
from portal.pages.enums import Tint
from portal.pages.models import PageCare, StandardPage

SKY, SUN, DIKE, INK, ROOF = "#d6e8ea", "#f6cf5c", "#b9cd92", "#12333d", "#f1b3ac"


def load_editing(site: Site, people: dict[str, User]) -> None:
    data = read("editing")
    if not StandardPage.objects.filter(slug=data["page"]["slug"]).exists():
        plant(site, data["page"])
        for slug, blocks in data["easy"].items():
            say_easily(site, slug, blocks)
    let_somebody_look(site, data["page"]["parent"], people["editor"])


def let_somebody_look(site: Site, slug: str, keeper: User) -> None:
    """A page whose day has come, so that the desk of the editor has work of every kind. Once looked at, it stays so."""
    page = below(site).get(slug=slug)
    if not PageCare.objects.filter(page=page).exists():
        give_care(page=page, by=keeper, keeper=keeper, review_by=timezone.localdate() - timedelta(days=3))


def plant(site: Site, data: dict[str, Any]) -> None:
    page = StandardPage(title=data["title"], slug=data["slug"], lead=data["lead"], drawing=data["drawing"])
    page.tint, page.search_description = Tint(data["sky"]), data["search_description"]
    page.body = to_blocks("body", [whole(block, data) for block in data["body"]])
    below(site).get(slug=data["parent"]).add_child(instance=page)
    page.save_revision(clean=False).publish()


def below(site: Site) -> Any:
    return Page.objects.descendant_of(site.root_page)


def whole(block: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """A block of the file as Wagtail keeps it; the picture and the leaflet are made here."""
    kind, value = block["type"], block.get("value")
    if kind == "picture":
        picture = data["picture"]
        value = {"image": draw_picture(picture["title"]).pk, "alt_text": picture["alt"], "decorative": False}
        kind = "image"
    elif kind == "document":
        document = data["document"]
        file = ContentFile(document["text"].encode(), name="samen-eten.txt")
        made = get_document_model().objects.create(title=document["title"], file=file)
        kind, value = "downloads", {"title": "", "files": [item({"document": made.pk, "name": ""})]}
    elif isinstance(value, list):
        value = [item(entry) for entry in value]
    elif isinstance(value, dict):
        lists = {"spots", "answers"} | ({"rows"} if kind == "figures" else set())
        value = {name: [item(e) for e in entry] if name in lists else entry for name, entry in value.items()}
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def item(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def to_blocks(field: str, blocks: list[dict[str, Any]]) -> Any:
    return StandardPage._meta.get_field(field).stream_block.to_python(blocks)


def say_easily(site: Site, slug: str, blocks: list[dict[str, Any]]) -> None:
    page = below(site).filter(slug=slug).first()
    if page is None or not hasattr(page.specific, "easy"):
        return
    page = page.specific
    page.easy = page._meta.get_field("easy").stream_block.to_python([whole(block, {}) for block in blocks])
    page.save_revision(clean=False).publish()


def draw_picture(title: str) -> Any:
    """A poster of the dike in flat tints; its middle of attention is the house."""
    canvas = Canvas.new("RGB", (1600, 900), SKY)
    pen = ImageDraw.Draw(canvas)
    pen.ellipse((1050, 420, 1290, 660), fill=SUN)
    pen.polygon([(0, 900), (0, 690), (700, 600), (1600, 660), (1600, 900)], fill=DIKE)
    pen.line([(0, 690), (700, 600), (1600, 660)], fill=INK, width=8)
    pen.rectangle((380, 470, 560, 622), fill="#fcfaf5", outline=INK, width=8)
    pen.polygon([(360, 470), (470, 370), (580, 470)], fill=ROOF, outline=INK, width=8)
    pen.rectangle((450, 540, 490, 618), fill=INK)
    pen.rectangle((1010, 470, 1034, 618), fill=INK)
    pen.ellipse((930, 340, 1114, 500), fill="#8fae6b", outline=INK, width=8)
    file = BytesIO()
    canvas.save(file, "PNG")
    focus = {"focal_point_x": 470, "focal_point_y": 500, "focal_point_width": 300, "focal_point_height": 320}
    return get_image_model().objects.create(title=title, file=ContentFile(file.getvalue(), name="dijk.png"), **focus)
