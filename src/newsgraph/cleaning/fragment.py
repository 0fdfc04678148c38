"""What does a piece of HTML say that is the body alone, as feeds and content systems hand it over?"""

import re

from newsgraph.cleaning.blocks import Block, page_blocks
from newsgraph.cleaning.furniture import is_furniture_line
from newsgraph.cleaning.hints import Hint
from newsgraph.cleaning.links import body_links
from newsgraph.cleaning.markup import parse_html
from newsgraph.cleaning.page_view import WORD
from newsgraph.cleaning.page_zones import PageParts

_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def fragment_parts(body_html: str, base: str = "") -> PageParts:
    """Take a fragment apart: all of it is the article's but captions and lines that are furniture by their words.

    `base` is what its links are relative to.

    Plain text gives its paragraphs, parted by empty lines.
    """
    if "<" not in body_html:
        body_html = _EMPTY_LINES.sub("<br><br>", body_html)
    blocks = page_blocks(parse_html(f"<div>{body_html}</div>"))
    rest = [block for block in blocks if not _is_caption(block)]
    body = [block for block in rest if not _is_furniture(block)]
    return PageParts(
        paragraphs=tuple(block.text for block in body),
        captions=tuple(dict.fromkeys(block.text for block in blocks if _is_caption(block))),
        furniture=tuple(dict.fromkeys(block.text for block in rest if _is_furniture(block))),
        links=body_links(body, base),
    )


def _is_furniture(block: Block) -> bool:
    lower = block.text.lower()
    return is_furniture_line(WORD.findall(lower), lower)


def _is_caption(block: Block) -> bool:
    box = block.box
    outer = box.parent.hint if box.parent else 0
    return bool((box.hint | outer) & Hint.FIGURE or (box.hint | block.inline) & Hint.CAPTION)
