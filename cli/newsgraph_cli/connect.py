"""`newsgraph connect`: how do these hang together?"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_note, say_nothing
from newsgraph_cli.words import listed

if TYPE_CHECKING:
    from newsgraph import Connections, Hop, Node

EXAMPLES = (
    "newsgraph connect 'Marta Quillan' 'Lucía Ferrant'",
    "newsgraph connect Skarrow Dunmarrow --avoid 'Port Averin' --in-order",
    "newsgraph connect 'Marta Quillan' Skarrow 'River Merrin Commission' --json",
)
COLUMNS = (
    Column("from", "the id of whom the step starts from"),
    Column("to", "the id of whom it leads to"),
    Column("connection", "the number of the connection, the best is 1"),
    Column("step", "the number of the step in it"),
    Column("from_name", "the form that the one is shown by"),
    Column("to_name", "the form that the other is shown by"),
    Column("origins", "independent reports that name both"),
    Column("day", "when the article was published, YYYY-MM-DD"),
    Column("article", "the article that tells most of both"),
    Column("sentence", "what it says"),
)


def connect(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Two names or ids, or more.")],
    *,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many connections of two names.")] = 3,
    in_order: Annotated[
        bool, typer.Option("--in-order", help="Only steps in order of time, each no earlier than the one before.")
    ] = False,
    avoid: Annotated[
        list[str] | None, typer.Option("--avoid", metavar="NAME", help="Not by way of this one; repeat it.")
    ] = None,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Show how names hang together, each step with its sentence.

    Each step is of two names that the same reports name, and quotes the one that tells most of both. Connections of two
    names share nothing in between; more than two names are tied by the smallest good tree, and whom nothing ties to the
    others is told. Exit code 1 when nothing ties all of them, or when nothing is called so.
    """
    import newsgraph
    from newsgraph.errors import UsageError

    if in_order and len(names) > 2:
        raise UsageError("--in-order takes two names: a tree has no order", hint="newsgraph connect --help")
    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.connect(*names, limit=limit, in_order=in_order, avoid=avoid or ())
        ends = [archive.who(name) for name in names]
    _write(shape, ends, found)
    _remark(ends, found)
    raise typer.Exit(FOUND if found.chains and not found.apart else NOTHING)


def _write(form: Form, ends: "Sequence[Node]", found: "Connections") -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import ConnectWire

        document = ConnectWire.of(ends, found)
        write_json(document) if form is Form.JSON else write_json_lines(document.chains)
    elif form is not Form.TEXT:
        write_rows(form, COLUMNS, _rows(found))
    elif found.chains:
        from newsgraph_cli.connect_page import show_connections

        show_connections(ends, found)


def _remark(ends: "Sequence[Node]", found: "Connections") -> None:
    if found.chains and found.apart:
        say_nothing(_apart(ends, found))
    elif not found.chains:
        say_nothing(_none(ends, found))
    elif not found.complete:
        say_note("the search was cut short: there may be better connections" + _looked(found))


def _none(ends: "Sequence[Node]", found: "Connections") -> str:
    names = listed([end.name for end in ends])
    if found.complete:
        return f"there is no connection between {names}" + (", nor between any two of them" if found.apart else "")
    return f"no connection between {names} was found before the search was cut short: there may be one" + _looked(found)


def _apart(ends: "Sequence[Node]", found: "Connections") -> str:
    """Who is tied to whom, and who to nobody."""
    alone = {one.id for one in found.apart}
    tied, apart = listed([end.name for end in ends if end.id not in alone]), listed([one.name for one in found.apart])
    if found.complete:
        return f"nothing ties {apart} to {tied}"
    return (
        f"nothing that ties {apart} to {tied} was found before the search was cut short: there may be something"
        + _looked(found)
    )


def _looked(found: "Connections") -> str:
    """How far it came."""
    return f"; {found.looked.words}" if found.looked else ""


def _rows(found: "Connections") -> Iterator[Row]:
    for number, chain in enumerate(found.chains, 1):
        yield from (_row(hop, number, step) for step, hop in enumerate(chain.hops, 1))


def _row(hop: "Hop", number: int, step: int) -> Row:
    article, sentence = ("", "") if hop.quote is None else (hop.quote.article, hop.quote.text)
    day = "" if hop.day is None else hop.day.isoformat()
    counts = (str(number), str(step), hop.tail.name, hop.head.name, str(hop.origins))
    return hop.tail.id, hop.head.id, *counts, day, article, sentence
