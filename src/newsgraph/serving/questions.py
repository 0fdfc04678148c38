"""What may be asked of an archive, and in which document does the answer leave? One question for each verb that only
reads, for whoever asks: HTTP, a model's tools.

Each takes an open archive and what is asked, under the names of the command line's flags, and gives the document that
the verb's `--json` writes.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from newsgraph.archive import Archive
from newsgraph.errors import UsageError
from newsgraph.serving.copies_wire import CopiesWire
from newsgraph.serving.drafts import Draft
from newsgraph.serving.entity_wire import EntitiesWire, EntityWire, LogWire, QueueWire, SuggestWire
from newsgraph.serving.graph_wire import CommunitiesWire, ConnectWire, NearWire, TimelineWire, TrendingWire
from newsgraph.serving.related_wire import ListedWire, RelatedWire, WhyWire
from newsgraph.serving.sketch_wire import GraphWire, PlacesWire, ProminentWire, TieWire
from newsgraph.serving.story_wire import StoriesWire, StoryWire, TrailWire
from newsgraph.serving.wire import ArticleWire, SearchWire, StatsWire

Sort = Literal["score", "newest", "oldest"]
Days = tuple[date | None, date | None]


def search(
    archive: Archive,
    query: str,
    *,
    limit: int,
    offset: int = 0,
    sort: Sort = "score",
    facets: bool = False,
    highlights: bool = True,
) -> SearchWire:
    return SearchWire.of(
        archive.search(query, limit=limit, offset=offset, sort=sort, facets=facets, highlights=highlights)
    )


def suggest(archive: Archive, typed: str, *, limit: int) -> SuggestWire:
    return SuggestWire.of(typed, archive.suggest(typed, limit=limit))


def article(archive: Archive, name: str) -> ArticleWire:
    found = archive.article(name)
    return ArticleWire.of(found, archive.names(found.id))


def related(
    archive: Archive,
    name: str,
    *,
    limit: int,
    full: bool = False,
    stories: bool = False,
    with_copies: bool = False,
    relation: Sequence[str] = (),
    query: str = "",
    since: date | None = None,
    as_of: date | None = None,
) -> RelatedWire:
    id = archive.article(name).id
    found = archive.related(
        id,
        limit=limit,
        full=full,
        collapse=not stories,
        copies=with_copies,
        wanted=relation,
        query=query,
        since=since,
        as_of=as_of,
    )
    return RelatedWire.of(id, found)


def related_to_draft(
    archive: Archive,
    draft: Draft,
    *,
    limit: int,
    full: bool = False,
    stories: bool = False,
    with_copies: bool = False,
    relation: Sequence[str] = (),
    query: str = "",
    since: date | None = None,
    as_of: date | None = None,
) -> RelatedWire:
    found = archive.related_to_text(
        draft.text,
        title=draft.title,
        limit=limit,
        full=full,
        collapse=not stories,
        copies=with_copies,
        wanted=relation,
        query=query,
        since=since,
        as_of=as_of,
    )
    return RelatedWire.of("", found)


def why(archive: Archive, name: str, other: str) -> WhyWire:
    return WhyWire.of(archive.article(name).id, archive.why(name, other))


def listed(archive: Archive, name: str, *, limit: int, stories: bool = False) -> ListedWire:
    id = archive.article(name).id
    return ListedWire.of(id, archive.listed(id, limit=limit, collapse=not stories))


def story(archive: Archive, name: str) -> StoryWire:
    id = archive.article(name).id
    return StoryWire.of(id, archive.story(id))


def stories(archive: Archive, *, until: date | None, days: int, limit: int) -> StoriesWire:
    return StoriesWire.of(archive.stories(until=until, days=days, limit=limit))


def chain(archive: Archive, name: str, other: str, *, hops: int) -> TrailWire:
    ends = archive.article(name).id, archive.article(other).id
    return TrailWire.of(ends, archive.chain(*ends, hops=hops))


def copies(archive: Archive, name: str) -> CopiesWire:
    return CopiesWire.of(archive.copies(name))


def entity(archive: Archive, name: str) -> EntityWire:
    return EntityWire.of(archive.entity(name))


def entities(
    archive: Archive, name: str, *, kind: Sequence[str], sort: str = "articles", limit: int, offset: int = 0
) -> EntitiesWire:
    return EntitiesWire.of(archive.entities(name, kinds=kind, sort=sort, limit=limit, offset=offset))


def queue(archive: Archive, *, limit: int) -> QueueWire:
    return QueueWire.of(archive.undecided(limit=limit))


def log(archive: Archive) -> LogWire:
    return LogWire.of(archive.decisions())


def near(archive: Archive, name: str, *, kind: Sequence[str], days: Days = (None, None), limit: int) -> NearWire:
    who = archive.who(name)
    return NearWire.of(who, days, archive.near(who.id, limit=limit, kinds=kind, since=days[0], until=days[1]))


def connect(
    archive: Archive, names: Sequence[str], *, limit: int, in_order: bool = False, avoid: Sequence[str] = ()
) -> ConnectWire:
    if in_order and len(names) > 2:
        raise UsageError("in order of time there are two names: a tree has no order")
    found = archive.connect(*names, limit=limit, in_order=in_order, avoid=avoid)
    return ConnectWire.of([archive.who(name) for name in names], found)


def timeline(archive: Archive, about: str, *, by: str = "", days: Days = (None, None)) -> TimelineWire:
    wide = {"": None, "day": 1, "week": 7}
    if by not in wide:
        raise UsageError(f"a line of time has no step {by!r}: expected day or week")
    return TimelineWire.of(
        about, archive.named(about), archive.timeline(about, since=days[0], until=days[1], days=wide[by])
    )


def graph(
    archive: Archive,
    names: Sequence[str],
    *,
    hops: int = 1,
    nodes: int = 25,
    hide: Sequence[str] = (),
    pin: Sequence[str] = (),
    days: Days = (None, None),
) -> GraphWire:
    found = archive.sketch(*names, most=nodes, hops=hops, without=hide, since=days[0], until=days[1])
    return GraphWire.of(found, days, dict(map(_pinned, pin)))


def _pinned(pin: str) -> tuple[str, tuple[int, int]]:
    """An id and where it is to stand, of ID@X,Y. Raises UsageError."""
    id, _, place = pin.rpartition("@")
    found = re.fullmatch(r"(-?\d{1,5}),(-?\d{1,5})", place, re.ASCII)
    if not found or not id:
        raise UsageError(f"{pin!r} says nothing about where a name stands: expected ID@X,Y")
    return id, (int(found[1]), int(found[2]))


def tie(archive: Archive, name: str, other: str, *, limit: int, days: Days = (None, None)) -> TieWire:
    return TieWire.of(archive.tie(name, other, limit=limit, since=days[0], until=days[1]))


def prominent(archive: Archive, *, kind: Sequence[str], limit: int) -> ProminentWire:
    return ProminentWire.of(archive.prominent(kinds=kind, limit=limit))


def places(archive: Archive, *, limit: int) -> PlacesWire:
    return PlacesWire.of(archive.spread(limit=limit))


def trending(archive: Archive, *, until: date | None, days: int, limit: int) -> TrendingWire:
    told = archive.trending_days(until=until, days=days)
    found = archive.trending(until=told[2], days=days, limit=limit) if told else []
    return TrendingWire.of(told or (None, None, None), found)


def communities(archive: Archive, *, days: Days = (None, None), limit: int) -> CommunitiesWire:
    return CommunitiesWire.of(days, archive.communities(limit=limit, since=days[0], until=days[1]))


def stats(archive: Archive) -> StatsWire:
    return StatsWire.of(archive.stats())
