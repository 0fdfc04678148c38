"""What does a graph look like at rest? A dozen arrays in a folder, mapped into memory and read where they are asked.

    graph/header.json           {"format": 1, "revision": 7, "folder": "7"}
    graph/7/*.npy               what `Arrays` names, one file each

Opening maps the files and reads none of them. A new graph is written beside the old one and becomes the graph when
its header takes the place of the old header, in one step: whoever has the old one open goes on reading it.
"""

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.errors import ArchiveDamaged, ArchiveError
from newsgraph.folders import MEND, free_name, put_header
from newsgraph.graph.header import FORMAT, Header, header
from newsgraph.graph.sparse import Sparse
from newsgraph.graph.strings import Ints, Strings
from newsgraph.mapped import mapped


class Ties(NamedTuple):
    """Ties of articles and entities among themselves, each in the rows of both its ends.

    Nodes are articles by their number and behind them entities. Row n has the others `others[starts[n]:starts[n + 1]]`;
    `codes` are 2 * the place of the kind in rows.TIES, plus 1 where n is the head. int64, int32, int8.
    """

    starts: NDArray[np.int64]
    others: NDArray[np.int32]
    codes: NDArray[np.int8]


class Cheap(NamedTuple):
    """The cheapest hops from an entity that stands in most reports: the others, ascending, and in how many reports each
    is beside it. The cheapest of all hops costs `least`, the cheapest of those that are not here `beyond`
    (significance.hop_costs), NO_HOP where all are."""

    least: int
    beyond: int
    others: Ints
    counts: Ints


class Crowds(NamedTuple):
    """Who stands beside the entities that stand in most reports: counted once, since it takes long to count.

    `entities[n]`, ascending, has `others[starts[n]:starts[n + 1]]`, ascending, beside it in `counts` reports each.
    `cheapest[n]` is what a hop to the nearest of them costs (significance.hop_costs), and the cheapest hops lead to
    those at the places `cheap[tops[n]:tops[n + 1]]` among its others; the next costs `beyond[n]`. int64 for `starts`
    and `tops`, int32 for all others.
    """

    entities: NDArray[np.int32]
    starts: NDArray[np.int64]
    others: NDArray[np.int32]
    counts: NDArray[np.int32]
    cheapest: NDArray[np.int32]
    least: NDArray[np.int32]  # one number: from how many reports on an entity is one of these
    tops: NDArray[np.int64]
    cheap: NDArray[np.int32]
    beyond: NDArray[np.int32]

    def place(self, entity: int) -> int:
        """Where the entity stands in `entities`, -1 where it does not."""
        at = int(np.searchsorted(self.entities, np.int32(entity)))
        return at if at < self.entities.size and self.entities[at] == entity else -1

    def of(self, entity: int) -> tuple[NDArray[np.int32], NDArray[np.int32]] | None:
        """The others beside the entity, with their counts; None for one that is not counted here."""
        at = self.place(entity)
        if at < 0:
            return None
        part = slice(self.starts[at], self.starts[at + 1])
        return self.others[part], self.counts[part]

    def cheap_hops(self, entity: int) -> Cheap | None:
        """The cheapest hops from the entity; None for one that is not counted here."""
        at = self.place(entity)
        if at < 0:
            return None
        places = self.starts[at] + self.cheap[self.tops[at] : self.tops[at + 1]]
        return Cheap(int(self.cheapest[at]), int(self.beyond[at]), self.others[places], self.counts[places])


class Arrays(NamedTuple):
    """A graph. Articles and entities are numbered in the order of their ids, each by themselves.

    A report is a group of copies; reports are numbered in the order of their `report_days` (the first day of any of
    their articles) and of the id of the article that stands for them, undated ones first.
    """

    article_ids: Strings
    entity_ids: Strings
    entity_names: Strings
    kinds: NDArray[np.int8]  # of entities: places in rows.KINDS
    hidden: NDArray[np.bool_]  # of entities
    salts: NDArray[np.uint16]  # of entities: what tells equally cheap chains apart
    days: NDArray[np.int32]  # of articles: since 1970, UNDATED
    report_of: NDArray[np.int32]  # of articles
    report_days: NDArray[np.int32]
    report_articles: NDArray[np.int32]  # which article stands for it
    members: Sparse  # report -> articles, weights 1
    naming: Sparse  # article -> entities
    named: Sparse  # entity -> articles
    reporting: Sparse  # report -> entities, the heaviest of its articles' links
    reported: Sparse  # entity -> reports
    ties: Ties
    awaited: Strings  # ids, in order, that ties lead to and that are not here
    waiting: Ties  # awaited id -> the tails of these ties, each with the code of a head
    crowds: Crowds


def save(arrays: Arrays, folder: Path, *, revision: int) -> None:
    """Make these arrays the graph of the folder. The files of the one before are removed. Raises ArchiveError where the
    disk refuses: then the graph before stays, and half of the new one does not."""
    name = free_name(folder, revision)
    beside = folder / f"{name}.new"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(parents=True)
        for file, array in flat(arrays):
            np.save(beside / f"{file}.npy", array, allow_pickle=False)
        beside.rename(folder / name)
        put_header(folder, Header(FORMAT, revision, name))
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise ArchiveError(
            f"the graph in {folder} cannot be written: {error}",
            hint="see that there is room, then the same again: what was kept is whole",
        ) from error
    for other in folder.iterdir():
        if other.is_dir() and other.name != name:
            shutil.rmtree(other, ignore_errors=True)  # where a reader keeps a file in place, the next build removes it


def load(folder: Path) -> tuple[Arrays, int]:
    """The graph in the folder, mapped, and the revision that it covers. Raises what `header` does."""
    while True:
        told = header(folder)
        try:
            return _mapped(folder / told.folder), told.revision
        except FileNotFoundError as error:
            if header(folder) == told:  # else it was replaced between two looks
                raise ArchiveDamaged(f"the graph in {folder} lacks a file: {error}", hint=MEND) from error
        except (ValueError, EOFError) as error:
            raise ArchiveDamaged(f"the graph in {folder} cannot be read: {error}", hint=MEND) from error


def flat(arrays: Arrays) -> list[tuple[str, NDArray[np.generic]]]:
    """Each array with the name of its file."""
    files: list[tuple[str, NDArray[np.generic]]] = []
    for name, part in arrays._asdict().items():
        if isinstance(part, np.ndarray):
            files.append((name, part))
        else:
            files += [(f"{name}.{field}", array) for field, array in part._asdict().items()]
    return files


_PARTS: dict[str, type[Strings | Sparse | Ties | Crowds]] = {
    **dict.fromkeys(("article_ids", "entity_ids", "entity_names", "awaited"), Strings),
    **dict.fromkeys(("members", "naming", "named", "reporting", "reported"), Sparse),
    **dict.fromkeys(("ties", "waiting"), Ties),
    "crowds": Crowds,
}


def _mapped(folder: Path) -> Arrays:
    read: dict[str, Any] = {}
    for name in Arrays._fields:
        made = _PARTS.get(name)
        if made is None:
            read[name] = mapped(folder / f"{name}.npy")
        else:
            read[name] = made(*(mapped(folder / f"{name}.{field}.npy") for field in made._fields))
    return Arrays(**read)
