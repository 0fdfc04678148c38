"""What do copies look like on a terminal? The first text, what speaks for it, and what each made of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.terminal import HEADLINE, QUIET, Page, folded, hung, kind, screen
from newsgraph_cli.words import counted, day, listed, plain

if TYPE_CHECKING:
    from newsgraph import Copies, Ran

CUT = 60  # letters of a paragraph that was left out
SIGNS, CHANGES, SHARES = 5, 6, 10  # so many are shown, the rest is counted


def show_copies(found: "Copies") -> None:
    console = screen()
    first = found.first
    console.put(Text(plain(first.title) or "(no headline)", HEADLINE))
    _facts(console, first, "")
    console.put()
    console.put(Text(_origin(found)))
    for sign in found.signs[:SIGNS]:
        told = Text(f"{sign.kind}, {plain(sign.source) or sign.article}: {plain(sign.words)}", QUIET)
        for line in hung("   ", told, console):
            console.put(line)
    for one in found.ran:
        console.put()
        console.put(Text(plain(one.title) or "(no headline)", HEADLINE))
        _facts(console, one, one.kind or "in other words")
        for heading, words in _made(one):
            for line in hung(f"   {heading:<10}", Text(words), console):
                console.put(line)
    _shares(console, found)
    if not found.ran:
        console.put(Text("No other article of the archive ran it.", QUIET))


def _facts(console: Page, one: "Ran", what: str) -> None:
    parts: list[Text | str] = [kind("source", one.source or "source unknown"), day(one.published)]
    if what:
        parts.append(f"{what}, {one.kept:.0%} of it" if one.kind else what)
    for line in folded([*parts, Text(one.article, QUIET)], console.width):
        console.put(line)


def _origin(found: "Copies") -> str:
    sure = "" if found.certain else "probably "
    if found.origin.startswith("source/"):
        return f"It is {sure}from {plain(found.origin.removeprefix('source/'))}; that article was not found here"
    if found.origin != found.article:
        return f"It is {sure}from {plain(found.origin)}"
    return f"It is {sure}the first" if found.ran else "Nothing says that it is from elsewhere"


def _made(one: "Ran") -> Iterator[tuple[str, str]]:
    """What it took, changed, put in and left out."""
    changes = [change for paragraph in one.paragraphs for change in paragraph.changes]
    for was, now in changes[:CHANGES]:
        yield "changed", f"{_quoted(was)} → {_quoted(now)}"
    if len(changes) > CHANGES:
        yield "", f"and {counted(len(changes) - CHANGES, 'more change')}"
    new = sum(paragraph.source is None for paragraph in one.paragraphs)
    if one.kind and new:
        yield "new", f"{new:,} of its {counted(len(one.paragraphs), 'paragraph')}"
    if one.kind and one.left_out:
        yield "left out", listed([_quoted(shorten(plain(words), CUT)) for words in one.left_out], most=2)
    if one.uncorrected:
        yield "outdated", f"{_quoted(one.uncorrected)}, as it was before the correction"


def shorten(words: str, most: int) -> str:
    """Up to so many letters, cut between two words."""
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0] or words[:most]} …"


def _quoted(words: str) -> str:
    return f"“{plain(words)}”" if words else "nothing"


def _shares(console: Page, found: "Copies") -> None:
    if not found.shares:
        return
    console.put()
    for one in found.shares[:SHARES]:
        about = f"{one.kind}, {one.kept:.0%} of it: "
        console.put(
            Text.assemble((about, QUIET), f"{plain(one.title)} ", (f"{plain(one.source)} {one.article}", QUIET))
        )
    if len(found.shares) > SHARES:
        console.put(Text(f"and {counted(len(found.shares) - SHARES, 'more article')} that share some of it", QUIET))
