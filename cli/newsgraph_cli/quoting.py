"""How does a page quote? A sentence and its article below: outlet, date and id."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.search_page import ROOMY, SHORT, quoted
from newsgraph_cli.terminal import HEADLINE, QUIET, Page, joined, kind, mark_of
from newsgraph_cli.words import day, plain

if TYPE_CHECKING:
    from newsgraph import Node, Quote

LINES = 2  # of a sentence in a list


def node(one: "Node") -> Text:
    """An entity's name with the mark of its kind."""
    return kind(mark_of(one.kind.value), one.name)


def headed(one: "Node", aside: str, room: int) -> Text:
    """A name as the head of a block, at the right edge something quiet, for which a long name leaves no room."""
    line = node(one)
    line.style = HEADLINE
    return edged(line, aside if line.cell_len + len(aside) + 2 <= room else "", room)


def numbered(console: Page, blocks: Sequence[Sequence[Text]]) -> None:
    """Put the blocks, each with its number in the margin and an empty line behind it."""
    digits = len(str(len(blocks)))
    for number, block in enumerate(blocks, 1):
        margin = f"{number:>{digits}}  "
        for line in block:
            console.put(Text.assemble((margin, QUIET), line))
            margin = " " * len(margin)
        console.put()


def said(quote: "Quote | None", console: Page, room: int, *, lines: int = LINES) -> Iterator[Text]:
    """The sentence in so many lines at most, then its article; nothing for None."""
    if quote is None:
        return
    aside = "" if quote.both else " (the article names both)"
    letters = lines * room - (lines - 1) * 8 - len(aside)  # 8: what breaking at blanks costs
    cut = Text.assemble(quoted(quote.text, quote.marks, room=letters), (aside, QUIET))
    for line in cut.wrap(console, room, no_wrap=False, overflow="fold"):
        line.rstrip()
        yield line
    yield cited((quote.source, quote.published, quote.article), room)


def cited(article: tuple[str, datetime | None, str], room: int) -> Text:
    """Outlet and date, the id at the right edge; in a narrow window as much of it as tells it apart."""
    source, published, id = article
    name = id if room >= ROOMY else id[: len("article/") + SHORT]
    return edged(joined([kind("source", source or "source unknown"), day(published)]), name, room)


def edged(line: Text, aside: str, room: int) -> Text:
    """The line, cut where it must be, and something quiet at the right edge."""
    aside = plain(aside)
    line.truncate(max(room - len(aside) - (2 if aside else 0), 1), overflow="ellipsis")
    return Text.assemble(line, " " * (room - line.cell_len - len(aside)), (aside, QUIET))
