"""How does what is derived keep in step with the truth? The text index is caught up, or thrown away and made again."""

import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from newsgraph.answers import Progress, Watcher
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.store import Kept, Packed, Store, pack
from newsgraph.text import Document, TextIndex, document, open_text_index

WITHDRAWN = "withdrawn"  # the outcome of Store.keep that leaves nothing to index
# The index is derived: it is committed far more rarely than the store, whose batches are the promise.
ARTICLES_A_COMMIT = 20_000
# Articles that are indexed between two reports. 100 and 500 took the same processor time for 6,000 articles with
# tantivy (3.4 to 4.1 s); with whoosh, at a few hundred a second, 100 are half a second.
BATCH = 100


def text_folder(archive: Path, engine: str) -> Path:
    """Where an engine keeps its files: each in its own folder, so that one can be built beside the other."""
    return archive / "text" / engine


def catch_up(store: Store, text: TextIndex, *, watch: Watcher | None = None) -> int:
    """Bring the text index to the store's revision; gives the number of articles that it had to touch.

    An interrupted catching-up is safe to repeat: adding replaces.
    """
    revision, touched = store.revision, 0
    if text.revision == revision:
        return 0
    if text.revision > revision:  # archive.db was put back from an older copy
        text.clear()
    changes, total = store.changed_since(text.revision), store.changes(text.revision)
    if watch:
        watch(Progress("indexing", 0, total, "articles"))
    while batch := list(islice(changes, BATCH)):
        text.remove([change.id for change in batch if change.withdrawn])
        text.add(map(document, store.articles([change.id for change in batch if not change.withdrawn])))
        touched += len(batch)
        if watch:
            watch(Progress("indexing", touched, total, "articles"))
    _commit(text, revision, touched, watch=watch)
    return touched


def _commit(text: TextIndex, revision: int, articles: int, *, watch: Watcher | None) -> None:
    """What is in the index becomes what it shows. whoosh takes longer for that than for the articles before it."""
    if watch:
        watch(Progress("writing the index", articles, None, "articles"))
    text.commit(revision)


def build_text(store: Store, engine: str, archive: Path, *, watch: Watcher | None = None) -> None:
    """Make the text index from the store alone, beside the one in use, and put it in its place when it is whole."""
    place = text_folder(archive, engine)
    fresh, old = place.with_name(f"{engine}.new"), place.with_name(f"{engine}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    text = open_text_index(engine, fresh, write=True)
    try:
        catch_up(store, text, watch=watch)
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
    """What the store and the text index take of an article."""

    packed: Packed
    document: Document


def make(article: Article) -> Made:
    """All the work on an article that needs neither the store nor the index, for any process to do."""
    return Made(pack(article), document(article))


class Keeper:
    """Keeps batches in the store and what changed in the text index, which is committed now and then."""

    def __init__(self, store: Store, text: TextIndex, *, watch: Watcher | None = None) -> None:
        self._store, self._text, self._watch = store, text, watch
        self._covered = text.revision
        self._pending = 0

    def keep(self, batch: Sequence[tuple[ArticleId, Made, int] | Withdrawal]) -> Sequence[str]:
        """What became of each: "added", "updated", "unchanged" or "withdrawn"."""
        kept = self._store.keep([item if isinstance(item, Withdrawal) else item[1].packed for item in batch])
        shown = self._shown(batch, kept)
        self._text.remove([id for id in kept.changed if id not in shown])
        self._text.add(shown.values())
        self._covered = kept.revision
        self._pending += len(kept.changed)
        if self._pending >= ARTICLES_A_COMMIT:
            self.commit()
        return kept.outcomes

    def _shown(
        self, batch: Sequence[tuple[ArticleId, Made, int] | Withdrawal], kept: Kept
    ) -> dict[ArticleId, Document]:
        """The changed articles as they now stand. Those that came once need no second look, unless the batch takes
        something back: one notice may name several articles."""
        times = Counter(kept.ids)
        once: dict[ArticleId, Document] = {}
        if WITHDRAWN not in kept.outcomes:
            arrived = [item for item in batch if not isinstance(item, Withdrawal)]
            once = {id: made.document for id, made, _ in arrived if times[id] == 1}
        shown = {id: once[id] for id in kept.changed if id in once}
        again = self._store.articles([id for id in kept.changed if id not in shown])
        return shown | {article.id: document(article) for article in again}

    def commit(self) -> None:
        """What is in the index beyond the covered revision, after an interruption, is added again on opening."""
        if self._text.revision != self._covered:
            _commit(self._text, self._covered, self._pending, watch=self._watch)
        self._pending = 0
