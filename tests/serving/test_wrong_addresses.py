"""Wrong addresses, empty answers, back and forward: the explorer says what is so, in words for who reads it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsgraph
from tests.conftest import EXAMPLES
from tests.serving.test_explorer import CHROMIUM, DESK, MARTA, PHONE, api, browser, heading, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
]
__all__ = ["browser"]  # a fixture


@pytest.fixture(scope="module")
def address(corpus: Path) -> Iterator[str]:
    with served(corpus) as found:
        yield found


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that may complain of what is not there, and of nothing else."""
    context = browser.new_context(viewport=DESK, base_url=address, reduced_motion="reduce")
    opened, said = context.new_page(), []
    opened.set_default_timeout(10_000)
    opened.on("console", lambda told: said.append(told.text) if told.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert [words for words in said if not re.search("status of (40[04]|503)", words)] == []


@pytest.mark.parametrize(
    ("path", "head", "said"),
    [
        ("/searching/for", "There is no such page", "The explorer has no page /searching"),
        ("/entity/actor/nobody-whoever", "Not in this archive", "Search for “nobody whoever”"),
        ("/article/ffffffffffffffff", "Not in this archive", "No article is named"),
        ("/search?q=zeppelin", "“zeppelin”", "Nothing matches"),
        ("/search?q=strike&page=999999", "“strike”", "There is no such page of results: the last is page 3"),
        ("/search?q=strike&page=-2&sort=best", "“strike”", "1 to 10 shown"),
        ("/search?q=strike&since=hello", "“strike”", "because it is no day: since=hello"),
        ("/map?until=2024-02-31&at=nowhere", "Where was it?", "because it is no day: until=2024-02-31"),
        (f"{MARTA}?since=soon", "Marta Quillan", "because it is no day: since=soon"),
        ("/graph?name=Marta Quillan&nodes=999&hops=x&pin=y", "Around Marta Quillan", "ties"),
        (f"{MARTA}?since=2030-01-01", "Marta Quillan", "No independent report in the days that were chosen"),
        ("/search?q=strike&until=2001-01-01", "“strike”", "No independent report in the days that were chosen"),
        ("/graph?name=Nobody Whoever", "Not in this archive", "Nothing is called 'Nobody Whoever'"),
        ("/connect?name=Marta Quillan&name=Marta Quillan", "Marta Quillan and", "are one and the same"),
    ],
)
def test_a_wrong_address_is_told_in_words_for_who_reads(page: Any, path: str, head: str, said: str) -> None:
    page.goto(path)
    heading(page, head)
    told = page.locator("main").inner_text()
    assert said in told
    assert not re.search(r"undefined|NaN|newsgraph (entities|near|search)|openapi", told)


def test_a_line_of_time_is_of_the_words_that_were_searched(page: Any) -> None:
    """Not of somebody who is called so."""
    page.goto("/search?q=quillan")
    heading(page)
    total = int(re.findall(r"\d+", page.locator(".counts strong").inner_text())[0])
    reports = int(re.findall(r"\d+", page.locator(".told").inner_text())[0])
    assert 0.5 * total < reports <= total  # copies are one report
    named = page.request.get("/api/timeline?about=quillan").json()
    assert named["entity"]["id"] == "actor/marta-quillan"
    assert reports > sum(step["origins"] for step in named["steps"])


def test_a_filter_by_id_is_shown_by_name_and_let_go(page: Any) -> None:
    page.goto(MARTA)
    heading(page, "Marta Quillan")
    page.get_by_role("link", name="Its articles").click()
    heading(page, "All articles")
    assert "Marta Quillan actor/marta-quillan" in page.locator(".filters").inner_text()
    line = page.locator(".facet a.on")
    assert "Marta Quillan" in line.inner_text()
    line.click()
    page.wait_for_url("**/search")
    api.expect(page.locator(".filters")).to_have_count(0)


def test_back_and_forward_and_loading_anew_lead_to_the_same_view(page: Any) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/search?q=strike")
    heading(page)
    link = page.locator(".hits .headline a").nth(7)
    link.scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, 1500)")
    before = page.evaluate("scrollY")
    title = link.inner_text()
    link.evaluate("one => one.click()")
    heading(page, title)
    assert page.evaluate("scrollY") == 0
    page.go_back()
    heading(page, "“strike”")
    assert abs(page.evaluate("scrollY") - before) < 5
    page.go_forward()
    heading(page, title)
    page.reload()
    heading(page, title)
    page.go_back()
    heading(page, "“strike”")
    assert page.get_by_role("combobox", name="Search the archive").input_value() == "strike"


def test_an_archive_of_words_alone_is_searched_and_says_what_it_has_not(browser: Any, tmp_path: Path) -> None:
    with newsgraph.open_archive(tmp_path / "words", create=True, names=False) as archive:
        archive.add([EXAMPLES[0]])
    with served(tmp_path / "words") as at:
        context = browser.new_context(base_url=at)
        opened = context.new_page()
        for path, said in {
            "/": "This archive holds words alone",
            "/search?q=strike": "17 articles",
            "/article/340cb54fb72f0147": "Read on",
            "/map": "holds words alone",
        }.items():
            opened.goto(path)
            heading(opened)
            api.expect(opened.locator("[aria-busy]")).to_have_count(0)
            assert said in opened.locator("main").inner_text(), path
        context.close()


def test_who_is_busy_is_asked_again(page: Any) -> None:
    left = [2]

    def busy(route: Any) -> None:
        left[0] -= 1
        route.fulfill(status=503, json={"detail": "not now"}) if left[0] >= 0 else route.continue_()

    page.route("**/api/log?**", busy)
    page.goto("/log")
    heading(page, "What was decided?")
    page.get_by_text("No decision is in force.").wait_for()
    assert left[0] < 0


def test_an_archive_with_nothing_in_it_says_so(browser: Any, tmp_path: Path) -> None:
    newsgraph.open_archive(tmp_path / "empty", create=True).close()
    with served(tmp_path / "empty") as at:
        context = browser.new_context(base_url=at)
        opened = context.new_page()
        wrong: list[str] = []
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        for path, said in {
            "/": "Nothing is in this archive yet",
            "/search": "Nothing is in this archive yet",
            "/search?q=strike": "Nothing matches",
            "/map": "No place",
            "/graph": "Around whom?",
            "/connect": "Name two people",
            "/queue": "No pair of close names",
            "/log": "No decision is in force",
            "/draft": "Paste a text",
        }.items():
            opened.goto(path)
            heading(opened)
            api.expect(opened.locator("[aria-busy]")).to_have_count(0)
            told = opened.locator("main").inner_text()
            assert said in told, path
            assert not re.search(r"undefined|NaN|null|That did not work", told), path
        context.close()
        assert wrong == []
