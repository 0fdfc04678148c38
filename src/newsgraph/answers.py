"""What does the archive answer? Plain frozen values; serving turns them into JSON, the command line into tables."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
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
    """One article that matches. `score` orders the hits of one search and means nothing across searches; `outlets` is
    how many ran its text, as far as the archive has been caught up: 1 for what nobody copied."""

    id: ArticleId
    title: str
    url: str
    source: str
    authors: tuple[str, ...]
    published: datetime | None
    score: float
    highlights: tuple[Highlight, ...] = ()
    outlets: int = 1


class FacetCount(NamedTuple):
    value: str
    articles: int


class Facet(NamedTuple):
    """A value of a facet and how many of the articles that match have it; `id` is the entity's where the value is the
    name of a place or an actor: two of one name are two values."""

    value: str
    articles: int
    id: str = ""


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
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)


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


class Stand(NamedTuple):
    """How an archive stands: `fingerprint` is a hash over the articles that it shows, whatever came when; `revision`
    counts what changed it, `decisions` is how many are in its log."""

    fingerprint: str
    revision: int
    decisions: int


class Problem(NamedTuple):
    """Something that `verify` found: what is wrong, and the command that mends it."""

    what: str
    mend: str


class EntityCount(NamedTuple):
    """An entity in a list: in how many articles it is named, and when the latest of them was published."""

    entity: Named
    articles: int
    latest: datetime | None


class Suggestion(NamedTuple):
    """How what is being typed may go on: a name of a place, a person, an organisation, a group, an author or a source
    (`kind`, with its `id`), or words (kind "word", no id) as the whole query would then read. So many `articles` have
    it; of words about."""

    kind: str
    id: str
    text: str
    articles: int


class Begun(NamedTuple):
    """An entity one of whose names begins so, and how many articles name it."""

    id: EntityId
    kind: EntityKind
    name: str
    articles: int


class Companion(NamedTuple):
    """An entity that is named in the same independent reports as another, in so many of them."""

    id: EntityId
    kind: EntityKind
    name: str
    origins: int


class Company(NamedTuple):
    """In how many independent reports an entity is named, who is named in most of these, and how many are in any."""

    origins: int
    most: tuple[Companion, ...]
    total: int


class Quote(NamedTuple):
    """A sentence that names an entity: `text` is cut from the article at `start`, `marks` are the names in it,
    half-open offsets into `text`. Not `both` where it was to name two, and names one: the article names the other."""

    article: ArticleId
    title: str
    source: str
    published: datetime | None
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]
    both: bool = True


class Role(NamedTuple):
    """What articles call somebody: in how many, and between which dates (None where none of them states one)."""

    role: str
    articles: int
    first: datetime | None
    last: datetime | None


class Totals(NamedTuple):
    """How many there are of what a view of an entity lists the first of."""

    aliases: int
    roles: int
    sources: int
    authors: int
    beside: int
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """What the archive holds about one entity.

    `within` are the places around a place, nearest first. `articles` name it, if only in passing. `origins` is how many
    independent reports are tied to it in the graph, as everywhere: an article and all its copies are one, and a name
    that weighs next to nothing in an article (`graph.weighing.LEAST`) ties it to nobody. `beside` counts the same.
    Other counts are of articles, most frequent first. `quotes` are
    the newest articles' first sentences that name it. `facts` are what is known of it beside, as (what, words): of an
    author what biographies tell (beat, school, outlet, hometown), of a source its family, home and language.
    `others` are entities of the same name, likeliest first, `called` what each is shown by. `decisions` are those about
    it that are in force; `hidden_by` is the one that keeps it out of every list, None where none does. Lists hold no
    more than LISTED of each; `totals` tell how many there are.
    """

    entity: Named
    within: tuple[tuple[EntityId, str], ...]
    articles: int
    origins: int
    first: datetime | None
    last: datetime | None
    roles: tuple[Role, ...]
    sources: tuple[FacetCount, ...]
    authors: tuple[FacetCount, ...]
    beside: tuple[Companion, ...]
    quotes: tuple[Quote, ...]
    decisions: tuple[Decision, ...]
    facts: tuple[tuple[str, str], ...]
    others: tuple[EntityId, ...]
    hidden_by: Decision | None
    totals: Totals
    called: Mapping[str, str] = field(default_factory=dict)


class Effect(NamedTuple):
    """What a decision changes: articles whose names become other entities, and how many names; entities that go, with
    ids that lead elsewhere from then on, and entities that come. `called` are the names of those that come and go."""

    articles: tuple[ArticleId, ...]
    links: int
    gone: tuple[EntityId, ...]
    new: tuple[EntityId, ...]
    called: Mapping[str, str] = {}
