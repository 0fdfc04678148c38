"""What is an open archive made of? A folder, its store, and what is derived, each brought up to it when first asked."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from newsgraph.answers import Problem, Watcher
from newsgraph.article import ArticleId
from newsgraph.entity import EntityId
from newsgraph.errors import ArchiveDamaged, ArchiveError, EngineMissing, UnknownName, UsageError
from newsgraph.store import Store
from newsgraph.text import TextIndex, open_text_index, text_folder

if TYPE_CHECKING:
    from newsgraph.graph import Graph
    from newsgraph.relating import Corpus, Wanted
    from newsgraph.resolving import Gazetteer
    from newsgraph.surroundings import Surroundings
    from newsgraph.walking import Walk
    from newsgraph.writing import Desk

DEFAULT_ENGINE = "tantivy"
PLACES = "gazetteer"  # the folder of the user's own places, in the archive's folder


class Opened:
    """An archive's folder, opened to read; what `Archive` asks and changes."""

    def __init__(self, folder: Path, *, engine: str = "", model: str = "") -> None:
        self.folder = folder
        self._store = Store.open(folder)
        self._index: TextIndex | None = None
        self._graph: tuple[tuple[int, int], Graph] | None = None
        self._shelf: tuple[int, Corpus] | None = None
        self._engine = self._store.setting("engine") or DEFAULT_ENGINE
        if engine and engine != self._engine:
            self.close()
            raise UsageError(
                f"{folder} keeps its words in {self._engine}, not in {engine}",
                hint=f"newsgraph reindex --engine {engine} --index {folder}",
            )
        if model and model != self._store.setting("model"):
            asked = self._store.setting("model") or "no sentence model"
            self.close()
            raise UsageError(
                f"what articles mean in {folder} is told by {asked}, not by {model}",
                hint=f"newsgraph rebuild --model {model} --index {folder}",
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

    def _settle(self) -> None:
        """Who is who is known as far as the store goes; what a killed `add` left is made up for, as in `_text`. Raises
        UsageError where the archive holds no names."""
        if self._store.setting("names") == "off":
            raise UsageError(f"{self.folder} holds words alone, no names", hint="newsgraph rebuild --names")
        if self._store.settled != self._store.revision:
            with suppress(ArchiveError), self._writing():
                pass

    def _follow(self) -> None:
        """Who copied whom is known as far as the store goes: what a killed `add` left is made up for, as in `_text`,
        and what an archive of words alone has not looked for yet. Raises ArchiveError where it was looked for by other
        rules."""
        from newsgraph.following import follow, must_be_of_these_rules

        if self._store.traced != self._store.revision:
            must_be_of_these_rules(self._store)
            with suppress(ArchiveError), self._writing() as desk:
                follow(desk.store, desk.crew)

    def _open_index(self) -> TextIndex:
        return open_text_index(self._engine, text_folder(self.folder, self._engine))

    def _writing(self, workers: int = 1, *, watch: Watcher | None = None) -> "AbstractContextManager[Desk]":
        """The archive to write to, caught up; the reader's index is opened anew afterwards."""
        from newsgraph.writing import writing

        self._forget_index()
        return writing(self.folder, self._engine, self.folder / PLACES, workers=workers, watch=watch)

    @property
    def _walk(self) -> "Walk":
        """Questions to the graph as the store is now; built first where it was not. Raises UsageError where the archive
        holds no names."""
        from newsgraph.walking import FOLDER, Walk, opened

        self._settle()
        self._follow()
        state = self._store.revision, self._store.traced
        if self._graph is None or self._graph[0] != state:
            if not (self.folder / FOLDER).exists():
                with self._writing():
                    pass
            self._graph = (state, opened(self._store, self.folder / FOLDER))
        return Walk(self._store, self._graph[1])

    @property
    def _corpus(self) -> "Corpus":
        """What articles are compared by, as the store is now; an archive of words alone begins it when first asked.
        What may not be written to is compared as far as it goes."""
        from newsgraph.relating import open_corpus
        from newsgraph.shelving import FOLDER, covered, shelve

        self._follow()
        place, revision = self.folder / FOLDER, self._store.revision
        if covered(place) != revision:
            with suppress(ArchiveError), self._writing() as desk:
                shelve(desk.store, place, desk.crew)
        if self._shelf is None or self._shelf[0] != revision:
            self._shelf = (revision, open_corpus(place)[0])
        return self._shelf[1]

    @property
    def _around(self) -> "Surroundings":
        from newsgraph.surroundings import surroundings

        return surroundings(self._store, self.folder / PLACES)

    @property
    def _gazetteer(self) -> "Gazetteer":
        return self._around.namer.gazetteer

    def _forget_index(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None

    def _id(self, name: str) -> EntityId:
        from newsgraph.knowing import entity_id

        return entity_id(self._store, name)

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

    def _matching(self, query: str, *, limit: int | None = None) -> list[ArticleId]:
        """All articles that the query finds, or so many, best first."""
        from newsgraph.searching import understood

        parsed = understood(query, self._store, self.folder / PLACES)
        return [hit.article for hit in self._text.search(parsed, limit=limit or max(1, len(self._text))).hits]

    def _wanted(self, names: Sequence[str]) -> "frozenset[Wanted]":
        """What related articles are to be, by name. Raises UsageError for what there is not."""
        from newsgraph.relating import Wanted

        known = {one.value: one for one in Wanted}
        for name in names:
            if name not in known:
                raise UsageError(f"no relation is called {name!r}", hint=f"one of {', '.join(known)}")
        return frozenset(known[name] for name in names)

    def _verify_copies(self) -> list[Problem]:
        from newsgraph.following import other_rules

        trouble = other_rules(self._store)
        return [Problem(trouble, f"newsgraph rebuild --index {self.folder}")] if trouble else []

    def _verify_arrays(self) -> list[Problem]:
        """Those of the graph, and those that articles are compared by."""
        from newsgraph import shelving, walking

        mend = f"newsgraph rebuild --index {self.folder}"
        graph = walking.verify(self._store, self.folder / walking.FOLDER)
        corpus = shelving.verify(self._store, self.folder / shelving.FOLDER)
        found = (*((walking.FOLDER, wrong) for wrong in graph), *((shelving.FOLDER, wrong) for wrong in corpus))
        return [Problem(f"{self.folder / name}: {wrong}", mend) for name, wrong in found]

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
