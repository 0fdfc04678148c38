"""What leads on from a name or an article? Neighbours, chains, timelines, copies, related articles: frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from newsgraph.answers import Quote
from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind, Named


class Node(NamedTuple):
    """An entity in an answer of the graph."""

    id: EntityId
    kind: EntityKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Two entities that may be one. To `join` the one to the other would give `articles` articles, all that name it,
    another entity; `of` name the one that would be kept. `evidence` is what speaks for it, on a scale on which 2 and
    more made one of two by itself where nothing spoke against; `why` is what is alike in the names. `together`
    independent reports name both, which speaks against; `beside` are some who stand beside both, the most telling
    first."""

    keep: Node
    join: Node
    articles: int
    of: int
    evidence: float
    together: int
    beside: tuple[Node, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An entity beside another. `origins` independent reports name both, of the `of` that name the neighbour in the
    period; `significance` is the log-likelihood ratio of that against all reports of the period. `articles` tell most
    of both, best first, `quote` is what the best of them says; between `first` and `last` they were published."""

    node: Node
    origins: int
    of: int
    significance: float
    first: date | None
    last: date | None
    articles: tuple[ArticleId, ...]
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entity whose reports, or those beside another, became more or fewer: `now` and `before` independent reports of
    two periods. `significance` is the log-likelihood ratio of the change, above 0 where they became more. `quote` is
    what the best of `articles` says."""

    node: Node
    now: int
    before: int
    significance: float
    articles: tuple[ArticleId, ...]
    quote: Quote | None = None


class Comparison(NamedTuple):
    """Who is new beside an entity in one period against another, and who has vanished; most surprising first. `now` and
    `before` independent reports name the entity itself."""

    new: tuple[Change, ...]
    vanished: tuple[Change, ...]
    now: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """Two entities that `origins` independent reports name together; `quote` is what the first of `articles` says."""

    tail: Node
    head: Node
    origins: int
    day: date | None
    articles: tuple[ArticleId, ...]
    quote: Quote | None


class Chain(NamedTuple):
    """Hops from one name to another; of a tree over several names, the hops of one branch after another. The cheaper,
    the more telling."""

    hops: tuple[Hop, ...]
    cost: float


class Reach(NamedTuple):
    """How far a search looked that was cut short: on from so many `names`, over so many `ties`. Every connection was
    seen that costs less than `cost` or, where they were sought day by day, that arrives before `day`."""

    names: int
    ties: int
    cost: float | None = None
    day: date | None = None

    @property
    def words(self) -> str:
        """The same in words."""
        told = f"it went on from {_many(self.names, 'name')} over {_many(self.ties, 'tie')}"
        if self.cost:
            return f"{told}, and saw all that costs less than {self.cost:.2f}"
        return f"{told}, and saw all that arrives before {self.day}" if self.day else told


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


class Connections(NamedTuple):
    """What ties names together, best first; none is an answer. Not `complete` where the search was cut short: then
    `looked` is how far it came. Of more than two names, those that are `apart` from what the tree ties together; where
    it ties nothing, all of them."""

    chains: tuple[Chain, ...]
    complete: bool
    apart: tuple[Node, ...] = ()
    looked: Reach | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two entities that `origins` independent reports name together, published between `first` and `last`. `articles`
    tell most of both, best first; `quotes` are what these say, where that was asked."""

    tail: Node
    head: Node
    origins: int
    significance: float
    articles: tuple[ArticleId, ...]
    first: date | None
    last: date | None
    quotes: tuple[Quote, ...] = ()


class Sketch(NamedTuple):
    """Who belongs into a picture: entities, each with its independent reports and whether it is provisional, the first
    `centre` of them asked for; the ties worth a line, strongest first, and how many weaker ones are left out."""

    nodes: tuple[tuple[Node, int, bool], ...]
    centre: int
    ties: tuple[Tie, ...]
    left_out: int


class Spread(NamedTuple):
    """A place, with its independent reports by month (2024-03) in order of time, and those without a date."""

    place: Named
    months: tuple[tuple[str, int], ...]
    undated: int


class Community(NamedTuple):
    """Entities that stand together, the most telling first; `name` is made of the first three. `origins` independent
    reports name two of them or more."""

    name: str
    members: tuple[Node, ...]
    origins: int


class Step(NamedTuple):
    """A day, or a week from its Monday on: independent reports, and articles with all copies, of what was asked; and
    how many reports of anything there were."""

    day: date
    origins: int
    articles: int
    of: int


class Peak(NamedTuple):
    """When there were suddenly more than usual, up to but without `last`, and the article that stands best for it."""

    first: date
    last: date
    origins: int
    weight: float
    article: ArticleId
    title: str
    source: str = ""
    published: datetime | None = None


class Timeline(NamedTuple):
    """Steps of `days` days from the first to the last that has a report, empty ones too; peaks in order of time."""

    days: int
    steps: tuple[Step, ...]
    peaks: tuple[Peak, ...]
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One addend of a score: `value` is `weight` × `strength` (0 to 1) of the signal of that name. What backs it:
    shared names, shared words as printed, days apart (below 0 for earlier), a sentence of the related article."""

    signal: str
    value: float
    strength: float
    weight: float
    names: tuple[str, ...]
    words: tuple[str, ...]
    days: int | None
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What to read beside an article. `score` is the sum of its reasons' values, the largest first; `relation` and
    `line` say it in words, `rung` by which rule it came in. `kept_out` is what keeps it out of a list, "" for what may
    stand in one."""

    id: ArticleId
    title: str
    url: str
    source: str
    published: datetime | None
    score: float
    relation: str
    line: str
    rung: str
    reasons: tuple[Ground, ...]
    kept_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An article in whose list of related articles another stands: at which `place`, from 1 on, with which score, and
    what that other is to it."""

    id: ArticleId
    title: str
    url: str
    source: str
    published: datetime | None
    place: int
    score: float
    relation: str
    line: str


class Fresh(NamedTuple):
    """A sentence that is new against all before it in a story: names of entities, numbers as printed that none had, or
    a `claim`, most of whose telling words none had."""

    quote: Quote
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    claim: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article of a story or a chain, with how many articles ran its text, itself among them. `fresh` is what is new
    in it. `link` (0 to 1) and `line` say what ties it to the report before it: 0 and "" for the first."""

    article: ArticleId
    title: str
    source: str
    published: datetime | None
    ran: int = 1
    fresh: tuple[Fresh, ...] = ()
    link: float = 0.0
    line: str = ""


class Story(NamedTuple):
    """Independent reports on one event, in order of time; those without a date last."""

    reports: tuple[Report, ...]


class Trail(NamedTuple):
    """Articles that lead from one to another in order of time, as strong as the weakest of their links."""

    reports: tuple[Report, ...]

    @property
    def strength(self) -> float:
        return min(report.link for report in self.reports[1:])


class Paragraph(NamedTuple):
    """A paragraph of a copy, `text[start:end]` of the article; `source` is where in the first text most of it is from,
    None where it is new. `share` is how much of it stands there, 0 to 1; `changes` are words (there, here)."""

    start: int
    end: int
    text: str
    source: tuple[int, int] | None
    share: float
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """An article that ran a text too, or shares some of it.

    `kind` is "copy", "edited copy", "excerpt", "follow-up", "shares passages" or "quotes", "" where it tells the same
    in other words. `kept` is how much of the first text it has, `taken` how much of it is from there, 0 to 1.
    `left_out` are paragraphs of the first text that it does not have, `uncorrected` words of a former state of that.
    """

    article: ArticleId
    title: str
    source: str
    published: datetime | None
    kind: str
    kept: float
    taken: float
    paragraphs: tuple[Paragraph, ...] = ()
    left_out: tuple[str, ...] = ()
    uncorrected: str = ""


class Sign(NamedTuple):
    """What speaks for an origin (against it where the weight is below 0): in which article, and its words."""

    kind: str
    weight: int
    article: ArticleId
    source: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Who ran an article. `origin` is the article that it is from, itself for an original, or an outlet whose article
    is not held ("source/halyard.example"); `certain` where a line says so. `first` is the article that the others are
    compared with, `ran` these others in order of date, `shares` those that only share some of the article asked for."""

    article: ArticleId
    origin: str
    certain: bool
    signs: tuple[Sign, ...]
    first: Ran
    ran: tuple[Ran, ...]
    shares: tuple[Ran, ...]
