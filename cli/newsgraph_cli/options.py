"""The flags that several verbs share, written once so that they read the same everywhere."""

import os
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from newsgraph_cli.output import Form

INDEX = Path("indexes/default")
DEMO_INDEX = Path("indexes/demo")

Index = Annotated[Path, typer.Option("--index", metavar="PATH", envvar="NEWSGRAPH_INDEX", help="The archive's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Write one JSON document.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="Write one JSON record a line.")]
Shape = Annotated[
    Form | None,
    typer.Option(
        "--format",
        metavar="FORM",
        help="text, lines, tsv, csv, json or jsonl; by itself text on a terminal and lines in a pipe.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no notes on stderr.")]


def receipt_flag() -> Any:
    """--receipt, for verbs that answer."""
    from typer.main import get_command

    holder = typer.Typer(add_completion=False)

    @holder.command()
    def asked(
        *,
        receipt: Annotated[
            Path | None,
            typer.Option("--receipt", metavar="FILE", help="Keep what was asked and answered, for `replay`."),
        ] = None,
    ) -> None: ...

    return get_command(holder).params[0]


class KindName(StrEnum):
    PLACE = "place"
    ACTOR = "actor"
    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    AUTHOR = "author"
    SOURCE = "source"


Kinds = Annotated[
    list[KindName] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="place, person, organisation, group, actor (those three), author or source; repeat it.",
    ),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="From this day on, such as 2024-03-01.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to this day, but without it.")]


class EngineName(StrEnum):
    TANTIVY = "tantivy"
    WHOOSH = "whoosh"


Engine = Annotated[
    EngineName | None,
    typer.Option("--engine", metavar="NAME", help="The text engine of a new archive: tantivy (as it comes) or whoosh."),
]


def to_repeat(index: Path | None) -> str:
    """The archive that a verb was called for, where the next one would not ask it by itself; "" where it would."""
    usual = Path(os.environ.get("NEWSGRAPH_INDEX") or INDEX)
    return "" if index is None or index == usual else str(index)


def day_typed(flag: str, words: str | None) -> date | None:
    """The day that was typed behind the flag as YYYY-MM-DD. Raises UsageError."""
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        from newsgraph.errors import UsageError

        raise UsageError(f"found {flag} {words!r}, expected a day as YYYY-MM-DD", hint=f"{flag} 2024-03-01") from None


def days_typed(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The days of --since and --until. Raises UsageError, also where there is none between them."""
    first, behind = day_typed("--since", since), day_typed("--until", until)
    if first is not None and behind is not None and first >= behind:
        from newsgraph.errors import UsageError

        raise UsageError(
            f"there is no day from {first} up to, but without, {behind}", hint=f"--since {behind} --until {first}"
        )
    return first, behind


def period_typed(flag: str, words: str) -> tuple[date, date | None]:
    """The first day and the one behind the last of a year (2023), a month (2023-05) or DAY..DAY, without the second of
    these; a DAY alone has no end. Raises UsageError."""
    from newsgraph.errors import UsageError

    first, parted, behind = words.partition("..")
    try:
        if parted:
            found = date.fromisoformat(first), date.fromisoformat(behind)
            if found[0] < found[1]:
                return found
        elif len(first) == 4:
            return date(int(first), 1, 1), date(int(first) + 1, 1, 1)
        elif len(first) == 7:
            month = date.fromisoformat(f"{first}-01")
            return month, (month + timedelta(days=31)).replace(day=1)
        else:
            return date.fromisoformat(first), None
    except (ValueError, OverflowError):
        pass
    raise UsageError(
        f"found {flag} {words!r}, expected a year, a month as YYYY-MM, DAY..DAY or the first DAY, as YYYY-MM-DD",
        hint=f"{flag} 2024-02, or {flag} 2024-02-01..2024-03-01",
    )


def cores() -> int:
    """The cores that this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
