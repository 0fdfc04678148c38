"""What is an archive? One folder, opened as store and text."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from newsgraph.answers import (
    Highlight,
    Hit,
    IngestReport,
    Problem,
    SearchResult,
    Stats,
    Version,
    Watcher,
)
from newsgraph.article import Article, ArticleId
from newsgraph.deriving import Keeper, build_text, catch_up, make, text_folder
from newsgraph.errors import ArchiveDamaged, ArchiveError, EngineMissing, UnknownName, UsageError
from newsgraph.store import Shown, Store, Summary
from newsgraph.text import (
    ENGINES,
    FACETS,
    ParsedQuery,
    Sort,
    TextHit,
    TextIndex,
    highlight_all,
    open_text_index,
    parse_query,
)

DEFAULT_ENGINE = "tantivy"
FACET_VALUES = 50  # of each facet, the most frequent: an archive of 467 outlets has 9,000 authors


def open_archive(folder: str | Path, *, create: bool = False, engine: str = "") -> "Archive":
    """The archive in that folder, opened to read; close it or use it in a `with`.

    With `create` a folder without an archive gets an empty one, its words kept by `engine` (tantivy unless named).
    Raises ArchiveNotFound, ArchiveDamaged, ArchiveOutdated or EngineMissing; UsageError where `engine` is not the one
    that the archive has.
    """
    place = Path(folder)
    if engine and engine not in ENGINES:
        raise EngineMissing(f"no text engine is called {engine!r}", hint=f"--engine {' or '.join(ENGINES)}")
    if create and not (place / "archive.db").exists():
        with Store.open(place, write=True, create=True) as store:
            store.set_setting("engine", engine or DEFAULT_ENGINE)
    return Archive(place, engine=engine)


class Archive:
    """One folder: `archive.db` is the truth, `text/` is derived from it. Made by `open_archive`.

    Opened to read; `add`, `rebuild` and `reindex` take the writer's lock for as long as they run and raise
    ArchiveLocked when somebody else has it. Not to be shared between threads.
    """

    def __init__(self, folder: Path, *, engine: str = "") -> None:
        self.folder = folder
        self._store = Store.open(folder)
        self._index: TextIndex | None = None
        self._engine = self._store.setting("engine") or DEFAULT_ENGINE
        if engine and engine != self._engine:
            self.close()
            raise UsageError(
                f"{folder} keeps its words in {self._engine}, not in {engine}",
                hint=f"newsgraph reindex --engine {engine} --index {folder}",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None
        self._store.close()

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
        parsed = parse_query(query)
        wanted = FACETS if facets else ()
        answer = self._text.search(
            parsed, limit=limit, offset=offset, sort=sort, facets=wanted, facet_values=FACET_VALUES
        )
        return SearchResult(
            query=query,
            read_as=answer.read_as,
            notes=answer.notes,
            did_you_mean=self._text.did_you_mean(parsed) if not answer.total or answer.notes else "",
            total=answer.total,
            offset=offset,
            hits=self._hits(parsed, answer.hits, highlights=highlights),
            facets=answer.facets,
        )

    def explain_query(self, query: str) -> str:
        """The tree that `query` is read as, one node a line, indented; then what was changed to read it."""
        parsed = parse_query(query)
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

    def stats(self) -> Stats:
        """The archive in numbers."""
        return replace(
            self._store.stats(),
            folder=str(self.folder),
            engine=self._engine,
            bytes_on_disk=_sizes(self.folder),
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
        from newsgraph.ingest import Course, Tally, ingest
        from newsgraph.reading import Meter, ReadOptions, read
        from newsgraph.reading.web import FetchRules

        rules = FetchRules(allow_private=allow_private)
        tally, names = Tally(), [str(location) for location in locations]
        options = ReadOptions(
            format=format, mapping=dict(mapping or {}), follow=follow, rules=rules, notice=tally.notice
        )
        with self._writing(watch=watch) as (store, text):
            keeper = Keeper(store, text, watch=watch)
            if watch and not follow:  # how many pages a list names is not known before it is read
                options = replace(options, meter=Meter(names))
            course = Course(watch, options.share)
            try:
                arrived = read(names, options)
                report = ingest(arrived, keeper.keep, make=make, workers=workers, tally=tally, course=course)
            except BaseException:
                with suppress(ArchiveError):  # what went wrong first is what is told
                    keeper.commit()
                raise
            keeper.commit()
            return report

    def rebuild(self, *, watch: Watcher | None = None) -> None:
        """Throw away what is derived and make it again from the store."""
        self.reindex(self._engine, watch=watch)

    def reindex(self, engine: str, *, watch: Watcher | None = None) -> None:
        """Keep the words in `engine` from now on; the former index stays in use until the new one is whole."""
        if engine not in ENGINES:
            raise EngineMissing(f"no text engine is called {engine!r}", hint=f"--engine {' or '.join(ENGINES)}")
        with Store.open(self.folder, write=True) as store:
            self._forget_index()
            build_text(store, engine, self.folder, watch=watch)
            store.set_setting("engine", engine)
            if engine != self._engine:
                shutil.rmtree(text_folder(self.folder, self._engine), ignore_errors=True)
        self._engine = engine

    # -- inside -----------------------------------------------------------------------------------------------------

    @property
    def _text(self) -> TextIndex:
        """The text index, opened when first asked; caught up first where a killed `add` left it behind the store."""
        if self._index is None:
            index = self._open_index()
            if index.revision != self._store.revision:
                index.close()
                # A writer at work brings it up itself; what may not be written to is searched as it is.
                with suppress(ArchiveError), self._writing():
                    pass
                index = self._open_index()
            self._index = index
        return self._index

    def _open_index(self) -> TextIndex:
        return open_text_index(self._engine, text_folder(self.folder, self._engine))

    @contextmanager
    def _writing(self, *, watch: Watcher | None = None) -> Iterator[tuple[Store, TextIndex]]:
        """The store and the text index to write to, caught up; the reader's index is opened anew afterwards."""
        with Store.open(self.folder, write=True) as store:
            self._forget_index()
            text = open_text_index(self._engine, text_folder(self.folder, self._engine), write=True)
            try:
                catch_up(store, text, watch=watch)
                yield store, text
            except BaseException:
                with suppress(ArchiveError):  # what went wrong first is what is told
                    text.close()
                raise
            text.close()

    def _forget_index(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None

    def _resolve(self, name: str) -> ArticleId:
        found = self._store.find(name)
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownName(
                f"no article is named {name!r}: expected an id, the beginning of one, a URL or a record's own id",
                hint="newsgraph search WORDS prints ids",
            )
        some = ", ".join(found[:5])
        raise UnknownName(f"{len(found)} articles answer to {name!r}: {some}", hint="type more of the id")

    def _hits(self, query: ParsedQuery, found: Sequence[TextHit], *, highlights: bool) -> tuple[Hit, ...]:
        ids, scores = [hit.article for hit in found], dict(found)
        if not highlights:
            return tuple(_hit(summary, scores[summary.id]) for summary in self._store.summaries(ids))
        articles = self._store.shown(ids)
        passages = highlight_all(query, articles)
        return tuple(_hit(one, scores[one.id], few) for one, few in zip(articles, passages, strict=True))

    def _verify_text(self) -> list[Problem]:
        mend = f"newsgraph rebuild --index {self.folder}"
        try:
            held, covered = len(self._text), self._text.revision
        except (ArchiveDamaged, EngineMissing) as error:
            return [Problem(str(error), mend)]
        current = self._store.stats()
        if covered != self._store.revision:
            return [Problem(f"the text index covers revision {covered} of {self._store.revision}", mend)]
        if held != current.articles:
            return [Problem(f"the text index holds {held} articles, the store {current.articles}", mend)]
        return []


def _hit(article: Summary | Shown, score: float, passages: tuple[Highlight, ...] = ()) -> Hit:
    return Hit(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        authors=article.authors,
        published=article.published,
        score=score,
        highlights=passages,
    )


def _sizes(folder: Path) -> dict[str, int]:
    """Bytes on disk of each thing in the archive's folder."""
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # an engine merges its files while we look
            if path.is_file():
                top = path.relative_to(folder).parts[0]
                sizes[top] = sizes.get(top, 0) + path.stat().st_size
    return dict(sorted(sizes.items()))
