"""What is an archive? One folder, opened as store and text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsgraph.answers import (
    Effect,
    EntityCount,
    EntityView,
    IngestReport,
    Problem,
    SearchResult,
    Stand,
    Stats,
    Suggestion,
    Version,
    Watcher,
)
from newsgraph.article import Article, ArticleId
from newsgraph.entity import Decision, Named
from newsgraph.errors import EngineMissing, UnknownName, UsageError
from newsgraph.opened import DEFAULT_ENGINE, PLACES
from newsgraph.searching import search, suggested, understood
from newsgraph.showing import Showing
from newsgraph.store import Store, sizes
from newsgraph.text import ENGINES, Sort

if TYPE_CHECKING:
    from newsgraph.judging import LogToTake
    from newsgraph.reading.web import Fetcher
    from newsgraph.resolving import DumpReport


def open_archive(
    folder: str | Path,
    *,
    create: bool = False,
    engine: str = "",
    names: bool = True,
    finder: str = "",
    model: str = "",
) -> "Archive":
    """The archive in that folder, opened to read; close it or use it in a `with`.

    With `create` a folder without an archive gets an empty one, its words kept by `engine` (tantivy unless named);
    without `names` it holds words alone until `rebuild(names=True)`, and is filled several times as fast. `finder` is
    who finds the names: "spacy:PIPELINE" or "gliner:MODEL", the shipped tagger for "". `model` is a sentence model, a
    folder or an installed package, that tells what articles mean (extra `semantic`); without one their words do.
    Raises ArchiveNotFound, ArchiveDamaged, ArchiveOutdated or EngineMissing; UsageError where `engine` or `model` is
    not the one that the archive has, or `finder` or `model` is not there.
    """
    place = Path(folder)
    if engine and engine not in ENGINES:
        raise EngineMissing(f"no text engine is called {engine!r}", hint=f"--engine {' or '.join(ENGINES)}")
    if create and not (place / "archive.db").exists():
        if finder:
            from newsgraph.finding import finder_named

            finder_named(finder)  # before an archive is made that nobody can fill
        chosen = _chosen_model(model)
        with Store.open(place, write=True, create=True) as store:
            store.set_setting("engine", engine or DEFAULT_ENGINE)
            store.set_setting("names", "on" if names else "off")
            store.set_setting("finder", finder)
            store.set_setting("model", chosen)
    return Archive(place, engine=engine, model=_chosen_model(model))


def _chosen_model(name: str) -> str:
    if not name:
        return ""
    from newsgraph.shelving import chosen_model

    return chosen_model(name)


class Archive(Showing):
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

    def suggest(self, typed: str, *, limit: int = 10) -> list[Suggestion]:
        """How what is being typed may go on: names of places, actors, authors and sources, and words."""
        return suggested(self._store, self._text, typed, limit=limit)

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
        self._follow()
        return view(self._store, name, self._gazetteer, self._walk.company)

    def entities(
        self, name: str = "", *, kinds: Sequence[str] = (), sort: str = "articles", limit: int = 50, offset: int = 0
    ) -> list[EntityCount]:
        """The entities with `name` in their name, hidden ones left out. Kinds are those of EntityKind and "actor";
        sort may be "articles", "name" or "recent"."""
        from newsgraph.knowing import counts

        self._settle()
        return counts(self._store, name, kinds=kinds, sort=sort, page=(limit, offset))

    def decisions(self) -> list[Decision]:
        """The log: every decision ever taken, in order, those that were undone and the undoing too; each with what
        those in it are `called`."""
        from newsgraph.knowing import with_names

        if not (log := self._store.decisions()):
            return log
        self._settle()
        return with_names(self._store, self._gazetteer, log)

    def stats(self) -> Stats:
        """The archive in numbers."""
        return replace(
            self._store.stats(),
            folder=str(self.folder),
            engine=self._engine,
            bytes_on_disk=sizes(self.folder),
        )

    def stand(self) -> Stand:
        """What tells it from any other archive, and from what it was before."""
        return Stand(self._store.fingerprint(), self._store.revision, len(self._store.decisions()))

    def hashes(self, ids: Sequence[str]) -> Mapping[ArticleId, str]:
        """For each of these articles a hash (hexadecimal) of what it shows, "" where it was withdrawn; the unknown ones
        are left out."""
        return self._store.hashes(ids)

    def verify(self) -> list[Problem]:
        """What is wrong with it, each with the command that mends it; nothing is changed."""
        return self._store.verify() or [*self._verify_copies(), *self._verify_text(), *self._verify_arrays()]

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
        stdin: BinaryIO | None = None,
        fetcher: "Fetcher | None" = None,
        watch: Watcher | None = None,
    ) -> IngestReport:
        """Read, clean and keep what is at these locations: files, folders, globs, URLs, and "-" for standard input or
        for what is given as `stdin`.

        Nothing that is wrong with an input raises: it is in the report's `rejected` and the rest goes on. Adding the
        same again changes nothing. Each batch of five hundred is kept whole or not at all; killed and started again, it
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
            format=format,
            mapping=dict(mapping or {}),
            follow=follow,
            rules=rules,
            fetcher=fetcher,
            notice=tally.notice,
            stdin=stdin,
        )
        with self._writing(workers, watch=watch) as desk:
            if watch and not follow:  # how many pages a list names is not known before it is read
                options = replace(options, meter=Meter(names))
            course = Course(watch, options.share)
            with Keeper(*desk, watch=watch) as keeper:
                arrived, work = read(names, options), partial(make, desk.around)
                return ingest(arrived, keeper.keep, make=work, crew=desk.crew, tally=tally, course=course)

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

    def preview(self, *decisions: Decision) -> Effect:
        """What taking the decision, or these one after the other, would change; nothing is changed."""
        from newsgraph.settling import effect_of

        self._settle()
        return effect_of(self._store, *decisions)

    def judge(self, decision: Decision, *, watch: Watcher | None = None) -> int:
        """Take the decision; gives its number in the log, which `undo` takes."""
        from newsgraph.deriving import catch_up_all
        from newsgraph.settling import decide

        with self._writing(watch=watch) as desk:
            (number,) = decide(desk.store, decision)
            catch_up_all(*desk, watch=watch)
            return number

    def log_to_take(self, log: Sequence[Decision]) -> "LogToTake":
        """What of another archive's log this one would take, each decision checked. Raises UsageError for the first
        that is none, and then nothing of it may be taken."""
        from newsgraph.judging import log_to_take

        self._settle()
        return log_to_take(self._store, self._gazetteer, log)

    def judge_all(self, decisions: Sequence[Decision], *, watch: Watcher | None = None) -> tuple[int, ...]:
        """Take these decisions, in order; gives their numbers. Killed on the way, the first of them are taken."""
        from newsgraph.deriving import catch_up_all
        from newsgraph.settling import decide

        with self._writing(watch=watch) as desk:
            numbers = decide(desk.store, *decisions)
            catch_up_all(*desk, watch=watch)
            return numbers

    def add_gazetteer(self, dump: Path, *, watch: Watcher | None = None) -> "DumpReport":
        """Add the places of a GeoNames country dump to the archive's own gazetteer and resolve its articles again."""
        from newsgraph.resolving import add_dump

        with Store.open(self.folder, write=True) as store:
            report = add_dump(dump, self.folder / PLACES, self._gazetteer)
            store.forget_names()
        self.rebuild(watch=watch)
        return report

    def rebuild(
        self,
        *,
        names: bool | None = None,
        model: str | None = None,
        workers: int = 1,
        watch: Watcher | None = None,
    ) -> None:
        """Throw away what is derived and make it again from the store: names that were found by other rules, who is
        who, the text index. `names` says whether it is to have names from now on, `model` which sentence model tells
        what articles mean, "none" that none does. Raises UsageError where that is not there."""
        changed = {} if names is None else {"names": "on" if names else "off"}
        if model is not None:
            changed["model"] = _chosen_model(model)
        if changed:
            with Store.open(self.folder, write=True) as store:
                for name, value in changed.items():
                    store.set_setting(name, value)
        self.reindex(self._engine, workers=workers, watch=watch)

    def reindex(self, engine: str, *, workers: int = 1, watch: Watcher | None = None) -> None:
        """Keep the words in `engine` from now on; the former index stays in use until the new one is whole."""
        if engine not in ENGINES:
            raise EngineMissing(f"no text engine is called {engine!r}", hint=f"--engine {' or '.join(ENGINES)}")
        from newsgraph.writing import reindex

        self._forget_index()
        self._shelf = None  # made anew without a new revision
        reindex(self.folder, engine, self.folder / PLACES, workers=workers, watch=watch)
        self._engine = engine
