"""A whole evening: announced, signed up for, opened, asked, voted, noted, closed, and read afterwards.

Five take part: Ans by keyboard alone, Bep without a script, Cor by telephone, Dora on a phone, Els who loses the network.
Joris moderates by keys, Gerrit takes calls, Sanne writes along, Petra publishes.
"""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.journeys.conftest import DESKTOP, PHONE, log_in, newest_mail
from tests.server import Portal, running_portal

EVENT = "/agenda/als-u-iemand-mist/"
ROOM = f"{EVENT}live/"
DESK = "/werk/live/als-u-iemand-mist/"
READING = 3100  # a form that comes back sooner was not filled by a person
Visitor = Callable[..., Page]


@pytest.fixture
def portal(prepared_demo, tmp_path) -> Iterator[Portal]:
    with running_portal(tmp_path / "portal", prepared=prepared_demo, LIVE_ADDRESS_LIMIT="off") as portal:
        yield portal


@pytest.fixture
def visitor(browser: Browser, portal: Portal) -> Iterator[Visitor]:
    contexts: list[BrowserContext] = []

    def come(path: str = "", **options: object) -> Page:
        context = browser.new_context(base_url=portal.url, locale="nl-NL", **{"viewport": DESKTOP, **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def desk(visitor: Visitor, portal: Portal) -> Callable[[str, str], Page]:
    def work(role: str, path: str) -> Page:
        page = visitor()
        log_in(page, portal, role)
        page.goto(path)
        return page

    return work


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is looked for has the focus; nothing is pointed at."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"not reached by keyboard: {selector}")


def bridge(portal: Portal, token: str, **data: str) -> str:
    """A key that somebody presses on a telephone, as the exchange tells it."""
    body = urllib.parse.urlencode({"token": token, "call": "lijn-3", "number": "0612345633", **data}).encode()
    with urllib.request.urlopen(f"{portal.url}{ROOM}toetsen/", body) as answer:
        return json.loads(answer.read())["did"]


def sign_up_by_keyboard(page: Page) -> None:
    tab_to(page, "main a.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/aanmelden/")
    tab_to(page, "input[name=name]")
    page.keyboard.type("Ans Proefland")
    tab_to(page, "input[name=channel]")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Mail mij")).to_be_checked()
    tab_to(page, "input[name=email]")
    page.keyboard.type("ans.luistert@example.org")
    page.wait_for_timeout(READING)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("U heeft een plek")
    expect(page.locator("main")).to_contain_text("45 12 8")
    tab_to(page, f'a[href="{ROOM}"]')
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Wij zijn nog niet begonnen.")


def ask_by_keyboard(page: Page, text: str, name: str) -> None:
    tab_to(page, "textarea[name=text]")
    page.keyboard.type(text)
    page.keyboard.press("Tab")  # zonder naam
    page.keyboard.press("ArrowDown")  # met mijn voornaam
    page.keyboard.press("Tab")
    page.keyboard.type(name)
    page.keyboard.press("Tab")  # voor iemand anders
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=eigen]")).to_contain_text(f"“{text}”")


def is_open(page: Page) -> None:
    """The lobby went on by itself."""
    expect(page.get_by_role("heading", name="Stel een vraag")).to_be_visible()
    expect(page.get_by_label("Uw vraag", exact=True)).to_be_visible()
    expect(page.locator("[data-room]")).to_have_attribute("data-status", re.compile("open|recovered|refreshed"))


def pick(desk: Page, text: str) -> None:
    """By the arrows to the question, as many as it takes."""
    for _press in range(12):
        rows = desk.locator("[data-pick]").all_inner_texts()
        chosen = desk.locator("[data-pick][aria-current]")
        here = rows.index(chosen.inner_text()) if chosen.count() else -1
        wanted = next(number for number, row in enumerate(rows) if text in row)
        if here != wanted:
            desk.keyboard.press("ArrowDown" if here < wanted else "ArrowUp")
        expect(chosen).to_be_focused()
        if text in chosen.inner_text():
            expect(desk.locator(".two-versions")).to_contain_text(text)
            return
    raise AssertionError(f"not in the list: {text}")


def now_says(page: Page, text: str) -> None:
    expect(page.locator("[data-part=nu]")).to_contain_text(text)


def test_an_evening_from_the_announcement_to_the_report(visitor: Visitor, desk, portal: Portal):
    # Announced, signed up for, and everybody waits in the lobby.
    ans = visitor(EVENT)
    sign_up_by_keyboard(ans)
    bep = visitor(ROOM, java_script_enabled=False)
    expect(bep.locator("main")).to_contain_text("Wij zijn nog niet begonnen.")
    dora = visitor(ROOM, viewport=PHONE, has_touch=True)
    els = visitor(viewport=PHONE)
    # Fien would rather not ask in the middle of it, and sends her question ahead.
    fien = visitor(ROOM, viewport=PHONE)
    fien.get_by_label("Uw vraag", exact=True).fill("Mag ik opgelucht zijn?")
    fien.get_by_role("button", name="Verstuur uw vraag").click()
    expect(fien.locator(".own")).to_contain_text("“Mag ik opgelucht zijn?”")
    lines: list[WebSocketRoute] = []
    els.route_web_socket(re.compile("/ws/live/"), lambda line: (lines.append(line), line.connect_to_server()))
    els.goto(ROOM)

    joris = desk("moderator", DESK)
    joris.get_by_role("button", name="Begin").press("Enter")
    for page in (ans, dora, els):
        is_open(page)

    # Ans asks by keyboard, Bep by form and reload, Cor by telephone through Gerrit.
    ask_by_keyboard(ans, "Wanneer gooi ik zijn jas weg?", "Ans")
    bep.reload()
    bep.get_by_label("Uw vraag", exact=True).fill("Hoe kom ik de zondag door?")
    bep.get_by_role("button", name="Verstuur uw vraag").click()
    expect(bep.locator(".own")).to_contain_text("Uw vraag wacht. Farida leest hem eerst.")
    gerrit = desk("operator", f"{DESK}telefoon/")
    token = gerrit.locator("code").nth(1).text_content() or ""
    assert bridge(portal, token, digit="1") == "hand"
    expect(gerrit.locator("[data-part=calls]")).to_contain_text("Nummer dat eindigt op 33")
    gerrit.get_by_role("button", name="Haal op").click()
    expect(gerrit.locator("[data-part=calls]")).to_contain_text("U praat met 33")
    gerrit.get_by_label("Wat wil deze beller vragen?").fill("Moet ik zijn nummer opzeggen?")
    gerrit.get_by_label(re.compile("Voornaam")).fill("Cor")
    gerrit.get_by_role("button", name=re.compile("^Stuur naar")).click()
    expect(gerrit.locator("[data-part=sent]")).to_contain_text("Moet ik zijn nummer opzeggen?")
    gerrit.get_by_role("button", name="Klaar").click()
    gerrit.get_by_role("button", name="Eén luisteraar meer").click()

    # Joris reads them by key: shows two, refuses one with a reason and takes that back.
    expect(joris.locator("[data-part=list]")).to_contain_text("Moet ik zijn nummer opzeggen?")
    pick(joris, "zijn jas")
    joris.keyboard.press("v")
    expect(dora.locator(".question", has_text="zijn jas")).to_contain_text("Van Ans")
    pick(joris, "zijn nummer")
    joris.keyboard.press("v")
    expect(dora.locator(".question", has_text="zijn nummer")).to_contain_text("Van Cor, met de telefoon")
    pick(joris, "de zondag")
    joris.keyboard.press("a")
    expect(joris.locator("[data-undo]")).to_contain_text("niet gesteld: Hoe kom ik de zondag door?")
    joris.keyboard.press("u")
    expect(joris.locator(".regie-chosen").get_by_role("button", name="Toon")).to_be_visible()
    joris.keyboard.press("v")
    expect(dora.locator(".question", has_text="de zondag")).to_be_visible()
    bep.reload()
    expect(bep.locator(".own")).to_contain_text("Uw vraag staat in de lijst.")

    # Dora has that question too. Els is away while it comes up, and misses nothing.
    dora.locator(".question", has_text="zijn nummer").get_by_role("button").tap()
    expect(ans.locator(".question", has_text="zijn nummer").locator("b")).to_have_text("1")
    els.context.set_offline(True)
    lines[-1].close(code=4408)
    expect(els.locator("[data-part=verbinding]")).to_contain_text("0344 - 01 27 00")
    pick(joris, "zijn nummer")
    joris.keyboard.press("n")
    now_says(ans, "Moet ik zijn nummer opzeggen?")
    joris.keyboard.press("t")
    expect(ans.locator("[data-part=tip]")).to_contain_text("Zeg zijn naam hardop.")
    assert bridge(portal, token, digit="2") == "vote"
    els.context.set_offline(False)
    expect(els.locator("[data-part=verbinding]")).to_be_hidden()
    now_says(els, "Moet ik zijn nummer opzeggen?")
    expect(els.locator("[data-part=tip]")).to_contain_text("Zeg zijn naam hardop.")
    expect(els.locator("[data-part=melding]")).to_contain_text("U heeft niets gemist. Dit kwam erbij: 1 tip.")

    # Sanne writes along, with part, speaker and subject; who does not hear reads it large.
    sanne = desk("notetaker", f"{DESK}verslag/")
    sanne.get_by_label("Wat wordt er gezegd?").fill("Zijn nummer mag blijven zolang u wilt.")
    sanne.get_by_label(re.compile("^Onderwerp")).fill("telefoon")
    sanne.get_by_label(re.compile("^Wie spreekt")).first.fill("Bram")
    sanne.get_by_label(re.compile("^Bij welk onderdeel")).first.fill("Vragen")
    sanne.get_by_label("Wat wordt er gezegd?").press("Control+Enter")
    expect(sanne.locator("[data-part=notes]")).to_contain_text("Zijn nummer mag blijven zolang u wilt.")
    sanne.get_by_label("Typ mee wat er gezegd wordt").fill("Goedenavond allemaal.")
    sanne.get_by_role("button", name="Toon deze regel").click()
    expect(dora.locator("[data-part=gezegd]")).to_contain_text("Zijn nummer mag blijven zolang u wilt.")
    expect(dora.locator("[data-part=ondertitel]")).to_contain_text("Goedenavond allemaal.")

    # A poll on the phone, without a script and by the keys of a telephone.
    joris.get_by_role("button", name="Open de peiling").click()
    dora.get_by_label("Korter dan een jaar").tap()
    dora.get_by_role("button", name="Dit kies ik").tap()
    bep.goto(ROOM)
    now_says(bep, "Moet ik zijn nummer opzeggen?")
    bep.get_by_label("Langer dan een jaar").check()
    bep.get_by_role("button", name="Dit kies ik").click()
    assert bridge(portal, token, digit="1") == "poll"
    expect(dora.locator(".poll")).not_to_contain_text("Dit kies ik")
    joris.get_by_role("button", name="Sluit de peiling").click()
    expect(dora.locator("[data-option]", has_text="Korter dan een jaar")).to_contain_text("2")
    expect(dora.locator(".poll")).to_contain_text("1 van deze keuzes kwam met de telefoon.")

    # Answered, and closed. Everybody is thanked; Dora wants the tips.
    joris.locator("h1").click()
    joris.keyboard.press("b")
    expect(joris.locator("[data-part=side]")).to_contain_text("Nog geen vraag.")
    joris.get_by_text("Sluit de bijeenkomst").click()
    joris.get_by_role("button", name="Ja, sluit").click()
    for page in (ans, dora, els):
        expect(page.locator("main")).to_contain_text("Dank dat u erbij was.")
    dora.get_by_role("link", name="Stuur mij de tip").tap()
    dora.get_by_label("Uw naam").fill("Dora")
    dora.get_by_label("Mail mij").check()
    dora.get_by_label("Uw e-mailadres").fill("dora.luistert@example.org")
    dora.wait_for_timeout(READING)
    dora.get_by_role("button", name="Stuur mij de tips").tap()
    expect(dora.get_by_role("heading", level=1)).to_have_text("De tips komen eraan.")

    # The report is made of the room, Petra publishes it, Bep reads it without a script.
    joris.get_by_role("button", name="Maak het verslag").click()
    expect(joris.get_by_role("button", name="Maak het verslag opnieuw")).to_be_visible()
    address = joris.get_by_role("link", name="Bekijk het concept").get_attribute("href") or ""
    petra = desk("admin", address)
    petra.get_by_role("button", name="Meer acties").first.click()
    petra.get_by_role("button", name=re.compile("^Publiceren")).click()
    expect(petra.locator(".messages")).to_contain_text("gepubliceerd")
    bep.goto(EVENT)
    bep.get_by_role("link", name="Lees het verslag").click()
    for words in (
        "Moet ik zijn nummer opzeggen?",
        "Beantwoord in het gesprek",
        "2 mensen vroegen dit ook",
        "Hoe kom ik de zondag door?",
        "Bram: Zijn nummer mag blijven zolang u wilt.",
        "Zeg zijn naam hardop.",
        "Goedenavond allemaal.",
    ):
        expect(bep.locator("main")).to_contain_text(words)
    assert "1. Zeg zijn naam hardop." in newest_mail(portal, "dora.luistert@example.org")
    assert "Traceback" not in portal.log
