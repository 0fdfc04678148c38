"""Which words of a paragraph link where?"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from newsgraph.cleaning.blocks import Block, squeezed

# What urljoin would take apart and put together again as it was, in ten times the time.
_ABSOLUTE = re.compile(r"https?://[\w.-]+/[\w/.%~-]*(?:\?[\w=&.%~-]+)?", re.ASCII)


class BodyLink(NamedTuple):
    """`paragraphs[paragraph][start:end]` is the linked words, `url` is absolute (http or https)."""

    paragraph: int
    start: int
    end: int
    url: str


def body_links(blocks: Sequence[Block], base: str) -> tuple[BodyLink, ...]:
    """The links of these blocks, in order, `paragraph` being the place of the block among them.

    Links to places on the same page, mail addresses and scripts are no links to other pages.
    """
    return tuple(
        BodyLink(number, start, end, url)
        for number, block in enumerate(blocks)
        for start, end, href in _spans(block)
        if (url := _absolute(base, href))
    )


def _spans(block: Block) -> list[tuple[int, int, str]]:
    """Where the linked words stand in the block's text; none where squeezing moved them out of sight."""
    found = []
    for start, end, href in block.links:
        words = squeezed(block.raw[start:end])
        at = block.text.find(words, max(len(squeezed(block.raw[:start])) - 1, 0)) if words else -1
        if at >= 0:
            found.append((at, at + len(words), href))
    return found


def _absolute(base: str, href: str) -> str:
    href = href.strip()
    if not href or href.startswith("#"):
        return ""
    if _ABSOLUTE.fullmatch(href):
        return href
    try:
        url = urljoin(base, href)
    except ValueError:  # "http://[": what a page prints is no promise
        return ""
    return url if url.lower().startswith(("http://", "https://")) else ""
