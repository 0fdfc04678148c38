"""What Neo4j takes: files for its bulk import, or statements."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeVar

from newsgraph.entity import ACTORS
from newsgraph.excerpt import Excerpt, GraphLink, GraphNode
from newsgraph.serving.exports.facts import one_line, plain
from newsgraph.serving.exports.tables import write_csv

T = TypeVar("T")
BATCH = 500  # rows of a statement: one transaction each
_NODE_HEADER = (
    *("id:ID", ":LABEL", "name", "origins:int", "first:date", "last:date", "country", "lat:double", "lon:double"),
    *("within", "source", "url", "copy_of"),
)
_LINK_HEADER = (":START_ID", ":END_ID", ":TYPE", "origins:int", "first:date", "last:date", "articles:string[]")


def bulk_csv(excerpt: Excerpt, folder: Path) -> None:
    """Files for `neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv`; several values
    of one field are parted by ; as it is read by itself."""
    nodes = ((n.id, ";".join(labels(n)), *map(_cell, (n.name, *n[3:]))) for n in excerpt.nodes)
    write_csv(folder / "nodes.csv", _NODE_HEADER, nodes)
    links = (
        (one.tail, one.head, _type(one), one.origins, _cell(one.first), _cell(one.last), ";".join(one.articles))
        for one in excerpt.links
    )
    write_csv(folder / "relationships.csv", _LINK_HEADER, links)


def cypher(excerpt: Excerpt) -> Iterator[bytes]:
    """Statements for `cypher-shell`, which may be run again: nodes and links that are there get these facts."""
    yield b"CREATE CONSTRAINT newsgraph_id IF NOT EXISTS FOR (n:Newsgraph) REQUIRE n.id IS UNIQUE;\n"
    for names, nodes in groupby(sorted(excerpt.nodes, key=labels), key=labels):
        for some in _batches(nodes):
            rows = ", ".join(_map(_node_facts(node)) for node in some)
            told = f"MERGE (n:Newsgraph {{id: row.id}}) SET n += row, n:{':'.join(names)}"
            yield f"UNWIND [{rows}] AS row {told};\n".encode()
    for kind, links in groupby(excerpt.links, key=_type):
        for some_links in _batches(links):
            rows = ", ".join(
                _map({"tail": one.tail, "head": one.head, "facts": _link_facts(one)}) for one in some_links
            )
            ends = "MATCH (a:Newsgraph {id: row.tail}), (b:Newsgraph {id: row.head})"
            yield f"UNWIND [{rows}] AS row {ends} MERGE (a)-[r:{kind}]->(b) SET r += row.facts;\n".encode()


def labels(node: GraphNode) -> tuple[str, ...]:
    """Person and Actor of a person, Place of a place, and so on."""
    own = node.kind.capitalize()
    return (own, "Actor") if node.kind in ACTORS else (own,)


def _type(link: GraphLink) -> str:
    return link.kind.upper().replace(" ", "_")


def _cell(value: Any) -> Any:
    return "" if value is None else plain(value)


def _node_facts(node: GraphNode) -> dict[str, Any]:
    return {name: value for name, value in node._asdict().items() if value not in (None, "")}


def _link_facts(link: GraphLink) -> dict[str, Any]:
    told = {"origins": link.origins, "first": link.first, "last": link.last, "articles": list(link.articles)}
    return {name: value for name, value in told.items() if value is not None}


def _map(facts: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in facts.items()) + "}"


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        return _map(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if hasattr(value, "isoformat"):
        return f"date('{value.isoformat()}')"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    """A string of Cypher, whose escapes are those of JSON but for the quote; all in ASCII."""
    inside = json.dumps(one_line(text))[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inside}'"


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some
