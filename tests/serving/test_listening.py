"""What the explorer says to who listens: names for all that is felt, news when it comes, and where one is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving.test_explorer import CHROMIUM, DESK, api, browser, heading, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
]
__all__ = ["browser"]  # a fixture
# Roles that are felt by who goes on from one to the next, and so must have a name.
FELT = {"button", "checkbox", "combobox", "figure", "image", "link", "region", "searchbox", "slider", "textbox"}
VIEWS = (
    "/",
    "/search?q=strike",
    "/search?q=zeppelin",
    "/article/340cb54fb72f0147",
    "/entity/actor/marta-quillan",
    "/connect?name=Marta Quillan&name=Skarrow",
    "/graph?name=Marta Quillan",
    "/map",
    "/queue",
    "/log",
)


@pytest.fixture(scope="module")
def address(corpus: Path) -> Iterator[str]:
    with served(corpus) as found:
        yield found


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport=DESK, base_url=address, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    context.close()


def tree(page: Any) -> list[tuple[str, str]]:
    """Role and name of all that a screen reader is given, in its order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in nodes if not node["ignored"]
    ]


def said(page: Any, words: str) -> None:
    api.expect(page.get_by_role("status")).to_have_text(words)


@pytest.mark.parametrize("path", VIEWS)
def test_whatever_is_felt_has_a_name_and_no_picture_is_read_out_in_pieces(page: Any, path: str) -> None:
    page.goto(path)
    heading(page)
    api.expect(page.locator("[aria-busy]")).to_have_count(0)
    found = tree(page)
    assert len(found) > 20
    roles = {role for role, _ in found}
    assert "link" in roles
    # The quotes of articles are figures whose caption says where they are from.
    assert [one for one in found if one[0] in FELT - {"figure"} and not one[1]] == []
    assert not {"graphics-symbol", "SvgRoot"} & roles


def test_a_number_beside_a_name_says_what_it_counts(page: Any) -> None:
    page.goto("/")
    heading(page, "What is there?")
    page.get_by_role("link", name=re.compile(r"^place Port Averin \d+ independent reports$")).wait_for()


def test_every_search_says_how_much_it_found(page: Any) -> None:
    page.goto("/search?q=strike")
    said(page, "“strike”: 28 articles, 1 to 10 shown")
    field = page.get_by_role("combobox", name="Search the archive")
    field.fill("inquest")
    field.press("Enter")
    page.wait_for_url("**q=inquest")
    heading(page, "“inquest”")
    total = page.locator(".counts strong").inner_text()
    said(page, f"“inquest”: {total}")
    api.expect(field).to_be_focused()


def test_a_filter_that_is_let_go_leaves_the_focus_in_the_view(page: Any) -> None:
    page.goto("/search?q=strike&source=halyard.example")
    heading(page, "“strike”")
    page.get_by_role("link", name="halyard.example × let go").press("Enter")
    page.wait_for_url("**/search?q=strike")
    said(page, "“strike”: 28 articles, 1 to 10 shown")
    api.expect(page.locator("main h1")).to_be_focused()


def test_the_next_page_begins_at_its_top(page: Any) -> None:
    page.goto("/search?q=strike")
    heading(page)
    page.get_by_role("link", name="Next page").press("Enter")
    page.wait_for_url("**page=2")
    said(page, "“strike”: 28 articles, 11 to 20 shown")
    api.expect(page.locator("main h1")).to_be_focused()
    assert page.evaluate("scrollY") == 0


def test_a_name_that_is_chosen_in_the_graph_is_told(page: Any) -> None:
    page.goto("/graph?name=Marta Quillan")
    heading(page)
    page.locator(".node.asked").press("ArrowRight")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')").split(",")[0]
    page.keyboard.press("Enter")
    api.expect(page.get_by_role("status")).to_contain_text(f"{name} is chosen: ")
    page.get_by_role("region", name="About what is chosen").get_by_role("link", name="Hide").press("Enter")
    page.wait_for_url("**hide=**")
    api.expect(page.locator("main h1")).to_be_focused()
