"""`newsgraph entity`: who or where is this?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import EntityView

EXAMPLES = (
    "newsgraph entity 'Marta Quillan'",
    "newsgraph entity place/port-averin",
    "newsgraph entity 'Calder Marine Surveys' --json | jq '.beside'",
)
COLUMNS = (
    Column(
        "what",
        "id, kind, name, hidden, alias, position, within, role, articles, reports, first, last, source, author, fact, "
        "beside, decision or quote",
    ),
    Column("of", "which one: an id, a name, a date"),
    Column("value", "the number of articles (beside: of reports), or the words"),
)


def entity(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Any of its names, or its id.")],
    *,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Say what the archive holds about a place, an actor, an author or a source.

    Its other names, what it is called, where it lies, when and by whom it was written about, who is named beside it,
    and the sentences that name it. Exit code 1 when nothing is called so.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.entity(name)
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import EntityWire

        document = EntityWire.of(found)
        write_json(document) if shape is Form.JSON else write_json_lines([document])
    elif shape is Form.TEXT:
        from newsgraph_cli.entity_page import show_entity

        show_entity(found)
    else:
        write_rows(shape, COLUMNS, _rows(found))


def _rows(found: "EntityView") -> Iterator[Row]:
    one = found.entity
    yield from (("id", "", one.id), ("kind", "", one.kind.value), ("name", "", one.name))
    if found.hidden_by is not None:
        yield "hidden", str(found.hidden_by.number), found.hidden_by.because
    yield from (("alias", "", alias) for alias in one.aliases)
    if one.location is not None:
        yield "position", one.location.country, f"{one.location.lat:.5f},{one.location.lon:.5f}"
    yield from (("within", id, name) for id, name in found.within)
    yield from (("role", role.role, str(role.articles)) for role in found.roles)
    yield from (("articles", "", str(found.articles)), ("reports", "", str(found.origins)))
    yield from (("first", "", iso(found.first)), ("last", "", iso(found.last)))
    yield from (("source", value, str(count)) for value, count in found.sources)
    yield from (("author", value, str(count)) for value, count in found.authors)
    yield from (("fact", what, words) for what, words in found.facts)
    yield from (("beside", other.id, str(other.origins)) for other in found.beside)
    yield from (("decision", str(one.number), f"{one.kind.value}: {one.because}") for one in found.decisions)
    yield from (("quote", quote.article, quote.text) for quote in found.quotes)
