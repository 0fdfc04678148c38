"""What does a search look like on a terminal? Headline; source, date, authors; the line that matches."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.text import Text

from newsgraph_cli.terminal import (
    COLOURS,
    HEADLINE,
    MARKS,
    QUIET,
    Page,
    columns,
    joined,
    kind,
    marked,
    screen,
)
from newsgraph_cli.words import counted, day, listed, month, plain

if TYPE_CHECKING:
    from newsgraph import Hit, SearchResult

FACET_VALUES = 6  # of each facet; the rest is counted
HEADINGS = {
    "source": "Sources",
    "author": "Authors",
    "place": "Places",
    "actor": "Actors",
    "tag": "Tags",
    "year": "Years",
    "month": "Months",
    "language": "Languages",
}
# In a narrow window an id is cut to what tells it apart: among a million articles one in 4,000 needs more.
ROOMY, SHORT = 90, 8
OWN_WORDS = ("standfirst", "body")  # a passage from another zone says from which
Marks = Sequence[tuple[int, int]]


def show_result(result: "SearchResult") -> None:
    """The hits, the facets, then how many there are and what was left out."""
    console = screen()
    if result.hits:
        _print_hits(result, console)
    if result.facets:
        _print_facets(console, result)
    if result.total:
        console.put(Text(_tally(result), QUIET))


def _print_hits(result: "SearchResult", console: Page) -> None:
    """A block a hit, its number in the margin."""
    digits = len(str(result.offset + len(result.hits)))
    room = console.width - digits - 2
    for number, hit in enumerate(result.hits, result.offset + 1):
        margin = f"{number:>{digits}}  "
        for line in _block(hit, console, room):
            console.put(Text.assemble((margin, QUIET), line))
            margin = " " * len(margin)
        console.put()


def _block(hit: "Hit", console: Page, room: int) -> Iterator[Text]:
    for line in _headline(hit).wrap(console, room):
        line.rstrip()
        yield line
    yield from _facts(hit, room)
    reason = next((h for h in hit.highlights if h.zone != "title"), None)
    if reason is not None:
        label = "" if reason.zone in OWN_WORDS else f"{reason.zone}: "
        yield Text.assemble((label, QUIET), quoted(reason.text, reason.marks, room=room - len(label)))


def _headline(hit: "Hit") -> Text:
    """The headline, its matched words marked where the highlight is the whole of it."""
    for highlight in hit.highlights:
        if highlight.zone == "title" and highlight.text == hit.title:
            line = marked(highlight.text, highlight.marks)
            line.style = HEADLINE
            return line
    return Text(plain(hit.title) or "(no headline)", HEADLINE)


def _facts(hit: "Hit", room: int) -> list[Text]:
    """Source, date and as many authors as fit, the id at the right edge or, where there is no room, below."""
    name = Text(hit.id if room >= ROOMY else hit.id[: len("article/") + SHORT], QUIET)
    left = room - name.cell_len - 2
    for authors in (hit.authors, hit.authors[:1], ()):
        line = _who_and_when(hit, authors)
        if line.cell_len <= left:
            return [line + Text(" " * (left - line.cell_len + 2)) + name]
    line.truncate(room, overflow="ellipsis")
    return [line, name]


def _who_and_when(hit: "Hit", authors: Sequence[str]) -> Text:
    parts: list[Text | str] = [kind("source", hit.source or "source unknown"), day(hit.published)]
    if authors:
        more = [f"{len(hit.authors) - len(authors)} more"] if len(authors) < len(hit.authors) else []
        parts.append(kind("author", listed([*authors, *more])))
    return joined(parts)


def quoted(text: str, marks: Marks, *, room: int) -> Text:
    """A passage as one quoted line no wider than `room`, cut where most of its marked words are seen."""
    start, end = _window(text, marks, room - 6)
    cut = text[start:end]
    line = marked(cut, [(max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start])
    before = "“… " if start or cut[:1].islower() else "“"
    after = "”" if end == len(text) and re.search(r"""[.!?…'"’”»)]$""", cut) else " …”"
    return Text.assemble(before, line, after, no_wrap=True, overflow="ellipsis")


def _window(text: str, marks: Marks, room: int) -> tuple[int, int]:
    """The half-open part of `text`, at most `room` long and cut between words, that shows the most marks."""
    if len(text) <= room:
        return 0, len(text)
    slack = min(20, room // 4)  # how far to go for a blank to cut at
    starts = [0, *(max(0, start - room // 4) for start, _ in marks)]
    start = max(starts, key=lambda at: (sum(at <= a and b <= at + room for a, b in marks), -at))
    start = min(start, len(text) - room)
    if start:
        start = text.find(" ", start, start + slack) + 1 or start
    end = min(len(text), start + room)
    if end < len(text):
        seen = max((b for a, b in marks if start <= a and b <= end), default=start)
        blank = text.rfind(" ", max(seen, end - slack), end)
        end = blank if blank > 0 else end
    return start, end


def _print_facets(console: Page, result: "SearchResult") -> None:
    console.put(Text(f"Of the {counted(result.total, 'article')} that match:", QUIET))
    console.put()
    blocks = [facet(name, [one[:2] for one in values]) for name, values in result.facets.items() if values]
    console.put(Columns(blocks, padding=(0, 3)))


def facet(name: str, values: Sequence[tuple[str, int]]) -> RenderableType:
    """The most frequent values of one facet under its heading, and how many more there are."""
    mark = f"{MARKS[name]} " if name in MARKS else ""
    table = columns()
    table.add_column(justify="right")
    table.add_column(max_width=36, no_wrap=True, overflow="ellipsis")
    for value, count in values[:FACET_VALUES]:
        table.add_row(f"{count:,}", month(value) if name == "month" else plain(value))
    if len(values) > FACET_VALUES:
        table.add_row("", Text(f"and {len(values) - FACET_VALUES:,} more", QUIET))
    return Group(Text(f"{mark}{HEADINGS.get(name, name)}", f"bold {COLOURS.get(name, '')}".strip()), table, "")


def _tally(result: "SearchResult") -> str:
    """How many match, which of them are shown, and what to type for the next."""
    first, last = result.offset + 1, result.offset + len(result.hits)
    all_of_them = counted(result.total, "article matches", "articles match")
    if not result.hits:
        return f"{all_of_them}; none of them is shown"
    if len(result.hits) == result.total:
        return all_of_them
    shown = f"{first:,} to {last:,} shown" if last > first else f"number {first:,} shown"
    more = f" · {result.total - last:,} more: --offset {last}" if last < result.total else ""
    return f"{all_of_them} · {shown}{more}"
