"""Entities of FollowTheMoney (OpenAleph, OpenSanctions), one a line."""

import json
from collections.abc import Iterator
from typing import Any

from newsgraph.entity import EntityKind
from newsgraph.excerpt import ARTICLE, BESIDE, Excerpt, GraphLink, GraphNode
from newsgraph.serving.exports.facts import one_line

SCHEMATA = {
    EntityKind.PLACE: "Address",
    EntityKind.PERSON: "Person",
    EntityKind.ORGANISATION: "Organization",
    EntityKind.GROUP: "LegalEntity",
    EntityKind.AUTHOR: "Person",
    EntityKind.SOURCE: "Organization",
    ARTICLE: "Article",
}

LONGEST = 1024
"""characters of a title, which the model's own validation allows"""


def entities(excerpt: Excerpt) -> Iterator[bytes]:
    """Who and what is named as Person, Organization, LegalEntity (groups) and Address (places), articles as Article; an
    UnknownLink for two that stand beside each other, a Documentation for what ties an article. Those articles are the
    `proof` of an UnknownLink that are in the file."""
    held = {node.id for node in excerpt.nodes if node.kind == ARTICLE}
    for node in excerpt.nodes:
        yield _line(
            ftm_id(node.id), SCHEMATA[EntityKind(node.kind) if node.kind != ARTICLE else ARTICLE], _of_node(node)
        )
    for link in excerpt.links:
        schema = "UnknownLink" if link.kind == BESIDE else "Documentation"
        yield _line(f"{ftm_id(link.tail)}:{ftm_id(link.head)}", schema, _of_link(link, held))


def ftm_id(id: str) -> str:
    """The id without slashes, which stand for steps in Aleph's addresses; no two become one, since only hosts, which
    are a step of their own, have dots."""
    return id.replace("/", ".")


def _line(id: str, schema: str, told: dict[str, list[str]]) -> bytes:
    properties = {name: [one_line(v) for v in values if v.strip()] for name, values in told.items()}
    record: dict[str, Any] = {"id": id, "schema": schema, "properties": {n: v for n, v in properties.items() if v}}
    return (json.dumps(record, ensure_ascii=False) + "\n").encode()


def _of_node(node: GraphNode) -> dict[str, list[str]]:
    days = [day.isoformat() for day in (node.first,) if day is not None]
    if node.kind == ARTICLE:
        return {
            "title": [one_line(node.name)[:LONGEST]],
            "sourceUrl": [node.url],
            "publishedAt": days,
            "publisher": [node.source],
        }
    told = {"name": [node.name or node.id], "country": [node.country.lower()]}
    if node.kind == EntityKind.SOURCE:
        told["website"] = [f"https://{node.id.removeprefix('source/')}"]
    if node.kind == EntityKind.PLACE:
        told["full"] = [node.name or node.id]
        told["latitude"] = [] if node.lat is None else [str(node.lat)]
        told["longitude"] = [] if node.lon is None else [str(node.lon)]
    return told


def _of_link(link: GraphLink, held: set[str]) -> dict[str, list[str]]:
    ends = [ftm_id(link.tail)], [ftm_id(link.head)]
    if link.kind != BESIDE:
        day = [] if link.first is None else [link.first.isoformat()]
        return {"document": ends[0], "entity": ends[1], "role": [link.kind], "date": day}
    reports = f"{link.origins} independent report{'' if link.origins == 1 else 's'}"
    return {
        "subject": ends[0],
        "object": ends[1],
        "role": [f"named together in {reports}"],
        "startDate": [] if link.first is None else [link.first.isoformat()],
        "endDate": [] if link.last is None else [link.last.isoformat()],
        "proof": [ftm_id(article) for article in link.articles if article in held],
        "summary": [" ".join(link.articles)],
    }
