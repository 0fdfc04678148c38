"""How is work spread over the cores, in order and within bounds?"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

RARELY = (100_000, 50, 100)  # thresholds of Python's collector; 700, 10, 10 by itself
T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[list[T]], list[R]]


def spread(
    chunks: Iterable[list[T]],
    work: Work[T, R],
    *,
    workers: int,
    crashed: Callable[[T], R],
    preload: Sequence[str] = (),
) -> Iterator[list[R]]:
    """`work` of each chunk, in the order of the chunks, on `workers` processes.

    At most two chunks a worker are on their way, so memory does not grow with the input. A single chunk is worked on
    here: starting a process costs more. Where an item kills its process (a fault in a C library), that item alone
    gives `crashed(item)`. `work` must be importable by name; with more than one worker the program's main module must
    be importable without side effects, as everywhere in multiprocessing. The modules named in `preload` are imported
    once for all workers, where the system can fork them from one that has.
    """
    rest = iter(chunks)
    first, second = next(rest, None), next(rest, None)
    if first is None:
        return
    if workers <= 1 or second is None:
        for chunk in chain([first], [second] if second is not None else [], rest):
            yield work(chunk)
        return
    _preload(preload)
    crew = _Crew(work, workers, crashed)
    try:
        yield from crew.run(chain([first, second], rest))
    finally:
        crew.close()


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


class _Crew(Generic[T, R]):
    def __init__(self, work: Work[T, R], workers: int, crashed: Callable[[T], R]) -> None:
        self._work, self._workers, self._crashed = work, workers, crashed
        self._pool = _pool(workers)

    def run(self, chunks: Iterable[list[T]]) -> Iterator[list[R]]:
        waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._pool.submit(self._work, chunk)))
            while waiting and (len(waiting) >= 2 * self._workers or waiting[0][1].done()):
                yield self._result(waiting)
        while waiting:
            yield self._result(waiting)

    def _result(self, waiting: deque[tuple[list[T], Future[list[R]]]]) -> list[R]:
        chunk, future = waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            done = list(self._one_by_one(chunk))
            self._pool = _pool(self._workers)
            again = [(late, self._pool.submit(self._work, late)) for late, _ in waiting]
            waiting.clear()
            waiting.extend(again)
            return done

    def _one_by_one(self, chunk: list[T]) -> Iterator[R]:
        """Each item in a process that the others can outlive: who broke it is known."""
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

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # fork would copy the threads' locks of the text engine in whatever state they are; spawn pays each import again.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=_settle_in)


def _preload(modules: Sequence[str]) -> None:
    """Only the first call of a program has an effect: later workers come from the same parent."""
    if "forkserver" in get_all_start_methods():
        get_context("forkserver").set_forkserver_preload(list(modules))


def _settle_in() -> None:
    """Ctrl-C is for the parent to answer; a parent that was killed leaves no orphans."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*RARELY)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
