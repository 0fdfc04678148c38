"""Decisions in the explorer: what would change is shown, it is taken, the page is another, and it is undone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

import newsgraph
from tests.serving.test_explorer import CHROMIUM, DESK, api, browser, heading, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
]
__all__ = ["browser"]  # a fixture
TOKEN = "pier-nine"
RHONA = "/entity/actor/rhona-pell"


@pytest.fixture
def address(archive: newsgraph.Archive, request: pytest.FixtureRequest) -> Iterator[str]:
    """Of a server of the test's own archive, with the token unless the test says otherwise."""
    with served(archive.folder, "--token", getattr(request, "param", TOKEN)) as found:
        yield found


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport=DESK, base_url=address, reduced_motion="reduce")
    opened, said = context.new_page(), []
    opened.set_default_timeout(10_000)
    opened.on("console", lambda told: said.append(told.text) if told.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert [words for words in said if not re.search(r"status of 40[0145]", words)] == []


def opened(page: Any, path: str, verdict: str) -> Any:
    """The form of a verdict on an entity's page."""
    page.goto(path)
    heading(page)
    api.expect(page.locator("[aria-busy]")).to_have_count(0)
    page.get_by_role("button", name="Decide who is who").click()
    fold = page.locator("details.verdict", has=page.get_by_text(verdict, exact=True))
    fold.get_by_text(verdict, exact=True).click()
    return fold


def let_in(page: Any, token: str = TOKEN) -> None:
    page.get_by_label("Token").fill(token)
    page.get_by_label("Your name").fill("ana")
    page.get_by_role("button", name="Go on").click()


def take(page: Any, because: str) -> None:
    page.get_by_label("Because").fill(because)
    page.get_by_role("button", name="Take the decision").click()


def test_a_name_is_joined_after_a_look_at_what_changes_and_undone(page: Any, archive: newsgraph.Archive) -> None:
    fold = opened(page, RHONA, "It is the same as another")
    fold.get_by_role("combobox").press_sequentially("ivo hall")
    page.get_by_role("option", name=re.compile("Ivo Halloway")).click()
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page)
    asked = archive.proposed("same", ["actor/rhona-pell", "actor/ivo-halloway"])
    effect = archive.preview(asked)
    page.get_by_text(f"{len(effect.articles)} articles and {effect.links} links will change.").wait_for()
    page.get_by_text("Ivo Halloway actor/ivo-halloway will be no entity of its own").wait_for()
    assert fold.locator(".foreseen li").count() == 5
    assert archive.decisions() == []
    take(page, "one person")
    page.get_by_text("Decision 1 is taken.").wait_for()
    api.expect(page.locator("#done")).to_be_focused()
    page.get_by_text("Ivo Halloway, ").first.wait_for()
    assert [(one.kind, one.who, one.because) for one in archive.decisions()] == [("same", "ana", "one person")]
    assert (TOKEN in page.url, page.evaluate("localStorage.length")) == (False, 0)
    page.locator("#done").get_by_role("button", name="Undo decision 1").click()
    page.get_by_text("Ivo Halloway actor/ivo-halloway will be new.").wait_for()
    take(page, "two after all")
    api.expect(page.locator("#done")).to_have_count(0)
    page.get_by_text("Nobody has decided anything about it.").wait_for()
    assert archive.entity("actor/ivo-halloway").entity.name == "Ivo Halloway"


def test_what_takes_long_says_that_it_is_on_its_way(page: Any, archive: newsgraph.Archive) -> None:
    page.route("**/api/judge", lambda route: (page.wait_for_timeout(500), route.continue_()))
    fold = opened(page, RHONA, "It is no name at all")
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page)
    fold.get_by_text("Looking at what would change").wait_for(timeout=450)
    take(page, "a test")
    fold.get_by_text("The decision is being taken").wait_for(timeout=450)
    page.locator("#done").wait_for()
    assert [one.kind for one in archive.decisions()] == ["hide"]


def test_the_name_that_stays_is_chosen_and_seen_before_it_is_taken(page: Any, archive: newsgraph.Archive) -> None:
    fold = opened(page, RHONA, "It is the same as another")
    fold.get_by_role("combobox").press_sequentially("ivo hall")
    page.get_by_role("option", name=re.compile("Ivo Halloway")).click()
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page)
    stays = page.get_by_role("group", name="Which name stays?")
    api.expect(stays.get_by_label("Rhona Pell")).to_be_checked()
    page.get_by_label("Because").fill("half a reason")
    stays.get_by_label("Rhona Pell").focus()
    page.keyboard.press("ArrowDown")
    fold.get_by_text("Rhona Pell actor/rhona-pell will be no entity of its own").wait_for()
    api.expect(stays.get_by_label("Ivo Halloway")).to_be_focused()
    api.expect(page.locator("#said")).to_contain_text("Rhona Pell is the same as Ivo Halloway")
    assert page.get_by_label("Because").input_value() == "half a reason"
    take(page, "one surveyor")
    heading(page, "Ivo Halloway")
    page.wait_for_url("**/entity/actor/ivo-halloway")
    page.locator("#done").get_by_text("Rhona Pell is the same as Ivo Halloway").wait_for()
    assert [one.ids for one in archive.decisions()] == [("actor/ivo-halloway", "actor/rhona-pell")]
    page.goto("/log")
    heading(page)
    told = page.locator(".pairs > li").first.inner_text()
    assert "same Ivo Halloway actor/ivo-halloway and Rhona Pell actor/rhona-pell" in told


def test_a_hidden_name_is_said_to_be_and_comes_back(page: Any, archive: newsgraph.Archive) -> None:
    fold = opened(page, RHONA, "It is no name at all")
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page)
    take(page, "a test")
    page.get_by_text("It is hidden: no list shows it").wait_for()
    page.goto("/log")
    heading(page, "What was decided?")
    page.get_by_text("1. hide").wait_for()
    page.get_by_role("button", name="Undo decision 1").click()
    take(page, "it may stay")
    page.get_by_text("No decision is in force.").wait_for()
    page.goto(RHONA)
    heading(page, "Rhona Pell")
    page.get_by_role("heading", name="Appears with").wait_for()


def test_a_name_and_a_position_are_given(page: Any, archive: newsgraph.Archive) -> None:
    fold = opened(page, "/entity/place/gb/port-averin", "It lies elsewhere")
    fold.get_by_label("Where").fill("91, 0")
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page)
    fold.get_by_role("alert").get_by_text("No place is at 91, 0").wait_for()
    fold.get_by_label("Where").fill("54.1, -1.2")
    fold.get_by_role("button", name="Show what would change").click()
    take(page, "read off a map")
    page.get_by_text("54.10° N, 1.20° W").wait_for()
    fold = opened(page, RHONA, "It has another name")
    fold.get_by_label("Its name").fill("Rhona Mary Pell")
    fold.get_by_role("button", name="Show what would change").click()
    take(page, "her full name")
    heading(page, "Rhona Mary Pell")
    assert [one.kind for one in archive.decisions()] == ["place", "rename"]


def test_the_wrong_token_is_said_to_be_and_asked_for_again(page: Any, archive: newsgraph.Archive) -> None:
    fold = opened(page, RHONA, "It is not another")
    fold.get_by_role("combobox").fill("Nobody Whoever")
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page, "pier-ten")
    fold.get_by_role("alert").get_by_text("That is not the token").wait_for()
    api.expect(page.get_by_label("Token")).to_be_focused()
    let_in(page)
    fold.get_by_role("alert").get_by_text("Nothing is called 'Nobody Whoever'").wait_for()
    assert archive.decisions() == []


def test_one_article_that_changes_is_counted_where_no_link_does(page: Any, archive: newsgraph.Archive) -> None:
    fold = opened(page, "/entity/source/hafenbote.example", "It is at home elsewhere")
    fold.get_by_label("The place").fill("Hamilton")
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page)
    effect = archive.preview(archive.proposed("home", ["hafenbote.example", "Hamilton"]))
    assert (len(effect.articles), effect.links) == (1, 0)
    api.expect(fold.locator(".foreseen strong")).to_have_text("1 article will change.")
    take(page, "its masthead")
    page.get_by_text("Decision 1 is taken.").wait_for()
    assert [one.kind for one in archive.decisions()] == ["home"]


def test_a_token_that_holds_no_more_is_asked_for_before_a_decision(page: Any, archive: newsgraph.Archive) -> None:
    fold = opened(page, RHONA, "It is no name at all")
    fold.get_by_role("button", name="Show what would change").click()
    let_in(page)
    page.get_by_label("Because").wait_for()
    page.evaluate("sessionStorage.setItem('newsgraph-token', 'pier-ten')")
    take(page, "a test")
    fold.get_by_role("alert").get_by_text("That is not the token").wait_for()
    api.expect(page.get_by_label("Token")).to_be_focused()
    assert archive.decisions() == []
    let_in(page)
    take(page, "a test")
    page.get_by_text("Decision 1 is taken.").wait_for()
    page.evaluate("sessionStorage.removeItem('newsgraph-token')")
    page.locator("#done").get_by_role("button", name="Undo decision 1").click()
    api.expect(page.get_by_label("Token")).to_be_focused()


@pytest.mark.parametrize("address", [""], indirect=True)
def test_without_a_token_it_is_said_how_to_decide(page: Any) -> None:
    page.goto(RHONA)
    heading(page)
    page.get_by_text("Decide who is who").last.click()
    page.get_by_text("newsgraph judge hide actor/rhona-pell").wait_for()
    page.get_by_text("newsgraph serve --token").wait_for()
    page.goto("/queue")
    page.get_by_text("newsgraph judge same actor/dunmarrow-kitchen actor/dunmarrow --because").wait_for()
    api.expect(page.get_by_role("button", name="Same")).to_have_count(0)


def test_the_queue_is_worked_off_pair_by_pair(page: Any, archive: newsgraph.Archive) -> None:
    page.goto("/queue")
    heading(page, "Which of these are one?")
    first = page.locator(".pairs > li").first
    before = page.locator(".pairs > li").count()
    first.get_by_text("Alike by a short form").wait_for()
    first.get_by_role("button", name="Different").click()
    let_in(page)
    take(page, "a village and its kitchen")
    page.locator("#done").get_by_text("Dunmarrow is not Dunmarrow Kitchen").wait_for()
    left = archive.undecided(limit=20)  # one of the two may be another's
    assert ("actor/dunmarrow-kitchen", "actor/dunmarrow") not in [(one.keep.id, one.join.id) for one in left]
    assert first.locator(".chip").first.inner_text().strip() == left[0].join.name
    api.expect(page.locator(".pairs > li")).to_have_count(len(left))
    page.locator("#done").get_by_role("button", name="Undo").click()
    take(page, "to be seen again")
    api.expect(page.locator("#done")).to_have_count(0)
    api.expect(page.locator(".pairs > li")).to_have_count(before)
    assert [one.kind for one in archive.decisions()] == ["different", "undo"]
