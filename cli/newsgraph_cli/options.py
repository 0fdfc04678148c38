"""The flags that several verbs share, written once so that they read the same everywhere."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

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


def cores() -> int:
    """The cores that this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
