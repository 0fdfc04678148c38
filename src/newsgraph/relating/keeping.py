"""How is a corpus kept in a folder? Columns that grow, runs that are replaced, and a header that says what counts.

    related/header.json         {"format": 1, "revision": 7, "folder": "7", "rows": {…}, …}
    related/7/*.bin             columns, only ever added to: of each only the rows that the header tells are read
    related/7/*.npy             runs of postings and numberings, and the epoch

A header takes the place of the one before in one step, so a reader sees all that a writer did or nothing of it, and
what a killed writer left is passed over. A new epoch is a new folder; who has the old one open goes on reading it.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from newsgraph.errors import ArchiveDamaged, ArchiveError
from newsgraph.folders import MEND, free_name, put_header, read_header
from newsgraph.mapped import mapped, save
from newsgraph.relating import numbering, postings
from newsgraph.relating.columns import Columns
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.meaning import NO_MODEL, Model
from newsgraph.relating.numbering import Numbering
from newsgraph.relating.topics import Topics

FOLDER_FORMAT = 1
AnyRun = TypeVar("AnyRun", numbering.Run, postings.Run)


class Header(NamedTuple):
    """`rows` of each column count; `keys`, `ids` and `postings` name runs; `articles` are those of the epoch; `model`
    is whose meanings are kept, and how many numbers each has."""

    format: int
    revision: int
    folder: str
    rows: dict[str, int]
    keys: list[str]
    ids: list[str]
    postings: list[str]
    articles: int
    topics: bool
    model: tuple[str, int] = NO_MODEL


def covers(folder: Path) -> int:
    """The revision of the store that the corpus in the folder covers. Raises ArchiveNotFound, ArchiveDamaged and
    ArchiveOutdated."""
    return header(folder).revision


def open_corpus(folder: Path) -> tuple[Corpus, int]:
    """The corpus in the folder, mapped, and the revision that it covers. Raises what `covers` does."""
    while True:
        told = header(folder)
        try:
            return _opened(folder / told.folder, told), told.revision
        except (FileNotFoundError, ValueError) as error:
            if header(folder) == told:  # else it was replaced between two looks
                raise ArchiveDamaged(f"what relates articles in {folder} is not whole: {error}", hint=MEND) from error


def new_folder(folder: Path, revision: int) -> Columns:
    """Where a new epoch of this revision may be written."""
    place = folder / free_name(folder, revision)
    place.mkdir(parents=True)
    return Columns(place)


def save_corpus(corpus: Corpus, folder: Path, *, revision: int) -> None:
    """What was added to a corpus whose columns are in the folder is what it holds from now on. Raises OSError where the
    disk refuses: then it holds what it held before. What was replaced stays until `sweep`."""
    place = corpus.columns.folder
    if place is None:
        raise ValueError("a corpus in memory cannot be saved: make it with `new_folder`")
    corpus.turn()
    _put_epoch(place, corpus.epoch)
    told = Header(
        FOLDER_FORMAT,
        revision,
        place.name,
        corpus.columns.rows(),
        keys=_put_runs(place, "keys", corpus.keys.runs),
        ids=_put_runs(place, "ids", corpus.places.runs),
        postings=_put_runs(place, "postings", corpus.postings.runs),
        articles=corpus.epoch.articles,
        topics=corpus.epoch.topics is not None,
        model=corpus.meanings.model,
    )
    put_header(folder, told)


def header(folder: Path) -> Header:
    """What counts of the folder. Raises what `covers` does."""
    return read_header(folder, Header, newest=FOLDER_FORMAT, what="corpus")


def _opened(place: Path, told: Header) -> Corpus:
    topics = Topics(*(mapped(place / f"topics.{name}.npy") for name in _TOPICS)) if told.topics else None
    keys = _numbering(place, told.keys)
    counts, rarities = (mapped(place / f"epoch.{name}.npy") for name in ("counts", "rarities"))
    corpus = Corpus(
        Columns(place, told.rows),
        keys=keys,
        epoch=Epoch(keys, told.articles, counts, rarities, topics),
        ids=_numbering(place, told.ids),
        model=Model(*told.model),
    )
    for name in told.postings:
        first, end, *cells = _parts(place, name, postings.Run._fields[:-1])
        corpus.postings.runs.append(postings.Run(int(first), int(end), *cells)._replace(name=name))
    return corpus


_TOPICS = ("columns", "places", "directions")


def _put_epoch(place: Path, epoch: Epoch) -> None:
    if (place / "epoch.rarities.npy").exists():
        return
    save(place / "epoch.counts.npy", epoch.counts)
    save(place / "epoch.rarities.npy", epoch.rarities)
    for name in _TOPICS if epoch.topics else ():
        np.save(place / f"topics.{name}.npy", getattr(epoch.topics, name))


def _put_runs(place: Path, kind: str, runs: list[AnyRun]) -> list[str]:
    """The names of the runs. One that has none yet is written, under a name that no file has: what a killed writer left
    is not taken for it."""
    for at, run in enumerate(runs):
        if run.name:
            continue
        taken = {int(file.name.split(".")[0].rsplit("-", 1)[1]) for file in place.glob(f"{kind}-*.npy")}
        name = f"{kind}-{max(taken, default=0) + 1}"
        for field in run._fields[:-1]:
            save(place / f"{name}.{field}.npy", np.asarray(getattr(run, field)))
        runs[at] = run._replace(name=name)
    return [run.name for run in runs]


def _parts(place: Path, name: str, fields: Iterable[str]) -> list[Any]:
    return [mapped(place / f"{name}.{field}.npy") for field in fields]


def _numbering(place: Path, names: Iterable[str]) -> Numbering:
    fields = numbering.Run._fields[:-1]
    return Numbering(numbering.Run(*_parts(place, name, fields))._replace(name=name) for name in names)


def sweep(folder: Path) -> None:
    """Removes runs and folders that the header does not name; where a reader keeps a file in place, the next
    time does."""
    try:
        told = header(folder)
    except ArchiveError:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for other in folder.iterdir():
        if other.is_dir() and other.name != told.folder:
            shutil.rmtree(other, ignore_errors=True)
    named = {*told.keys, *told.ids, *told.postings, "epoch", "topics"}
    for file in (folder / told.folder).glob("*.npy"):
        if file.name.split(".")[0] not in named:
            file.unlink(missing_ok=True)
