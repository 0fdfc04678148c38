"""What is told of a node and a link, for formats that have fields? Only what is known."""

from datetime import date
from typing import Any

from newsgraph.excerpt import GraphLink, GraphNode

Fact = str | int | float


def of_node(node: GraphNode) -> dict[str, Fact]:
    """Its facts but the id; days as YYYY-MM-DD; without what is not known or is empty."""
    return {name: plain(value) for name, value in node._asdict().items() if name != "id" and value not in (None, "")}


def of_link(link: GraphLink) -> dict[str, Fact]:
    """Its facts but its ends and kind; the articles' ids parted by spaces."""
    told: dict[str, Any] = {"origins": link.origins, "first": link.first, "last": link.last}
    told["articles"] = " ".join(link.articles)
    return {name: plain(value) for name, value in told.items() if value not in (None, "")}


def tidy(node: GraphNode) -> GraphNode:
    """The node with its name on one line, of characters that every encoding holds."""
    return node._replace(name=one_line(node.name))


def plain(value: Any) -> Fact:
    """Text on one line and without characters that XML cannot hold; days as text; numbers as they are."""
    if isinstance(value, date):
        return value.isoformat()
    return one_line(value) if isinstance(value, str) else value


def one_line(text: str) -> str:
    """White space as one space; control characters, halves of surrogates and what is no character left out. The two
    joiners stay, by which Persian, Sinhala or Malayalam spell and emoji of several people are one."""
    kept = "".join(c for c in " ".join(text.split()) if c.isprintable() or c in " \u200c\u200d")
    return "".join(c for c in kept if ord(c) & 0xFFFE != 0xFFFE)
