"""The elements in a real browser, under the strictest policy that a page may have.

Needs Chromium and the dependency group `browser` (Playwright drives it, axe-core judges it); skipped where one is not
there.
"""

import importlib.util
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import newsgraph
from newsgraph.serving import RelatedWire, build_site

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
MISSING = [name for name in ("playwright", "axe_playwright_python") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.skipif(bool(MISSING), reason=f"{' and '.join(MISSING)} not installed: pip install --group browser"),
]
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Deal at dawn</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="/newsgraph/newsgraph.css">
<script type="module" src="/newsgraph/newsgraph-related.js"></script>
<script type="module" src="/newsgraph/newsgraph-search.js"></script></head>
<body><main><h1>Deal at dawn ends the strike</h1><p>Seventeen hours in the Corn Exchange.</p>{}</main>
<footer>What stands below.</footer></body></html>"""
STYLE = """html { color-scheme: light dark; background: #fff; color: #1a1a1a }
@media (prefers-color-scheme: dark) { html { background: #16181b; color: #e8e6e3 } }
main { max-width: 720px } .side { width: 280px }"""
SHIFTS = """window.shifted = 0; window.followed = [];
addEventListener("newsgraph-follow", (event) => window.followed.push(event.detail));
new PerformanceObserver((seen) => { for (const one of seen.getEntries()) window.shifted += one.value })
    .observe({type: "layout-shift", buffered: true});"""

Opened = Callable[..., Any]


class Served:
    """A site of the examples, with pages of one's own beside it."""

    def __init__(self, folder: Path, archive: newsgraph.Archive) -> None:
        self.folder, self.answers = folder, dict[str, str]()
        for article in archive.articles():
            found = archive.related(article.id, limit=3)
            self.answers[article.id] = RelatedWire.of(article.id, found).model_dump_json()
            if len(found) == 3 and all(one.url for one in found):
                self.article, self.related = article.id, found
        key = self.article.removeprefix("article/")
        self.fragment = (folder / f"newsgraph/related/{key[:2]}/{key}.html").read_text(encoding="utf-8")
        self.url = ""


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, served: Served) -> None:
        self.served = served
        super().__init__(*arguments, directory=str(served.folder))

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path != "/api/related":
            return super().do_GET()
        body = self.served.answers[parse_qs(asked.query)["article"][0]].encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)
        return None

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY + "; img-src data:")
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture(scope="module")
def served(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("www")
    with newsgraph.open_archive(Path(shutil.copytree(corpus, tmp_path_factory.mktemp("of") / "archive"))) as archive:
        build_site(archive, folder / "newsgraph")
        site = Served(folder, archive)
    (folder / "site.css").write_text(STYLE, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, served=site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(served: Served, browser: Any) -> Iterator[Opened]:
    """Opens a page with this in its body; in the end nothing may have been complained of."""
    contexts, said = [], list[str]()

    def show(body: str, *, width: int = 1280, dark: bool = False, script: bool = True, query: str = "") -> Any:
        (served.folder / "page.html").write_text(PAGE.format(body), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.add_init_script(SHIFTS)
        page.goto(f"{served.url}/page.html{query}")
        return page

    yield show
    for context in contexts:
        context.close()
    assert said == []


def ready(page: Any) -> None:
    """All boxes are; a function to be waited for would be evaluated, which the policy forbids."""
    for at in range(page.locator("newsgraph-related").count()):
        page.locator("newsgraph-related").nth(at).scroll_into_view_if_needed()
        page.locator("newsgraph-related[data-state=ready]").nth(at).wait_for(state="attached")
    page.evaluate("scrollTo(0, 0)")


def links(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all("newsgraph-related a", "some => some.map(one => one.href)")
    return found


def complaints(page: Any) -> list[str]:
    """What axe-core finds; it is put in beside the page's policy, which forbids it as it should."""
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": f"{script};0"})
    found: list[str] = page.evaluate("axe.run().then(told => told.violations.map(one => one.id + ': ' + one.help))")
    return found


@pytest.mark.parametrize("side", ["", "side"])
@pytest.mark.parametrize("width", [390, 1280])
def test_an_empty_box_is_filled_and_nothing_moves(served: Served, opened: Opened, width: int, side: str) -> None:
    page = opened(
        f"<div class='{side}'><newsgraph-related article='{served.article}'></newsgraph-related></div>", width=width
    )
    ready(page)
    assert links(page) == [one.url for one in served.related]
    assert page.eval_on_selector_all("summary", "some => some.map(one => one.textContent)") == [
        one.line for one in served.related
    ]
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifted") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(served: Served, opened: Opened, width: int, dark: bool) -> None:
    body = (
        f"<newsgraph-related article='{served.article}'>{served.fragment}</newsgraph-related>"
        f"<newsgraph-related article='{served.article}' heading='Read on' heading-level='3'></newsgraph-related>"
        "<newsgraph-search></newsgraph-search>"
    )
    page = opened(body, width=width, dark=dark)
    ready(page)
    page.eval_on_selector_all("summary", "some => some.forEach(one => one.click())")
    page.fill("input", "strike")
    page.wait_for_selector("newsgraph-search li")
    assert complaints(page) == []


def test_without_a_script_the_links_are_there(served: Served, opened: Opened) -> None:
    page = opened(f"<newsgraph-related article='{served.article}'>{served.fragment}</newsgraph-related>", script=False)
    shown = [one.get_attribute("href") for one in page.query_selector_all("newsgraph-related a") if one.is_visible()]
    assert shown == [one.url for one in served.related]
    page.click("summary")
    assert page.is_visible("blockquote")


def test_a_list_that_is_there_stays_and_the_limit_hides(served: Served, opened: Opened) -> None:
    body = f"<newsgraph-related article='{served.article}' limit='2'>{served.fragment}</newsgraph-related>"
    page = opened(body)
    ready(page)
    assert [one.is_visible() for one in page.query_selector_all("newsgraph-related li")] == [True, True, False]
    assert page.locator("details").count() == 3


def test_bare_links_get_outlet_date_and_reason(served: Served, opened: Opened) -> None:
    first, second = served.related[1], served.related[0]
    asked = ((first.url, "Mine"), ("https://x.example/", "Other"), (second.url, "Third"))
    items = "".join(f"<li><a href='{url}'>{words}</a></li>" for url, words in asked)
    page = opened(f"<newsgraph-related article='{served.article}'><ul>{items}</ul></newsgraph-related>")
    ready(page)
    told = page.eval_on_selector_all("newsgraph-related li", "some => some.map(one => one.textContent)")
    assert told[0].startswith("Mine")
    assert first.line in told[0]
    assert first.source in told[0]
    assert told[1] == "Other"
    assert second.line in told[2]


def test_a_reason_without_a_quote_is_a_line_and_no_button(served: Served, opened: Opened) -> None:
    told = [json.loads(file.read_text("utf-8")) for file in sorted(served.folder.glob("newsgraph/related/*/*.*.json"))]
    box = next(one for one in told if any(not related["quote"] for related in one["related"]))
    some = box["related"]
    page = opened(f"<newsgraph-related article='{box['article']}'></newsgraph-related>")
    ready(page)
    assert page.locator("summary").all_text_contents() == [one["line"] for one in some if one["quote"]]
    for one in some:
        assert page.get_by_text(one["line"], exact=True).is_visible()


def test_it_reads_the_answer_of_a_server_too(served: Served, opened: Opened) -> None:
    page = opened(f"<newsgraph-related article='{served.article}' api='/api'></newsgraph-related>")
    ready(page)
    assert links(page) == [one.url for one in served.related]
    assert page.locator("summary").all_text_contents() == [one.line for one in served.related]


def test_the_keyboard_goes_from_headline_to_reason_and_opens_it(served: Served, opened: Opened) -> None:
    page = opened(f"<newsgraph-related article='{served.article}'></newsgraph-related>")
    ready(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == served.related[0].url
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.keyboard.press("Enter")
    assert page.locator("blockquote").first.is_visible()


def test_a_click_is_told_to_the_page(served: Served, opened: Opened) -> None:
    page = opened(f"<newsgraph-related article='{served.article}'></newsgraph-related>")
    ready(page)
    page.evaluate("addEventListener('click', event => event.preventDefault())")
    page.locator("newsgraph-related a").nth(1).click()
    expected = [{"article": served.article, "related": served.related[1].id, "place": 2}]
    assert page.evaluate("window.followed") == expected


def test_a_page_that_nothing_is_related_to_shows_nothing(served: Served, opened: Opened) -> None:
    key = next(id for id, told in served.answers.items() if not json.loads(told)["related"])
    page = opened(f"<newsgraph-related article='{key}'></newsgraph-related>")
    page.wait_for_selector("newsgraph-related[data-state=empty]", state="attached")
    assert page.evaluate("document.querySelector('newsgraph-related').offsetHeight") == 0


def test_the_search_finds_as_one_types_and_its_address_is_a_citation(
    served: Served, opened: Opened, archive: newsgraph.Archive
) -> None:
    page = opened("<newsgraph-search limit='50'><a href='/all'>All articles</a></newsgraph-search>")
    page.focus("input")
    page.keyboard.type("crane")
    page.wait_for_selector("newsgraph-search li")
    found = page.eval_on_selector_all("newsgraph-search a", "some => some.map(one => one.href)")
    exact = {hit.url for hit in archive.search("title:cranes", limit=50, highlights=False).hits if hit.url}
    assert exact
    assert exact <= set(found)
    assert set(found[: len(exact)]) & exact
    assert page.text_content("[role=status]") == f"{len(found)} articles"
    assert page.url.endswith("?q=crane")
    again = opened("<newsgraph-search limit='50'></newsgraph-search>", query="?q=crane")
    again.wait_for_selector("newsgraph-search li")
    assert again.eval_on_selector_all("newsgraph-search a", "some => some.map(one => one.href)") == found


def test_a_search_that_finds_nothing_says_so(opened: Opened) -> None:
    page = opened("<newsgraph-search></newsgraph-search>")
    page.fill("input", "zyzzyva")
    page.wait_for_selector("[role=status]:not(:empty)")
    assert page.text_content("[role=status]") == "No article has these words."
