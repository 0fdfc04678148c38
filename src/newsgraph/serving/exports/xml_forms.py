"""GEXF and GraphML, as networkx writes them."""

import math
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from newsgraph.entity import EntityKind
from newsgraph.excerpt import ARTICLE, Excerpt
from newsgraph.serving.exports.facts import of_link, of_node

# Gephi paints nodes by what `viz` says until it is told otherwise; Okabe and Ito's colours, which all eyes tell apart.
COLOURS = {
    EntityKind.PLACE: (0, 158, 115),
    EntityKind.PERSON: (0, 114, 178),
    EntityKind.ORGANISATION: (230, 159, 0),
    EntityKind.GROUP: (213, 94, 0),
    EntityKind.AUTHOR: (204, 121, 167),
    EntityKind.SOURCE: (86, 180, 233),
    ARTICLE: (153, 153, 153),
}
GEXF_VERSION = "1.3"  # which Gephi reads from 0.9.3 on, and networkx from 2.8
XSI = "http://www.w3.org/2001/XMLSchema-instance"  # networkx leaves out the www for 1.3, which names nothing


def gexf(excerpt: Excerpt) -> Iterator[bytes]:
    """GEXF 1.3: `label` and `weight` as Gephi knows them, all else as typed attributes; colours by kind, sizes by
    independent reports. What has days is there from the first to the last of them, for Gephi's line of time; what has
    none is always there. Without the day on which it was written: the same graph is the same file."""
    from networkx.readwrite.gexf import GEXFWriter

    graph = _graph(excerpt)
    for _, told in graph.nodes(data=True):
        red, green, blue = COLOURS[told["kind"]]
        size = round(2 + 2 * math.sqrt(told["origins"]), 3)
        told |= {"label": told.pop("name"), "viz": {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "size": size}}
        told |= _lasting(told)
    for *_, told in graph.edges(data=True):
        told |= _lasting(told)
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version=GEXF_VERSION)
    writer.add_graph(graph)
    writer.xml.attrib["xmlns:xsi"] = XSI
    _name_attributes(writer.xml)
    for element in writer.xml:
        element.attrib.pop("lastmodifieddate", None)
        element.attrib.pop("name", None)  # of a graph, which the schema does not have
        if element.tag == "graph":
            element.set("defaultedgetype", "undirected")
        for creator in element.findall("creator"):
            creator.text = "newsgraph"
    yield from _written(writer.write)


def _name_attributes(root: Any) -> None:
    """Attributes are known by their names instead of numbers, which mean another one in the next file: Gephi lays files
    over each other by these ids."""
    names = {one.get("id"): one.get("title") for one in root.iter("attribute")}
    for one in root.iter("attribute"):
        one.set("id", names[one.get("id")])
    for one in root.iter("attvalue"):
        one.set("for", names[one.get("for")])


def _name_keys(root: Any) -> None:
    """As in GEXF; but no two keys of a GraphML file may have one id, be one of nodes and one of links."""
    names = {one.get("id"): f"{one.get('for')}_{one.get('attr.name')}" for one in root.iter("key")}
    for one in root.iter("key"):
        one.set("id", names[one.get("id")])
    for one in root.iter("data"):
        one.set("key", names[one.get("key")])


def _lasting(told: Mapping[str, Any]) -> dict[str, Any]:
    """Its first day and its last as GEXF calls them: both are days on which it is there."""
    return {name: told[own] for name, own in (("start", "first"), ("end", "last")) if own in told}


def graphml(excerpt: Excerpt) -> Iterator[bytes]:
    """GraphML with typed keys; `label` and `weight` as most programs know them."""
    from networkx.readwrite.graphml import GraphMLWriter

    graph = _graph(excerpt)
    for _, told in graph.nodes(data=True):
        told["label"] = told.pop("name")
    for *_, told in graph.edges(data=True):
        told.pop("id")  # it would be an attribute, which says nothing
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True, infer_numeric_types=False)
    writer.add_graph_element(graph)
    _name_keys(writer.xml)
    for element in writer.xml.iter("graph"):
        element.set("edgedefault", "undirected")
    yield from _written(writer.dump)


def _graph(excerpt: Excerpt) -> Any:
    """A networkx.DiGraph of it, which keeps each link's tail and head where it is to be written that links have no
    direction: which of two articles cites the other is told by which is the source. Every node has a name, if only its
    id."""
    import networkx

    graph = networkx.DiGraph()
    for node in excerpt.nodes:
        told = of_node(node)
        graph.add_node(node.id, **{**told, "name": told.get("name") or node.id})
    for number, link in enumerate(excerpt.links):
        told = of_link(link)
        graph.add_edge(link.tail, link.head, id=str(number), kind=link.kind, weight=float(link.origins), **told)
    return graph


def _written(write: Any) -> Iterator[bytes]:
    held = BytesIO()
    write(held)
    yield held.getvalue()
