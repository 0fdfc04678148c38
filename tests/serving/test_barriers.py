"""No view of the explorer has a barrier that axe-core finds, or is too wide: phone and desk, light and dark."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import newsgraph
from tests.serving.test_deciding import RHONA, TOKEN, let_in, opened, take
from tests.serving.test_draft_view import DRAFT, look
from tests.serving.test_explorer import ARTICLE, CHROMIUM, DESK, MARTA, PHONE, api, browser, heading, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
    pytest.mark.parametrize(
        ("size", "scheme"),
        [(size, scheme) for size in (PHONE, DESK) for scheme in ("light", "dark")],
        ids=["phone-light", "phone-dark", "desk-light", "desk-dark"],
    ),
]
__all__ = ["browser"]  # a fixture
VIEWS = {
    "home": "/",
    "search": "/search?q=strike&source=halyard.example",
    "nothing found": "/search?q=zeppelin",
    "article": ARTICLE,
    "no such article": "/article/ffffffffffffffff",
    "actor": MARTA,
    "place": "/entity/place/gb/port-averin?since=2024-02-01&until=2024-04-01",
    "author": "/entity/author/dailycurrents.example/adrian-kestle",
    "outlet": "/entity/source/halyard.example",
    "no such name": "/entity/nobody-whoever",
    "connect": "/connect?name=Marta Quillan&name=Skarrow",
    "nothing to connect": "/connect",
    "graph": "/graph?name=Marta Quillan",
    "nothing to draw": "/graph",
    "map": "/map",
    "queue": "/queue",
    "log": "/log",
    "draft": "/draft",
}
EMPTY = ("/", "/search", "/search?q=strike", "/map", "/queue", "/log", "/connect", "/graph", "/draft")


@pytest.fixture(scope="module")
def address(corpus: Path) -> Iterator[str]:
    with served(corpus) as found:
        yield found


@pytest.fixture
def free(browser: Any, address: str, size: dict[str, int], scheme: str) -> Iterator[Any]:
    """A page, and what looks at it as it is now."""
    yield from looking(browser, address, size, scheme)


def looking(
    browser: Any, address: str, size: dict[str, int], scheme: str
) -> Iterator[tuple[Any, Callable[[str], None]]]:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(viewport=size, color_scheme=scheme, base_url=address, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.emulate_media(reduced_motion="reduce")

    def look_at(state: str) -> None:
        api.expect(page.locator("[aria-busy]")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, state
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], state

    yield page, look_at
    context.close()


def test_no_view_has_a_barrier_or_is_too_wide(free: Any) -> None:
    page, look_at = free
    for name, path in VIEWS.items():
        page.goto(path)
        heading(page)
        look_at(name)


def test_what_opens_has_no_barrier_either(free: Any) -> None:
    page, look_at = free
    page.goto("/")
    heading(page)
    page.get_by_role("combobox", name="Search the archive").press_sequentially("mar")
    page.get_by_role("option").first.wait_for()
    look_at("suggestions")
    for name in ("search", "article", "actor", "place", "connect", "graph", "map"):
        page.goto(VIEWS[name])
        heading(page)
        api.expect(page.locator("[aria-busy]")).to_have_count(0)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
        look_at(f"{name}, opened")


def test_a_draft_has_no_barrier(free: Any) -> None:
    page, look_at = free
    page.goto("/draft")
    heading(page)
    page.get_by_role("button", name="See what goes with it").click()
    page.get_by_role("alert").wait_for()
    look_at("no text")
    look(page, DRAFT)
    page.locator(".goes summary").first.click()
    look_at("found")
    look(page, "Zeppelin.")
    page.get_by_text("Nothing here is close enough").wait_for()
    look_at("nothing found")


def test_deciding_has_no_barrier(browser: Any, archive: newsgraph.Archive, size: dict[str, int], scheme: str) -> None:
    with served(archive.folder, "--token", TOKEN) as address:
        for page, look_at in looking(browser, address, size, scheme):
            fold = opened(page, RHONA, "It is no name at all")
            look_at("forms")
            fold.get_by_role("button", name="Show what would change").click()
            let_in(page, "pier-ten")
            fold.get_by_role("alert").wait_for()
            look_at("wrong token")
            let_in(page)
            page.get_by_label("Because").wait_for()
            look_at("preview")
            fold.get_by_role("button", name="Leave it").click()
            fold = opened(page, RHONA, "It is the same as another")
            fold.get_by_role("combobox").press_sequentially("ivo hall")
            page.get_by_role("option", name="Ivo Halloway").click()
            fold.get_by_role("button", name="Show what would change").click()
            page.get_by_role("group", name="Which name stays?").wait_for()
            look_at("which name stays")
            take(page, "a test")
            page.locator("#done").wait_for()
            look_at("taken")
            for path in ("/queue", "/log"):
                page.goto(path)
                heading(page)
                look_at(path)


def test_an_archive_with_nothing_in_it_has_no_barrier(
    browser: Any, tmp_path: Path, size: dict[str, int], scheme: str
) -> None:
    newsgraph.open_archive(tmp_path / "empty", create=True).close()
    with served(tmp_path / "empty") as address:
        for page, look_at in looking(browser, address, size, scheme):
            for path in EMPTY:
                page.goto(path)
                heading(page)
                look_at(path)
