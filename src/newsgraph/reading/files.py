"""Which files lie at this place on the disk? Folders and globs walked, nothing opened."""

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from newsgraph.raw import Rejection


class File(NamedTuple):
    """A file that is there, not opened yet. `size` is in bytes, None for a pipe or a device."""

    path: str
    size: int | None


Found = Iterator[File | Rejection]


def found(location: str) -> Found:
    """The files at a path or glob, files of a folder in order of name, and what stands in the way as Rejections.

    A name that exists is never taken for a glob.
    """
    if os.path.lexists(location):
        yield from _path(location, named=True)
    elif glob.has_magic(location):
        yield from _globbed(location)
    else:
        yield Rejection(shown(location), "no such file or folder")


def shown(path: str) -> str:
    """The path as it can be printed and kept: names that are no UTF-8 have their bytes replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def why(fault: OSError | ValueError) -> str:
    """What the system says, as a reason for people."""
    if isinstance(fault, FileNotFoundError):
        return "no such file (a link that leads nowhere?)"
    if isinstance(fault, PermissionError):
        return "no permission to read it"
    return getattr(fault, "strerror", "") or str(fault)


def _globbed(pattern: str) -> Found:
    paths = sorted(glob.iglob(pattern, recursive=True))  # noqa: PTH207 - a Path has no absolute patterns
    if not paths:
        yield Rejection(shown(pattern), "no file matches")
    folders = {os.path.normpath(path) for path in paths if os.path.isdir(path)}  # noqa: PTH112
    for path in paths:
        if not any(str(parent) in folders for parent in Path(os.path.normpath(path)).parents):
            yield from _path(path, named=True)  # else it comes with its folder


def _path(path: str, *, named: bool) -> Found:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError as fault:
        yield Rejection(shown(path), why(fault))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path)
    elif stat.S_ISREG(status.st_mode):
        yield File(path, status.st_size)
    elif named:
        yield File(path, None)
    else:
        yield Rejection(shown(path), "neither a file nor a folder")


def _folder(top: str) -> Found:
    """Every file below, each folder's entries in order of name. A folder reached twice is read once."""
    seen: set[tuple[int, int]] = set()
    waiting = [iter((top,))]
    trail: list[tuple[int, int]] = []
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
            del trail[len(waiting) - 1 if waiting else 0 :]
            continue
        if not os.path.isdir(path):  # noqa: PTH112
            yield from _path(path, named=False)
            continue
        place = _identity(path)
        if place in trail:
            yield Rejection(shown(path), "a link back to a folder that it lies in; not followed")
        if place in seen:
            continue
        seen.add(place)
        entries = _entries(path)
        if isinstance(entries, Rejection):
            yield entries
            continue
        trail.append(place)
        waiting.append(iter(entries))


def _entries(folder: str) -> list[str] | Rejection:
    """Paths in the folder in order of name, without hidden ones and what browsers save beside a page."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError as fault:
        return Rejection(shown(folder), why(fault))
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith((".html", ".htm", ".xhtml"))}
    furniture = {f"{page}_files" for page in pages}
    return [os.path.join(folder, name) for name in names if name[0] != "." and name not in furniture]  # noqa: PTH118


def _identity(path: str) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116
    return status.st_dev, status.st_ino
