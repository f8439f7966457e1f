"""Pictures for the papers and for the guide of editors, from a running demo: `make run`, then `make screenshots`.

Pictures of the admin are those of an editor of the demo, whose login is in the data folder. Nothing is saved there: a
new page is begun and left.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bin.browsing import log_in

ROOT = Path(__file__).resolve().parent.parent
BASE = f"http://localhost:{os.environ.get('PORT', '8000')}"
DATA = Path(os.environ.get("DATA_DIR", ROOT / "var"))
FOLDER = ROOT / "docs" / "images"
GUIDE = FOLDER / "redactie"
COLOURS = 64
PICTURES = {"vacatures": "/vacatures/?q=taalmaatje+dinsdag&place=Tiel&radius=10"}
HARD = "Indien u wilt participeren, dient u middels het formulier een verzoek in te dienen."


def begin(page: Page) -> None:
    page.goto("/beheer/")


def new_page(page: Page) -> None:
    page.goto("/hulp-en-advies/")
    page.goto(page.locator("a[href*='/add_subpage/']").first.get_attribute("href") or "/")


def readability(page: Page) -> None:
    new_page(page)
    page.get_by_role("link", name="Gewone pagina", exact=True).click()
    page.get_by_role("textbox", name="Titel").first.fill("Breien in de Peilstok")
    page.locator("#id_lead").fill(HARD)
    page.get_by_text("participeren", exact=True).first.wait_for()


def preview(page: Page) -> None:
    page.goto(edit_address(page, "/hulp-en-advies/mijn-partner-is-overleden/"))
    page.locator("[data-side-panel-toggle=preview]").click()
    page.frame_locator("iframe.w-preview__iframe >> nth=-1").get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(1500)  # the panel slides open


def later(page: Page) -> None:
    page.goto(edit_address(page, "/hulp-en-advies/mijn-partner-is-overleden/"))
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]:visible").click()
    page.wait_for_timeout(800)


def review(page: Page) -> None:
    page.goto("/beheer/nakijken/")


def throw_away(page: Page) -> None:
    page.goto("/beheer/images/")
    page.goto(
        page.locator("a[href*='/beheer/images/']").filter(has=page.locator("img")).first.get_attribute("href") or "/"
    )
    page.goto(page.url.partition("?")[0] + "delete/")


def edit_address(page: Page, path: str) -> str:
    page.goto(path)
    return page.locator("a[href*='/edit/']").first.get_attribute("href") or "/"


SCREENS: dict[str, Callable[[Page], None]] = {
    "begin": begin,
    "nieuwe-pagina": new_page,
    "leesbaarheid": readability,
    "voorbeeld": preview,
    "later": later,
    "nakijken": review,
    "weggooien": throw_away,
}


def save(page: Page, path: Path) -> None:
    """Few colours: the admin is flat, and the pictures stand in the repository."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


def public_pictures(browser: Browser) -> None:
    page = browser.new_page(base_url=BASE, viewport={"width": 1280, "height": 900})
    for name, path in PICTURES.items():
        page.goto(path)
        page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def guide_pictures(browser: Browser) -> None:
    GUIDE.mkdir(parents=True, exist_ok=True)
    page = browser.new_context(base_url=BASE, viewport={"width": 1100, "height": 760}, locale="nl-NL").new_page()
    log_in(page, DATA, "editor")
    for name, show in SCREENS.items():
        show(page)
        page.wait_for_timeout(400)
        save(page, GUIDE / f"{name}.png")
    page.context.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        public_pictures(browser)
        guide_pictures(browser)
        browser.close()


if __name__ == "__main__":
    main()
