"""Which arrays are the graph of a folder? One line of JSON, which costs no numpy to read."""

from pathlib import Path
from typing import NamedTuple

from newsgraph.folders import read_header

FORMAT = 1


class Header(NamedTuple):
    """Which arrays are the graph, and the revision of the store that they cover."""

    format: int
    revision: int
    folder: str


def header(folder: Path) -> Header:
    """The header of the graph in the folder. Raises ArchiveNotFound, ArchiveDamaged, ArchiveOutdated."""
    return read_header(folder, Header, newest=FORMAT, what="graph")


def covers(folder: Path) -> int:
    """The revision of the store that the graph in the folder covers. Raises what `header` does."""
    return header(folder).revision
