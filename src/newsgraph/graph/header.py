"""Which arrays are the graph of a folder? One line of JSON, which costs no numpy to read."""

from pathlib import Path
from typing import NamedTuple

from newsgraph.errors import ArchiveNotFound
from newsgraph.folders import MEND, read_header

FORMAT = 2
"""2 since ties wait for their heads (`Arrays.awaited`)."""


class Header(NamedTuple):
    """Which arrays are the graph, and the revision of the store that they cover."""

    format: int
    revision: int
    folder: str


def header(folder: Path) -> Header:
    """The header of the graph in the folder. Raises ArchiveNotFound, also for an earlier format, since the next build
    replaces that; ArchiveDamaged, ArchiveOutdated."""
    found = read_header(folder, Header, newest=FORMAT, what="graph")
    if found.format < FORMAT:
        raise ArchiveNotFound(f"the graph in {folder} has the earlier format {found.format}", hint=MEND)
    return found


def covers(folder: Path) -> int:
    """The revision of the store that the graph in the folder covers. Raises what `header` does."""
    return header(folder).revision
