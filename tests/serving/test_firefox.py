"""The explorer in Firefox: one walk through all views, from a question to a decision, on a phone's dark screen.

Needs Debian's Firefox and a Playwright that drives it by WebDriver BiDi (pyproject.toml says which); skipped where one
is not there. All other tests of the explorer are of Chromium.
"""

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

import newsgraph
from tests.serving.test_deciding import TOKEN, let_in, opened, take
from tests.serving.test_explorer import PHONE, api, heading, served

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(FIREFOX is None, reason="there is no Firefox: apt-get install firefox-esr"),
]
# Media are no option of a context by BiDi.
DARK = {"layout.css.prefers-color-scheme.content-override": 0, "ui.prefersReducedMotion": 1}


@pytest.fixture
def page(archive: newsgraph.Archive) -> Iterator[Any]:
    """A page that may not complain: of a script, or of the policy of what may be loaded."""
    with served(archive.folder, "--token", TOKEN) as address, api.sync_playwright() as running:
        browser = running.firefox.launch(executable_path=FIREFOX, channel="moz-firefox", firefox_user_prefs=DARK)
        try:
            context = browser.new_context(viewport=PHONE, base_url=address)
        except api.Error as error:
            browser.close()
            pytest.skip(f"this Playwright asks Firefox for what it does not know: {error}")
        opened, said = context.new_page(), []
        opened.set_default_timeout(10_000)
        opened.on("console", lambda told: said.append(told.text) if told.type in ("error", "warning") else None)
        opened.on("pageerror", lambda error: said.append(str(error)))
        yield opened
        browser.close()
    assert said == []


def test_one_walks_from_a_question_to_a_decision(page: Any) -> None:
    page.goto("/")
    heading(page, "What is there?")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    box = page.get_by_role("combobox", name="Search the archive")
    box.press_sequentially("stri")
    page.get_by_role("option").first.wait_for()
    box.fill("strike")
    box.press("Enter")
    heading(page, "“strike”")
    brush(page)
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/article/**")
    heading(page)
    api.expect(page.locator("main h1")).to_be_focused()
    page.locator(".text a.name").first.click()
    page.wait_for_url("**/entity/**")
    heading(page)
    page.get_by_role("link", name="Graph of its surroundings").click()
    page.locator(".node.asked").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("region", name="About what is chosen").get_by_role("link", name="All about it").wait_for()
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Map").click()
    page.locator(".spot").first.wait_for()
    page.goto("/connect?name=Marta Quillan&name=Skarrow")
    page.get_by_text("They appear together").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    decide(page)


def brush(page: Any) -> None:
    chart = page.locator(".bars").bounding_box()
    middle = chart["y"] + chart["height"] / 2
    page.mouse.move(chart["x"] + 0.1 * chart["width"], middle)
    page.mouse.down()
    page.mouse.move(chart["x"] + 0.5 * chart["width"], middle, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=2024-\d\d-\d\d&until=2024-\d\d-\d\d"))
    page.locator(".filters").wait_for()


def decide(page: Any) -> None:
    fold = opened(page, "/entity/actor/rhona-pell", "It has another name")
    fold.get_by_label("Its name").fill("Rhona Mary Pell")
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page)
    take(page, "her full name")
    heading(page, "Rhona Mary Pell")
