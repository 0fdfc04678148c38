"""The explorer's files: which addresses give them, in how many bytes, and what they never do."""

import asyncio
import gzip
import re
from pathlib import Path

import httpx
import pytest

from newsgraph.serving.web.application import Settings, application
from newsgraph.serving.web.pages import FOLDER, TYPES

FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in TYPES)
FIRST_LOAD = 150_000  # bytes, unpacked
VIEWS = [
    "/",
    "/search?q=strike",
    "/article/340cb54fb72f0147",
    "/entity/place/gb/port-averin",
    "/graph?name=x",
    "/map",
    "/queue",
    "/log",
    "/draft",
]


@pytest.fixture(scope="module")
def client(corpus: Path) -> "Client":
    return Client(httpx.ASGITransport(app=application(Settings(corpus))))


class Client:
    def __init__(self, transport: httpx.ASGITransport) -> None:
        self._transport = transport

    def get(self, path: str, **headers: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://archive.example") as client:
                return await client.get(path, headers=headers)

        return asyncio.run(asked())


@pytest.mark.parametrize("path", VIEWS)
def test_every_view_has_an_address_that_gives_the_page(client: Client, path: str) -> None:
    told = client.get(path)
    assert (told.status_code, told.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert told.content == (FOLDER / "index.html").read_bytes()
    assert "script-src 'self'; style-src 'self'" in told.headers["content-security-policy"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_has_its_type_and_its_tag(client: Client, path: Path) -> None:
    if path.name == "index.html":
        return
    told = client.get(f"/explorer/{path.name}")
    assert told.headers["content-type"].encode() == TYPES[path.suffix]
    assert (told.headers["cache-control"], told.headers["x-content-type-options"]) == ("no-cache", "nosniff")
    assert told.content == path.read_bytes()
    again = client.get(f"/explorer/{path.name}", **{"if-none-match": told.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/explorer/{path.name}", **{"accept-encoding": "identity"}).content == path.read_bytes()


@pytest.mark.parametrize(
    "path",
    ["/explorer/", "/explorer/../web/api.py", "/explorer/%2e%2e/web/api.py", "/explorer/world.md", "/explorer/x.js"],
)
def test_no_path_leads_to_what_is_no_file_of_the_explorer(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_what_is_read_is_answered(client: Client) -> None:
    assert client.get("/searching").status_code == 404
    assert client.get("/searching").headers["content-type"] == "application/problem+json"
    assert client.get("/api/nothing").headers["content-type"] == "application/problem+json"


def test_a_wrong_address_in_a_browser_gives_the_page_which_says_so(client: Client) -> None:
    told = client.get("/searching/for", accept="text/html,*/*")
    assert (told.status_code, told.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert told.content == (FOLDER / "index.html").read_bytes()
    assert client.get("/api/nothing", accept="text/html,*/*").headers["content-type"] == "application/problem+json"


def test_the_first_load_is_small() -> None:
    """The page, its styles, and all modules that the home page loads, one through the other."""
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    first = {*re.findall(r'"/explorer/([\w.]+)"', page), "view_search.js"}
    known: set[str] = set()
    while first - known:
        name = min(first - known)
        known.add(name)
        if name.endswith(".js"):
            first |= set(re.findall(r'from "\./([\w.]+)"', (FOLDER / name).read_text(encoding="utf-8")))
    sizes = {name: (FOLDER / name).stat().st_size for name in known}
    assert sum(sizes.values()) + len(page.encode()) <= FIRST_LOAD, sizes


def test_the_outline_of_the_world_is_small() -> None:
    assert (FOLDER / "world.json").stat().st_size <= 60_000
    assert len(gzip.compress((FOLDER / "world.json").read_bytes())) <= 20_000


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix != ".json"], ids=lambda path: path.name)
def test_files_are_short_and_ask_nobody_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert max(map(len, text.splitlines())) <= 120 or path.suffix == ".svg"
    outside = set(re.findall(r"https?://[^\s\"'`)]+", text))
    assert outside <= {
        "http://www.w3.org/2000/svg",
        "http://gexf.net/1.3",
        "http://gexf.net/1.3/viz",
    }  # names, no pages
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text)
    if path.suffix == ".html":
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)
    if path.suffix == ".js":
        assert text.startswith("// "), "a file opens with its question"
        assert "?" in text.splitlines()[0]
        assert not re.search(r"\bstyle: [`\"]|setAttribute\(\"style", text)  # the policy forbids the attribute


def test_all_modules_that_are_imported_are_there() -> None:
    names = {path.name for path in FILES}
    for path in FILES:
        if path.suffix == ".js":
            wanted = set(re.findall(r'(?:from|import\()\s*"\./([\w.]+)"', path.read_text(encoding="utf-8")))
            assert wanted <= names, path.name
