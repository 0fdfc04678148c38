"""Two tables, or one record a line."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsgraph.excerpt import Excerpt, GraphLink, GraphNode
from newsgraph.serving.exports.facts import one_line, plain, tidy

_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would run (OWASP, CSV Injection)


def csv_files(excerpt: Excerpt, folder: Path) -> None:
    """`nodes.csv` and `edges.csv` with the headings that Gephi reads: Id, Label; Source, Target, Type, Weight. An
    article's source is its `outlet` there: Gephi takes a table with a `source` for one of links."""
    names = ("Id", "Label", "kind", *("outlet" if name == "source" else name for name in GraphNode._fields[3:]))
    rows = ((n.id, _cell(n.name), *map(_cell, (n.kind, *n[3:]))) for n in excerpt.nodes)
    write_csv(folder / "nodes.csv", names, rows)
    links = (
        (one.tail, one.head, "Undirected", one.origins, one.kind, _cell(one.first), _cell(one.last), _ids(one))
        for one in excerpt.links
    )
    write_csv(folder / "edges.csv", ("Source", "Target", "Type", "Weight", "kind", "first", "last", "articles"), links)


def write_csv(file: Path, names: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """One CSV file with a header, in UTF-8, lines ended by a line feed."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)


def json_lines(excerpt: Excerpt) -> Iterator[bytes]:
    """A line that says how many there are, a line for each node, then one for each link; `what` tells them apart."""
    yield _line(
        {"what": "graph", "revision": excerpt.revision, "nodes": len(excerpt.nodes), "links": len(excerpt.links)}
    )
    for node in map(tidy, excerpt.nodes):
        yield _line({"what": "node", **node._asdict()})
    for link in excerpt.links:
        yield _line({"what": "link", **link._asdict()})


def _line(record: dict[str, Any]) -> bytes:
    told = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in record.items()}
    return (json.dumps(told, ensure_ascii=True) + "\n").encode("ascii")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    told = plain(value)
    return f"'{told}" if isinstance(told, str) and told.startswith(_FORMULA) else told


def _ids(link: GraphLink) -> str:
    return one_line(" ".join(link.articles))
