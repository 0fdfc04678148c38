"""How does what is derived keep in step with the truth? The text index is caught up, or thrown away and made again."""

import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from newsgraph.answers import Progress, Watcher
from newsgraph.article import Article
from newsgraph.store import Store
from newsgraph.text import Entry, TextIndex, open_text_index

BATCH = 500  # articles in memory at a time; the size does not show in the time


def text_folder(archive: Path, engine: str) -> Path:
    """Where an engine keeps its files: each in its own folder, so that one can be built beside the other."""
    return archive / "text" / engine


def entries(articles: Iterable[Article]) -> Iterator[Entry]:
    """What the text index holds of an article: its words, and the entities that it names."""
    return (Entry(article) for article in articles)


def catch_up(store: Store, text: TextIndex, *, watch: Watcher | None = None) -> int:
    """Bring the text index to the store's revision; gives the number of articles that it had to touch.

    An interrupted catching-up is safe to repeat: adding replaces.
    """
    revision, touched = store.revision, 0
    if text.revision == revision:
        return 0
    changes = store.changed_since(text.revision)
    while batch := list(islice(changes, BATCH)):
        text.remove([change.id for change in batch if change.withdrawn])
        text.add(entries(store.articles([change.id for change in batch if not change.withdrawn])))
        touched += len(batch)
        if watch:
            watch(Progress("indexing", touched, None, "articles"))
    text.commit(revision)
    return touched


def build_text(store: Store, engine: str, archive: Path, *, watch: Watcher | None = None) -> None:
    """Make the text index from the store alone, beside the one in use, and put it in its place when it is whole."""
    place = text_folder(archive, engine)
    fresh, old = place.with_name(f"{engine}.new"), place.with_name(f"{engine}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    text = open_text_index(engine, fresh, write=True)
    try:
        catch_up(store, text, watch=watch)
    finally:
        text.close()
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)
