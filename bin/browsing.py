"""What the journeys and the pictures both do in a browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page


def demo_login(data_dir: Path, role: str) -> tuple[str, str]:
    """E-mail and password of a role, as `make run` prints them."""
    lines = (data_dir / "demo-logins").read_text(encoding="utf-8").splitlines()
    found = {line.split("\t")[0]: line.split("\t")[1:] for line in lines}
    return found[role][0], found[role][1]


def log_in(page: Page, data_dir: Path, role: str) -> None:
    email, password = demo_login(data_dir, role)
    page.goto("/account/login/")
    page.get_by_text("Ik heb een wachtwoord").click()
    form = page.locator("form:has(input[type=password])")
    form.locator("input[name=login]").fill(email)
    form.locator("input[type=password]").fill(password)
    form.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/mijn/|/werk/|/$"))
