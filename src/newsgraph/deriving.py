"""How does what is derived keep in step with the truth? Names and words are caught up, or made again."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from newsgraph.answers import Progress, Watcher
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.entity import ACTORS, EntityId, EntityKind, Named
from newsgraph.errors import ArchiveError
from newsgraph.naming import Namer, spellings
from newsgraph.parallel import Crew, rarely_collecting
from newsgraph.settling import settle
from newsgraph.store import Change, Column, Naming, Packed, Slot, Store, Who, pack
from newsgraph.surroundings import Surroundings, look_again, name_all, named
from newsgraph.text import Document, Spelled, TextIndex, document, open_text_index, text_folder
from newsgraph.walking import FOLDER, build

if TYPE_CHECKING:
    from newsgraph.shelving import Row, Shelf

# The index is derived: it is committed far more rarely than the store, whose batches are the promise.
ARTICLES_A_COMMIT = 20_000
# Articles that are indexed between two reports. 100 and 500 took the same processor time for 6,000 articles with
# tantivy (3.4 to 4.1 s); with whoosh, at a few hundred a second, 100 are half a second.
BATCH = 100


def catch_up(
    store: Store,
    text: TextIndex,
    around: Surroundings,
    crew: Crew,
    *,
    shelf: "Shelf | None" = None,
    watch: Watcher | None = None,
) -> int:
    """Bring the text index to the store's revision; gives the number of articles that it had to touch.

    An interrupted catching-up is safe to repeat: adding replaces. The analysis of words is done by the crew. A `shelf`
    that waits for the same articles is handed what they are compared by: each is read, and cut into words, once.
    """
    revision, touched = store.revision, 0
    if text.revision == revision:
        return 0
    if text.revision > revision:  # archive.db was put back from an older copy
        text.clear()
    changes, total = store.changed_since(text.revision), store.changes(text.revision)
    if watch:
        watch(Progress("indexing", 0, total, "articles"))
    batches = _batches(changes, text)
    work = partial(words_in, store.folder, around, compared=shelf is not None)
    for made in crew.spread(batches, work, crashed=_crashed):
        text.add(one.document for one in made if one.document is not None)
        if shelf is not None:
            shelf.take([one.compared or (one.id, None) for one in made])
        touched += len(made)
        if watch:
            watch(Progress("indexing", touched, total, "articles"))
    _commit(text, revision, touched, watch=watch)
    return touched


def _batches(changes: Iterator[Change], text: TextIndex) -> Iterator[list[ArticleId]]:
    """The ids of the articles to index, BATCH at a time; what was withdrawn is taken out of the index on the way."""
    while batch := list(islice(changes, BATCH)):
        text.remove([change.id for change in batch if change.withdrawn])
        yield [change.id for change in batch]


class Words(NamedTuple):
    """An article as it is indexed, and by what it is compared if that was asked for; nothing of one withdrawn."""

    id: ArticleId
    document: Document | None = None
    compared: "Row | None" = None


def words_in(folder: Path, around: Surroundings, ids: list[ArticleId], *, compared: bool = False) -> list[Words]:
    """What is made of the articles of the archive in `folder`, one for each id."""
    with Store.open(folder) as store:
        found = {one.id: one for one in words(store, ids, around, compared=compared)}
    return [found.get(id, Words(id)) for id in ids]


def _crashed(id: ArticleId) -> Words:
    """An article whose analysis killed its process is not found by its words, and related to nothing."""
    return Words(id)


def _commit(text: TextIndex, revision: int, articles: int, *, watch: Watcher | None) -> None:
    """What is in the index becomes what it shows. whoosh takes longer for that than for the articles before it."""
    if watch:
        watch(Progress("writing the index", articles, None, "articles"))
    text.commit(revision)


def words(store: Store, ids: Sequence[ArticleId], around: Surroundings, *, compared: bool = False) -> list[Words]:
    """What is made of the articles, with who is who across the archive as far as that is known."""
    namings, settled = store.namings(ids, mentions=compared), store.who(ids)
    articles = store.articles(ids)
    documents = [
        document(one, *_spelled(_shown(one.id, namings.get(one.id), settled), around.namer)) for one in articles
    ]
    if not compared:
        return [Words(article.id, made) for article, made in zip(articles, documents, strict=True)]
    from newsgraph.shelving import all_numbered, told_of

    told = [
        told_of(article, namings.get(article.id), settled, stems_of=document.stems)
        for article, document in zip(articles, documents, strict=True)
    ]
    made = zip(articles, documents, all_numbered(store, told), strict=True)
    return [Words(article.id, document, (article.id, numbered)) for article, document, numbered in made]


def _shown(id: ArticleId, naming: Naming | None, settled: Mapping[Slot, Who]) -> Iterator[tuple[Named, EntityId, str]]:
    """What an article names, each with its id across the archive and its name there, "" if unknown; what a person has
    hidden is left out."""
    for number, kept in enumerate(naming.names if naming else ()):
        who = settled.get((id, number))
        if who is None:
            yield kept.named, kept.named.id, ""
        elif not who.hidden:
            yield kept.named, who.id, who.name


def _spelled(named: Iterable[tuple[Named, EntityId, str]], names: Namer) -> tuple[list[Spelled], list[Spelled]]:
    """Places and actors as they are indexed, each with its id across the archive and its name there, "" if unknown."""
    places: list[Spelled] = []
    actors: list[Spelled] = []
    for one, id, name in named:
        spelled = Spelled(id, (*spellings(one, names.gazetteer), name))
        if one.kind is EntityKind.PLACE:
            places.append(spelled)
        elif one.kind in ACTORS:
            actors.append(spelled)
    return places, actors


def catch_up_all(
    store: Store, text: TextIndex, around: Surroundings, crew: Crew, *, watch: Watcher | None = None
) -> None:
    """Everything that is derived, brought to the store's revision: names, who is who, who copied whom, the graph,
    words."""
    with rarely_collecting():
        if around.names:
            from newsgraph.following import follow  # and numpy, which an archive of words alone does without

            name_all(store, around, crew, watch=watch)
            around = look_again(store, around, crew, watch=watch)
            crew.rest()  # who finds names holds 300 MiB, and telling them apart needs as much
            settle(store, crew, watch=watch)
            crew.rest()
            follow(store, crew, watch=watch)  # an archive of words alone does so when it is first asked for copies
        if around.names:
            _words_and_rows(store, text, around, crew, watch=watch)
        else:
            catch_up(store, text, around, crew, watch=watch)


def _words_and_rows(store: Store, text: TextIndex, around: Surroundings, crew: Crew, *, watch: Watcher | None) -> None:
    """The index, the graph and the corpus. Index and corpus in one pass over what is new, where both lack the same."""
    from newsgraph import shelving

    with shelving.shelf(store, store.folder / shelving.FOLDER, watch=watch) as shelf:
        together = shelf is not None and shelf.since == text.revision
        catch_up(store, text, around, crew, shelf=shelf if together else None, watch=watch)
        build(store, store.folder / FOLDER, watch=watch)
        if shelf is not None:
            if not together:
                shelf.fill(store, crew)
            shelf.finish(crew)


def build_text(store: Store, engine: str, around: Surroundings, crew: Crew, *, watch: Watcher | None = None) -> None:
    """Make the text index from the store alone, beside the one in use, and put it in its place when it is whole."""
    place = text_folder(store.folder, engine)
    fresh, old = place.with_name(f"{engine}.new"), place.with_name(f"{engine}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    text = open_text_index(engine, fresh, write=True)
    try:
        catch_up(store, text, around, crew, watch=watch)
        text.close()
    except BaseException:  # half an index on a disk that is full would keep it full
        with suppress(Exception):
            text.close()
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


class Made(NamedTuple):
    """What the store takes of an article: itself, and what it names, None where names are not wanted."""

    packed: Packed
    names: Column | None


def make(around: Surroundings, articles: Sequence[Article]) -> list[Made]:
    """All the work on articles that needs no archive, for any process to do."""
    if not around.names:
        return [Made(pack(article), None) for article in articles]
    return [Made(pack(article), column) for article, column in named(articles, around)]


class Keeper:
    """Keeps batches in the store, and brings what is derived up to it now and then.

    That is done late, because who is who is told apart for all that came together, and an article that is indexed
    again leaves a deleted one behind; the more there is already, the later. At the end of the `with` it is done in any
    case.
    """

    def __init__(
        self,
        store: Store,
        text: TextIndex,
        around: Surroundings,
        crew: Crew,
        *,
        watch: Watcher | None = None,
    ) -> None:
        self._store, self._text, self._around = store, text, around
        self._crew, self._watch = crew, watch
        self._pending, self._most = 0, max(ARTICLES_A_COMMIT, store.stats().articles // 2)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(*(() if error is None else (ArchiveError,))):  # what went wrong first is what is told
            self.commit()

    def keep(self, batch: Sequence[tuple[ArticleId, Made, int] | Withdrawal]) -> Sequence[str]:
        """What became of each: "added", "updated", "unchanged" or "withdrawn"."""
        arrived = [item for item in batch if not isinstance(item, Withdrawal)]
        names = {id: made.names for id, made, _ in arrived if made.names is not None}
        items = [item if isinstance(item, Withdrawal) else item[1].packed for item in batch]
        kept = self._store.keep(items, names=names, rules=self._around.rules)
        self._pending += len(kept.changed)
        if self._pending >= self._most:
            self.commit()
        return kept.outcomes

    def commit(self) -> None:
        """What is derived covers all that was kept. After an interruption that is made up for on opening."""
        catch_up_all(self._store, self._text, self._around, self._crew, watch=self._watch)
        self._most = max(ARTICLES_A_COMMIT, self._most + self._pending // 2)
        self._pending = 0
