"""What do an archive's numbers look like on a terminal?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.table import Table
from rich.text import Text

from newsgraph_cli.search_page import facet
from newsgraph_cli.terminal import COLOURS, HEADLINE, QUIET, columns, folded, screen
from newsgraph_cli.words import counted, day, plain, size

if TYPE_CHECKING:
    from newsgraph import Stats

BAR, YEARS = 40, 20  # cells of the longest bar; years shown


def show_stats(found: "Stats") -> None:
    """The archive in a sentence, its particulars, years as bars, the most frequent outlets and authors."""
    console = screen()
    console.put(Text(counted(found.articles, "article"), HEADLINE) + Text(f" in {plain(found.folder)}{_span(found)}"))
    console.put()
    table = columns()
    table.add_column(justify="right")
    table.add_column()
    for number, meaning in _particulars(found):
        table.add_row(number, meaning)
    console.put(table)
    console.put()
    if found.years:
        console.put(_years(found.years))
        console.put()
    lists = {"source": found.sources, "author": found.authors, "language": found.languages}
    blocks = [facet(name, values) for name, values in lists.items() if values]
    console.put(Columns(blocks, padding=(0, 3)))
    for line in folded(_below(found), console.width):
        line.style = QUIET
        console.put(line)


def _below(found: "Stats") -> list[str]:
    parts = ", ".join(f"{name} {size(count)}" for name, count in found.bytes_on_disk.items() if count)
    on_disk = f"{size(sum(found.bytes_on_disk.values()))} on disk" + (f" ({parts})" if parts else "")
    return [on_disk, f"text engine {found.engine}", f"revision {found.revision:,}"]


def _span(found: "Stats") -> str:
    if found.first is None or found.last is None:
        return ""
    return f", published from {day(found.first)} to {day(found.last)}"


def _particulars(found: "Stats") -> list[tuple[str, str]]:
    facts = (
        (found.versions, "versions kept, the current ones included"),
        (found.undated, "without a date"),
        (found.partial, "of which only a summary has arrived"),
        (found.withdrawn, "withdrawn by their publisher, not shown"),
    )
    return [(f"{number:,}", meaning) for number, meaning in facts if number]


def _years(years: Sequence[tuple[str, int]]) -> Table:
    """A bar for each year, in order of time; the last ones where there are many."""
    table = columns()
    table.add_column(justify="right", style=QUIET)
    table.add_column(no_wrap=True)
    in_order = sorted(years)
    most = max(count for _, count in years)
    if len(in_order) > YEARS:
        table.add_row("", Text(f"{len(in_order) - YEARS:,} earlier years left out: --json", QUIET))
    for year, count in in_order[-YEARS:]:
        bar = "█" * round(BAR * count / most) or "▏"
        table.add_row(plain(year), Text.assemble((bar, COLOURS["place"]), f" {count:,}"))
    return table
