"""`newsgraph judge log`: what did people decide?"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Decision

EXAMPLES = (
    "newsgraph judge log",
    "newsgraph judge log --format jsonl > decisions.jsonl",
)
COLUMNS = (
    Column("number", "what `undo` takes"),
    Column("when", "ISO 8601 in UTC"),
    Column("who", "who decided"),
    Column("kind", "same, different, rename, hide, place, home or undo"),
    Column("ids", "the entities that it is about, parted by spaces"),
    Column("name", "the new name, the position, the number of what was undone"),
    Column("because", "why"),
    Column("called", "what the entities are called, parted by ;"),
)


def log(*, index: Index = INDEX, as_json: Json = False, as_jsonl: JsonLines = False, form: Shape = None) -> None:
    """List the decisions that people took, first to last.

    Nothing is ever taken out of the log: what was undone stands in it with its undoing.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.decisions()
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import LogWire

        document = LogWire.of(found)
        write_json(document) if shape is Form.JSON else write_json_lines(document.decisions)
    elif shape is Form.TEXT:
        from newsgraph_cli.entity_page import show_log

        show_log(found)
    else:
        write_rows(shape, COLUMNS, _rows(found))
    raise typer.Exit(FOUND if found else NOTHING)


def _rows(found: "Sequence[Decision]") -> Iterator[Row]:
    for one in found:
        called = "; ".join(one.called.get(id, id) for id in one.ids)
        yield str(one.number), iso(one.when), one.who, one.kind.value, " ".join(one.ids), one.name, one.because, called
