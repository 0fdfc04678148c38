"""`newsgraph communities`: who and what belongs together?"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.near import more_of
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape, Since, Until, days_typed
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_nothing

if TYPE_CHECKING:
    from newsgraph import Community

EXAMPLES = (
    "newsgraph communities",
    "newsgraph communities --since 2024-02-01 --until 2024-03-01 --limit 5",
    "newsgraph communities --format tsv",
)
COLUMNS = (
    Column("id", "the member's id"),
    Column("kind", "place, person, organisation or group"),
    Column("name", "the form that it is shown by"),
    Column("community", "the number of its community, the largest is 1"),
    Column("place", "its place in it, the most telling is 1"),
    Column("called", "the first three members of the community"),
    Column("origins", "independent reports that name two members or more"),
)


def communities(
    *,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = 10,
    since: Since = None,
    until: Until = None,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List who and what belongs together.

    A community is three or more whom the same independent reports name more often than chance would have it. The
    largest is first; of its members those whom its reports name, and other reports hardly. Exit code 1 when there is
    none.
    """
    import newsgraph

    shape, days = chosen(form, as_json=as_json, as_jsonl=as_jsonl), days_typed(since, until)
    with newsgraph.open_archive(index) as archive:
        found = archive.communities(limit=limit, since=days[0], until=days[1])
    _write(shape, days, found, limit=limit)
    if not found:
        say_nothing("nobody belongs together" + ("" if days == (None, None) else " in these days"))
    raise typer.Exit(FOUND if found else NOTHING)


def _write(form: Form, days: tuple[date | None, date | None], found: "Sequence[Community]", *, limit: int) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import CommunitiesWire

        document = CommunitiesWire.of(days, found)
        write_json(document) if form is Form.JSON else write_json_lines(document.communities)
    elif form is not Form.TEXT:
        write_rows(form, COLUMNS, _rows(found))
    elif found:
        from newsgraph_cli.connect_page import show_communities

        show_communities(found, more=more_of(len(found), limit))


def _rows(found: "Sequence[Community]") -> Iterator[Row]:
    for number, one in enumerate(found, 1):
        for place, member in enumerate(one.members, 1):
            told = (str(number), str(place), one.name, str(one.origins))
            yield member.id, member.kind.value, member.name, *told
