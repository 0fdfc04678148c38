"""What a text index covers, in a small file beside it, written after each commit.

A crash between a commit and this file leaves an older revision here: catching up then adds again what is
already in, which replaces it, so nothing is counted twice.
"""

import errno
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from newsgraph.errors import ArchiveDamaged, ArchiveError
from newsgraph.text.analysis import rules

FILE = "covers.json"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
OS_ERROR = re.compile(r"os error (\d+)")  # how tantivy, which raises ValueError, tells the system's number


class Coverage(NamedTuple):
    """`revision` of the store; `rules` that the tokens were made by."""

    revision: int
    rules: str


def read(folder: Path) -> Coverage | None:
    """None where there is none. Raises ArchiveDamaged where it cannot be understood."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Coverage(int(found["revision"]), str(found["rules"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(folder, f"{FILE} is not what newsgraph wrote ({error})") from error


def write(folder: Path, revision: int) -> None:
    """Replaced in one step: a reader sees the old file or the new one."""
    fresh = folder / f"{FILE}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({"revision": revision, "rules": rules()}, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / FILE)


def stamp(folder: Path) -> tuple[int, int]:
    """Changes with every commit; cheap enough to look at before each search."""
    try:
        status = os.stat(f"{folder}/{FILE}")  # noqa: PTH116  # half of what a Path for it costs
    except FileNotFoundError:
        return (0, 0)
    return (status.st_ino, status.st_mtime_ns)


def emptied(folder: Path) -> None:
    """Everything in the folder is gone, this file first."""
    (folder / FILE).unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What an engine raises while it writes becomes an ArchiveError that says what to do."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise unwritten(folder, error) from error


def no_room(error: Exception) -> bool:
    """Whether the system refused to write more."""
    number = OS_ERROR.search(str(error))
    return (int(number[1]) if number else getattr(error, "errno", None)) in NO_ROOM


def unwritten(folder: Path, error: Exception) -> ArchiveError:
    full = no_room(error)
    return ArchiveError(
        f"the text index in {folder} cannot be written: {'the disk is full' if full else error}",
        hint=f"{'free some space' if full else 'see to that'}, then the same again: what was kept is whole",
    )


def damaged(folder: Path, why: str) -> ArchiveDamaged:
    """`folder` is ARCHIVE/text/ENGINE."""
    archive = folder.parent.parent
    return ArchiveDamaged(
        f"the text index in {folder} cannot be read: {why}", hint=f"newsgraph rebuild --index {archive}"
    )
