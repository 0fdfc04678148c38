"""Which JSON leaves? One model for each answer; the command line, the HTTP API and MCP write the same.

`format_version` in every document pins its shape: fields may be added under the same number, and none is
removed, renamed or given another meaning. Offsets count Unicode code points, as Python's `len()` does
(JavaScript counts UTF-16 units: iterate the string to convert). Times are ISO 8601 in UTC, null where nobody
stated one.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from newsgraph.answers import IngestReport, Problem, SearchResult, Stats, Version
from newsgraph.article import Article
from newsgraph.entity import Named
from newsgraph.serving.named_wire import NamedWire
from newsgraph.serving.shape import Document, Published, Wire

Id = Annotated[
    str,
    Field(description="The article's id, the same on every machine.", examples=["article/3f9a0c5e7d21b846"]),
]
Url = Annotated[
    str,
    Field(description="Where it was published; empty when unknown.", examples=["https://harbour.example/news/1"]),
]
Source = Annotated[
    str, Field(description="The outlet: its host without www., else its name.", examples=["harbour.example"])
]
Authors = Annotated[tuple[str, ...], Field(description="People, in the order printed.", examples=[["Omar Hassan"]])]


class HighlightWire(Wire):
    """A passage that shows why an article matches."""

    zone: str = Field(description="The part of the page it comes from.", examples=["body"])
    start: int = Field(description="Where the passage starts in the article's text.", examples=[412])
    text: str = Field(description="The passage.", examples=["the council voted to close the ferry"])
    marks: tuple[tuple[int, int], ...] = Field(
        description="The matched words, as half-open [start, end) offsets into the passage.",
        examples=[[[4, 11]]],
    )


MOST_LISTED = 50  # outlets and authors in `stats`: all 4,400 authors of 18,000 articles are 188 kB


class HitWire(Wire):
    """One article that matches."""

    id: Id
    title: str = Field(description="The headline.", examples=["Council votes to close the ferry"])
    url: Url
    source: Source
    authors: Authors
    published: Published
    score: float = Field(description="Orders the hits of one search; means nothing across searches.", examples=[7.31])
    highlights: tuple[HighlightWire, ...] = Field(description="Passages that match, best first.")
    outlets: int = Field(
        default=1, description="How many outlets ran its text; 1 for what nobody copied.", examples=[4]
    )


class FacetWire(Wire):
    """One value of a facet and the number of matching articles that have it."""

    value: str = Field(description="One value of the facet.", examples=["harbour.example"])
    articles: int = Field(description="How many have it.", examples=[14])


class FoundFacetWire(FacetWire):
    """One value of a facet of what was found."""

    id: str = Field(
        description="The entity's id where the value is the name of a place or an actor; empty for other values.",
        examples=[""],
    )


class SearchWire(Document):
    """What `search` found."""

    query: str = Field(description="The query as it was typed.", examples=["ferry -strike"])
    read_as: str = Field(description="How it was understood, in the query language.", examples=["ferry AND NOT strike"])
    notes: tuple[str, ...] = Field(description="What was changed to understand it.", examples=[[]])
    did_you_mean: str = Field(description="A query that finds more; empty when there is none.", examples=[""])
    total: int = Field(description="All the articles that match.", examples=[14])
    offset: int = Field(description="How many of them come before the first hit here.", examples=[0])
    hits: tuple[HitWire, ...] = Field(description="Best first, or by date when asked; ties by id.")
    facets: dict[str, tuple[FoundFacetWire, ...]] = Field(
        description="Counts over all that match, by facet, most frequent first; empty unless asked for.",
        examples=[{"place": [{"value": "Port Averin", "articles": 14, "id": "place/gb/port-averin"}]}],
    )

    @classmethod
    def of(cls, result: SearchResult) -> Self:
        return cls.model_validate(result)


class QueryWire(Document):
    """How a query is read."""

    query: str = Field(description="The query as it was typed.", examples=["ferry -strike"])
    tree: str = Field(description="What was made of it: one node a line, indented.")


class RejectionWire(Wire):
    """Something that could not become an article."""

    location: str = Field(description="Where it was read.", examples=["dump.jsonl:17"])
    reason: str = Field(description="Why it could not be used.", examples=["is no JSON: expected an object"])


class RefusedWire(RejectionWire):
    """Something that could not become an article (a line of `add --jsonl`)."""

    outcome: Literal["rejected"] = Field(default="rejected", description="What became of it.")


class KeptWire(Wire):
    """An article that `add` added or updated (a line of `add --jsonl`)."""

    outcome: Literal["kept"] = Field(default="kept", description="What became of it.")
    id: Id


class AddWire(Document):
    """What `add` did: read = added + updated + unchanged + withdrawn + rejected_count."""

    read: int = Field(description="Articles and rejections that arrived.", examples=[62])
    added: int = Field(description="New ones.", examples=[58])
    updated: int = Field(description="Known ones with a new version.", examples=[1])
    unchanged: int = Field(description="Known ones, the same as before.", examples=[2])
    withdrawn: int = Field(description="Taken back by their publisher.", examples=[0])
    rejected: tuple[RejectionWire, ...] = Field(description="What could not be used, each with its place and reason.")
    rejected_count: int = Field(description="How many; `rejected` lists the first 10,000.", examples=[1])
    notices: tuple[RejectionWire, ...] = Field(
        description="What was left out on purpose (a draft, an unknown column): place and reason."
    )
    ids: tuple[str, ...] = Field(description="The added and updated ones, in the order read.")
    seconds: float = Field(description="How long it took.", examples=[0.81])

    @classmethod
    def of(cls, report: IngestReport) -> Self:
        return cls.model_validate(report)


class ZoneWire(Wire):
    """A labelled part of the page: `text[start:end]`."""

    kind: str = Field(
        description="title, standfirst, body, caption, byline, bio, comments or furniture.", examples=["body"]
    )
    start: int = Field(description="Where it starts in the text.", examples=[0])
    end: int = Field(description="Where it ends, exclusive.", examples=[32])
    about: str = Field(description="The author whom a bio describes, else empty.", examples=[""])


class LinkWire(Wire):
    """A hyperlink inside the body: `text[start:end]` is the linked words."""

    url: str = Field(description="Where it leads.", examples=["https://council.example/minutes"])
    start: int = Field(description="Where the linked words start in the text.", examples=[220])
    end: int = Field(description="Where they end, exclusive.", examples=[231])


class EvidenceWire(Wire):
    """One thing that the page says about itself, used or not."""

    field: str = Field(description="The field that it is about.", examples=["published"])
    value: str = Field(description="What was found.", examples=["2014-06-03T14:05:00Z"])
    how: str = Field(description="Where it stood.", examples=["json-ld datePublished"])
    used: bool = Field(description="Whether the field took it.", examples=[True])


class ArticleWire(Document):
    """One article, whole."""

    id: Id
    external_id: str = Field(description="The id that its source gave it; empty when none.", examples=["post-1171"])
    url: Url
    location: str = Field(description="Where it was read.", examples=["news/1.html"])
    source: Source
    title: str = Field(description="The headline.", examples=["Council votes to close the ferry"])
    standfirst: str = Field(description="The sentence under the headline.", examples=["Boats stop on Monday."])
    body: str = Field(description="The paragraphs of the body, an empty line between two.")
    authors: Authors
    agencies: tuple[str, ...] = Field(description="Wire agencies credited.", examples=[["Reuters"]])
    published: Published
    updated: datetime | None = Field(description="When it was last changed; null when not stated.")
    origin: str | None = Field(
        description="Host or URL that it was copied from; null for an original.", examples=["www.thespec.com"]
    )
    language: str = Field(description="ISO 639-1; empty when unknown.", examples=["en"])
    section: str = Field(description="The section that it stood in; empty when not stated.", examples=["Local"])
    tags: tuple[str, ...] = Field(description="Keywords that the page states.", examples=[["ferry", "council"]])
    partial: bool = Field(description="Only a summary of it has arrived.", examples=[False])
    text: str = Field(description="Every zone in order; what the offsets below count in.")
    zones: tuple[ZoneWire, ...] = Field(description="The parts of the text, in its order.")
    links: tuple[LinkWire, ...] = Field(description="Hyperlinks in the body.")
    evidence: tuple[EvidenceWire, ...] = Field(description="How each fact was found, disagreeing ones included.")
    entities: tuple[NamedWire, ...] = Field(
        default=(), description="Whom and what it names, as who they are across the archive; offsets count in the text."
    )

    @classmethod
    def of(cls, article: Article, names: Iterable[Named] = ()) -> Self:
        own = {name: getattr(article, name) for name in cls.model_fields if hasattr(article, name)}
        return cls.model_validate({**own, "entities": tuple(NamedWire.of(one, article) for one in names)})


class VersionWire(Wire):
    """One state that an article was in."""

    number: int = Field(description="1 is the first.", examples=[1])
    revision: int = Field(description="The archive's revision that recorded it.", examples=[3])
    recorded: datetime = Field(description="When the archive took it in.")
    title: str = Field(description="Its headline then.")
    withdrawn: bool = Field(description="The publisher took it back: no text.", examples=[False])
    current: bool = Field(description="Whether it is what the archive shows now.", examples=[True])


class VersionsWire(Document):
    """Every state that an article was in, first to last."""

    article: str = Field(description="The name that was asked for.", examples=["article/3f9a"])
    versions: tuple[VersionWire, ...] = Field(description="Its states.")

    @classmethod
    def of(cls, name: str, versions: Iterable[Version]) -> Self:
        return cls(article=name, versions=tuple(VersionWire.model_validate(v) for v in versions))


class StatsTotalsWire(Wire):
    """How many outlets and authors there are; lists hold the first 50."""

    sources: int = Field(description="Outlets.", examples=[9])
    authors: int = Field(description="Authors.", examples=[31])


class StatsWire(Document):
    """An archive in numbers; every list most frequent first."""

    folder: str = Field(description="The archive.", examples=["indexes/default"])
    archive_format: int = Field(description="The version of the archive's files.", examples=[1])
    engine: str = Field(description="The text engine.", examples=["tantivy"])
    revision: int = Field(description="Grows with each committed batch.", examples=[12])
    articles: int = Field(description="Articles that searches find.", examples=[62])
    versions: int = Field(description="States of articles kept, the current ones included.", examples=[63])
    withdrawn: int = Field(description="Articles taken back.", examples=[0])
    partial: int = Field(description="Articles of which only a summary has arrived.", examples=[4])
    undated: int = Field(description="Articles that state no date.", examples=[3])
    first: datetime | None = Field(description="The earliest publication.")
    last: datetime | None = Field(description="The latest publication.")
    sources: tuple[FacetWire, ...] = Field(description="Outlets.")
    authors: tuple[FacetWire, ...] = Field(description="Authors.")
    languages: tuple[FacetWire, ...] = Field(description="Languages, as ISO 639-1.")
    years: tuple[FacetWire, ...] = Field(description="Years of publication.")
    totals: StatsTotalsWire = Field(description="How many there are of what is listed in part.")
    bytes_on_disk: dict[str, int] = Field(
        description="What each part of the archive's folder takes.",
        examples=[{"archive.db": 1048576, "text": 524288}],
    )

    @classmethod
    def of(cls, stats: Stats) -> Self:
        named = {name: getattr(stats, name) for name in cls.model_fields if hasattr(stats, name)}
        listed = {"sources": stats.sources[:MOST_LISTED], "authors": stats.authors[:MOST_LISTED]}
        totals = {"sources": len(stats.sources), "authors": len(stats.authors)}
        formats = {"format_version": 1, "archive_format": stats.format_version}
        return cls.model_validate({**named, **listed, **formats, "totals": totals})


class ProblemWire(Wire):
    """Something wrong with an archive."""

    what: str = Field(description="What is wrong.", examples=["the text index covers revision 3 of 4"])
    mend: str = Field(description="The command that mends it.", examples=["newsgraph rebuild"])


class VerifyWire(Document):
    """Whether an archive is whole."""

    folder: str = Field(description="The archive.", examples=["indexes/default"])
    whole: bool = Field(description="Whether nothing is wrong.", examples=[True])
    problems: tuple[ProblemWire, ...] = Field(description="What is wrong; empty when it is whole.")

    @classmethod
    def of(cls, folder: str, problems: Iterable[Problem]) -> Self:
        found = tuple(ProblemWire.model_validate(problem) for problem in problems)
        return cls(folder=folder, whole=not found, problems=found)


class MadeWire(Document):
    """What `rebuild` or `reindex` made again."""

    folder: str = Field(description="The archive.", examples=["indexes/default"])
    engine: str = Field(description="Its text engine now.", examples=["tantivy"])
    articles: int = Field(description="Articles in the text index.", examples=[62])
    revision: int = Field(description="The archive's revision that it covers.", examples=[12])
    seconds: float = Field(description="How long it took.", examples=[0.2])


class DemoWire(Document):
    """What `demo` did and found."""

    folder: str = Field(description="The archive.", examples=["indexes/demo"])
    add: AddWire = Field(description="What was read.")
    search: SearchWire = Field(description="What a search found.")
    next: tuple[str, ...] = Field(description="Commands to type next.")
