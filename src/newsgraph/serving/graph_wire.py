"""Which JSON leaves about the graph? Who stands beside whom, how names hang together, and when.

`origins` are independent reports throughout: an article and all its copies are one.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field

from newsgraph.excerpt import Excerpt
from newsgraph.leads import Change, Community, Comparison, Connections, Neighbour, Node, Timeline
from newsgraph.serving.entity_wire import QuoteWire
from newsgraph.serving.named_wire import EntityIdField, Kind, Name
from newsgraph.serving.shape import Document, Published, Wire

ArticleField = Annotated[str, Field(description="The article's id.", examples=["article/3f9a0c5e7d21b846"])]
Best = Annotated[
    tuple[str, ...],
    Field(description="Articles that show it best, best first.", examples=[["article/3f9a0c5e7d21b846"]]),
]
Said = Annotated[QuoteWire | None, Field(description="What the best of them says; null where no sentence names it.")]
SinceField = Annotated[date | None, Field(description="The first day; null for all before.", examples=["2024-03-01"])]
UntilField = Annotated[
    date | None, Field(description="The day behind the last; null for all after.", examples=["2024-04-01"])
]


class NodeWire(Wire):
    """An entity in an answer of the graph."""

    id: EntityIdField
    kind: Kind
    name: Name


class NeighbourWire(Wire):
    """An entity beside another."""

    node: NodeWire = Field(description="Who it is.")
    origins: int = Field(description="Independent reports that name both.", examples=[3])
    of: int = Field(description="Independent reports of the period that name the neighbour.", examples=[5])
    significance: float = Field(
        description="Log-likelihood ratio of that against chance, which reaches 10.8 once in a thousand pairs.",
        examples=[14.2],
    )
    first: date | None = Field(description="The day of the first that names both.", examples=["2024-03-02"])
    last: date | None = Field(description="The day of the last.", examples=["2024-04-11"])
    articles: Best
    quote: Said


class NearWire(Document):
    """What `near` found."""

    entity: NodeWire = Field(description="Whom the name means.")
    since: SinceField
    until: UntilField
    neighbours: tuple[NeighbourWire, ...] = Field(description="The most significant first.")

    @classmethod
    def of(cls, entity: Node, days: tuple[date | None, date | None], found: Sequence[Neighbour]) -> Self:
        """`days` are those that were asked for."""
        return cls.model_validate({"entity": entity, "since": days[0], "until": days[1], "neighbours": tuple(found)})


class ChangeWire(Wire):
    """An entity that is in more, or in fewer, reports than before."""

    node: NodeWire = Field(description="Who it is.")
    now: int = Field(description="Independent reports now.", examples=[4])
    before: int = Field(description="Independent reports before.", examples=[0])
    significance: float = Field(
        description="Log-likelihood ratio of the change; below 0 where they became fewer.", examples=[6.1]
    )
    articles: Best
    quote: Said


class ComparisonWire(Document):
    """What `near --compare` found."""

    entity: NodeWire = Field(description="Whom the name means.")
    since: date = Field(description="The first day of now.", examples=["2024-03-01"])
    until: date | None = Field(
        description="The day behind its last; null where it has no end.", examples=["2024-04-01"]
    )
    before: date = Field(description="The first day of before.", examples=["2024-02-01"])
    before_until: date = Field(description="The day behind its last.", examples=["2024-03-01"])
    reports_now: int = Field(description="Independent reports now that name the entity itself.", examples=[12])
    reports_before: int = Field(description="Those before.", examples=[9])
    new: tuple[ChangeWire, ...] = Field(description="Beside it now and not before; the most significant first.")
    vanished: tuple[ChangeWire, ...] = Field(description="Beside it before and not now; the most significant first.")

    @classmethod
    def of(cls, entity: Node, days: tuple[date, date | None, date, date], found: Comparison) -> Self:
        """`days` are the first of now and the one behind its last, then those of before."""
        asked = dict(zip(("since", "until", "before", "before_until"), days, strict=True))
        told = {"reports_now": found.now, "reports_before": found.before, "new": found.new, "vanished": found.vanished}
        return cls.model_validate({"entity": entity, **asked, **told})


class HopWire(Wire):
    """Two entities that the same reports name."""

    tail: NodeWire = Field(description="From whom.")
    head: NodeWire = Field(description="To whom.")
    origins: int = Field(description="Independent reports that name both.", examples=[2])
    day: date | None = Field(description="The day of the first of `articles`.", examples=["2024-03-02"])
    articles: Best
    quote: Said


class ChainWire(Wire):
    """One connection."""

    cost: float = Field(description="The lower, the more telling: ½ a hop, and more for common names.", examples=[2.4])
    hops: tuple[HopWire, ...] = Field(description="From one name to the other; of a tree, branch after branch.")


class ReachWire(Wire):
    """How far a search looked that was cut short."""

    names: int = Field(description="Names that it went on from.", examples=[80])
    ties: int = Field(description="Ties of these that it looked at.", examples=[17083])
    cost: float | None = Field(description="Every chain was seen that costs less; null by days.", examples=[5.12])
    day: date | None = Field(description="In order of time, every chain was seen that arrives before.", examples=[None])
    words: str = Field(
        description="The same in words.",
        examples=["it went on from 80 names over 17,083 ties, and saw all that costs less than 5.12"],
    )


class ConnectWire(Document):
    """What `connect` found."""

    names: tuple[NodeWire, ...] = Field(description="Whom the names mean.")
    complete: bool = Field(description="False where the search was cut short: there may be better.", examples=[True])
    looked: ReachWire | None = Field(description="How far it came where it was cut short, else null.")
    chains: tuple[ChainWire, ...] = Field(description="Connections, best first; none is an answer too.")
    apart: tuple[NodeWire, ...] = Field(
        description="Of more than two names, those that nothing ties to the others; then no chain ties all of them."
    )

    @classmethod
    def of(cls, names: Sequence[Node], found: Connections) -> Self:
        told = {"complete": found.complete, "looked": found.looked, "chains": found.chains, "apart": found.apart}
        return cls.model_validate({"names": tuple(names), **told})


class StepWire(Wire):
    """A day or a week (a line of `timeline --jsonl`)."""

    what: Literal["step"] = Field(default="step", description="A step of the line.")
    day: date = Field(description="The day; of a week its Monday.", examples=["2024-03-04"])
    origins: int = Field(description="Independent reports of what was asked for.", examples=[3])
    articles: int = Field(description="Articles that carried them, all copies counted.", examples=[5])
    of: int = Field(description="Independent reports of anything.", examples=[17])


class PeakWire(Wire):
    """A burst: more than usual (a line of `timeline --jsonl`)."""

    what: Literal["peak"] = Field(default="peak", description="A burst.")
    first: date = Field(description="Its first day.", examples=["2024-03-04"])
    last: date = Field(description="The day behind its last.", examples=["2024-03-11"])
    origins: int = Field(description="Independent reports in it.", examples=[7])
    weight: float = Field(description="How much more than usual, in nats.", examples=[3.2])
    article: ArticleField
    title: str = Field(description="Its headline; the article is the one that stands best for the burst.")
    source: str = Field(description="Its outlet.", examples=["harbour.example"])
    published: Published


class TimelineWire(Document):
    """What `timeline` found."""

    about: str = Field(description="The name or the query, as typed.", examples=["Port Averin"])
    entity: NodeWire | None = Field(description="Whom the name means; null where it was searched as a query.")
    days: int = Field(description="Days of a step: 1, or 7 for weeks from Monday on.", examples=[7])
    undated: int = Field(description="Independent reports that state no day, and are in no step.", examples=[0])
    steps: tuple[StepWire, ...] = Field(description="From the first with a report to the last, empty ones too.")
    peaks: tuple[PeakWire, ...] = Field(description="Bursts, in order of time.")

    @classmethod
    def of(cls, about: str, entity: Node | None, found: Timeline) -> Self:
        asked = {"about": about, "entity": entity, "days": found.days, "undated": found.undated}
        steps = [step._asdict() for step in found.steps]
        return cls.model_validate({**asked, "steps": steps, "peaks": [peak._asdict() for peak in found.peaks]})


class TrendingWire(Document):
    """What `trending` found."""

    since: SinceField
    until: UntilField
    before: date | None = Field(description="The first day that these are compared with.", examples=["2024-02-02"])
    trends: tuple[ChangeWire, ...] = Field(description="The most significant first.")

    @classmethod
    def of(cls, days: tuple[date | None, date | None, date | None], found: Sequence[Change]) -> Self:
        """`days` are the first of before, the first of now and the one behind the last of now; None in an archive
        without a dated report."""
        before, since, until = days
        return cls.model_validate({"before": before, "since": since, "until": until, "trends": tuple(found)})


class CommunityWire(Wire):
    """Entities that stand in the same reports."""

    name: str = Field(description="The first three members.", examples=["Marta Quillan, Emil Rask, Rope Street"])
    origins: int = Field(description="Independent reports that name two of them or more.", examples=[17])
    members: tuple[NodeWire, ...] = Field(description="The most telling first.")


class CommunitiesWire(Document):
    """What `communities` found."""

    since: SinceField
    until: UntilField
    communities: tuple[CommunityWire, ...] = Field(description="The largest first, by reports.")

    @classmethod
    def of(cls, days: tuple[date | None, date | None], found: Sequence[Community]) -> Self:
        """`days` are those that were asked for."""
        rows = [one._asdict() for one in found]
        return cls.model_validate({"since": days[0], "until": days[1], "communities": rows})


class LeftOutWire(Wire):
    """What one rule left out."""

    why: str = Field(description="Which rule.", examples=["in fewer than 3 independent reports together"])
    nodes: int = Field(description="How many nodes.", examples=[112])
    links: int = Field(description="How many links between nodes that were left until then.", examples=[840])


class ExportWire(Document):
    """What `export` wrote, or would have written."""

    form: str = Field(description="The format.", examples=["gexf"])
    out: str | None = Field(description="Where it is; null with --dry-run.", examples=["port.gexf"])
    revision: int = Field(description="The archive's revision.", examples=[7])
    nodes: int = Field(description="Nodes that were written.", examples=[48])
    links: int = Field(description="Links that were written.", examples=[310])
    left_out: tuple[LeftOutWire, ...] = Field(description="What was not, by the rule that left it out, in order.")

    @classmethod
    def of(cls, form: str, out: str | None, excerpt: Excerpt) -> Self:
        counts = {"nodes": len(excerpt.nodes), "links": len(excerpt.links), "revision": excerpt.revision}
        return cls.model_validate({"form": form, "out": out, **counts, "left_out": excerpt.left_out})
