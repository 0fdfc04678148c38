"""What may be asked over HTTP? A route below /api for each verb that only reads, with its flags' names and its JSON."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from newsgraph.archive import Archive
from newsgraph.errors import UsageError
from newsgraph.serving import questions
from newsgraph.serving.copies_wire import CopiesWire
from newsgraph.serving.entity_wire import EntitiesWire, EntityWire, LogWire, QueueWire, SuggestWire
from newsgraph.serving.graph_wire import CommunitiesWire, ConnectWire, NearWire, TimelineWire, TrendingWire
from newsgraph.serving.questions import Days, Sort
from newsgraph.serving.related_wire import ListedWire, RelatedWire, WhyWire
from newsgraph.serving.shape import Document, Wire
from newsgraph.serving.sketch_wire import GraphWire, PlacesWire, ProminentWire, TieWire
from newsgraph.serving.story_wire import StoriesWire, StoryWire, TrailWire
from newsgraph.serving.web.problems import ProblemDocument
from newsgraph.serving.web.readers import Readers
from newsgraph.serving.wire import ArticleWire, SearchWire, StatsWire

LONGEST = 1_000  # characters of a query or a name
MOST, DEEPEST = 100, 10_000  # entries of an answer, and how many may be passed over before them
SECONDS = 10.0  # that an answer may take

Words = Annotated[str, Query(max_length=LONGEST, description="As `search` reads it.", examples=["dockers strike"])]
Name = Annotated[
    str, Query(min_length=1, max_length=LONGEST, description="A name or an id.", examples=["Marta Quillan"])
]
ArticleName = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="An id, the beginning of one, a URL or a record's own id.",
        examples=["article/3f9a0c5e7d21b846"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="At most this many.")]
Offset = Annotated[int, Query(ge=0, le=DEEPEST, description="Leave out this many first.")]
Kind = Annotated[
    list[str], Query(max_length=7, description="place, person, organisation, group, actor, author or source; again.")
]
Since = Annotated[date | None, Query(description="From this day on.", examples=["2024-03-01"])]
Until = Annotated[date | None, Query(description="Up to this day, but without it.", examples=["2024-04-01"])]
About = Annotated[
    str,
    Query(
        max_length=LONGEST,
        description="A name or an id; else, and in round brackets, as `search` reads it.",
        examples=["Marta Quillan", "(dockers strike)"],
    ),
]
Full = Annotated[bool, Query(description="Fill the list, if need be with weaker ones.")]
Stories = Annotated[bool, Query(description="Several articles of one story, too.")]
WithCopies = Annotated[bool, Query(description="Copies too.")]
Relation = Annotated[list[str], Query(max_length=6, description="follow-up, background, same-event, …")]
AsOf = Annotated[date | None, Query(description="Published on that day or before it.")]


class Health(Wire):
    """Whether it answers."""

    status: str
    revision: int
    articles: int
    writes: bool = Field(description="Whether those who know the token may add articles and decide.")


def routes(readers: Readers, *, writes: bool = False) -> APIRouter:
    """All questions, answered by these readers; `writes` says whether there are routes that write beside them."""
    api = APIRouter(prefix="/api")
    _of_articles(api, readers)
    _of_stories(api, readers)
    _of_names(api, readers)
    _of_pictures(api, readers)
    _of_decisions(api, readers)
    _of_the_archive(api, readers)
    _of_health(api, readers, writes=writes)
    return api


async def _told(readers: Readers, question: Callable[[Archive], Document]) -> Response:
    """The document as JSON. Raises TimeoutError."""
    async with asyncio.timeout(SECONDS):
        body = await readers.ask(lambda archive: question(archive).model_dump_json().encode())
    return Response(body, media_type="application/json")


def _days(since: date | None, until: date | None) -> Days:
    if since is not None and until is not None and since >= until:
        raise UsageError(f"there is no day from {since} up to, but without, {until}")
    return since, until


def _route(api: APIRouter, path: str, wire: type[Wire], summary: str) -> Callable[[Callable[..., object]], object]:
    """A GET route that says which document it answers with."""
    problem = {"model": ProblemDocument, "content": {"application/problem+json": {}}}
    return api.get(
        path,
        summary=summary,
        response_model=None,
        responses={200: {"model": wire}, 400: problem, 404: problem, 503: problem, 504: problem},
    )


def _of_articles(api: APIRouter, readers: Readers) -> None:
    @_route(api, "/search", SearchWire, "Find articles by their words.")
    async def search(
        *,
        query: Words,
        limit: Annotated[int, Query(ge=0, le=MOST, description="At most this many.")] = 10,
        offset: Offset = 0,
        sort: Annotated[Sort, Query(description="score (best first), newest or oldest.")] = "score",
        facets: Annotated[bool, Query(description="Count what matches by source, author, place, …")] = False,
        highlights: Annotated[bool, Query(description="With the passages that match.")] = True,
    ) -> Response:
        question = partial(questions.search, limit=limit, offset=offset, sort=sort, facets=facets)
        return await _told(readers, lambda archive: question(archive, query, highlights=highlights))

    @_route(api, "/suggest", SuggestWire, "Complete a name or a word from its beginning.")
    async def suggest(typed: Words, limit: Limit = 10) -> Response:
        return await _told(readers, lambda archive: questions.suggest(archive, typed, limit=limit))

    @_route(api, "/article", ArticleWire, "Read one article: its text, its zones, whom it names.")
    async def article(article: ArticleName) -> Response:
        return await _told(readers, lambda archive: questions.article(archive, article))

    @_route(api, "/copies", CopiesWire, "Say who ran an article too, what each changed, and where it is from.")
    async def copies(article: ArticleName) -> Response:
        return await _told(readers, lambda archive: questions.copies(archive, article))

    @_route(api, "/related", RelatedWire, "Say what else to read after an article, and why.")
    async def related(
        *,
        article: ArticleName,
        limit: Limit = 10,
        full: Full = False,
        stories: Stories = False,
        with_copies: WithCopies = False,
        relation: Relation = [],  # noqa: B006 - FastAPI copies it
        query: Words = "",
        since: Since = None,
        as_of: AsOf = None,
    ) -> Response:
        question = partial(questions.related, limit=limit, full=full, stories=stories, with_copies=with_copies)
        only = partial(question, relation=relation, query=query, since=since, as_of=as_of)
        return await _told(readers, lambda archive: only(archive, article))

    @_route(api, "/why", WhyWire, "Say why an article is related to another, or what keeps it out.")
    async def why(article: ArticleName, other: ArticleName) -> Response:
        return await _told(readers, lambda archive: questions.why(archive, article, other))

    @_route(api, "/listed", ListedWire, "List the articles beside which an article stands as related.")
    async def listed(article: ArticleName, limit: Limit = 10, stories: bool = False) -> Response:
        return await _told(readers, lambda archive: questions.listed(archive, article, limit=limit, stories=stories))


def _of_stories(api: APIRouter, readers: Readers) -> None:
    @_route(api, "/story", StoryWire, "Tell the story of an article: all reports on its event, and what was new.")
    async def story(article: ArticleName) -> Response:
        return await _told(readers, lambda archive: questions.story(archive, article))

    @_route(api, "/stories", StoriesWire, "List the events that several report on, most told first.")
    async def stories(
        until: Annotated[date | None, Query(description="Up to and with this day; by itself the last.")] = None,
        days: Annotated[int, Query(ge=1, le=366, description="How many days.")] = 7,
        limit: Limit = 10,
    ) -> Response:
        return await _told(readers, lambda archive: questions.stories(archive, until=until, days=days, limit=limit))

    @_route(api, "/chain", TrailWire, "Lead from one article to another, step by step in order of time.")
    async def chain(
        article: ArticleName,
        other: ArticleName,
        hops: Annotated[int, Query(ge=1, le=12, description="Steps at most.")] = 6,
    ) -> Response:
        return await _told(readers, lambda archive: questions.chain(archive, article, other, hops=hops))


def _of_names(api: APIRouter, readers: Readers) -> None:
    @_route(api, "/entity", EntityWire, "Say what the archive holds about a place, an actor, an author or a source.")
    async def entity(name: Name) -> Response:
        return await _told(readers, lambda archive: questions.entity(archive, name))

    @_route(api, "/entities", EntitiesWire, "List the places, actors, authors and sources that articles name.")
    async def entities(
        *,
        name: Words = "",
        kind: Kind = [],  # noqa: B006 - FastAPI copies it
        sort: Annotated[str, Query(description="articles, name or recent.")] = "articles",
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Response:
        question = partial(questions.entities, kind=kind, sort=sort, limit=limit, offset=offset)
        return await _told(readers, lambda archive: question(archive, name))

    @_route(api, "/near", NearWire, "List who and what appears with a name.")
    async def near(
        *,
        name: Name,
        kind: Kind = [],  # noqa: B006 - FastAPI copies it
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
    ) -> Response:
        days = _days(since, until)
        return await _told(readers, lambda archive: questions.near(archive, name, kind=kind, days=days, limit=limit))

    @_route(api, "/connect", ConnectWire, "Show how names hang together, each step with its sentence.")
    async def connect(
        name: Annotated[list[str], Query(min_length=2, max_length=8, description="A name or an id; two or more.")],
        limit: Annotated[int, Query(ge=1, le=10, description="Chains at most.")] = 3,
        in_order: Annotated[bool, Query(description="Hops in order of time.")] = False,
        avoid: Annotated[list[str], Query(max_length=20, description="Not over these.")] = [],  # noqa: B006
    ) -> Response:
        return await _told(
            readers, lambda archive: questions.connect(archive, name, limit=limit, in_order=in_order, avoid=avoid)
        )

    @_route(api, "/timeline", TimelineWire, "Show when a name or a query was in the news, and when suddenly.")
    async def timeline(
        about: About,
        by: Annotated[str, Query(description="day or week; by itself what the length asks for.")] = "",
        since: Since = None,
        until: Until = None,
    ) -> Response:
        days = _days(since, until)
        return await _told(readers, lambda archive: questions.timeline(archive, about, by=by, days=days))


def _of_pictures(api: APIRouter, readers: Readers) -> None:
    @_route(api, "/graph", GraphWire, "Draw who and what stands around names, each at its place.")
    async def graph(
        *,
        name: Annotated[list[str], Query(min_length=1, max_length=8, description="A name or an id; again.")],
        hops: Annotated[int, Query(ge=0, le=2, description="1: beside them; 2: beside those; 0: chains alone.")] = 1,
        nodes: Annotated[int, Query(ge=2, le=40, description="At most this many names.")] = 25,
        hide: Annotated[list[str], Query(max_length=40, description="Not these.")] = [],  # noqa: B006
        pin: Annotated[list[str], Query(max_length=40, description="ID@X,Y: where that name stands.")] = [],  # noqa: B006
        since: Since = None,
        until: Until = None,
    ) -> Response:
        days = _days(since, until)
        question = partial(questions.graph, hops=hops, nodes=nodes, hide=hide, pin=pin, days=days)
        return await _told(readers, lambda archive: question(archive, name))

    @_route(api, "/tie", TieWire, "Give the sentences that tie two names.")
    async def tie(
        *,
        name: Name,
        other: Name,
        limit: Annotated[int, Query(ge=1, le=20, description="Reports at most.")] = 5,
        since: Since = None,
        until: Until = None,
    ) -> Response:
        days = _days(since, until)
        return await _told(readers, lambda archive: questions.tie(archive, name, other, limit=limit, days=days))

    @_route(api, "/prominent", ProminentWire, "List who and what most independent reports name.")
    async def prominent(*, kind: Kind = [], limit: Limit = 20) -> Response:  # noqa: B006 - FastAPI copies it
        return await _told(readers, lambda archive: questions.prominent(archive, kind=kind, limit=limit))

    @_route(api, "/places", PlacesWire, "List the places in most reports, with these month by month.")
    async def places(
        limit: Annotated[int, Query(ge=1, le=500, description="At most this many.")] = 200,
    ) -> Response:
        return await _told(readers, lambda archive: questions.places(archive, limit=limit))


def _of_decisions(api: APIRouter, readers: Readers) -> None:
    @_route(api, "/queue", QueueWire, "List the undecided pairs whose decision would change most, most first.")
    async def queue(limit: Limit = 20) -> Response:
        return await _told(readers, lambda archive: questions.queue(archive, limit=limit))

    @_route(api, "/log", LogWire, "List the decisions that people took, first to last.")
    async def log() -> Response:
        return await _told(readers, questions.log)


def _of_the_archive(api: APIRouter, readers: Readers) -> None:
    @_route(api, "/trending", TrendingWire, "List who and what is named more than before.")
    async def trending(
        until: Until = None,
        days: Annotated[int, Query(ge=1, le=366, description="How many days are now.")] = 7,
        limit: Limit = 10,
    ) -> Response:
        return await _told(readers, lambda archive: questions.trending(archive, until=until, days=days, limit=limit))

    @_route(api, "/communities", CommunitiesWire, "List who and what belongs together.")
    async def communities(since: Since = None, until: Until = None, limit: Limit = 10) -> Response:
        days = _days(since, until)
        return await _told(readers, lambda archive: questions.communities(archive, days=days, limit=limit))

    @_route(api, "/stats", StatsWire, "Describe the archive in numbers.")
    async def stats() -> Response:
        return await _told(readers, questions.stats)


def _of_health(api: APIRouter, readers: Readers, *, writes: bool) -> None:
    @_route(api, "/health", Health, "Say whether the archive answers.")
    async def health() -> Response:
        def well(archive: Archive) -> bytes:
            found = archive.stats()
            told = Health(status="ok", revision=found.revision, articles=found.articles, writes=writes)
            return told.model_dump_json().encode()

        async with asyncio.timeout(SECONDS):
            return Response(await readers.ask(well), media_type="application/json")
