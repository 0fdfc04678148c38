"""What is printed next to the headline? There stand the byline and the date of pages that mark neither."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.person_names import folded_name
from newsgraph.patterns import late

_SILENT = {"script", "style", "noscript", "template", "svg", "select", "option", "iframe", "button"}
_ELSEWHERE = {"aside", "footer", "nav", "form", "figcaption"}
# Whole class names: on many pages the container of the headline says "has-comments" or "newsletter-enabled".
_OTHERS = late(
    r"(?:^|\s)(?:comments?(?:-(?:list|section|area|thread))?|disqus_thread|related(?:-\w+)?|recommended(?:-\w+)?|footer|most-popular|trending)"
    r"(?=\s|$)",
    re.IGNORECASE,
)
# Headings of what stands below an article, whatever its class says: comments, their form, lists of other articles.
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "legend", "strong", "b", "summary", "caption", "th"})
_FOOT = late(
    r"\W*(?:(?:(?:\d+|no|all|your|readers?['’]?s?|user|latest|recent)\s+)?"
    r"(?:comments?|responses|replies|letters|thoughts)\b.{0,60}|"
    r"(?:leave|post|write|add|have)\s+(?:a|your)\s+(?:comment|reply|say).{0,60}|join the (?:conversation|discussion)|"
    r"(?:most|more)\s+(?:read|popular|viewed|shared|from|stories|news)\b.{0,60}|"
    r"(?:related|recommended|latest|trending)\b.{0,60}|"
    r"(?:\d+\s+)?kommentare?\b.{0,40}|(?:\d+\s+)?commentaires?\b.{0,40}|(?:\d+\s+)?comentarios?\b.{0,40}|"
    r"(?:meist|am meisten)\s?gelesen.{0,40}|(?:les )?plus lus.{0,40}|mehr zum thema.{0,40}|lo más leído.{0,40})$",
    re.IGNORECASE,
)
_PARAGRAPH = 120  # characters
# How far "next to" reaches: 80-400 elements and 20-80 chunks give the same authors and dates on 315 pages.
_ELEMENTS, _CHUNKS = 160, 40


class Chunk(NamedTuple):
    """A run of text, the address that it links to ("" where it is no link) and the tag that it stands in."""

    text: str
    href: str
    tag: str


def headline_element(markup: Markup) -> HtmlElement | None:
    """The `h1` that og:title or `<title>` repeat, else the only or first one with words in it, else such an
    `h2`."""
    titles = [title.text or "" for title in markup.named("title")[:1]]
    wanted = [folded_name(text) for text in [*markup.meta("og:title")[:1], *titles]]
    wanted = [text for text in wanted if text]
    headings = [(element, folded_name(element.text_content())) for element in markup.named("h1")[:20]]
    for element, text in headings:
        if len(text) > 8 and any(text in title or title in text for title in wanted):
            return element
    for element in markup.named("h2")[: 40 if wanted else 0]:
        text = folded_name(element.text_content())
        if len(text) > 15 and any(text in title for title in wanted):
            return element
    return next((element for element, text in headings if len(text) > 8), None)


def chunks_near(headline: HtmlElement | None) -> list[Chunk]:
    """The runs of text that follow the headline, in page order, as far as the first paragraphs."""
    if headline is None:
        return []
    return list(islice(_chunks(headline), _CHUNKS))


def _chunks(headline: HtmlElement) -> Iterator[Chunk]:
    told = False  # whether a paragraph has passed
    for element in islice(_following(headline), _ELEMENTS):
        tag, words, tail = str(element.tag), element.text, element.tail
        if told and tag in _HEADINGS and _FOOT.match(" ".join(element.text_content()[:200].split())):
            return
        if words:
            told = told or len(words) > _PARAGRAPH
            if tag not in _SILENT and (text := " ".join(words.split())):
                yield Chunk(text, _link(element), tag)
        if tail and (text := " ".join(tail.split())):
            yield Chunk(text, "", "")


def _link(element: HtmlElement) -> str:
    """Where its words lead, if it is a link or stands right inside one."""
    href = element.get("href", "") if element.tag == "a" else ""
    if not href and (parent := element.getparent()) is not None and parent.tag == "a":
        href = parent.get("href", "")
    return href


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements after it, in page order, without what stands in asides, footers, pictures and comments."""
    node: HtmlElement | None = element
    while node is not None and node.tag not in ("body", "html"):
        for sibling in node.itersiblings():
            yield from _within(sibling)
        node = node.getparent()


def _within(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element and what is in it, but for asides and the like."""
    for _, node in (steps := iterwalk(element, events=("start",))):
        tag, names, name = node.tag, node.get("class"), node.get("id")
        if tag in _ELSEWHERE or ((names or name) and _is_other(f"{names or ''} {name or ''}")):
            steps.skip_subtree()
        else:
            yield node
            if tag in _SILENT:
                steps.skip_subtree()


@lru_cache(maxsize=4096)
def _is_other(names: str) -> bool:
    return bool(_OTHERS.search(names))
