"""What does a page on the terminal look like? Text first, colour only where it is taken, aligned columns."""

import shutil
import sys
from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from newsgraph_cli.words import colourful, in_place, plain

MEASURE = 75  # characters a line of reading text may have
WIDEST = 100  # beyond this the eye loses the line, however wide the window

# The four kinds, told apart by mark and by colour; the same marks in the explorer and in the box.
MARKS = {"source": "▤", "author": "✎", "place": "●", "actor": "■"}
COLOURS = {"source": "blue", "author": "magenta", "place": "cyan", "actor": "yellow"}
ACTORS = ("person", "organisation", "group")
HEADLINE, QUIET, MATCH, GOOD, BAD = "bold", "dim", "bold yellow", "green", "bold red"


class Page(Console):
    """Where a page is written to; no line of it ends in blanks."""

    def put(self, held: RenderableType = "", *, style: str = "") -> None:
        self.print(Trimmed(held), style=style)

    def on_broken_pipe(self) -> None:
        """As everywhere: `Verbs.invoke` ends with the code of SIGPIPE, where rich would end with 1, nothing found."""
        raise BrokenPipeError


def screen() -> Page:
    """The terminal to write a page to; without colour where none is wanted, and never wider than a page."""
    return Page(
        file=sys.stdout,
        force_terminal=colourful(sys.stdout),
        color_system="standard" if colourful(sys.stdout) else None,
        no_color=False,
        width=width(),
        highlight=False,
        markup=False,
        emoji=False,
    )


def width() -> int:
    return max(40, min(shutil.get_terminal_size().columns, WIDEST))


def kind(name: str, words: str) -> Text:
    """A name with the mark of its kind."""
    return Text.assemble((f"{MARKS[name]} ", COLOURS[name]), plain(words))


def mark_of(kind: str) -> str:
    """Which of the marks stands for an entity's kind: people, organisations and groups are actors."""
    return "actor" if kind in ACTORS else kind


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Text:
    """`text` as one safe line with the words at `marks` standing out."""
    line = Text(in_place(text))
    for start, end in marks:
        line.stylize(MATCH, start, end)
    return line


def joined(parts: Iterable[Text | str]) -> Text:
    """The parts of a line of facts, a middle dot between two."""
    line = Text()
    for part in parts:
        line.append(" · " if line else "", QUIET)
        line.append_text(part if isinstance(part, Text) else Text(part))
    return line


def folded(parts: Iterable[Text | str], room: int) -> list[Text]:
    """The parts as lines of at most `room` where they allow it, broken between parts only."""
    lines: list[list[Text | str]] = [[]]
    for part in parts:
        if lines[-1] and joined([*lines[-1], part]).cell_len > room:
            lines.append([])
        lines[-1].append(part)
    return [joined(line) for line in lines]


def hung(heading: str, line: Text, console: Console) -> Iterator[Text]:
    """The line behind its heading, in quiet letters; what does not fit begins below its first word."""
    for number, part in enumerate(line.wrap(console, console.width - len(heading))):
        part.rstrip()
        yield Text.assemble((" " * len(heading) if number else heading, QUIET), part)


def columns() -> Table:
    """A table without lines: columns that line up and nothing else."""
    return Table.grid(padding=(0, 2))


class Trimmed:
    """What it holds, without the blanks that a table pads its lines with."""

    def __init__(self, held: RenderableType) -> None:
        self._held = held

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in console.render_lines(self._held, options, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                last = line.pop()
                line.append(Segment(last.text.rstrip(), last.style))
            yield from (*line, Segment.line())
