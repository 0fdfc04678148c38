"""What of every article lies ready to be compared? The corpus in the archive's folder, brought up to the store."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from newsgraph.answers import Progress, Watcher
from newsgraph.article import ArticleId
from newsgraph.errors import ArchiveError, ArchiveNotFound
from newsgraph.knowing import names_of
from newsgraph.parallel import Crew
from newsgraph.relating import (
    Corpus,
    Numbered,
    Told,
    check,
    differing,
    new_folder,
    numbered,
    open_corpus,
    save_corpus,
    sweep,
)
from newsgraph.relating import covers as corpus_covers
from newsgraph.store import Change, Store

FOLDER = "related"  # in the archive's folder
BATCH = 50  # articles that a process gets at once
MOST_IN_MEMORY = 2_000  # articles; 5 MiB
LOOKED_AT = 20  # articles that `verify` compares with the store, spread over all
AT_ONCE = 2_000  # articles that are taken in together


def shelve(store: Store, folder: Path, crew: Crew, *, always: bool = False, watch: Watcher | None = None) -> int:
    """Bring the corpus to the store's revision; gives the number of articles that it had to touch. `always` begins
    anew, from the store alone. An interrupted one is safe to repeat. Raises ArchiveError where the disk refuses."""
    corpus, covers = (None, 0) if always else _held(folder, store.revision)
    if corpus is not None and not store.changes(covers):
        return 0
    try:
        return _brought_up(store, folder, crew, held=(corpus, covers), watch=watch)
    except OSError as error:
        raise ArchiveError(
            f"the corpus in {folder} cannot be written: {error}",
            hint="see that there is room, then the same again: what was kept is whole",
        ) from error
    finally:
        sweep(folder)  # half an epoch on a disk that is full would keep it full


def _brought_up(
    store: Store, folder: Path, crew: Crew, *, held: tuple[Corpus | None, int], watch: Watcher | None
) -> int:
    corpus, covers = held
    revision, total, done = store.revision, store.changes(covers), 0
    if watch and total:
        watch(Progress("relating articles", 0, total, "articles"))
    if corpus is None:  # its rows are made anew with the first epoch, so few need no files before
        corpus = Corpus() if total <= MOST_IN_MEMORY else Corpus(new_folder(folder, revision))
    changes = store.changed_since(covers)
    while some := list(islice(changes, AT_ONCE)):
        _take(corpus, store, crew, some)
        done += len(some)
        if watch:
            watch(Progress("relating articles", done, total, "articles"))
    if corpus.due or corpus.columns.folder is None:
        crew.rest()  # learning topics needs as much memory as those who help hold
        corpus = corpus.renewed(new_folder(folder, revision))
    save_corpus(corpus, folder, revision=revision)
    return done


def _take(corpus: Corpus, store: Store, crew: Crew, changes: Sequence[Change]) -> None:
    corpus.remove([change.id for change in changes])
    shown = [change.id for change in changes if not change.withdrawn]
    made = crew.spread(_batches(shown), partial(numbered_in, store.folder), crashed=_crashed)
    corpus.add_all([one for some in made for one in some if one is not None])


def _batches(ids: Sequence[ArticleId]) -> Iterator[list[ArticleId]]:
    for start in range(0, len(ids), BATCH):
        yield list(ids[start : start + BATCH])


def _crashed(id: ArticleId) -> None:
    """An article that killed its process is related to nothing."""


def numbered_in(folder: Path, ids: list[ArticleId]) -> list[Numbered | None]:
    """What the articles of the archive in `folder` are compared by, one for each id; None for those withdrawn."""
    with Store.open(folder) as store:
        found = {id: numbered(one.features) for id, one in told(store, ids).items()}
    return [found.get(id) for id in ids]


def _held(folder: Path, revision: int) -> tuple[Corpus | None, int]:
    """What is there already; nothing where it cannot be read, or archive.db was put back from an older copy."""
    with suppress(ArchiveError):
        corpus, covers = open_corpus(folder)
        if covers <= revision:
            return corpus, covers
    return None, 0


def covered(folder: Path) -> int | None:
    """The revision that the corpus covers, None where there is none that could be read."""
    with suppress(ArchiveError):
        return corpus_covers(folder)
    return None


def told(store: Store, ids: Sequence[ArticleId]) -> dict[ArticleId, Told]:
    """The articles with all that they name; without those that are not shown."""
    named = names_of(store, ids)
    return {article.id: Told(article, named.get(article.id, [])) for article in store.articles(ids)}


def verify(store: Store, folder: Path) -> list[str]:
    """What is wrong with the corpus in the folder: by itself, and by LOOKED_AT articles that did not change since
    it was made. None is no trouble: it is made when it is first asked."""
    try:
        if wrong := check(folder):
            return wrong
        held, covers = open_corpus(folder)
    except ArchiveNotFound:
        return []
    except ArchiveError as error:
        return [str(error)]
    changed = {change.id for change in store.changed_since(covers)}
    places = held.rows()
    some = {*held.ids(places[:: max(1, len(places) // LOOKED_AT)])} - changed
    known = told(store, sorted(some))
    others = {*(some - known.keys()), *differing(held, [numbered(one.features) for one in known.values()])}
    return [f"it compares {id} by what the store does not tell of it" for id in sorted(others)]
