"""What does the page say about itself to machines? Parsed once, asked many times."""

import contextlib
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

import lxml.etree
import lxml.html

from newsgraph.address import canonical_url, host_of
from newsgraph.cleaning.blocks import Walk, walk

Json = dict[str, Any]

_EMPTY = "<html><head></head><body></body></html>"
# Not characters to XML: libxml2 stops reading at a NUL. Bytes, because deleting from text is slow.
_NO_CHARACTERS = bytes({*range(0x20)} - {*b"\t\n\r"})
# The elements that tell of the page as a whole, found in one pass: in a tenth of the time that an XPath for each took.
_TELLING = ("base", "h1", "h2", "link", "meta", "script", "time", "title")
# One class for all elements: lxml.html asks Python for the class of each, a tenth of a page's time.
_ELEMENTS = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)+|(?:-->|//\s*\]\]>|\]\]>|;)+\s*$", re.DOTALL
)
_NAMES = frozenset(("name", "property", "itemprop", "http-equiv"))  # of a <meta>
_NESTS = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST_NODES = 2_000  # a page with more is not describing one article


class Markup:
    """One HTML page, parsed once. Nothing in it can make this raise: what cannot be read is simply not there.

    `page` is text, so encoding declarations in it are ignored; `address` is where it was fetched from, or "".
    """

    def __init__(self, page: str, address: str = "") -> None:
        self.page = page
        self.address = address
        self.tree: lxml.html.HtmlElement = parse_html(page)

    @cached_property
    def _named(self) -> dict[str, list[lxml.html.HtmlElement]]:
        found: dict[str, list[lxml.html.HtmlElement]] = {tag: [] for tag in _TELLING}
        for element in self.tree.iter(*_TELLING):
            found[str(element.tag)].append(element)
        return found

    def named(self, tag: str) -> list[lxml.html.HtmlElement]:
        """The elements with one of the tags in `_TELLING`, in page order."""
        return self._named[tag]

    @cached_property
    def base(self) -> str:
        """What relative links are relative to: `<base href>` on top of the page's own address."""
        links = (node.get("href") for node in self.named("base"))
        return joined(self.address or self.url, next((link for link in links if link is not None), ""))

    @cached_property
    def json_ld(self) -> list[Json]:
        """Every object of every JSON-LD block, in page order: lists, `@graph` and main entities flattened.

        A block that is not quite JSON (comments around it, trailing commas, escaped quotes) is read as far as
        it goes.
        """
        blocks = (node.text or "" for node in self.named("script") if "ld+json" in node.get("type", "").lower())
        return [node for block in blocks for value in read_json(block) for node in _flat(value)][:_MOST_NODES]

    @cached_property
    def by_json_id(self) -> dict[str, Json]:
        """JSON-LD objects by their `@id`: the one that says most where several share it."""
        found: dict[str, Json] = {}
        for node in self.json_ld:
            name = node.get("@id")
            if isinstance(name, str) and len(node) > len(found.get(name, ())):
                found[name] = node
        return found

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of `<meta>` in page order, no empty ones, by lower-case name, property or itemprop."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.named("meta"):
            if content := node.get("content", "").strip():
                for name in {text.strip().lower() for key, text in node.items() if key in _NAMES}:
                    found[name].append(content)
        found.pop("", None)
        return dict(found)

    def meta(self, name: str) -> list[str]:
        """What `<meta>` says under that name, property or itemprop (any case), in page order."""
        return self.metas.get(name.lower(), [])

    @cached_property
    def walk(self) -> Walk:
        """The blocks of the page, and the elements that are marked as somebody's or something."""
        return walk(self.tree)

    @cached_property
    def itemprops(self) -> list[lxml.html.HtmlElement]:
        """The elements with an `itemprop` (schema.org microdata), in page order."""
        return [element for element in self.walk.marked if element.get("itemprop")]

    @cached_property
    def canonical(self) -> str:
        """`<link rel=canonical>`, absolute; "" where there is none. It may name another publisher's page."""
        links = (link for link in self.named("link") if link.get("rel") in ("canonical", "Canonical"))
        urls = (joined(self.address, link.get("href", "")) for link in links)
        return next((url for url in urls if host_of(url)), "")

    @cached_property
    def url(self) -> str:
        """The page's own address: where it was fetched from, else og:url, its canonical link, JSON-LD's; spelled as
        the canonical link spells it, where that names the same page."""
        own = (
            self.address,
            *self.meta("og:url"),
            self.canonical,
            *self.meta("twitter:url"),
            *self._json_urls(),
        )
        url = next((url.strip() for url in own if host_of(url) and "//" in url), "")
        return self.canonical if url and canonical_url(self.canonical) == canonical_url(url) else url

    def _json_urls(self) -> Iterator[str]:
        for node in self.json_ld:
            if any("Article" in kind or kind == "BlogPosting" for kind in json_types(node)):
                page = node.get("mainEntityOfPage")
                yield from (
                    value
                    for value in (node.get("url"), page, page.get("@id") if isinstance(page, dict) else None)
                    if isinstance(value, str)
                )


def parse_html(page: str) -> lxml.html.HtmlElement:
    """The page as a tree without comments; an empty page where nothing can be parsed. Never raises."""
    clean = page.encode("utf-8", "replace").translate(None, _NO_CHARACTERS)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True, huge_tree=True
    )
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        return lxml.html.document_fromstring(clean, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return lxml.html.document_fromstring(_EMPTY)


def joined(base: str, link: str) -> str:
    """`link` made absolute; as it is where either cannot be read as a URL."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link.strip()


def json_types(node: Json) -> list[str]:
    """The names in `@type`, without a schema prefix."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return [name.rpartition("/")[2].rpartition(":")[2] for name in names if isinstance(name, str)]


def read_json(block: str) -> Iterator[Any]:
    """The JSON values in a script element, mended where a simple mistake keeps them from being JSON."""
    with contextlib.suppress(ValueError, RecursionError):
        yield json.loads(block, strict=False)
        return
    text = _WRAPPING.sub("", block).strip()
    for mended in (text, _TRAILING_COMMA.sub("", text), html.unescape(text)):
        try:
            yield json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
        return
    yield from _read_pieces(text)


def _read_pieces(text: str) -> Iterator[Any]:
    """Several values in a row, and what can be read before it breaks off."""
    decoder, at = json.JSONDecoder(strict=False), 0
    while 0 <= at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        at = min((i for i in (text.find("{", end), text.find("[", end)) if i >= 0), default=-1)


def _flat(value: Any, depth: int = 0) -> Iterator[Json]:
    if depth > 8:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _NESTS:
            if isinstance(value.get(key), list | dict):
                yield from _flat(value[key], depth + 1)
