"""What is an archive? One folder, opened as store and text."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from newsgraph.answers import Highlight, Hit, IngestReport, Problem, SearchResult, Stats, Version, Watcher
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.deriving import build_text, catch_up, entries, text_folder
from newsgraph.errors import ArchiveDamaged, ArchiveLocked, EngineMissing, UnknownName, UsageError
from newsgraph.store import Store
from newsgraph.text import ParsedQuery, TextHit, TextIndex, highlight, open_text_index, parse_query

DEFAULT_ENGINE = "tantivy"
ENGINES = ("tantivy", "whoosh")
FACETS = ("source", "author", "place", "actor", "tag", "year", "month")
# The text index is derived: it is committed far more rarely than the store, whose batches are the promise.
ARTICLES_A_COMMIT = 20_000


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

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
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
        sort: str = "score",
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
        answer = self._text.search(parsed, limit=limit, offset=offset, sort=sort, facets=wanted)
        return SearchResult(
            query=query,
            read_as=parsed.read_as,
            notes=parsed.notes,
            did_you_mean="" if answer.total else self._text.did_you_mean(parsed),
            total=answer.total,
            offset=offset,
            hits=self._hits(parsed, answer.hits, highlights=highlights),
            facets=answer.facets,
        )

    def explain_query(self, query: str) -> str:
        """The tree that `query` is read as, one node a line, indented."""
        return parse_query(query).tree()

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
            self._store.stats(), folder=str(self.folder), engine=self._engine, bytes_on_disk=_sizes(self.folder)
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
        """
        from newsgraph.ingest import ingest
        from newsgraph.reading import ReadOptions, read

        options = ReadOptions(
            format=format, mapping=dict(mapping or {}), follow=follow, allow_private=allow_private
        )
        with self._writing() as (store, text):
            keeper = _Keeper(store, text)
            try:
                arrived = read([str(location) for location in locations], options)
                return ingest(arrived, keeper.keep, workers=workers, watch=watch)
            finally:
                keeper.commit()

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
                with suppress(ArchiveLocked), self._writing():  # a writer at work will bring it up itself
                    pass
                index = self._open_index()
            self._index = index
        return self._index

    def _open_index(self) -> TextIndex:
        return open_text_index(self._engine, text_folder(self.folder, self._engine))

    @contextmanager
    def _writing(self) -> Iterator[tuple[Store, TextIndex]]:
        """The store and the text index to write to, caught up; the reader's index is opened anew afterwards."""
        with Store.open(self.folder, write=True) as store:
            self._forget_index()
            text = open_text_index(self._engine, text_folder(self.folder, self._engine), write=True)
            try:
                catch_up(store, text)
                yield store, text
            finally:
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
        articles = {article.id: article for article in self._store.articles([hit.article for hit in found])}
        return tuple(
            _hit(articles[hit.article], hit.score, query if highlights else None)
            for hit in found
            if hit.article in articles
        )

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


class _Keeper:
    """Keeps batches in the store and what changed in the text index, which is committed now and then."""

    def __init__(self, store: Store, text: TextIndex) -> None:
        self._store, self._text = store, text
        self._covered = text.revision
        self._pending = 0

    def keep(self, batch: Sequence[Article | Withdrawal]) -> Sequence[str]:
        kept = self._store.keep(batch)
        changed = {kept.ids[i] for i, outcome in enumerate(kept.outcomes) if outcome != "unchanged"}
        now = self._store.articles(sorted(changed))
        self._text.remove(sorted(changed - {article.id for article in now}))
        self._text.add(entries(now))
        self._covered = self._store.revision
        self._pending += len(changed)
        if self._pending >= ARTICLES_A_COMMIT:
            self.commit()
        return kept.outcomes

    def commit(self) -> None:
        """What is in the index beyond the covered revision, after an interruption, is added again on opening."""
        if self._text.revision != self._covered:
            self._text.commit(self._covered)
        self._pending = 0


def _hit(article: Article, score: float, query: ParsedQuery | None) -> Hit:
    passages = highlight(query, article) if query else ()
    return Hit(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        authors=article.authors,
        published=article.published,
        score=score,
        highlights=tuple(Highlight(p.zone, p.start, p.text, p.marks) for p in passages),
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
