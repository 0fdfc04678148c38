"""Which arrays are the graph of a folder? One line of JSON, which costs no numpy to read."""

import json
from pathlib import Path
from typing import NamedTuple

from newsgraph.errors import ArchiveDamaged, ArchiveNotFound, ArchiveOutdated

FORMAT = 1
MEND = "newsgraph rebuild"


class Header(NamedTuple):
    """Which arrays are the graph, and the revision of the store that they cover."""

    format: int
    revision: int
    folder: str


def header(folder: Path) -> Header:
    """The header of the graph in the folder. Raises ArchiveNotFound, ArchiveDamaged, ArchiveOutdated."""
    file = folder / "header.json"
    try:
        found = Header(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ArchiveNotFound(f"no graph in {folder}", hint=MEND) from None
    except (ValueError, TypeError) as error:
        raise ArchiveDamaged(f"{file} is no header of a graph: {error}", hint=MEND) from error
    if found.format > FORMAT:
        raise ArchiveOutdated(f"the graph in {folder} has format {found.format}; this newsgraph reads {FORMAT}")
    return found


def covers(folder: Path) -> int:
    """The revision of the store that the graph in the folder covers. Raises what `header` does."""
    return header(folder).revision
