"""What Neo4j takes: files for its bulk import, or statements."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from newsgraph.entity import ACTORS
from newsgraph.excerpt import Excerpt, GraphLink, GraphNode
from newsgraph.serving.exports.facts import plain
from newsgraph.serving.exports.tables import write_csv

Key = TypeVar("Key")
Row = TypeVar("Row")
BATCH = 500  # rows of a statement: one transaction each
_TYPES = {"origins": "int", "first": "date", "last": "date", "lat": "double", "lon": "double"}
_READ = {"int": "toInteger", "date": "date", "double": "toFloat"}
_NODE = GraphNode._fields
_LINK = ("origins", "first", "last", "articles")
_UNNAMED = f"REMOVE n:{':'.join(kind.capitalize() for kind in ACTORS)} "  # an actor's kind may become another


def bulk_csv(excerpt: Excerpt, folder: Path) -> None:
    """Files for `neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv`; several values
    of one field are parted by ; as it is read by itself. It gives the graph that the statements of `cypher` give."""
    told = [f"{name}:{_TYPES[name]}" if name in _TYPES else name for name in _NODE[1:]]
    nodes = ((n.id, ";".join(labels(n)), *map(_cell, n[1:])) for n in excerpt.nodes)
    write_csv(folder / "nodes.csv", ("id:ID", ":LABEL", *told), nodes)
    told = [f"{name}:{_TYPES[name]}" for name in _LINK[:-1]]
    links = (
        (one.tail, one.head, _type(one), one.origins, _cell(one.first), _cell(one.last), ";".join(one.articles))
        for one in excerpt.links
    )
    write_csv(folder / "relationships.csv", (":START_ID", ":END_ID", ":TYPE", *told, "articles:string[]"), links)


def cypher(excerpt: Excerpt) -> Iterator[bytes]:
    """Statements for `cypher-shell`, which may be run again: nodes and links that are there get these facts.

    The rows of a statement are one string, lines of fields parted by tabs: Neo4j plans the same words once, whatever
    the string. The demo archive's 2,799 links and 198 nodes took an embedded Neo4j 5.26 that had just begun 11 s like
    this and 55 s as lists of maps, each of which it plans; when they were run again, .2 s and 6.7 s."""
    yield b"CREATE CONSTRAINT newsgraph_id IF NOT EXISTS FOR (n:Newsgraph) REQUIRE n.id IS UNIQUE;\n"
    for names, nodes in _batches((labels(node), node) for node in excerpt.nodes):
        told = f"SET n:{':'.join(names)}, {_set('n', _NODE[1:], 1)}"
        yield _statement(nodes, f"MERGE (n:Newsgraph {{id: row[0]}}) {_UNNAMED if 'Actor' in names else ''}{told}")
    for kind, links in _batches((_type(link), _link_row(link)) for link in excerpt.links):
        ends = "MATCH (a:Newsgraph {id: row[0]}), (b:Newsgraph {id: row[1]})"
        yield _statement(links, f"{ends} MERGE (a)-[r:{kind}]->(b) SET {_set('r', _LINK, 2)}")


def labels(node: GraphNode) -> tuple[str, ...]:
    """Newsgraph, Actor and Person of a person, Newsgraph and Place of a place, and so on."""
    return ("Newsgraph", *(("Actor",) if node.kind in ACTORS else ()), node.kind.capitalize())


def _type(link: GraphLink) -> str:
    return link.kind.upper().replace(" ", "_")


def _link_row(link: GraphLink) -> tuple[Any, ...]:
    return (link.tail, link.head, link.origins, link.first, link.last, " ".join(link.articles))


def _cell(value: Any) -> Any:
    return "" if value is None else plain(value)


def _statement(rows: Iterable[Iterable[Any]], told: str) -> bytes:
    table = "\n".join("\t".join(str(_cell(cell)) for cell in row) for row in rows)
    return f"UNWIND split({_quoted(table)}, '\\n') AS line WITH split(line, '\\t') AS row {told};\n".encode("ascii")


def _set(holder: str, names: Iterable[str], at: int) -> str:
    """What sets these properties from the row's fields, the first of them `at`; an empty one is no property."""
    return ", ".join(f"{holder}.{name} = {_field(name, number)}" for number, name in enumerate(names, at))


def _field(name: str, number: int) -> str:
    held = f"row[{number}]"
    if name == "articles":
        return f"split({held}, ' ')"
    read = f"{_READ[_TYPES[name]]}({held})" if name in _TYPES else held
    return f"CASE WHEN {held} <> '' THEN {read} END"


def _quoted(text: str) -> str:
    """A string of Cypher, whose escapes are those of JSON but for the quote; all in ASCII."""
    inside = json.dumps(text)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inside}'"


def _batches(rows: Iterable[tuple[Key, Row]]) -> Iterator[tuple[Key, list[Row]]]:
    """The rows of each key, in the order in which they come, a batch at a time."""
    held: dict[Key, list[Row]] = {}
    for key, row in rows:
        held.setdefault(key, []).append(row)
        if len(held[key]) == BATCH:
            yield key, held.pop(key)
    yield from held.items()
