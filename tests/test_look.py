"""How it looks, as far as a machine can say: weight, contrast, drawings, nothing inline."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from portal.drawings import DRAWINGS, NAMES, PORTRAITS
from tests.server import ROOT

STATIC = ROOT / "portal" / "static" / "portal"
THEMES = ("dijk", "boomgaard")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
BASE = "--basis-color-"
TEXT_PAIRS = [
    ("default-color-document", "default-bg-document"),
    ("default-color-document", "default-bg-subtle"),
    ("default-color-subtle", "default-bg-document"),
    ("default-color-subtle", "default-bg-subtle"),
    ("action-1-color-default", "default-bg-document"),
    ("action-1-inverse-color-default", "action-1-inverse-bg-default"),
    ("action-1-inverse-color-default", "action-1-inverse-bg-hover"),
    ("accent-3-inverse-color-default", "accent-3-inverse-bg-default"),
    ("accent-3-inverse-color-subtle", "accent-3-inverse-bg-default"),
    ("negative-color-default", "negative-bg-default"),
    ("negative-color-default", "default-bg-document"),
    ("positive-color-default", "default-bg-document"),
    ("disabled-color-default", "default-bg-document"),
    ("default-color-document", "selected-bg-default"),
    ("default-color-document", "highlight-bg-default"),
    ("default-color-document", "accent-1-bg-subtle"),
    ("default-color-document", "accent-2-bg-subtle"),
    ("default-color-document", "accent-3-bg-subtle"),
    ("action-1-color-default", "accent-2-bg-subtle"),
    ("action-1-color-default", "accent-1-bg-subtle"),
    ("action-1-color-default", "accent-3-bg-subtle"),
    ("default-color-document", "highlight-bg-subtle"),
]


def tokens(theme: str, dark: bool) -> dict[str, str]:
    css = (STATIC / "themes" / f"{theme}.css").read_text()
    light, _media, night = css.partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", light))
    return found | dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", night)) if dark else found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme, dark, text, ground):
    values = tokens(theme, dark)
    assert contrast(values[BASE + text], values[BASE + ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_public_styles_weigh_little(theme):
    css = (STATIC / "site.css").read_bytes() + (STATIC / "themes" / f"{theme}.css").read_bytes()
    assert len(gzip.compress(css)) <= 12_288


@pytest.mark.parametrize("theme", THEMES)
def test_theme_gives_every_token_that_the_styles_read(theme):
    css = (STATIC / "themes" / f"{theme}.css").read_text()
    used = set(
        re.findall(r"var\((--basis-[\w-]+)", (STATIC / "site.css").read_text() + (STATIC / "desk.css").read_text())
    )
    assert used - set(re.findall(r"(--basis-[\w-]+):", css)) == set()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_drawing_is_ours_and_small(name):
    drawn = render_to_string(f"drawings/{name}.svg", {"attributes": ""})
    limit = 8000 if "scene" in name else 1800 if "portrait" in name or name == "dead-end" else 1000
    assert "style=" not in drawn
    assert len(drawn.encode()) <= limit


def test_every_drawing_has_a_file_and_every_portrait_is_another():
    files = {path.stem for path in (ROOT / "templates" / "drawings").glob("*.svg")}
    assert files == NAMES
    faces = [(ROOT / "templates" / "drawings" / f"{name}.svg").read_text() for name, _label in PORTRAITS]
    assert len(set(faces)) == len(PORTRAITS)
    assert len(DRAWINGS) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_nothing_is_inline(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son\w+=\"|<style", text)
    assert not re.search(r"<script(?![^>]*\b(src|type=\"application/)|[^>]*json)", text)
