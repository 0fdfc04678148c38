"""An archive in memory for the pages and the forms; the real one is used where the command itself runs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import newsgraph
from newsgraph.answers import (
    ArticleIds,
    Facet,
    FacetCount,
    Highlight,
    Hit,
    IngestReport,
    Problem,
    Progress,
    SearchResult,
    Stats,
    Version,
)
from newsgraph.article import Article, Evidence, Part, ZoneKind, article_id, compose
from newsgraph.errors import ArchiveNotFound, UnknownName
from newsgraph.raw import Rejection

FERRY = (
    (
        ZoneKind.TITLE,
        "Council votes to close the Skerrin ferry",
    ),
    (
        ZoneKind.STANDFIRST,
        "The last boat leaves on Monday.",
    ),
    (
        ZoneKind.BODY,
        "The harbour council voted on Tuesday night to close the ferry between Port Ellery and Skerrin, "
        "ending a service that has run since 1911.",
    ),
    (
        ZoneKind.BODY,
        "Dockers who walked out over night shifts last month said that ferry crews had been promised work.",
    ),
    (
        ZoneKind.BIO,
        "Mara Quill has covered the harbour since 2003.",
    ),
    (
        ZoneKind.FURNITURE,
        "Subscribe to our newsletter",
    ),
)
HOSTILE = (
    (ZoneKind.TITLE, "Ferry\x1b[31m red\x07 \x9b2J\u202ekcab"),
    (ZoneKind.BODY, "=1+1 is\ta ferry\x1b]0;owned\x07 sum"),
)


def make(parts: Sequence[tuple[ZoneKind, str]], url: str, **facts: Any) -> Article:
    text, zones = compose(Part(kind, words) for kind, words in parts)
    return Article(id=article_id(url=url), text=text, zones=zones, url=url, location=f"news/{url[-1]}.html", **facts)


ARTICLES = (
    make(
        FERRY,
        "https://harbourpost.example/news/1",
        source="harbourpost.example",
        authors=("Mara Quill", "Tom Reyes"),
        published=datetime(2014, 6, 3, 14, 5, tzinfo=UTC),
        origin="northwire.example",
        section="Local",
        tags=("ferry", "council"),
        evidence=(Evidence("origin", "northwire.example", "line 'Original Source:'", True),),
    ),
    make(
        (
            (ZoneKind.TITLE, "Ferry crews vote on new shifts"),
            (ZoneKind.BODY, "A vote of ferry crews is due."),
        ),
        "https://www.skerrin-times.example/2",
        source="skerrin-times.example",
        published=datetime(2013, 11, 21, tzinfo=UTC),
    ),
    make(((ZoneKind.TITLE, "Undated ferry notice"),), "https://harbourpost.example/3", partial=True),
)
HOSTILE_ARTICLE = make(HOSTILE, "https://harbourpost.example/4", source="=cmd|' /C calc'!A0")


@dataclass
class FakeArchive:
    """Answers as the real one does, from a list; a word matches where it is a part of the text."""

    held: Sequence[Article] = ARTICLES
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    report: IngestReport | None = None
    calls: list[tuple[str, Any]] = field(default_factory=list)

    def __enter__(self) -> "FakeArchive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def names(self, article: str) -> list[newsgraph.Named]:
        return []

    def first(self, article: str) -> Article | None:
        return None

    def add(self, locations: Sequence[str], **options: Any) -> IngestReport:
        self.calls.append(("add", (list(locations), options)))
        if options.get("watch"):
            options["watch"](Progress("adding", 1, 3, "articles"))
        return self.report or IngestReport(
            read=4,
            added=2,
            updated=1,
            unchanged=0,
            withdrawn=0,
            rejected_count=1,
            rejected=(Rejection("news/empty.html", "is empty: expected an article"),),
            notices=(Rejection("exports/posts.xml#2", "is a draft"),),
            ids=ArticleIds(article.id for article in self.held),
            seconds=0.25,
        )

    def search(self, query: str, **options: Any) -> SearchResult:
        self.calls.append(("search", (query, options)))
        words = re.findall(r"\w+", query.lower())
        found = [article for article in self.held if words and all(word in article.text.lower() for word in words)]
        offset, limit = options.get("offset", 0), options.get("limit", 10)
        facets = {"source": (Facet("harbourpost.example", 2),), "year": (Facet("2014", 1),)}
        return SearchResult(
            query=query,
            read_as=" AND ".join(words),
            notes=self.notes,
            did_you_mean="" if found else "ferry",
            total=len(found),
            offset=offset,
            hits=tuple(_hit(a, words, options.get("highlights", True)) for a in found[offset : offset + limit]),
            facets=facets if options.get("facets") else {},
        )

    def explain_query(self, query: str) -> str:
        return f"AND\n  {query}"

    def article(self, name: str, *, version: int | None = None) -> Article:
        for article in self.held:
            if article.id.startswith(name) or article.url == name:
                return article
        raise UnknownName(f"no article is named {name!r}", hint="newsgraph search WORDS prints ids")

    def versions(self, name: str) -> list[Version]:
        article = self.article(name)
        first = Version(1, 1, datetime(2024, 1, 2, 9, 30, tzinfo=UTC), "Council to vote", False, False)
        return [first, first._replace(number=2, revision=7, title=article.title, current=True)]

    def stats(self) -> Stats:
        return Stats(
            folder="indexes/default",
            format_version=1,
            engine="tantivy",
            revision=7,
            articles=len(self.held),
            versions=4,
            withdrawn=1,
            partial=1,
            undated=1,
            first=datetime(2013, 11, 21, tzinfo=UTC),
            last=datetime(2014, 6, 3, tzinfo=UTC),
            sources=(FacetCount("harbourpost.example", 2), FacetCount("skerrin-times.example", 1)),
            authors=(FacetCount("Mara Quill", 1),),
            languages=(FacetCount("en", 3),),
            years=(FacetCount("2014", 1), FacetCount("2013", 1)),
            bytes_on_disk={"archive.db": 1_400_000, "text": 512_000},
        )

    def verify(self) -> list[Problem]:
        return list(self.problems)

    def rebuild(self, **options: Any) -> None:
        self.calls.append(("rebuild", options))

    def reindex(self, engine: str, **options: Any) -> None:
        self.calls.append(("reindex", engine))


def _hit(article: Article, words: Sequence[str], highlights: bool) -> Hit:
    shown = [_highlight(article, zone.kind, zone.start, zone.end, words) for zone in article.zones]
    return Hit(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        authors=article.authors,
        published=article.published,
        score=2.5,
        highlights=tuple(h for h in shown if h.marks) if highlights else (),
    )


def _highlight(article: Article, kind: ZoneKind, start: int, end: int, words: Sequence[str]) -> Highlight:
    text = article.text[start:end]
    marks = tuple(match.span() for word in words for match in re.finditer(re.escape(word), text.lower()))
    return Highlight(kind.value, start, text, tuple(sorted(marks)))


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> FakeArchive:
    """The archive that every verb opens while the test runs."""
    made = FakeArchive()

    def opened(folder: Path, *, create: bool = False, engine: str = "", **_made: object) -> FakeArchive:
        made.calls.append(("open", (str(folder), create, engine)))
        if "nowhere" in str(folder):
            raise ArchiveNotFound(f"no archive at {folder}", hint=f"newsgraph add FOLDER --index {folder}")
        return made

    monkeypatch.setitem(vars(newsgraph), "open_archive", opened)  # not setattr: that would open every room
    monkeypatch.delenv("NEWSGRAPH_INDEX", raising=False)
    return made


@pytest.fixture
def typed(archive: FakeArchive) -> Callable[..., Result]:
    """Types a command line into the command, in a window of 80 columns, and gives what came of it."""
    from newsgraph_cli.app import app

    def type_in(*words: str, **env: str) -> Result:
        runner = CliRunner(env={"COLUMNS": "80", **env})
        return runner.invoke(app, list(words), prog_name="newsgraph", catch_exceptions=False)

    return type_in
