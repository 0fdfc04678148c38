"""Who writes to the archive now? One process at a time, by a lock that the operating system frees when it
dies."""

import json
import os
import platform
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from newsgraph.errors import ArchiveError, ArchiveLocked

# Windows locks bytes against reading, too: this one lies far behind the holder's name, which stays readable.
_FAR = 1 << 30


class WriterLock:
    """The right to write to the archive in a folder, from its making until `release`.

    The lock is the kernel's, on the open file `folder/lock`; the file's words are only there to be shown, and
    a file left behind locks nothing. Raises ArchiveLocked, which names the holder, at once rather than
    waiting; ArchiveError where the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        except OSError as error:
            raise _unwritable(folder, error) from error
        try:
            _lock(self._file)
        except OSError as error:
            os.close(self._file)
            raise _locked(folder, self._path) from error
        try:
            self._say(_myself())
        except OSError as error:
            self.release()
            raise _unwritable(folder, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.release()

    def release(self) -> None:
        """Let others write. The file stays: without it two processes could lock two files of one name."""
        if self._file < 0:
            return
        with suppress(OSError):  # a full disk may refuse even this; the name is only there to be shown
            os.ftruncate(self._file, 0)
        _unlock(self._file)  # before closing: a forked child may hold the file open, too
        os.close(self._file)
        self._file = -1

    def _say(self, holder: dict[str, str | int]) -> None:
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, json.dumps(holder).encode())


def _myself() -> dict[str, str | int]:
    command = " ".join([Path(sys.argv[0] or "python").name, *sys.argv[1:]])
    return {
        "pid": os.getpid(),
        "host": platform.node(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command if len(command) <= 200 else f"{command[:200]}…",
    }


def _locked(folder: Path, path: Path) -> ArchiveLocked:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        who = f"process {told['pid']} on {told['host']} since {told['since']}: {told['command']}"
    except (OSError, ValueError, KeyError, TypeError):  # it has only just begun and not yet written its name
        who = "another process"
    return ArchiveLocked(
        f"{folder} is being written to by {who}",
        hint="reading goes on meanwhile; to write, wait until it has finished",
    )


def _unwritable(folder: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{folder} cannot be written to: {error.strerror or error}",
        hint="make room, or get leave to write there, then again",
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _unlock(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
