"""How is a corpus kept in a folder? Columns that grow, runs that are replaced, and a header that says what counts.

    related/header.json         {"format": 1, "revision": 7, "folder": "7", "rows": {…}, …}
    related/7/*.bin             columns, only ever added to: of each only the rows that the header tells are read
    related/7/*.npy             runs of postings and numberings, and the epoch

A header takes the place of the one before in one step, so a reader sees all that a writer did or nothing of it, and
what a killed writer left is passed over. A new epoch is a new folder; who has the old one open goes on reading it.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from newsgraph.errors import ArchiveDamaged, ArchiveError, ArchiveNotFound, ArchiveOutdated
from newsgraph.relating import numbering, postings
from newsgraph.relating.columns import Columns
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.numbering import Numbering
from newsgraph.relating.topics import Topics

FOLDER_FORMAT = 1
AnyRun = TypeVar("AnyRun", numbering.Run, postings.Run)
MEND = "newsgraph rebuild"


class Header(NamedTuple):
    """`rows` of each column count; `keys`, `ids` and `postings` name runs; `articles` are those of the epoch."""

    format: int
    revision: int
    folder: str
    rows: dict[str, int]
    keys: list[str]
    ids: list[str]
    postings: list[str]
    articles: int
    topics: bool


def covers(folder: Path) -> int:
    """The revision of the store that the corpus in the folder covers. Raises ArchiveNotFound, ArchiveDamaged and
    ArchiveOutdated."""
    return _header(folder).revision


def open_corpus(folder: Path) -> tuple[Corpus, int]:
    """The corpus in the folder, mapped, and the revision that it covers. Raises what `covers` does."""
    while True:
        told = _header(folder)
        try:
            return _opened(folder / told.folder, told), told.revision
        except (FileNotFoundError, ValueError) as error:
            if _header(folder) == told:  # else it was replaced between two looks
                raise ArchiveDamaged(f"what relates articles in {folder} is not whole: {error}", hint=MEND) from error


def new_folder(folder: Path, revision: int) -> Columns:
    """Where a new epoch of this revision may be written."""
    name, tries = str(revision), 0
    while (folder / name).exists():
        tries += 1
        name = f"{revision}-{tries}"
    (folder / name).mkdir(parents=True)
    return Columns(folder / name)


def save_corpus(corpus: Corpus, folder: Path, *, revision: int) -> None:
    """What was added to a corpus whose columns are in the folder is what it holds from now on. Raises ArchiveError
    where the disk refuses: then it holds what it held before."""
    place = corpus.columns.folder
    if place is None:
        raise ArchiveError("a corpus in memory cannot be saved", hint="make it with `new_folder`")
    corpus.turn()
    try:
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
        )
        header = folder / "header.new"
        header.write_text(json.dumps(told._asdict()), encoding="utf-8")
        header.replace(folder / "header.json")
    except OSError as error:
        raise ArchiveError(
            f"what relates articles in {folder} cannot be written: {error}",
            hint="see that there is room, then the same again: what was kept is whole",
        ) from error
    sweep(folder)


def _header(folder: Path) -> Header:
    file = folder / "header.json"
    try:
        found = Header(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ArchiveNotFound(f"nothing relates articles in {folder}", hint=MEND) from None
    except (ValueError, TypeError) as error:
        raise ArchiveDamaged(f"{file} is no header: {error}", hint=MEND) from error
    if found.format > FOLDER_FORMAT:
        raise ArchiveOutdated(f"what relates articles in {folder} has format {found.format}, expected {FOLDER_FORMAT}")
    return found


def _opened(place: Path, told: Header) -> Corpus:
    topics = Topics(*(_array(place / f"topics.{name}.npy") for name in _TOPICS)) if told.topics else None
    keys = _numbering(place, told.keys)
    counts, rarities = (_array(place / f"epoch.{name}.npy") for name in ("counts", "rarities"))
    corpus = Corpus(
        Columns(place, told.rows),
        keys=keys,
        epoch=Epoch(keys, told.articles, counts, rarities, topics),
        ids=_numbering(place, told.ids),
    )
    for name in told.postings:
        first, end, *cells = _parts(place, name, postings.Run._fields[:-1])
        corpus.postings.runs.append(postings.Run(int(first), int(end), *cells)._replace(name=name))
    return corpus


_TOPICS = ("columns", "places", "directions")


def _put_epoch(place: Path, epoch: Epoch) -> None:
    if (place / "epoch.rarities.npy").exists():
        return
    np.save(place / "epoch.counts.npy", epoch.counts)
    np.save(place / "epoch.rarities.npy", epoch.rarities)
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
            np.save(place / f"{name}.{field}.npy", getattr(run, field))
        runs[at] = run._replace(name=name)
    return [run.name for run in runs]


def _parts(place: Path, name: str, fields: Iterable[str]) -> list[Any]:
    return [_array(place / f"{name}.{field}.npy") for field in fields]


def _numbering(place: Path, names: Iterable[str]) -> Numbering:
    fields = numbering.Run._fields[:-1]
    return Numbering(numbering.Run(*_parts(place, name, fields))._replace(name=name) for name in names)


def _array(file: Path) -> NDArray[Any]:
    """A plain array over the mapped file: numpy's memmap itself is slow to slice. An empty file cannot be mapped."""
    try:
        return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False)).view(np.ndarray)
    except (ValueError, EOFError):
        return np.asarray(np.load(file, allow_pickle=False))


def sweep(folder: Path) -> None:
    """Removes runs and folders that the header does not name; where a reader keeps a file in place, the next save
    does."""
    try:
        told = _header(folder)
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
