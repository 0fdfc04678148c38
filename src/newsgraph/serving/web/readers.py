"""Who answers? A few threads, each with the archive open to read; and when are answers out of date?"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from newsgraph.archive import Archive, open_archive
from newsgraph.errors import NewsgraphError

READERS = 2  # one that answers quickly beside one that takes long; Python runs one at a time
WATCHED = ("archive.db", "archive.db-wal", "graph/header.json", "related/header.json", "text/*/*.json")
LOOKED_AFTER = 0.2  # seconds after which the files are looked at again

T = TypeVar("T")


class Reader:
    """A thread with the archive open: an archive is not shared between threads."""

    def __init__(self, folder: Path) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._archive = self._thread.submit(open_archive, folder).result()

    def ask(self, question: Callable[[Archive], T]) -> Future[T]:
        return self._thread.submit(question, self._archive)

    def close(self) -> None:
        self._thread.submit(self._archive.close)
        self._thread.shutdown()


class Readers:
    """The archive in a folder, open in each of a few threads. Raises ArchiveError where it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._readers = [Reader(folder) for _ in range(READERS)]
        self._free: asyncio.Queue[Reader] = asyncio.Queue()
        for reader in self._readers:
            self._free.put_nowait(reader)
        ready = self._readers[0].ask(_caught_up)
        for reader in self._readers[1:]:
            reader.ask(lambda _: ready.result())
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._stamp, self._looked = _stamp(folder), time.monotonic()

    def stamp(self) -> object:
        """Another one after every commit to the archive, a fifth of a second late at most."""
        now = time.monotonic()
        if now - self._looked > LOOKED_AFTER:
            self._stamp, self._looked = _stamp(self.folder), now
        return self._stamp

    async def ask(self, question: Callable[[Archive], T]) -> T:
        """The answer of the next reader that is free. One whose caller has gone is free when it is done."""
        loop, reader = asyncio.get_running_loop(), await self._free.get()
        answer = reader.ask(question)
        answer.add_done_callback(lambda _: loop.call_soon_threadsafe(self._free.put_nowait, reader))
        return await asyncio.shield(asyncio.wrap_future(answer))

    async def change(self, work: Callable[[Archive], T]) -> T:
        """What is done to an archive opened for it, one after the other: others read on meanwhile."""

        def opened() -> T:
            with open_archive(self.folder) as archive:
                return work(archive)

        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._writer, opened))

    def close(self) -> None:
        """Waits for those who are answering or writing."""
        self._writer.shutdown()
        for reader in self._readers:
            reader.close()


def _caught_up(archive: Archive) -> None:
    """What is derived is made where it is not there: by one, before others are asked, who would be in its way."""
    with suppress(NewsgraphError):  # whoever asks is told
        archive.prominent(limit=1)
        archive.stories(days=1, limit=1)


def _stamp(folder: Path) -> object:
    """The times and sizes of what each commit touches."""
    return tuple(_seen(path) for pattern in WATCHED for path in sorted(folder.glob(pattern)))


def _seen(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:  # gone since it was listed
        return path.name, 0, 0
    return path.name, found.st_mtime_ns, found.st_size
