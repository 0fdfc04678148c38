"""How is work spread over the cores, in order and within bounds?"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:  # multiprocessing takes 7 ms to import, which a single article does without
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

RARELY = (100_000, 50, 100)  # thresholds of Python's collector; 700, 10, 10 by itself
T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[list[T]], list[R]]


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Make Python's search for reference cycles rare while a long stream of acyclic values goes by: with it,
    and what was there before frozen, the 18,000 articles of the ingest benchmark took 29.6 s of one core, without 32.1;
    one run of each."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Crew:
    """So many processes, which do one kind of work after another, or one while another waits for its next chunk.

    They start when there is work for two of them, and end with `close` or the `with`. With more than one, the
    program's main module must be importable without side effects, as everywhere in multiprocessing. The modules named
    in `preload` are imported once for all of them, where the system can fork them from one that has.
    """

    def __init__(self, workers: int = 1, *, preload: Sequence[str] = ()) -> None:
        self.workers = workers
        self._preload = preload
        self._pool: ProcessPoolExecutor | None = None
        self._jobs = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rest(self) -> None:
        """End the processes, and what they hold in memory with them, where no job waits for them. They start anew when
        there is work: a tenth of a second each, and what they have remembered is met anew."""
        if not self._jobs:
            self.close()

    def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def spread(self, chunks: Iterable[list[T]], work: Work[T, R], *, crashed: Callable[[T], R]) -> Iterator[list[R]]:
        """`work` of each chunk, in the order of the chunks.

        At most two chunks a process are on their way, so memory does not grow with the input. A single chunk is worked
        on here: starting a process costs more. Where an item kills its process (a fault in a C library), that item
        alone gives `crashed(item)`. `work` must be importable by name, or a partial of what is.
        """
        rest = iter(chunks)
        first, second = next(rest, None), next(rest, None)
        if first is None:
            return
        if self.workers <= 1 or second is None:
            for chunk in chain([first], [second] if second is not None else [], rest):
                yield work(chunk)
            return
        job = _Job(self, work, crashed)
        self._jobs += 1
        try:
            yield from job.run(chain([first, second], rest))
        finally:
            self._jobs -= 1
            job.cancel()

    def submit(self, work: Work[T, R], chunk: list[T]) -> tuple[ProcessPoolExecutor, Future[list[R]]]:
        """The chunk on its way, and who has it."""
        if self._pool is None:
            _preload(self._preload)
            self._pool = _pool(self.workers)
        return self._pool, self._pool.submit(work, chunk)

    def replace(self, broken: ProcessPoolExecutor) -> None:
        """Processes anew for those that an item has killed; a job that was waiting meanwhile may have seen to it."""
        if self._pool is broken:
            self._pool = None


class _Job(Generic[T, R]):
    """One kind of work, its chunks in order."""

    def __init__(self, crew: Crew, work: Work[T, R], crashed: Callable[[T], R]) -> None:
        self._crew, self._work, self._crashed = crew, work, crashed
        self._waiting: deque[tuple[list[T], ProcessPoolExecutor, Future[list[R]]]] = deque()

    def run(self, chunks: Iterable[list[T]]) -> Iterator[list[R]]:
        waiting = self._waiting
        for chunk in chunks:
            self._submit(chunk)
            while waiting and (len(waiting) >= 2 * self._crew.workers or waiting[0][2].done()):
                yield self._result()
        while waiting:
            yield self._result()

    def cancel(self) -> None:
        """Nobody asks for the rest."""
        for _, _, future in self._waiting:
            future.cancel()

    def _submit(self, chunk: list[T]) -> None:
        self._waiting.append((chunk, *self._crew.submit(self._work, chunk)))

    def _result(self) -> list[R]:
        from concurrent.futures.process import BrokenProcessPool

        chunk, pool, future = self._waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            done = list(self._one_by_one(chunk))
            self._crew.replace(pool)
            late = [chunk for chunk, _, _ in self._waiting]
            self._waiting.clear()
            for chunk in late:
                self._submit(chunk)
            return done

    def _one_by_one(self, chunk: list[T]) -> Iterator[R]:
        """Each item in a process that the others can outlive: who broke it is known."""
        from concurrent.futures.process import BrokenProcessPool

        pool = _pool(1)
        try:
            for item in chunk:
                try:
                    yield from pool.submit(self._work, [item]).result()
                except BrokenProcessPool:
                    yield self._crashed(item)
                    pool = _pool(1)
        finally:
            pool.shutdown()


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # fork would copy the threads' locks of the text engine in whatever state they are; spawn pays each import again.
    method = "forkserver" if _can_fork() else "spawn"
    return ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=_settle_in)


def _preload(modules: Sequence[str]) -> None:
    """Only the first call of a program has an effect: later workers come from the same parent."""
    if _can_fork():
        from multiprocessing import get_context

        get_context("forkserver").set_forkserver_preload(list(modules))


def _can_fork() -> bool:
    from multiprocessing import get_all_start_methods

    return "forkserver" in get_all_start_methods()


def _settle_in() -> None:
    """Ctrl-C is for the parent to answer; a parent that was killed leaves no orphans."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*RARELY)
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
