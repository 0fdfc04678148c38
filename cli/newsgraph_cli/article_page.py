"""What does an article look like on a terminal? Headline, who and when, its text in a readable measure."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from newsgraph_cli.show import fate
from newsgraph_cli.terminal import COLOURS, HEADLINE, MEASURE, QUIET, Page, columns, folded, kind, mark_of, screen
from newsgraph_cli.words import counted, in_place, listed, minute, plain

if TYPE_CHECKING:
    from newsgraph import Article, Named

# What the archive says of a version: number, revision, recorded, title, withdrawn, current.
Version = tuple[int, int, datetime, str, bool, bool]
# How the parts of a page stand out from its text; what is not of the article itself is quiet.
ZONE_STYLES = {
    "title": HEADLINE,
    "standfirst": "italic",
    "caption": QUIET,
    "byline": QUIET,
    "bio": QUIET,
    "comments": QUIET,
    "furniture": QUIET,
}


def show_article(article: "Article", names: "Sequence[Named]" = (), first: "Article | None" = None) -> None:
    """The article as one reads it, the names in it in the colours of their kinds, and a list of them below; where
    another article is its `first`, that it is."""
    console = _narrow()
    console.put(_headline(article, names))
    for facts in folded(_facts(article), console.width):
        console.put(facts)
    console.put()
    for part in _paragraphs(article, names):
        console.put(part)
        console.put()
    for named in _named(names):
        console.put(named)
    if names:
        console.put()
    if first is not None:
        console.put(Text(f"First in {plain(first.source) or 'another article'}, {first.id}", QUIET))
    for line in _below(article):
        if " " in line:
            console.put(Text(line, QUIET))
        else:  # an address in one piece can be copied
            console.print(Text(line, QUIET), soft_wrap=True)


def _facts(article: "Article") -> list[Text | str]:
    parts: list[Text | str] = [kind("source", article.source or "source unknown"), minute(article.published)]
    if article.authors:
        parts.append(kind("author", listed(article.authors)))
    if article.agencies:
        parts.append(plain(listed(article.agencies)))
    if article.updated and article.updated != article.published:
        parts.append(f"updated {minute(article.updated)}")
    if article.section:
        parts.append(plain(article.section))
    return parts


def _headline(article: "Article", names: "Sequence[Named]") -> Text:
    titles = [zone for zone in article.zones if zone.kind.value == "title"]
    if len(titles) != 1:
        return Text(plain(article.title) or "(no headline)", HEADLINE)
    return _coloured(article, (titles[0].start, titles[0].end), names, HEADLINE)


def _paragraphs(article: "Article", names: "Sequence[Named]") -> Iterator[Text]:
    for zone in article.zones:
        if zone.kind.value in ("standfirst", "body"):
            style = "italic" if zone.kind.value == "standfirst" else ""
            yield _coloured(article, (zone.start, zone.end), names, style)
    if not article.body and article.partial:
        yield Text("Only a summary of this article has arrived.", QUIET)


def _coloured(article: "Article", span: tuple[int, int], names: "Sequence[Named]", style: str) -> Text:
    """The words of the span as one safe line, the names in it in the colours of their kinds."""
    begin, end = span
    line = Text(in_place(article.text[begin:end]), style)
    for one in names:
        for start, stop, *_ in one.mentions:
            if begin <= start and stop <= end:
                line.stylize(COLOURS.get(mark_of(one.kind.value), ""), start - begin, stop - begin)
    return line


def _named(names: "Sequence[Named]") -> Iterator[Text]:
    """The places, then the actors, each with the mark of its kind."""
    for mark in ("place", "actor"):
        found = [plain(one.name) for one in names if mark_of(one.kind.value) == mark]
        if found:
            yield kind(mark, ", ".join(dict.fromkeys(found)))


def _below(article: "Article") -> Iterator[str]:
    """Where it comes from and how to see more of it."""
    if article.origin:
        how = next((e.how for e in article.evidence if e.field == "origin" and e.used), "")
        yield f"Copied from {plain(article.origin)}" + (f" ({plain(how)})" if how else "")
    if article.tags:
        yield f"Tags: {plain(', '.join(article.tags))}"
    yield from (plain(line) for line in (article.url, article.location) if line)
    hidden = [z for z in article.zones if z.kind.value not in ("title", "standfirst", "body")]
    left_out = f" · {counted(len(hidden), 'other zone')} of the page: --zones" if hidden else ""
    yield f"{article.id}{left_out}"


def show_zones(article: "Article") -> None:
    """Every part of the page under its label."""
    console = screen()
    table = columns()
    table.add_column(justify="right", style=QUIET, no_wrap=True)
    table.add_column(max_width=MEASURE)
    for zone in article.zones:
        words = Text(plain(article.text[zone.start : zone.end]), ZONE_STYLES.get(zone.kind.value, ""))
        about = [Text(f"about {plain(zone.about)}", QUIET)] if zone.about else []
        cell: RenderableType = Padding(Group(*about, words), (0, 0, 1, 0))
        table.add_row(zone.kind.value, cell)
    console.put(table)
    console.put(f"{counted(len(article.zones), 'zone')} of {article.id}", style=QUIET)


def show_versions(versions: Sequence[Version]) -> None:
    """The states of an article, first to last."""
    console = screen()
    table = columns()
    table.add_column(justify="right", style=QUIET)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for number, _, recorded, title, withdrawn, current in versions:
        headline = Text(plain(title), HEADLINE if current else "")
        table.add_row(str(number), minute(recorded), fate(withdrawn, current), headline)
    console.put(table)
    console.put(Text(f"{counted(len(versions), 'version')}; the text of one: --version N", QUIET))


def _narrow() -> Page:
    """The terminal at a width that is good to read."""
    console = screen()
    console.width = min(console.width, MEASURE)
    return console
