"""The explorer in a real browser: each view does what it is there for, from the keyboard too, without a barrier."""

import os
import re
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
api: Any = pytest.importorskip("playwright.sync_api", reason="the dependency group browser is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
MARTA = "/entity/actor/marta-quillan"
ARTICLE = "/article/340cb54fb72f0147?at=297-553"


@contextmanager
def served(folder: Path, *more: str) -> Iterator[str]:
    """The address of an archive that is served meanwhile."""
    words = ["serve", "--port", "0", "--index", str(folder), *more]
    with subprocess.Popen(
        [sys.executable, "-m", "newsgraph_cli", *words], stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as server:
        assert server.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert found
        try:
            yield found.group()
        finally:  # or it would be waited for
            server.send_signal(signal.SIGINT)
            server.wait(20)


@pytest.fixture(scope="module")
def address(corpus: Path) -> Iterator[str]:
    with served(corpus) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses to be root with one
    with api.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that may not complain, and asks nobody but the server."""
    context = browser.new_context(viewport=DESK, base_url=address, reduced_motion="reduce")
    opened, said, asked = context.new_page(), [], []
    opened.set_default_timeout(10_000)
    opened.on("console", lambda told: said.append(told.text) if told.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert [words for words in said if "404" not in words] == []
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def heading(page: Any, words: str = "") -> str:
    """What the view is headed, once it is drawn; with `words`, once it is headed so."""
    found = page.locator("main .view:not(:has(.skeleton)) h1")
    api.expect(found).to_have_text(re.compile(re.escape(words) or r"\S"))
    return str(found.inner_text()).strip()


# -- search -----------------------------------------------------------------------------------------------------------


def test_names_and_words_are_suggested_as_one_types(page: Any) -> None:
    page.goto("/")
    heading(page, "What is there?")
    box = page.get_by_role("combobox", name="Search the archive")
    box.press_sequentially("mar")
    page.get_by_role("option").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    options = page.get_by_role("option").all_inner_texts()
    assert "Marta Quillan" in options[0]
    assert page.get_by_role("option").first.bounding_box()["height"] < 50  # a line, not a paragraph of an article
    assert any("words" in option for option in options)
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.press("End")
    box.press_sequentially("ta")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/entity/actor/marta-quillan")
    heading(page, "Marta Quillan")


def test_a_search_is_narrowed_and_the_address_holds_it(page: Any) -> None:
    page.goto("/")
    page.get_by_role("combobox", name="Search the archive").fill("strike")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=strike")
    heading(page, "“strike”")
    assert page.locator(".hits > li").count() == 10
    assert page.locator(".hits mark").first.inner_text() == "strike"
    assert page.locator(".hits .ran").first.inner_text() == "ran in 2 outlets"
    page.get_by_role("link", name=re.compile(r"^halyard\.example ?: \d+ articles")).click()
    page.wait_for_url("**/search?q=strike&source=halyard.example")
    page.locator(".filters").wait_for()
    page.get_by_role("link", name="newest first").click()
    page.wait_for_url("**&sort=newest")
    page.go_back()
    page.go_back()
    page.wait_for_url("**/search?q=strike")
    page.locator(".counts", has_text=re.compile(r"\d\d articles, 1 to 10 shown")).wait_for()
    api.expect(page.locator(".filters")).to_have_count(0)


def test_time_is_chosen_by_dragging_and_from_the_keyboard(page: Any) -> None:
    page.goto("/search?q=strike")
    heading(page)
    chart = page.locator(".bars").bounding_box()
    middle = chart["y"] + chart["height"] / 2
    page.mouse.move(chart["x"] + 0.1 * chart["width"], middle)
    page.mouse.down()
    page.mouse.move(chart["x"] + 0.3 * chart["width"], middle, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=2024-\d\d-\d\d&until=2024-\d\d-\d\d"))
    page.locator(".filters").wait_for()
    first = page.get_by_role("slider", name="First day")
    before = first.get_attribute("aria-valuetext")
    first.focus()
    first.press("ArrowLeft")
    assert first.get_attribute("aria-valuetext") != before
    address = page.url
    page.wait_for_url(lambda now: now != address)
    api.expect(page.locator("#time-from")).to_be_focused()


# -- an article -------------------------------------------------------------------------------------------------------


def test_an_article_shows_its_names_its_origin_and_what_leads_on(page: Any) -> None:
    page.goto(ARTICLE)
    heading(page, "“Flotilla 22”")
    assert page.locator("mark.cited").first.inner_text().startswith("In a dramatic escalation")
    api.expect(page.locator(".text a.name", has_text="Bettina Sarre")).to_have_count(1)
    page.get_by_text("Ran in 2 outlets").wait_for()
    assert page.locator("#copies > p").first.inner_text() == "From halyard.example, 18 March 2024."
    page.get_by_text("What this one changed").click()
    api.expect(page.locator(".diff > li")).to_have_count(5)
    page.locator("summary", has_text="Why").first.click()
    page.locator(".reasons > li").nth(2).wait_for()
    page.get_by_text("Other parts of the page").click()
    page.locator(".text a.name", has_text="Bettina Sarre").click()
    heading(page, "Bettina Sarre")
    api.expect(page.locator("main h1")).to_be_focused()


def test_a_story_tells_what_was_new(page: Any) -> None:
    page.goto("/search?q=title:dockers title:crane")
    heading(page)
    page.get_by_role("link", name="Dockers strike at Port Averin over crane safety", exact=True).click()
    page.get_by_role("heading", name="Its story").wait_for()
    api.expect(page.locator(".story > li")).to_have_count(3)
    api.expect(page.locator(".story > li[aria-current]")).to_have_count(1)
    page.locator("mark.fresh").nth(2).wait_for()
    page.get_by_role("heading", name="What is new in it").wait_for()


# -- entities and connections -----------------------------------------------------------------------------------------


def test_an_entity_is_told_with_its_time_and_its_neighbours(page: Any) -> None:
    page.goto(MARTA)
    heading(page, "Marta Quillan")
    page.locator("main").get_by_text("15 independent reports, named in 18 articles of 5 outlets").wait_for()
    assert page.locator(".kind h3").all_inner_texts() == ["People", "Organisations", "Places"]
    assert "Rask" in page.locator(".neighbours").first.inner_text()
    page.locator("#decide > summary").click()
    page.get_by_text("newsgraph judge hide actor/marta-quillan").wait_for()
    page.goto("/entity/place/gb/port-averin")
    page.get_by_text("no gazetteer knows this place").wait_for()
    page.get_by_role("heading", name="More than usual").wait_for()


def test_a_connection_has_its_sentences(page: Any) -> None:
    page.goto("/connect?name=Marta Quillan")
    field = page.get_by_role("combobox", name="Name 2")
    field.press_sequentially("rhona")
    page.get_by_role("option", name=re.compile("Rhona Pell")).click()
    page.get_by_role("button", name="Connect", exact=True).click()
    page.wait_for_url("**name=actor%2Frhona-pell")
    heading(page, "Marta Quillan and Rhona Pell")
    page.get_by_text("had brought a wreath made of rope").wait_for()
    page.get_by_role("link", name="Draw it").click()
    page.wait_for_url("**/graph?**hops=0")
    heading(page, "Around Marta Quillan and Rhona Pell")


def test_no_such_name_is_another_answer_than_no_connection(page: Any) -> None:
    page.goto("/connect?name=Marta Quillan&name=Nobody Whoever")
    heading(page)
    page.get_by_role("heading", name="No such name").wait_for()
    page.route(
        "**/api/connect?**",
        lambda route: route.fulfill(json={"names": [], "complete": True, "chains": [], "apart": []}),
    )
    page.goto("/connect?name=Marta Quillan&name=Eskham")
    page.get_by_role("heading", name="No connection").wait_for()


# -- graph and map ----------------------------------------------------------------------------------------------------


def test_labels_of_the_graph_do_not_overlap(page: Any) -> None:
    page.goto("/graph?name=Marta Quillan&name=Skarrow&nodes=40&hops=2")
    heading(page)
    boxes = page.eval_on_selector_all(".graph .label", "all => all.map(one => one.getBoundingClientRect().toJSON())")
    assert len(boxes) == 40
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across <= 0.5 or down <= 0.5, (one, other)


def test_the_graph_is_walked_from_the_keyboard(page: Any) -> None:
    page.goto("/graph?name=Marta Quillan")
    heading(page)
    node = page.locator(".node.asked")
    node.focus()
    page.keyboard.press("ArrowRight")
    other = page.evaluate("document.activeElement.dataset.id")
    assert other != "actor/marta-quillan"
    page.keyboard.press("Enter")
    panel = page.get_by_role("region", name="About what is chosen")
    panel.get_by_role("button", name=re.compile("^with Marta Quillan")).click()
    panel.locator("blockquote").first.wait_for()
    page.locator(f'[data-id="{other}"]').focus()
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_url("**pin=**")
    panel.get_by_role("link", name="Unpin").wait_for()
    api.expect(page.locator(f'[data-id="{other}"]')).to_be_focused()
    panel.get_by_role("link", name="Hide").click()
    page.wait_for_url("**hide=**")
    page.get_by_text("1 name hidden").wait_for()
    api.expect(page.locator(f'[data-id="{other}"]')).to_have_count(0)


def test_a_name_is_dragged_and_nothing_else_moves(page: Any) -> None:
    page.goto("/graph?name=Marta Quillan")
    heading(page)
    places = "all => Object.fromEntries(all.map(one => [one.dataset.id, one.getAttribute('transform')]))"
    before = page.eval_on_selector_all(".node", places)
    box = page.locator(".node.asked .shape").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 15, box["y"] + 12, steps=3)
    page.mouse.up()
    page.wait_for_url("**pin=actor%2Fmarta-quillan%40**")
    page.wait_for_timeout(200)
    after = page.eval_on_selector_all(".node", places)
    moved = [id for id in before if before[id] != after[id]]
    assert "actor/marta-quillan" in moved
    assert len(moved) <= 3  # and those that stood where it went


def test_a_graph_is_taken_along(page: Any) -> None:
    page.goto("/graph?name=Marta Quillan&nodes=10")
    heading(page)
    saved = {}
    for form in ("SVG", "PNG", "GEXF"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=form).click()
        saved[form] = Path(coming.value.path()).read_bytes()
        assert coming.value.suggested_filename == f"Marta-Quillan.{form.lower()}"
    drawing = ElementTree.fromstring(saved["SVG"])
    assert len(drawing.findall(".//{*}text[@font-size]")) >= 10
    assert b"class=" not in saved["SVG"]
    assert saved["PNG"].startswith(b"\x89PNG")
    assert len(saved["PNG"]) > 10_000
    import networkx

    path = Path(coming.value.path()).with_suffix(".gexf")
    path.write_bytes(saved["GEXF"])
    graph = networkx.read_gexf(path, version="1.3")
    assert len(graph) == 10
    assert graph.nodes["actor/marta-quillan"]["label"] == "Marta Quillan"


def test_the_map_zooms_and_keeps_to_a_stretch_of_time(page: Any) -> None:
    page.goto("/map")
    heading(page)
    page.locator(".spot").first.wait_for()
    assert page.locator(".spot.provisional circle").count() >= 5
    radii = page.eval_on_selector_all(".spot circle", "all => all.map(one => Number(one.getAttribute('r')))")
    assert radii == sorted(radii, reverse=True)  # what is small lies above what is large
    view = page.locator("svg.map").get_attribute("viewBox")
    page.get_by_role("button", name="Zoom in").click()
    assert page.locator("svg.map").get_attribute("viewBox") != view
    page.wait_for_url("**/map?at=**")
    page.get_by_role("slider", name="Last day").press("ArrowLeft")
    page.wait_for_url("**until=2024-07-01**")
    assert "at=" in page.url
    page.locator("main").get_by_text("up to 30 June 2024").wait_for()
    page.get_by_role("region", name=re.compile("^Map")).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("+")


# -- all views --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "late"), [("/", "stats"), (MARTA, "entity")])
def test_what_is_counted_late_moves_nothing_on_a_phone(page: Any, path: str, late: str) -> None:
    page.set_viewport_size(PHONE)
    page.route(f"**/api/{late}?**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.moved += one.value)))
            .observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(path)
    page.locator(".counts", has_text="article").wait_for()
    page.wait_for_timeout(200)
    assert page.evaluate("window.moved") == 0


def test_what_takes_long_shows_its_skeleton_at_once_and_nothing_moves_after(page: Any) -> None:
    page.goto("/search?q=strike")
    heading(page)
    page.route("**/api/article?**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.evaluate("performance.clearMarks()")
    page.evaluate(
        """() => {
            window.moved = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((one) => {
                if (!one.hadRecentInput) window.moved += one.value;
            })).observe({ type: "layout-shift", buffered: true });
            document.querySelector(".hits a").click();
        }"""
    )
    page.locator("main .skeleton").wait_for(timeout=350)
    heading(page, "“Flotilla 22”")
    page.wait_for_timeout(200)
    assert page.evaluate("window.moved") < 0.1
