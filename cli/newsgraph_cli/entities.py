"""`newsgraph entities`: who and what is in the archive?"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Kinds, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import EntityCount

EXAMPLES = (
    "newsgraph entities --kind person --limit 20",
    "newsgraph entities quillan",
    "newsgraph entities --kind place --sort name --format tsv",
)
COLUMNS = (
    Column("id", "the entity's id"),
    Column("kind", "place, person, organisation, group, author or source"),
    Column("name", "the form that it is shown by"),
    Column("articles", "in how many articles it is named"),
    Column("latest", "when the latest of them was published, ISO 8601 in UTC"),
    Column("lat", "a place's latitude, WGS 84"),
    Column("lon", "its longitude"),
    Column("country", "its country, ISO 3166-1 alpha-2"),
    Column("provisional", "yes for a place that no gazetteer holds"),
)


class Order(StrEnum):
    ARTICLES = "articles"
    NAME = "name"
    RECENT = "recent"


def entities(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Only those with this in their name.")] = "",
    *,
    kind: Kinds = None,
    sort: Annotated[Order, typer.Option(metavar="ORDER", help="articles, name or recent.")] = Order.ARTICLES,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many.")] = 50,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="How many to skip.")] = 0,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List the places, actors, authors and sources that articles name.

    Those named in most articles first; hidden ones are left out. Exit code 1 when there is none.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.entities(
            name, kinds=[str(one) for one in kind or ()], sort=sort.value, limit=limit, offset=offset
        )
    _write(shape, found)
    raise typer.Exit(FOUND if found else NOTHING)


def _write(form: Form, found: "Sequence[EntityCount]") -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import EntitiesWire

        document = EntitiesWire.of(found)
        write_json(document) if form is Form.JSON else write_json_lines(document.entities)
    elif form is Form.TEXT:
        from newsgraph_cli.entity_page import show_entities

        show_entities(found)
    else:
        write_rows(form, COLUMNS, _rows(found))


def _rows(found: "Sequence[EntityCount]") -> Iterator[Row]:
    for one, articles, latest in found:
        where = one.location
        at = ("", "", "") if where is None else (f"{where.lat:.5f}", f"{where.lon:.5f}", where.country)
        provisional = "yes" if one.provisional else ""
        yield one.id, one.kind.value, one.name, str(articles), iso(latest), *at, provisional
