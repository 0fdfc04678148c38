"""JSON-LD in the words of schema.org."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from newsgraph.entity import EntityKind
from newsgraph.excerpt import ARTICLE, BESIDE, Excerpt, GraphLink, GraphNode
from newsgraph.serving.exports.facts import tidy

_URN = "urn:newsgraph:"
CONTEXT = {
    "@vocab": "https://schema.org/",
    "ng": f"{_URN}vocabulary:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "Beside": "ng:Beside",
    "one": {"@id": "ng:one", "@type": "@id"},
    "other": {"@id": "ng:other", "@type": "@id"},
    "origins": {"@id": "ng:origins", "@type": "xsd:integer"},
    "first": {"@id": "ng:first", "@type": "xsd:date"},
    "last": {"@id": "ng:last", "@type": "xsd:date"},
    "shownBy": {"@id": "ng:shownBy", "@type": "@id"},
    "copyOf": {"@id": "ng:copyOf", "@type": "@id"},
    "datePublished": {"@id": "https://schema.org/datePublished", "@type": "xsd:date"},
    **{
        name: {"@id": f"https://schema.org/{name}", "@type": "@id"}
        for name in ("mentions", "author", "publisher", "citation", "containedInPlace", "url")
    },
}
"""It stands in the file itself: whoever reads it fetches nothing."""
TYPES = {
    EntityKind.PLACE: "Place",
    EntityKind.PERSON: "Person",
    EntityKind.ORGANISATION: "Organization",
    EntityKind.GROUP: "Organization",
    EntityKind.AUTHOR: "Person",
    EntityKind.SOURCE: "NewsMediaOrganization",
    ARTICLE: "NewsArticle",
}
PROPERTIES = {"names": "mentions", "by": "author", "in": "publisher", "cites": "citation"}


def json_ld(excerpt: Excerpt) -> Iterator[bytes]:
    """One document, a line for each node and link. Two entities that stand beside each other are a node of their own,
    of the type Beside; what ties an article is a property of it."""
    yield f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": ['.encode("ascii")
    parting = b"\n"
    for record in _records(excerpt):
        yield parting + json.dumps(record).encode("ascii")
        parting = b",\n"
    yield b"\n]}\n"


def iri(id: str) -> str:
    """The name of a node in linked data."""
    return _URN + quote(id, safe="/:")


def _records(excerpt: Excerpt) -> Iterator[dict[str, Any]]:
    yield from map(_node, map(tidy, excerpt.nodes))
    yield from map(_link, excerpt.links)


def _node(node: GraphNode) -> dict[str, Any]:
    record: dict[str, Any] = {
        "@id": iri(node.id),
        "@type": TYPES[EntityKind(node.kind) if node.kind != ARTICLE else ARTICLE],
    }
    if node.kind == ARTICLE:
        record |= {"headline": node.name} | ({"url": iri_of_url(node.url)} if node.url else {})
        record |= {"datePublished": node.first.isoformat()} if node.first else {}
        return record | ({"copyOf": iri(node.copy_of)} if node.copy_of else {})
    record |= {"name": node.name, "origins": node.origins, **_days(node)}
    record |= {"containedInPlace": iri(node.within)} if node.within else {}
    if node.lat is not None and node.lon is not None:
        record["geo"] = {"@type": "GeoCoordinates", "latitude": node.lat, "longitude": node.lon}
    return record | ({"addressCountry": node.country} if node.country else {})


def iri_of_url(url: str) -> str:
    """The URL without what may not stand in an IRI."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def _link(link: GraphLink) -> dict[str, Any]:
    if link.kind != BESIDE:
        return {"@id": iri(link.tail), PROPERTIES[link.kind]: iri(link.head)}
    ends = {"one": iri(link.tail), "other": iri(link.head)}
    shown = [iri(article) for article in link.articles]
    return {"@type": "Beside", **ends, "origins": link.origins, **_days(link), "shownBy": shown}


def _days(one: GraphNode | GraphLink) -> dict[str, str]:
    return {name: day.isoformat() for name, day in (("first", one.first), ("last", one.last)) if day is not None}
