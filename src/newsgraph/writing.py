"""How is an archive written to? By one at a time, with what is derived caught up before and after."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from newsgraph.answers import Watcher
from newsgraph.deriving import build_text, catch_up_all
from newsgraph.errors import ArchiveError
from newsgraph.ingest import CLEANERS
from newsgraph.parallel import Crew
from newsgraph.settling import settle
from newsgraph.store import Store
from newsgraph.surroundings import NAMES, OFF, Surroundings, look_again, name_all, surroundings
from newsgraph.text import TextIndex, open_text_index, text_folder
from newsgraph.walking import FOLDER, build

# What finds names, follows copies and relates articles, and numpy: imported once for all processes, and held once.
NAMERS = ("newsgraph.finding.article_names", "newsgraph.following", "newsgraph.shelving")


class Desk(NamedTuple):
    """What a writer works with: the store and the text index, both at one revision, what the archive knew when it
    began, and the processes that help."""

    store: Store
    text: TextIndex
    around: Surroundings
    crew: Crew


@contextmanager
def writing(
    folder: Path, engine: str, places: Path, *, workers: int = 1, watch: Watcher | None = None
) -> Iterator[Desk]:
    """The archive in `folder`, locked and caught up. Raises ArchiveLocked when somebody else is writing, UsageError
    where its sentence model is not there."""
    with Store.open(folder, write=True) as store, _crew(store, workers) as crew:
        text = open_text_index(engine, text_folder(folder, engine), write=True)
        try:
            around = surroundings(store, places)
            _must_have_model(store)
            catch_up_all(store, text, around, crew, watch=watch)
            yield Desk(store, text, surroundings(store, places), crew)
        except BaseException:
            with suppress(ArchiveError):  # what went wrong first is what is told
                text.close()
            raise
        text.close()


def _must_have_model(store: Store) -> None:
    """Before anything is written: what articles mean is told last. Raises UsageError."""
    if store.setting("model"):
        from newsgraph.shelving import model_of

        model_of(store)


def reindex(folder: Path, engine: str, places: Path, *, workers: int = 1, watch: Watcher | None = None) -> None:
    """Make all that is derived again from the store, and keep the words in `engine` from now on."""
    from newsgraph import shelving  # and numpy, which a writer of words alone does without
    from newsgraph.following import follow, forget

    with Store.open(folder, write=True) as store, _crew(store, workers) as crew:
        around, before = surroundings(store, places), store.setting("engine")
        _must_have_model(store)
        if around.names:
            name_all(store, around, crew, watch=watch)
            store.unsettle()
            around = look_again(store, around, crew, watch=watch)
            settle(store, crew, watch=watch)
        forget(store)
        follow(store, crew, watch=watch)
        if around.names:
            build(store, folder / FOLDER, always=True, watch=watch)
        shelving.shelve(store, folder / shelving.FOLDER, crew, always=True, watch=watch)
        build_text(store, engine, around, crew, watch=watch)
        store.set_setting("engine", engine)
        if before and engine != before:
            shutil.rmtree(text_folder(folder, before), ignore_errors=True)


def _crew(store: Store, workers: int) -> Crew:
    """Processes that clean, find names and analyse words."""
    names = store.setting(NAMES) != OFF
    return Crew(workers, preload=(*CLEANERS, "newsgraph.deriving", *(NAMERS if names else ())))
