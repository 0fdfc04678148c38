"""`newsgraph extract`: what do these articles name, without an archive?"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.add import FinderName, InputFormat, Mapped, Private, Workers, fields
from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import Quiet, cores
from newsgraph_cli.output import write_json_lines
from newsgraph_cli.speaking import say_rejected

if TYPE_CHECKING:
    from newsgraph import Extracted, Rejection

EXAMPLES = (
    "newsgraph extract examples/news/radioskarrow.example",
    "newsgraph extract articles.jsonl > names.jsonl",
    "newsgraph extract page.html | jq '.entities[] | select(.kind == \"place\") | .name'",
    "newsgraph extract toponyms.jsonl --spans",
)
REJECTIONS_SHOWN = 10


def extract(
    locations: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LOCATION]", help="A file, folder, glob or URL; standard input by itself."),
    ] = None,
    *,
    spans: Annotated[
        bool, typer.Option("--spans", help="Resolve the places that the records' own `toponyms` name, every one.")
    ] = False,
    finder: FinderName = "",
    format: InputFormat = "",
    mapping: Mapped = None,
    allow_private: Private = False,
    workers: Workers = 0,
    quiet: Quiet = False,
) -> None:
    """Find who and where articles are about; one JSON line out for each.

    Reads what `add` reads and needs no archive: places with their positions, people, organisations and groups,
    authors and the outlet, each with the places in the text where it is named. Offsets count code points of a
    record's own `text` (of its `title` where the zone is title); of a page, those of the clean text that `show
    --json` prints.

    Exit code 1 when something was rejected or nothing was there.
    """
    import newsgraph

    options = newsgraph.ReadOptions(format=format, mapping=fields(mapping))
    found = newsgraph.extract_all(
        locations or ["-"], options, spans=spans, finder=finder, allow_private=allow_private, workers=workers or cores()
    )
    rejected: list[Rejection] = []
    written = _write(found, rejected)
    if not quiet:
        say_rejected(rejected, count=len(rejected), most=REJECTIONS_SHOWN, listed="")
    raise typer.Exit(NOTHING if rejected or not written else FOUND)


def _write(found: "Iterable[Extracted | Rejection]", rejected: "list[Rejection]") -> int:
    """A line for each article; gives how many, and what was rejected into `rejected`."""
    from newsgraph import Rejection
    from newsgraph.serving import ExtractionWire

    def lines() -> Iterator[ExtractionWire]:
        for one in found:
            if isinstance(one, Rejection):
                rejected.append(one)
            else:
                yield ExtractionWire.of(one)

    return write_json_lines(lines())
