"""A draft in the explorer: what goes with it is found, nothing of it is kept, and it is there when one comes back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving.test_explorer import CHROMIUM, api, browser, heading, page, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
]
__all__ = ["browser", "page"]  # fixtures
DRAFT = (
    "Dockers at Port Averin walked out again on Monday. Marta Quillan of the Dockers' and Stevedores' Union said "
    "that the cranes on the north quay had not been inspected since Crane 6 came down. Zephyrine Okonkwo said no."
)


@pytest.fixture(scope="module")
def address(corpus: Path) -> Iterator[str]:
    with served(corpus) as found:
        yield found


def look(page: Any, words: str) -> None:
    """Asks what goes with a draft, from the keyboard."""
    page.get_by_label("Its text").fill(words)
    page.get_by_label("Its text").press("Control+Enter")
    page.locator(".goes h2").wait_for()


def test_what_goes_with_a_draft_is_found_and_is_there_when_one_comes_back(page: Any) -> None:
    page.goto("/")
    heading(page, "What is there?")
    page.get_by_role("link", name="a draft of your own").click()
    heading(page, "What goes with a draft?")
    page.get_by_label("Its headline").fill("Cranes still")
    look(page, DRAFT)
    api.expect(page.locator(".goes h2")).to_be_focused()
    first = page.locator(".goes .headline").first.inner_text()
    page.get_by_text("Why").first.click()
    page.locator(".reasons strong").first.wait_for()
    page.locator(".goes .headline a").first.click()
    heading(page, first)
    page.go_back()
    heading(page, "What goes with a draft?")
    assert page.locator(".goes .headline").first.inner_text() == first
    assert page.get_by_label("Its text").input_value() == DRAFT
    assert page.get_by_label("Its headline").input_value() == "Cranes still"
    page.get_by_label("Its text").fill(DRAFT + " And more.")
    page.get_by_role("link", name="Map").click()
    heading(page, "Where was it?")
    page.go_back()
    heading(page, "What goes with a draft?")
    assert page.get_by_label("Its text").input_value() == DRAFT + " And more."
    page.get_by_role("button", name="Clear").click()
    api.expect(page.get_by_label("Its text")).to_be_focused()
    page.get_by_role("link", name="Map").click()
    heading(page, "Where was it?")
    page.go_back()
    heading(page, "What goes with a draft?")
    assert page.get_by_label("Its text").input_value() == ""
    api.expect(page.locator(".goes h2")).to_have_count(0)


def test_nothing_of_a_draft_is_in_an_address_or_kept(page: Any) -> None:
    asked: list[Any] = []
    page.on("request", lambda request: asked.append(request))
    page.goto("/draft")
    heading(page)
    look(page, DRAFT)
    assert [one.url.rpartition("/")[2] for one in asked if "Zephyrine" in (one.post_data or "")] == ["related?limit=10"]
    assert not [one.url for one in asked if "Zephyrine" in one.url]
    assert page.url.endswith("/draft")
    kept = "JSON.stringify([history.state, {...localStorage}, {...sessionStorage}, document.cookie, document.title])"
    assert "Zephyrine" not in page.evaluate(kept)
    page.reload()
    heading(page)
    assert page.get_by_label("Its text").input_value() == ""


def test_what_is_wrong_with_a_draft_is_said_beside_it(page: Any) -> None:
    page.goto("/draft")
    heading(page)
    page.get_by_role("button", name="See what goes with it").click()
    page.get_by_role("alert").get_by_text("There is no text yet").wait_for()
    api.expect(page.get_by_label("Its text")).to_be_focused()
    page.get_by_label("Its text").fill("Averin " * 30_000)
    page.get_by_role("button", name="See what goes with it").click()
    page.get_by_role("alert").get_by_text("209,999 characters are more than the 200,000").wait_for()
    page.route("**/api/related?**", lambda route: route.fulfill(status=404, json={"detail": "the archive is gone"}))
    page.get_by_label("Its text").fill(DRAFT)
    page.get_by_role("button", name="See what goes with it").click()
    page.get_by_role("alert").get_by_text("The archive is gone.").wait_for()
    page.unroute("**/api/related?**")
    look(page, DRAFT)
    api.expect(page.get_by_role("alert")).to_have_count(0)
