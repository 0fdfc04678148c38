"""What leads on from a name or an article? Related articles, copies, stories, chains, and the walks of the graph."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from newsgraph.article import Article, ArticleId
from newsgraph.entity import EntityId
from newsgraph.errors import UnknownName, UsageError
from newsgraph.excerpt import Cut, Excerpt
from newsgraph.leads import (
    Change,
    Community,
    Comparison,
    Connections,
    Copies,
    Listing,
    Neighbour,
    Node,
    Related,
    Sketch,
    Spread,
    Story,
    Tie,
    Timeline,
    Trail,
    Undecided,
)
from newsgraph.opened import Opened

if TYPE_CHECKING:
    from newsgraph.graph.view import NetworkxGraph

BACK = 4  # times as many days as are looked at are what `trending` compares them with
MOST_ON_A_LINE = 10_000  # articles of a query that a timeline counts


def _is_query(words: str) -> bool:
    return words.strip().startswith("(") and words.strip().endswith(")")


class Leading(Opened):
    """The questions to an archive that lead from one thing to another."""

    def who(self, name: str) -> Node:
        """Whom the id or name means; of several of one name the one in most articles. Raises UnknownName."""
        from newsgraph.knowing import node

        self._settle()
        return node(self._store, name)

    def named(self, words: str) -> Node | None:
        """Whom the words name, as `who`; None where they are no name, as what `timeline` takes for a query: in round
        brackets they are one, whoever is called so."""
        if _is_query(words):
            return None
        try:
            return self.who(words)
        except UnknownName:
            return None

    def related(
        self,
        name: str,
        *,
        limit: int = 10,
        collapse: bool = True,
        full: bool = False,
        copies: bool = False,
        wanted: Sequence[str] = (),
        query: str = "",
        since: date | None = None,
        as_of: date | None = None,
    ) -> list[Related]:
        """What else to read after that article, and why: best first, each with reasons that sum to its score; fewer
        than asked rather than irrelevant ones, unless `full`. With `collapse` one article of each story; never a copy,
        unless `copies`.

        Of `wanted` ("follow-up", "background", "same-event", "other-view", "place", "actor") an article must be one;
        it must match the `query`, and be published from `since` to `as_of`. Raises UnknownName and UsageError.
        """
        from newsgraph.recommending import related
        from newsgraph.relating import Among, Rules

        rules = Rules(limit=limit, collapse=collapse, full=full, copies=copies, wanted=self._wanted(wanted))
        among = Among(since, as_of, self._matching(query) if query else None)
        return related(self._store, self._corpus, self._resolve(name), rules=rules, among=among)

    def related_to_text(
        self,
        text: str,
        *,
        title: str = "",
        limit: int = 10,
        collapse: bool = True,
        full: bool = False,
        copies: bool = False,
        wanted: Sequence[str] = (),
        query: str = "",
        since: date | None = None,
        as_of: date | None = None,
    ) -> list[Related]:
        """The same for a draft that is not in the archive. Raises ArticleRejected where it has no words."""
        from newsgraph.extracting import drafted
        from newsgraph.recommending import related_to
        from newsgraph.relating import Among, Rules

        rules = Rules(limit=limit, collapse=collapse, full=full, copies=copies, wanted=self._wanted(wanted))
        among = Among(since, as_of, self._matching(query) if query else None)
        return related_to(self._store, self._corpus, *drafted(text, title=title), rules=rules, among=among)

    def listed(self, article: str, *, limit: int = 10, collapse: bool = True) -> list[Listing]:
        """In whose lists of related articles, `limit` long, that article stands now: the highest places first. What an
        article that was added changes, and nothing else. Raises UnknownName."""
        from newsgraph.recommending import listings
        from newsgraph.relating import Rules

        return listings(self._store, self._corpus, self._resolve(article), rules=Rules(limit=limit, collapse=collapse))

    def why(self, one: str, other: str) -> Related:
        """The same sum for any two articles, and what keeps the other out of the one's list. Raises UnknownName."""
        from newsgraph.recommending import grounds

        return grounds(self._store, self._corpus, self._resolve(one), self._resolve(other))

    def story(self, article: str) -> Story:
        """The articles on the event of that one in order of time, copies collapsed, with what is new in each. Raises
        UnknownName."""
        from newsgraph.telling import story

        return story(self._store, self._corpus, self._resolve(article))

    def stories(self, *, until: date | None = None, days: int = 7, limit: int = 10) -> list[Story]:
        """The stories of so many days up to `until` (the latest day of any article), those of most independent reports
        first. Stories of one report are none."""
        from newsgraph.telling import stories

        return stories(self._store, self._corpus, until=until, days=days, limit=limit)

    def chain(self, one: str, other: str, *, hops: int = 6) -> Trail | None:
        """The most coherent sequence of articles that leads from one to the other in order of time: the strongest
        weakest link within so many hops. None where nothing ties them. Raises UnknownName, and UsageError
        where both are one."""
        from newsgraph.telling import trail

        ends = self._resolve(one), self._resolve(other)
        if ends[0] == ends[1]:
            raise UsageError(f"{one} and {other} are one article", hint=f"newsgraph related {one}")
        return trail(self._store, self._corpus, ends, hops=hops)

    def copies(self, article: str) -> Copies:
        """Who ran the article and when, how much of it, what each changed or left out; where it is from, with all that
        speaks for it. Raises UnknownName."""
        from newsgraph.following import copies

        found = self._resolve(article)
        self._follow()
        return copies(self._store, found)

    def first(self, article: str) -> Article | None:
        """The article that this one is a copy of, None where it is the first itself or that one is not held. As far as
        the archive has been caught up. Raises UnknownName."""
        found = self._resolve(article)
        kept = self._store.origins([found]).get(found)
        return None if kept is None or kept.source in ("", found) else self._store.article(ArticleId(kept.source))

    @property
    def graph(self) -> "NetworkxGraph":
        """A read-only networkx.Graph over articles, places, actors, authors and sources, by id; what it holds is told
        in `newsgraph.graph.view`. Nothing is copied: `.copy()` makes a graph of its own."""
        return self._walk.view()

    def near(
        self,
        name: str,
        *,
        limit: int = 20,
        kinds: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> list[Neighbour]:
        """Who stands beside it more often than chance would have it, most significant first. `kinds` as in `entities`;
        published from the day `since` up to, but without, `until`. Raises UnknownName."""
        return self._walk.near(self._id(name), limit=limit, kinds=kinds, days=(since, until))

    def compare(
        self,
        name: str,
        since: date,
        before: date,
        *,
        until: date | None = None,
        before_until: date | None = None,
        kinds: Sequence[str] = (),
        limit: int = 10,
    ) -> Comparison:
        """Who is new beside it from the day `since` on, up to but without `until`, and who has vanished, against the
        days from `before` up to, but without, `before_until`, by itself `since`. `kinds` as in `near`. Raises
        UnknownName."""
        now, then = (since, until), (before, before_until or since)
        return self._walk.compare(self._id(name), (now, then), kinds=kinds, limit=limit)

    def connect(self, *names: str, limit: int = 3, in_order: bool = False, avoid: Sequence[str] = ()) -> Connections:
        """Chains from one name to another that share nothing between; over more than two the smallest good tree.
        `in_order` keeps hops in order of time. No chain is an answer; an unknown name raises UnknownName."""
        if len(names) < 2:
            raise UsageError("a connection has two ends or more", hint="newsgraph connect NAME NAME")
        ids = [self.who(name).id for name in names]
        if len(set(ids)) < 2:
            raise UsageError(f"{' and '.join(names)} are one and the same: {ids[0]}", hint=f"newsgraph near {ids[0]}")
        return self._walk.connect(ids, limit=limit, in_order=in_order, avoid=[self._id(name) for name in avoid])

    def sketch(
        self,
        *names: str,
        most: int = 25,
        hops: int = 1,
        without: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> Sketch:
        """Who belongs into a picture of these names, at most so many: over whom they hang together, then who stands
        beside them (`hops` 1), and beside those (2); 0 for chains alone. Days as in `near`. Raises UnknownName."""
        ids = list(dict.fromkeys(self._id(name) for name in names))
        away = [self._id(name) for name in without]
        return self._walk.sketch(ids, most=most, hops=hops, without=away, days=(since, until))

    def tie(self, one: str, other: str, *, limit: int = 5, since: date | None = None, until: date | None = None) -> Tie:
        """What ties two names, with the sentences of at most so many reports. Days as in `near`. Raises UnknownName."""
        return self._walk.tie(self._id(one), self._id(other), limit=limit, days=(since, until))

    def spread(self, *, limit: int = 200) -> list[Spread]:
        """The places that most independent reports name, with these month by month."""
        return self._walk.spread(limit=limit)

    def prominent(self, *, kinds: Sequence[str] = (), limit: int = 20) -> list[tuple[Node, int]]:
        """Who and what most independent reports name, with how many; `kinds` as in `entities`. Without reading what
        names them, as `entities` does."""
        return self._walk.prominent(kinds=kinds, limit=limit)

    def timeline(
        self, name: str, *, since: date | None = None, until: date | None = None, days: int | None = None
    ) -> Timeline:
        """When it was in the news, by days or weeks (`days` 1 or 7), with bursts. Of what is no name, or stands in
        round brackets, the articles that the query finds."""
        walk = self._walk
        about: EntityId | list[ArticleId]
        try:
            about = self._matching(name, limit=MOST_ON_A_LINE) if _is_query(name) else self._id(name)
        except UnknownName:
            about = self._matching(name, limit=MOST_ON_A_LINE)
        return walk.timeline(about, days=(since, until), wide=days)

    def trending(self, *, until: date | None = None, days: int = 7, limit: int = 20) -> list[Change]:
        """Who is named in a larger share of reports in the `days` days before `until` than in the four times as many
        before them."""
        return self._walk.trending(until=until, days=days, limit=limit)

    def trending_days(self, *, until: date | None = None, days: int = 7) -> tuple[date, date, date] | None:
        """What `trending` compares: the first day of before, the first of now, and the one behind the last of now; None
        where no report states a day. Raises UsageError for days before the calendar begins."""
        last = self.latest
        if until is None and last is None:
            return None
        try:
            behind = until or (last or date.max) + timedelta(days=1)
            since = behind - timedelta(days=days)
            return since - timedelta(days=BACK * days), since, behind
        except OverflowError:
            raise UsageError(
                f"no calendar goes back {1 + BACK} times {days} days from {until or last}", hint="--days 7"
            ) from None

    def communities(self, *, limit: int = 20, since: date | None = None, until: date | None = None) -> list[Community]:
        """Who and what belongs together, the largest first by reports; days as in `near`."""
        return self._walk.communities(limit=limit, days=(since, until))

    def excerpt(
        self,
        *,
        around: str = "",
        hops: int = 1,
        kinds: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
        min_weight: int = 1,
        top_nodes: int | None = None,
        k_core: int = 0,
        articles: bool = False,
    ) -> Excerpt:
        """A part of the graph, to be taken along: all of it, or cut as `excerpt.Cut` tells. Raises UnknownName."""
        from newsgraph.excerpting import excerpt
        from newsgraph.knowing import kinds_of

        cut = Cut(
            kinds=kinds_of(kinds) if kinds else (),
            since=since,
            until=until,
            around=self._id(around) if around else None,
            hops=hops,
            min_weight=min_weight,
            top_nodes=top_nodes,
            k_core=k_core,
            articles=articles,
        )
        return excerpt(self._store, self._walk.graph, cut)

    def undecided(self, *, limit: int = 20) -> list[Undecided]:
        """Pairs of entities that may be one and that nobody has decided about, those first whose joining would change
        most articles."""
        from newsgraph.undecided import undecided

        return undecided(self._store, self._walk.graph, limit=limit)

    @property
    def latest(self) -> date | None:
        """The day of the last report, up to which `trending` looks by itself; None where none states a day."""
        return self._walk.latest()
