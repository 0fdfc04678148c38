"""`newsgraph judge queue`: what is worth deciding?"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_nothing

if TYPE_CHECKING:
    from newsgraph import Undecided

EXAMPLES = ("newsgraph judge queue --limit 5", "newsgraph judge queue --json | jq '.pairs[0]'")
COLUMNS = (
    Column("keep", "the id of the one in more articles"),
    Column("join", "the id of the other"),
    Column("articles", "articles that would name another entity if both were one"),
    Column("evidence", "what speaks for it; 2 and more made one by itself where nothing spoke against"),
    Column("together", "independent reports that name both, which speaks against"),
    Column("why", "what is alike in the names"),
    Column("beside", "some who stand beside both, parted by ;"),
    Column("keep_called", "what the one in more articles is called"),
    Column("join_called", "what the other is called"),
)


def queue(
    *,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = 20,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List the undecided pairs whose decision would change most, most first.

    Two entities with close names who keep the same company and seldom stand in one report: a surname alone, an initial,
    a short form, one letter less, an author at two outlets. Decide with `judge same` or `judge different`: either way
    the pair is in the queue no more. Exit code 1 when it is empty.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.undecided(limit=limit)
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import QueueWire

        document = QueueWire.of(found)
        write_json(document) if shape is Form.JSON else write_json_lines(document.pairs)
    elif shape is not Form.TEXT:
        write_rows(shape, COLUMNS, _rows(found))
    elif found:
        from newsgraph_cli.entity_page import show_queue

        show_queue(found)
    if not found:
        say_nothing("no pair of close names is left to be decided")
    raise typer.Exit(FOUND if found else NOTHING)


def _rows(found: "Sequence[Undecided]") -> Iterator[Row]:
    for one in found:
        counts = (str(one.articles), f"{one.evidence:.3f}", str(one.together))
        beside = "; ".join(other.name for other in one.beside)
        yield one.keep.id, one.join.id, *counts, one.why, beside, one.keep.name, one.join.name
