"""The pictures of the papers, taken of a running demo: `make run`, then `make screenshots`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

BASE = f"http://localhost:{os.environ.get('PORT', '8000')}"
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
PICTURES = {"vacatures": "/vacatures/?q=taalmaatje+dinsdag&place=Tiel&radius=10"}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, path in PICTURES.items():
            page.goto(BASE + path)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
