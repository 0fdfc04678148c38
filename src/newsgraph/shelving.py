"""What of every article lies ready to be compared? The corpus in the archive's folder, brought up to the store."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from weakref import WeakKeyDictionary

from newsgraph.answers import Progress, Watcher
from newsgraph.article import Article, ArticleId
from newsgraph.errors import ArchiveError, ArchiveNotFound, UsageError
from newsgraph.knowing import names_in, names_of
from newsgraph.parallel import Crew
from newsgraph.relating import (
    NO_MODEL,
    Corpus,
    Model,
    Numbered,
    Told,
    check,
    differing,
    load_model,
    meanings_of,
    model_folder,
    new_folder,
    numbered,
    open_corpus,
    save_corpus,
    sweep,
)
from newsgraph.relating import covers as corpus_covers
from newsgraph.store import Naming, Slot, Store, Who

MODEL = "model"  # the setting that says which sentence model tells what articles mean, "" for none
NONE = "none"  # what a person types for no model
FOLDER = "related"  # in the archive's folder
BATCH = 50  # articles that a process gets at once
MOST_IN_MEMORY = 2_000  # articles; 5 MiB
MOST_HELD = 200  # articles that a reader keeps at hand, with what was worked out of them 130 kB each; not swept
LOOKED_AT = 20  # articles that `verify` compares with the store, spread over all
AT_ONCE = 2_000  # articles that are taken in together


Row = tuple[ArticleId, Numbered | None]
"""An article and what it is compared by; None where it is not shown, or killed the process that looked at it."""


def shelve(store: Store, folder: Path, crew: Crew, *, always: bool = False, watch: Watcher | None = None) -> int:
    """Bring the corpus to the store's revision; gives the number of articles that it had to touch. `always` begins
    anew, from the store alone. An interrupted one is safe to repeat. Raises ArchiveError where the disk refuses,
    UsageError where the archive's sentence model is not there."""
    with shelf(store, folder, always=always, watch=watch) as new:
        if new is None:
            return 0
        new.fill(store, crew)
        return new.finish(crew)


@contextmanager
def shelf(
    store: Store, folder: Path, *, always: bool = False, watch: Watcher | None = None
) -> "Iterator[Shelf | None]":
    """The corpus, to be handed what is new in the store, in order, and then finished; None where nothing is. Nothing of
    it counts before. Raises ArchiveError where the disk refuses, UsageError where the archive's sentence model is not
    there."""
    corpus, covers = (None, 0) if always else _held(folder, store.revision)
    if corpus is not None and not store.changes(covers):
        yield None
        return
    try:
        yield Shelf(store, folder, held=(corpus, covers), watch=watch)
    finally:
        sweep(folder)  # half an epoch on a disk that is full would keep it full


@contextmanager
def _complaints(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"the corpus in {folder} cannot be written: {error}",
            hint="see that there is room, then the same again: what was kept is whole",
        ) from error


class Shelf:
    """A corpus on its way to the store's revision."""

    def __init__(
        self, store: Store, folder: Path, *, held: tuple[Corpus | None, int], watch: Watcher | None = None
    ) -> None:
        corpus, covers = held
        model = model_of(store)
        if corpus is not None and corpus.meanings.model != model:
            corpus, covers = None, 0
        self.since, self._revision, self._total = covers, store.revision, store.changes(covers)
        self._folder, self._watch, self._done = folder, watch, 0
        if corpus is None:  # its rows are made anew with the first epoch, so few need no files before
            with _complaints(folder):
                place = None if self._total <= MOST_IN_MEMORY else new_folder(folder, self._revision)
                corpus = Corpus(place, model=model)
        self._corpus = corpus
        self._waiting: list[Row] = []

    def fill(self, store: Store, crew: Crew) -> None:
        """Take all that is new, read by the crew."""
        for rows in crew.spread(_batches(store, self.since), partial(rows_in, store.folder), crashed=_crashed):
            self.take(rows)
            self.tell()

    def take(self, rows: Sequence[Row]) -> None:
        """The next of the articles that changed since `since`."""
        self._waiting += rows
        self._done += len(rows)
        while len(self._waiting) >= AT_ONCE:
            self._put(AT_ONCE)

    def _put(self, many: int) -> None:
        rows, self._waiting = self._waiting[:many], self._waiting[many:]
        with _complaints(self._folder):
            self._corpus.remove([id for id, _ in rows])
            self._corpus.add_all([one for _, one in rows if one is not None])

    def tell(self) -> None:
        """Tell whoever watches how far it is."""
        if self._watch and self._total:
            self._watch(Progress("relating articles", self._done, self._total, "articles"))

    def finish(self, crew: Crew) -> int:
        """All have been taken: they count from now on. Gives how many."""
        self._put(len(self._waiting))
        self.tell()
        corpus = self._corpus
        with _complaints(self._folder):
            if corpus.due or corpus.columns.folder is None:
                crew.rest()  # learning topics needs as much memory as those who help hold
                corpus = corpus.renewed(new_folder(self._folder, self._revision))
            save_corpus(corpus, self._folder, revision=self._revision)
        return self._done


def _batches(store: Store, since: int) -> Iterator[list[ArticleId]]:
    changes = store.changed_since(since)
    while some := list(islice(changes, BATCH)):
        yield [change.id for change in some]


def _crashed(id: ArticleId) -> Row:
    """An article that killed its process is related to nothing."""
    return id, None


def rows_in(folder: Path, ids: list[ArticleId]) -> list[Row]:
    """What the articles of the archive in `folder` are compared by, one for each id."""
    with Store.open(folder) as store:
        held = told(store, ids)
        found = dict(zip(held, all_numbered(store, list(held.values())), strict=True))
    return [(id, found.get(id)) for id in ids]


def all_numbered(store: Store, articles: Sequence[Told]) -> list[Numbered]:
    """In order, with what each means where the archive has a model. Raises UsageError where that is not there."""
    name = store.setting(MODEL)
    if not name:
        return [numbered(one.features) for one in articles]
    meanings = meanings_of([one.article for one in articles], load_model(name))
    return [numbered(one.features, meaning=meaning) for one, meaning in zip(articles, meanings, strict=True)]


def chosen_model(name: str) -> str:
    """How the setting names that model: a folder in full, since the next command may be typed elsewhere. Raises
    UsageError, with what to type, where it is not there."""
    if name in ("", NONE):
        return ""
    load_model(name)
    return str(model_folder(name)) if Path(name).is_dir() else name


def model_of(store: Store) -> Model:
    """The archive's sentence model. Raises UsageError where it has one that is not there."""
    name = store.setting(MODEL)
    try:
        return load_model(name).model if name else NO_MODEL
    except UsageError as error:
        raise UsageError(
            f"what articles mean in {store.folder} is told by a sentence model, and: {error}",
            hint=f"{error.hint}; or newsgraph rebuild --model {NONE} --index {store.folder}",
        ) from error


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
    found = {article.id: Told(article, named.get(article.id, [])) for article in store.articles(ids)}
    return {id: found[id] for id in dict.fromkeys(ids) if id in found}


def shown(store: Store, ids: Sequence[ArticleId]) -> dict[ArticleId, Told]:
    """The articles with what a list tells of their names; without those that are not shown. Who asks again is told what
    was worked out before, for as long as nothing has changed."""
    held = _held_by.setdefault(store, _Held())
    found = held.find(ids, store.moment)
    missing = [id for id in ids if id not in found]
    called = store.called_in(missing)
    found |= held.put({one.id: Told(one, given=called.get(one.id, [])) for one in store.articles(missing)})
    return {id: found[id] for id in dict.fromkeys(ids) if id in found}


def told_of(
    article: Article, naming: Naming | None, settled: Mapping[Slot, Who], *, stems_of: Mapping[str, str]
) -> Told:
    """One of them of which all was read, and its words made, already."""
    return Told(article, names_in(article.id, naming, settled) if naming else [], stems_of=stems_of)


class _Held:
    """The articles that were asked for last, MOST_HELD of them."""

    def __init__(self) -> None:
        self._moment: tuple[int, int] | None = None
        self._told: OrderedDict[ArticleId, Told] = OrderedDict()

    def find(self, ids: Sequence[ArticleId], moment: tuple[int, int]) -> dict[ArticleId, Told]:
        if moment != self._moment:
            self._told.clear()
            self._moment = moment
        found = {id: self._told[id] for id in ids if id in self._told}
        for id in found:
            self._told.move_to_end(id)
        return found

    def put(self, more: dict[ArticleId, Told]) -> dict[ArticleId, Told]:
        self._told |= more
        while len(self._told) > MOST_HELD:
            self._told.popitem(last=False)
        return more


_held_by: WeakKeyDictionary[Store, _Held] = WeakKeyDictionary()


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
