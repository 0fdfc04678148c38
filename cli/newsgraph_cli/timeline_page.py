"""What does a timeline look like on a terminal? A bar a day, a week or more, then the bursts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from newsgraph_cli.quoting import cited, node, numbered
from newsgraph_cli.terminal import COLOURS, HEADLINE, MATCH, QUIET, Page, columns, folded, screen
from newsgraph_cli.words import MONTHS, counted, day, days, listed, plain, reports

if TYPE_CHECKING:
    from newsgraph import Node, Peak, Step, Timeline

MARGIN = 4  # cells, for the numbers of a list
BAR = 36  # cells of the longest bar
MOST = 40  # bars on a page; more, and days become months, months quarters, quarters years
GAP = 3  # empty bars in a row that one line stands for


class _Bar(NamedTuple):
    label: str
    origins: int
    bursts: tuple[int, ...]  # their numbers


class _Scale(NamedTuple):
    """What a bar stands for, and its label: the same for all days that lie in it."""

    unit: str
    label: Callable[[date], str]
    each: str


def _month(when: date) -> str:
    return f"{MONTHS[when.month - 1]} {when.year}"


def _quarter(when: date) -> str:
    first = (when.month - 1) // 3 * 3
    return f"{MONTHS[first]} to {MONTHS[first + 2]} {when.year}"


BY_DAY = _Scale("days", day, "a bar a day")
BY_WEEK = _Scale("weeks", day, "a bar a week, from its Monday on")
COARSER = (
    _Scale("months", _month, "a bar a month: --by day or --by week has them all"),
    _Scale("quarters", _quarter, "a bar a quarter: --by day or --by week has them all"),
    _Scale("years", lambda when: str(when.year), "a bar a year: --by day or --by week has them all"),
)


def show_timeline(about: "tuple[str, Node | None]", found: "Timeline", *, every: bool) -> None:
    """What was asked for, its bars (`every`: all of them, however many), its bursts."""
    console = screen()
    words, who = about
    kind = "query" if who is None else who.kind.value
    name = Text(f"“{plain(words)}”") if who is None else node(who)
    console.put(Text.assemble(name, (f"  {kind}", QUIET), style=HEADLINE))
    scale, bars = _bars(found, every=every)
    for line in folded([*_facts(found), Text(scale.each, QUIET)], console.width):
        console.put(line)
    console.put()
    console.put(_drawn(bars, scale.unit))
    console.put()
    _put_bursts(console, found.peaks)


def _facts(found: "Timeline") -> Iterator[str]:
    articles = sum(step.articles for step in found.steps)
    yield f"{reports(sum(step.origins for step in found.steps))} in {counted(articles, 'article')}"
    yield days(found.steps[0].day, found.steps[-1].day + timedelta(days=found.days - 1))
    if found.undated:
        yield f"{found.undated:,} more without a date"


def _bars(found: "Timeline", *, every: bool) -> tuple[_Scale, list[_Bar]]:
    """Bars of days or weeks, else of months, quarters, years: the first that fit, and the last if none does."""
    scale = BY_WEEK if found.days > 1 else BY_DAY
    bars = _bars_of(scale, found)
    for coarser in COARSER:
        if every or len(list(_folded(bars))) <= MOST:
            break
        scale, bars = coarser, _bars_of(coarser, found)
    return scale, bars


def _bars_of(scale: _Scale, found: "Timeline") -> list[_Bar]:
    parts = groupby(found.steps, lambda step: scale.label(step.day))
    return [_bar(label, list(steps), found) for label, steps in parts]


def _bar(label: str, steps: "Sequence[Step]", found: "Timeline") -> _Bar:
    bursts = [
        number
        for number, peak in enumerate(found.peaks, 1)
        if any(peak.first <= step.day < peak.last for step in steps)
    ]
    return _Bar(label, sum(step.origins for step in steps), tuple(bursts))


def _folded(bars: Sequence[_Bar]) -> Iterator[list[_Bar]]:
    """Bars one by one, but empty ones together where there are GAP or more in a row."""
    for empty, run in groupby(bars, lambda bar: not bar.origins):
        some = list(run)
        if empty and len(some) >= GAP:
            yield some
        else:
            yield from ([bar] for bar in some)


def _drawn(bars: Sequence[_Bar], unit: str) -> Table:
    table = columns()
    table.add_column(justify="right", style=QUIET)
    table.add_column(no_wrap=True)
    most = max(bar.origins for bar in bars)
    for some in _folded(bars):
        first = some[0]
        if len(some) > 1:
            table.add_row("", Text(f"{len(some):,} {unit} without a report", QUIET))
        else:
            table.add_row(first.label, _line(first, most))
    return table


def _line(bar: _Bar, most: int) -> Text:
    drawn = "█" * round(BAR * bar.origins / most) or ("▏" if bar.origins else "")
    numbers = listed([str(number) for number in bar.bursts])
    burst = f"  {'burst' if len(bar.bursts) == 1 else 'bursts'} {numbers}" if numbers else ""
    colour = MATCH if bar.bursts else COLOURS["place"]
    return Text.assemble((drawn, colour), f"{' ' if drawn else ''}{bar.origins:,}", (burst, QUIET))


def _put_bursts(console: Page, peaks: "Sequence[Peak]") -> None:
    if not peaks:
        console.put(Text("no burst: never suddenly more than usual", QUIET))
        return
    with_what = "with the article that stands best for it"
    console.put(Text(f"{counted(len(peaks), f'burst, {with_what}', f'bursts, each {with_what}')}", HEADLINE))
    console.put()
    numbered(console, [list(_burst(peak, console)) for peak in peaks])


def _burst(peak: "Peak", console: Page) -> Iterator[Text]:
    room = console.width - MARGIN
    yield from folded([days(peak.first, peak.last - timedelta(days=1)), reports(peak.origins)], room)
    for line in Text(plain(peak.title) or "(no headline)", HEADLINE).wrap(console, room):
        line.rstrip()
        yield line
    yield cited((peak.source, peak.published, peak.article), room)
