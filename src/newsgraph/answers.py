"""What does the archive answer? Plain frozen values; serving turns them into JSON, the command line into tables."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, overload

from newsgraph.article import ArticleId
from newsgraph.entity import Decision, EntityId, EntityKind, Named

if TYPE_CHECKING:  # raw.py costs 80 ms of pydantic, which a search does without
    from newsgraph.raw import Rejection


class Progress(NamedTuple):
    """How far a long job is: `done` of `total` (None where nobody knows) counted in `unit`, now in `phase`.

    `share` is the part of the input that is worked off, 0 to 1, where that is known and `total` is not.
    """

    phase: str
    done: int
    total: int | None
    unit: str
    share: float | None = None


Watcher = Callable[[Progress], None]

REJECTIONS_KEPT = 10_000


class ArticleIds(Sequence[ArticleId]):
    """Article ids in 8 bytes each: a million of them as str would be a sixth of the memory that an `add` may use."""

    def __init__(self, ids: Iterable[ArticleId] = ()) -> None:
        self._hashes = array("Q")
        self.extend(ids)

    def extend(self, ids: Iterable[ArticleId]) -> None:
        self._hashes.extend(int(id.removeprefix("article/"), 16) for id in ids)

    def __len__(self) -> int:
        return len(self._hashes)

    @overload
    def __getitem__(self, at: int) -> ArticleId: ...
    @overload
    def __getitem__(self, at: slice) -> "ArticleIds": ...
    def __getitem__(self, at: int | slice) -> "ArticleId | ArticleIds":
        if isinstance(at, slice):
            return ArticleIds(self[n] for n in range(*at.indices(len(self))))
        return ArticleId(f"article/{self._hashes[at]:016x}")


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an `add` did. read = added + updated + unchanged + withdrawn + rejected_count; `ids` are the added and
    updated ones in the order read. `rejected` holds the first REJECTIONS_KEPT of them, so that two million lines of
    garbage do not fill the memory. `notices` are what was left out on purpose: drafts, unknown columns."""

    read: int
    added: int
    updated: int
    unchanged: int
    withdrawn: int
    rejected_count: int
    rejected: "tuple[Rejection, ...]"
    notices: "tuple[Rejection, ...]"
    ids: ArticleIds
    seconds: float


class Highlight(NamedTuple):
    """A passage worth showing. `text` is cut from the article at `start`; `marks` are the matched words in it, as
    half-open offsets into `text`. `zone` is the kind of zone that it comes from."""

    zone: str
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that matches. `score` orders the hits of one search and means nothing across searches."""

    id: ArticleId
    title: str
    url: str
    source: str
    authors: tuple[str, ...]
    published: datetime | None
    score: float
    highlights: tuple[Highlight, ...] = ()


class FacetCount(NamedTuple):
    value: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """`hits` best first, ties by id; `total` counts all that match. `facets` maps a facet's name to its values, most
    frequent first. `read_as` is how the query was understood, in the query language itself; `notes` say what was
    changed to understand it; `did_you_mean` is a better query, "" where there is none."""

    query: str
    read_as: str
    notes: tuple[str, ...]
    did_you_mean: str
    total: int
    offset: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)


class Version(NamedTuple):
    """One state that an article was in; `number` 1 is the first. `withdrawn` ones have no text."""

    number: int
    revision: int
    recorded: datetime
    title: str
    withdrawn: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """An archive in numbers. Lists are (value, count), most frequent first."""

    folder: str
    format_version: int
    engine: str
    revision: int
    articles: int
    versions: int
    withdrawn: int
    partial: int
    undated: int
    first: datetime | None
    last: datetime | None
    sources: tuple[FacetCount, ...]
    authors: tuple[FacetCount, ...]
    languages: tuple[FacetCount, ...]
    years: tuple[FacetCount, ...]
    bytes_on_disk: Mapping[str, int]


class Problem(NamedTuple):
    """Something that `verify` found: what is wrong, and the command that mends it."""

    what: str
    mend: str


class EntityCount(NamedTuple):
    """An entity in a list: in how many articles it is named, and when the latest of them was published."""

    entity: Named
    articles: int
    latest: datetime | None


class Beside(NamedTuple):
    """An entity that is named in the same articles as another, and in how many of them."""

    id: EntityId
    kind: EntityKind
    name: str
    articles: int


class Quote(NamedTuple):
    """A sentence that names an entity: `text` is cut from the article at `start`, `marks` are the names in it,
    half-open offsets into `text`."""

    article: ArticleId
    title: str
    source: str
    published: datetime | None
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]


class Role(NamedTuple):
    """What articles call somebody: in how many, and between which dates (None where none of them states one)."""

    role: str
    articles: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """What the archive holds about one entity.

    `within` are the places around a place, nearest first. Counts are of articles, most frequent first. `quotes` are
    the newest articles' first sentences that name it. `facts` are what is known of it beside, as (what, words): of an
    author what biographies tell (beat, school, outlet, hometown), of a source its family, home and language.
    `others` are entities of the same name, likeliest first.
    """

    entity: Named
    within: tuple[tuple[EntityId, str], ...]
    articles: int
    first: datetime | None
    last: datetime | None
    roles: tuple[Role, ...]
    sources: tuple[FacetCount, ...]
    authors: tuple[FacetCount, ...]
    beside: tuple[Beside, ...]
    quotes: tuple[Quote, ...]
    decisions: tuple[Decision, ...]
    facts: tuple[tuple[str, str], ...]
    others: tuple[EntityId, ...]


class Effect(NamedTuple):
    """What a decision changes: articles whose names become other entities, entities that come, go or get another
    name, and the ids that lead elsewhere from then on."""

    articles: tuple[ArticleId, ...]
    links: int
    gone: tuple[EntityId, ...]
    new: tuple[EntityId, ...]


class Node(NamedTuple):
    """An entity in an answer of the graph."""

    id: EntityId
    kind: EntityKind
    name: str


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
    two periods. `significance` is the log-likelihood ratio of the change, above 0 where they became more."""

    node: Node
    now: int
    before: int
    significance: float
    articles: tuple[ArticleId, ...]


class Comparison(NamedTuple):
    """Who is new beside an entity in one period against another, and who has vanished; most surprising first."""

    new: tuple[Change, ...]
    vanished: tuple[Change, ...]


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


class Connections(NamedTuple):
    """What ties names together, best first; none is an answer. Not `complete` where the search was cut short."""

    chains: tuple[Chain, ...]
    complete: bool


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


class Timeline(NamedTuple):
    """Steps of `days` days from the first to the last that has a report, empty ones too; peaks in order of time."""

    days: int
    steps: tuple[Step, ...]
    peaks: tuple[Peak, ...]
    undated: int


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
