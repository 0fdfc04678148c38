"""Which JSON leaves for pictures? Names at their places, what ties two of them, and places with their months."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isqrt
from typing import Any, Self

from pydantic import Field

from newsgraph.drawing import Box, layout
from newsgraph.leads import Node, Sketch, Spread, Tie
from newsgraph.serving.entity_wire import QuoteWire
from newsgraph.serving.graph_wire import Best, NodeWire, SinceField, UntilField
from newsgraph.serving.named_wire import PlacedWire, placed
from newsgraph.serving.shape import Document, Wire

LONGEST = 24  # letters of a label; the rest is in the name
LETTER, LINE = 7, 18  # pixels of a label's letter, on the average a little less, and of its line
LEAST, LARGEST = 6, 14  # pixels of a mark's radius


class DrawnWire(NodeWire):
    """A name in a picture."""

    origins: int = Field(description="Independent reports that name it.", examples=[15])
    provisional: bool = Field(description="A place that no gazetteer holds.", examples=[False])
    asked: bool = Field(description="Whether the picture is about it.")
    label: str = Field(description="Its name, shortened to what there is room for.", examples=["Marta Quillan"])
    radius: int = Field(description="Of its mark, in pixels; the label stands below.", examples=[9])
    x: int = Field(description="The middle of its mark, in pixels to the right of the middle.", examples=[-120])
    y: int = Field(description="And in pixels below the middle.", examples=[48])


class LineWire(Wire):
    """A line of a picture."""

    tail: str = Field(description="The id of the one.", examples=["actor/marta-quillan"])
    head: str = Field(description="The id of the other.", examples=["actor/emil-rask"])
    origins: int = Field(description="Independent reports that name both.", examples=[3])
    significance: float = Field(description="Log-likelihood ratio of that against chance.", examples=[14.2])
    articles: Best
    first: date | None = Field(description="The day of the first that names both.", examples=["2024-03-02"])
    last: date | None = Field(description="The day of the last.", examples=["2024-04-11"])


class GraphWire(Document):
    """What `graph` draws: the same question to the same archive is drawn the same each time, no label on another."""

    since: SinceField
    until: UntilField
    nodes: tuple[DrawnWire, ...] = Field(description="Those asked for, then in the order in which they came in.")
    lines: tuple[LineWire, ...] = Field(description="The most significant first.")
    left_out: int = Field(description="Weaker ties among these names that are not drawn.", examples=[31])

    @classmethod
    def of(cls, found: Sketch, days: tuple[date | None, date | None], pinned: Mapping[str, tuple[int, int]]) -> Self:
        at: dict[str, int] = {node.id: number for number, (node, *_) in enumerate(found.nodes)}
        labels = [_shortened(node.name) for node, *_ in found.nodes]
        radii = _radii([origins for _, origins, _ in found.nodes])
        held = {at[id]: (float(x), float(y)) for id, (x, y) in pinned.items() if id in at}
        boxes = list(map(_box, labels, radii))
        points = layout(boxes, [(at[tie.tail.id], at[tie.head.id]) for tie in found.ties], held)
        places = [
            {"label": label, "radius": radius, "x": x, "y": y, "asked": number < found.centre}
            for number, (label, radius, (x, y)) in enumerate(zip(labels, radii, points, strict=True))
        ]
        nodes = [
            {**node._asdict(), "origins": origins, "provisional": provisional, **place}
            for (node, origins, provisional), place in zip(found.nodes, places, strict=True)
        ]
        lines = tuple(map(_line, found.ties))
        told = {"since": days[0], "until": days[1], "nodes": nodes, "lines": lines, "left_out": found.left_out}
        return cls.model_validate(told)


def _line(tie: Tie) -> dict[str, Any]:
    told = {name: getattr(tie, name) for name in ("origins", "significance", "articles", "first", "last")}
    return {"tail": tie.tail.id, "head": tie.head.id, **told}


def _radii(origins: Sequence[int]) -> list[int]:
    """The more reports the larger, by area, against the one with most."""
    most, grown = max(origins, default=1) or 1, LARGEST - LEAST
    return [LEAST + isqrt(grown * grown * one // most) for one in origins]


def _box(label: str, radius: int) -> Box:
    return Box(max(radius, len(label) * LETTER // 2 + 2), radius + 2, radius + LINE)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


class TieWire(Document):
    """What `tie` says of two names."""

    tail: NodeWire = Field(description="The one.")
    head: NodeWire = Field(description="The other.")
    origins: int = Field(description="Independent reports that name both.", examples=[3])
    significance: float = Field(description="Log-likelihood ratio of that against chance.", examples=[14.2])
    articles: Best
    first: date | None = Field(description="The day of the first that names both.", examples=["2024-03-02"])
    last: date | None = Field(description="The day of the last.", examples=["2024-04-11"])
    quotes: tuple[QuoteWire, ...] = Field(description="A sentence of each of these articles, where one names them.")

    @classmethod
    def of(cls, found: Tie) -> Self:
        return cls.model_validate(found)


class CountedNodeWire(NodeWire):
    """A name with its reports."""

    origins: int = Field(description="Independent reports that name it.", examples=[15])


class ProminentWire(Document):
    """What `prominent` lists."""

    names: tuple[CountedNodeWire, ...] = Field(description="Those in most independent reports first.")

    @classmethod
    def of(cls, found: Sequence[tuple[Node, int]]) -> Self:
        rows = [{**node._asdict(), "origins": origins} for node, origins in found]
        return cls.model_validate({"names": rows})


class SpreadWire(PlacedWire):
    """A place on a map."""

    months: dict[str, int] = Field(
        description="Independent reports by month, in order of time; those without one left out.",
        examples=[{"2024-03": 7, "2024-04": 2}],
    )
    undated: int = Field(description="Independent reports that state no date.", examples=[0])


class PlacesWire(Document):
    """What `places` lists."""

    places: tuple[SpreadWire, ...] = Field(description="Those in most independent reports first.")

    @classmethod
    def of(cls, found: Sequence[Spread]) -> Self:
        rows = [
            {
                **placed(one.place),
                "months": dict(one.months),
                "undated": one.undated,
            }
            for one in found
        ]
        return cls.model_validate({"places": rows})
