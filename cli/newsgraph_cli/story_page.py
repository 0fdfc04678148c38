"""What do stories and chains look like on a terminal? A block a report: headline, where and when, what was new."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.quoting import cited, numbered
from newsgraph_cli.search_page import quoted
from newsgraph_cli.terminal import HEADLINE, QUIET, Page, joined, kind, screen
from newsgraph_cli.words import counted, day, listed, plain

if TYPE_CHECKING:
    from newsgraph import Report, Story, Trail

FRESH = 3  # new sentences of a report that are shown
NAMED = 3  # new names of a sentence


def show_story(found: "Story") -> None:
    """Report by report, with what was new in each."""
    console = screen()
    room = console.width - 4
    numbered(console, [list(_block(report, room)) for report in found.reports])
    many = counted(len(found.reports), "independent report")
    console.put(Text(f"{many} of one event, in order of time" if len(found.reports) > 1 else f"{many} of it", QUIET))


def show_stories(found: "Sequence[Story]", *, days: int) -> None:
    """A block a story: its first headline, how many tell it, its last report."""
    console = screen()
    room = console.width - 4
    numbered(console, [list(_head(story, room)) for story in found])
    many = counted(len(found), "story", "stories")
    told = f"{many} of the last {counted(days, 'day')}, most told first"
    console.put(Text(told if found else "no event has two independent reports in these days", QUIET))


def show_chain(found: "Trail | None") -> None:
    """Article by article, with what ties each to the one before."""
    console = screen()
    if found is None:
        console.put(Text("nothing leads from one to the other", QUIET))
        return
    room = console.width - 4
    numbered(console, [list(_link(report, console, room)) for report in found.reports])
    many = counted(len(found.reports) - 1, "step")
    console.put(Text(f"{many}, the weakest link {found.strength:.2f}", QUIET))


def _block(report: "Report", room: int) -> "Iterator[Text]":
    yield Text(plain(report.title) or "(no headline)", HEADLINE)
    ran = [f"ran in {report.ran} articles"] if report.ran > 1 else []
    yield joined([kind("source", report.source or "source unknown"), day(report.published), *ran])
    best = sorted(report.fresh, key=lambda one: (-len(one.names), -one.claim, one.quote.start))[:FRESH]
    for fresh in sorted(best, key=lambda one: one.quote.start):
        what = listed([plain(word) for word in (*fresh.names, *fresh.numbers)], most=NAMED)
        yield Text.assemble(("new: ", QUIET), what or "what it says")
        yield quoted(fresh.quote.text, fresh.quote.marks, room=room)
    if len(report.fresh) > FRESH:
        yield Text(f"{counted(len(report.fresh) - FRESH, 'more new sentence')}: --json has them all", QUIET)
    yield Text(report.article, QUIET)


def _head(story: "Story", room: int) -> "Iterator[Text]":
    first, last = story.reports[0], story.reports[-1]
    yield Text(plain(first.title) or "(no headline)", HEADLINE)
    outlets = len({report.source for report in story.reports})
    spoken = (counted(len(story.reports), "report"), f"{counted(outlets, 'outlet')}", f"since {day(first.published)}")
    yield joined([Text(word) for word in spoken])
    yield Text(f"latest: {plain(last.title)}", QUIET)
    yield cited((last.source, last.published, last.article), room)


def _link(report: "Report", console: Page, room: int) -> "Iterator[Text]":
    yield Text(plain(report.title) or "(no headline)", HEADLINE)
    if report.line:
        yield from Text(f"{plain(report.line)} (link {report.link:.2f})").wrap(console, room)
    yield cited((report.source, report.published, report.article), room)
