"""What is an archive? One folder, opened as store and text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsgraph.answers import (
    Effect,
    EntityCount,
    EntityView,
    IngestReport,
    Problem,
    SearchResult,
    Stats,
    Version,
    Watcher,
)
from newsgraph.article import Article, ArticleId
from newsgraph.entity import Decision, EntityId, Named
from newsgraph.errors import EngineMissing, UnknownName, UsageError
from newsgraph.leads import Change, Community, Comparison, Connections, Copies, Neighbour, Node, Related, Timeline
from newsgraph.opened import DEFAULT_ENGINE, PLACES, Opened
from newsgraph.searching import search, understood
from newsgraph.store import Store, sizes
from newsgraph.text import ENGINES, Sort

if TYPE_CHECKING:
    from newsgraph.graph.view import NetworkxGraph
    from newsgraph.resolving import DumpReport

MOST_ON_A_LINE = 10_000  # articles of a query that a timeline counts


def open_archive(
    folder: str | Path, *, create: bool = False, engine: str = "", names: bool = True, finder: str = ""
) -> "Archive":
    """The archive in that folder, opened to read; close it or use it in a `with`.

    With `create` a folder without an archive gets an empty one, its words kept by `engine` (tantivy unless named);
    without `names` it holds words alone until `rebuild(names=True)`, and is filled several times as fast. `finder` is
    who finds the names: "spacy:PIPELINE" or "gliner:MODEL", the shipped tagger for "".
    Raises ArchiveNotFound, ArchiveDamaged, ArchiveOutdated or EngineMissing; UsageError where `engine` is not the one
    that the archive has, or `finder` is not there.
    """
    place = Path(folder)
    if engine and engine not in ENGINES:
        raise EngineMissing(f"no text engine is called {engine!r}", hint=f"--engine {' or '.join(ENGINES)}")
    if create and not (place / "archive.db").exists():
        if finder:
            from newsgraph.finding import finder_named

            finder_named(finder)  # before an archive is made that nobody can fill
        with Store.open(place, write=True, create=True) as store:
            store.set_setting("engine", engine or DEFAULT_ENGINE)
            store.set_setting("names", "on" if names else "off")
            store.set_setting("finder", finder)
    return Archive(place, engine=engine)


class Archive(Opened):
    """One folder: `archive.db` is the truth, `text/` is derived from it. Made by `open_archive`.

    Opened to read; `add`, `rebuild` and `reindex` take the writer's lock for as long as they run and raise
    ArchiveLocked when somebody else has it. Not to be shared between threads.
    """

    # -- asking -----------------------------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "score",
        facets: bool = False,
        highlights: bool = True,
    ) -> SearchResult:
        """Articles that match, best first and ties by id; sort may be "score", "newest" or "oldest".

        Never raises on what is in `query`: what does not parse is searched as words, and `notes` say so. Counting
        `facets` looks at every match, so it is done only when asked.
        """
        if limit < 0 or offset < 0:
            raise UsageError(f"limit {limit} and offset {offset}: neither can be below 0", hint="--limit 10 --offset 0")
        return search(
            self._store,
            self._text,
            understood(query, self._store, self.folder / PLACES),
            page=(limit, offset),
            sort=sort,
            facets=facets,
            highlights=highlights,
        )

    def explain_query(self, query: str) -> str:
        """The tree that `query` is read as, one node a line, indented; then what was changed to read it."""
        parsed = understood(query, self._store, self.folder / PLACES)
        return "\n".join([parsed.tree(), *(f"note: {note}" for note in parsed.notes)])

    def article(self, name: str, *, version: int | None = None) -> Article:
        """The article of that id, unambiguous prefix, URL or external id; its current state unless `version` is given.

        Raises UnknownName where none or several answer to it, or where it has been withdrawn.
        """
        found = self._resolve(name)
        if version is not None:
            return self._store.version(found, version)
        article = self._store.article(found)
        if article is None:
            raise UnknownName(f"{found} was withdrawn by its publisher", hint=f"newsgraph show {found} --versions")
        return article

    def versions(self, name: str) -> list[Version]:
        """Every state that the article was in, first to last."""
        return self._store.versions(self._resolve(name))

    def articles(self) -> Iterator[Article]:
        """Every article, in order of id."""
        return self._store.all_articles()

    def names(self, article: str) -> list[Named]:
        """Whom and what the article names, with who is who across the archive, in order of first mention; hidden ones
        left out; [] in an archive of words alone. Raises UnknownName."""
        from newsgraph.knowing import names

        if self._store.setting("names") == "off":
            return []
        self._settle()
        return names(self._store, self._resolve(article))

    def entity(self, name: str) -> EntityView:
        """Everything about the entity of that id or name; of several of one name the one in most articles. Raises
        UnknownName."""
        from newsgraph.knowing import view

        self._settle()
        return view(self._store, name, self._gazetteer)

    def entities(
        self, name: str = "", *, kinds: Sequence[str] = (), sort: str = "articles", limit: int = 50, offset: int = 0
    ) -> list[EntityCount]:
        """The entities with `name` in their name, hidden ones left out. Kinds are those of EntityKind and "actor";
        sort may be "articles", "name" or "recent"."""
        from newsgraph.knowing import counts

        self._settle()
        return counts(self._store, name, kinds=kinds, sort=sort, page=(limit, offset))

    def who(self, name: str) -> Node:
        """Whom the id or name means; of several of one name the one in most articles. Raises UnknownName."""
        from newsgraph.knowing import node

        self._settle()
        return node(self._store, name)

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
        full: bool = False,
        wanted: Sequence[str] = (),
        query: str = "",
        since: date | None = None,
        as_of: date | None = None,
    ) -> list[Related]:
        """The same for a draft that is not in the archive. Raises ArticleRejected where it has no words."""
        from newsgraph.extracting import drafted
        from newsgraph.recommending import related_to
        from newsgraph.relating import Among, Rules

        rules = Rules(limit=limit, full=full, wanted=self._wanted(wanted))
        among = Among(since, as_of, self._matching(query) if query else None)
        return related_to(self._store, self._corpus, *drafted(text, title=title), rules=rules, among=among)

    def why(self, one: str, other: str) -> Related:
        """The same sum for any two articles, and what keeps the other out of the one's list. Raises UnknownName."""
        from newsgraph.recommending import grounds

        return grounds(self._store, self._corpus, self._resolve(one), self._resolve(other))

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

    def compare(self, name: str, since: date, before: date, *, limit: int = 10) -> Comparison:
        """Who is new beside it from the day `since` on, and who has vanished, against the days from `before` to then.
        Raises UnknownName."""
        return self._walk.compare(self._id(name), (since, before), limit=limit)

    def connect(self, *names: str, limit: int = 3, in_order: bool = False, avoid: Sequence[str] = ()) -> Connections:
        """Chains from one name to another that share nothing between; over more than two the smallest good tree.
        `in_order` keeps hops in order of time. No chain is an answer; an unknown name raises UnknownName."""
        if len(names) < 2:
            raise UsageError("a connection has two ends or more", hint="newsgraph connect NAME NAME")
        ids = [self.who(name).id for name in names]
        if len(set(ids)) < 2:
            raise UsageError(f"{' and '.join(names)} are one and the same: {ids[0]}", hint=f"newsgraph near {ids[0]}")
        return self._walk.connect(ids, limit=limit, in_order=in_order, avoid=[self._id(name) for name in avoid])

    def timeline(
        self, name: str, *, since: date | None = None, until: date | None = None, days: int | None = None
    ) -> Timeline:
        """When it was in the news, by days or weeks (`days` 1 or 7), with bursts. Of what is no name, the articles that
        the query finds."""
        walk = self._walk
        try:
            about: EntityId | list[ArticleId] = self._id(name)
        except UnknownName:
            about = [hit.id for hit in self.search(name, limit=MOST_ON_A_LINE, highlights=False).hits]
        return walk.timeline(about, days=(since, until), wide=days)

    def trending(self, *, until: date | None = None, days: int = 7, limit: int = 20) -> list[Change]:
        """Who is named in a larger share of reports in the `days` days before `until` than in the four times as many
        before them."""
        return self._walk.trending(until=until, days=days, limit=limit)

    def communities(self, *, limit: int = 20, since: date | None = None, until: date | None = None) -> list[Community]:
        """Who and what belongs together, the largest first by reports; days as in `near`."""
        return self._walk.communities(limit=limit, days=(since, until))

    @property
    def latest(self) -> date | None:
        """The day of the last report, up to which `trending` looks by itself; None where none states a day."""
        return self._walk.latest()

    def decisions(self) -> list[Decision]:
        """The log: every decision ever taken, in order, those that were undone and the undoing too."""
        return self._store.decisions()

    def stats(self) -> Stats:
        """The archive in numbers."""
        return replace(
            self._store.stats(),
            folder=str(self.folder),
            engine=self._engine,
            bytes_on_disk=sizes(self.folder),
        )

    def verify(self) -> list[Problem]:
        """What is wrong with it, each with the command that mends it; nothing is changed."""
        return self._store.verify() or self._verify_text()

    # -- changing ---------------------------------------------------------------------------------------------------

    def add(
        self,
        locations: Iterable[str | Path],
        *,
        format: str = "",
        mapping: Mapping[str, str] | None = None,
        follow: bool = False,
        allow_private: bool = False,
        workers: int = 1,
        watch: Watcher | None = None,
    ) -> IngestReport:
        """Read, clean and keep what is at these locations: files, folders, globs, "-", URLs.

        Nothing that is wrong with an input raises: it is in the report's `rejected` and the rest goes on. Adding the
        same again changes nothing. Each batch of a thousand is kept whole or not at all; killed and started again, it
        ends in the same archive. With more `workers` than one, clean on that many processes: then the calling program
        needs the `if __name__ == "__main__":` of every program that uses multiprocessing.

        `watch` hears a few times a second, in this thread, how far it is; what it raises ends the job after the last
        batch that was kept.
        """
        from newsgraph.deriving import Keeper, make
        from newsgraph.ingest import Course, Tally, ingest
        from newsgraph.reading import Meter, ReadOptions, read
        from newsgraph.reading.web import FetchRules

        rules = FetchRules(allow_private=allow_private)
        tally, names = Tally(), [str(location) for location in locations]
        options = ReadOptions(
            format=format, mapping=dict(mapping or {}), follow=follow, rules=rules, notice=tally.notice
        )
        with self._writing(workers, watch=watch) as desk:
            if watch and not follow:  # how many pages a list names is not known before it is read
                options = replace(options, meter=Meter(names))
            course = Course(watch, options.share)
            with Keeper(*desk, watch=watch) as keeper:
                arrived, work = read(names, options), partial(make, desk.around)
                return ingest(arrived, keeper.keep, make=work, crew=desk.crew, tally=tally, course=course)

    def _id(self, name: str) -> EntityId:
        from newsgraph.knowing import entity_id

        return entity_id(self._store, name)

    def proposed(
        self, kind: str, names: Sequence[str], *, because: str = "", who: str = "", articles: Sequence[str] = ()
    ) -> Decision:
        """A decision, its names looked up; not taken yet. `kind` is one of DecisionKind; see there what it takes.

        Raises UsageError where it cannot be taken so, UnknownName where a name is nobody's.
        """
        from newsgraph.judging import proposed, signed

        self._settle()
        asked = proposed(self._store, self._gazetteer, kind, names)
        return signed(asked, because=because, who=who, articles=[self._resolve(article) for article in articles])

    def preview(self, decision: Decision) -> Effect:
        """What taking the decision would change; nothing is changed."""
        from newsgraph.settling import effect_of

        self._settle()
        return effect_of(self._store, decision)

    def judge(self, decision: Decision, *, watch: Watcher | None = None) -> int:
        """Take the decision; gives its number in the log, which `undo` takes."""
        from newsgraph.deriving import catch_up_all
        from newsgraph.settling import decide

        with self._writing(watch=watch) as desk:
            number = decide(desk.store, decision)
            catch_up_all(*desk, watch=watch)
            return number

    def add_gazetteer(self, dump: Path, *, watch: Watcher | None = None) -> "DumpReport":
        """Add the places of a GeoNames country dump to the archive's own gazetteer and resolve its articles again."""
        from newsgraph.resolving import add_dump

        with Store.open(self.folder, write=True) as store:
            report = add_dump(dump, self.folder / PLACES, self._gazetteer)
            store.forget_names()
        self.rebuild(watch=watch)
        return report

    def rebuild(self, *, names: bool | None = None, workers: int = 1, watch: Watcher | None = None) -> None:
        """Throw away what is derived and make it again from the store: names that were found by other rules, who is
        who, the text index. `names` says whether it is to have names from now on."""
        if names is not None:
            with Store.open(self.folder, write=True) as store:
                store.set_setting("names", "on" if names else "off")
        self.reindex(self._engine, workers=workers, watch=watch)

    def reindex(self, engine: str, *, workers: int = 1, watch: Watcher | None = None) -> None:
        """Keep the words in `engine` from now on; the former index stays in use until the new one is whole."""
        if engine not in ENGINES:
            raise EngineMissing(f"no text engine is called {engine!r}", hint=f"--engine {' or '.join(ENGINES)}")
        from newsgraph.writing import reindex

        self._forget_index()
        reindex(self.folder, engine, self.folder / PLACES, workers=workers, watch=watch)
        self._engine = engine
