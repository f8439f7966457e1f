"""Outside the usual files of a slice: the picture that other sites show beside a link, drawn from title and theme.

Pillow's own small font knows no accents, so a title loses them when the machine has no DejaVu.
"""

from __future__ import annotations

import functools
import io
import textwrap
import unicodedata
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
MARGIN, GROUND, LINE = 72, 500, 6
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
# Size of the letters with the number of them that fit on a line; the largest that gives at most four lines is taken.
SIZES = ((84, 20), (70, 24), (58, 29), (48, 36))
MOST_LINES = 4
# Sky, ink, sun, river, on the river: the tokens of portal/static/portal/themes/.
COLOURS = {
    "dijk": ("#d6e8ea", "#12333d", "#f6cf5c", "#12333d", "#f6cf5c"),
    "boomgaard": ("#fbe6cd", "#38201a", "#f2994a", "#1d3f2d", "#ffc285"),
}


def draw_share_image(title: str, name: str, theme: str) -> bytes:
    """A PNG of 1200 by 630: the title in the sky above the ground line, the name of the organisation in the river."""
    sky, ink, sun, river, on_river = COLOURS.get(theme, COLOURS["dijk"])
    image = Image.new("RGB", (WIDTH, HEIGHT), sky)
    draw = ImageDraw.Draw(image)
    size, lines = fitting(title)
    if len(lines) < MOST_LINES - 1:  # a long title needs the whole sky
        draw.ellipse((WIDTH - 300, 60, WIDTH - 120, 240), fill=sun)
        draw.ellipse((WIDTH - 308, 54, WIDTH - 128, 234), outline=ink, width=LINE)
    draw.rectangle((0, GROUND, WIDTH, HEIGHT), fill=river)
    draw.rectangle((0, GROUND - LINE, WIDTH, GROUND), fill=ink)
    top = GROUND - 40 - len(lines) * size * 1.25
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * size * 1.25), drawable(line), font=font(size), fill=ink)
    draw.text(
        (MARGIN, GROUND + 38), drawable(textwrap.shorten(name, 40, placeholder=" …")), font=font(44), fill=on_river
    )
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def fitting(title: str) -> tuple[int, list[str]]:
    for size, letters in SIZES:
        lines = textwrap.wrap(title, letters)
        if len(lines) <= MOST_LINES:
            return size, lines
    size, letters = SIZES[-1]
    return size, textwrap.wrap(title, letters, max_lines=MOST_LINES, placeholder=" …")


@functools.cache
def font(size: int) -> Any:
    return ImageFont.truetype(FONT, size) if FONT.exists() else ImageFont.load_default(size)


def drawable(text: str) -> str:
    if FONT.exists():
        return text
    plain = unicodedata.normalize("NFKD", text).replace("€", "euro ")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
