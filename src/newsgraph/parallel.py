"""How is work spread over the cores, in order and within bounds?"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import get_all_start_methods, get_context, parent_process
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[list[T]], list[R]]


def spread(
    chunks: Iterable[list[T]], work: Work[T, R], *, workers: int, crashed: Callable[[T], R]
) -> Iterator[list[R]]:
    """`work` of each chunk, in the order of the chunks, on `workers` processes.

    At most two chunks a worker are on their way, so memory does not grow with the input. A single chunk is worked on
    here: starting a process costs more. Where an item kills its process (a fault in a C library), that item alone
    gives `crashed(item)`. `work` must be importable by name; with more than one worker the program's main module must
    be importable without side effects, as everywhere in multiprocessing.
    """
    rest = iter(chunks)
    first, second = next(rest, None), next(rest, None)
    if first is None:
        return
    if workers <= 1 or second is None:
        for chunk in chain([first], [second] if second is not None else [], rest):
            yield work(chunk)
        return
    crew = _Crew(work, workers, crashed)
    try:
        yield from crew.run(chain([first, second], rest))
    finally:
        crew.close()


class _Crew(Generic[T, R]):  # noqa: UP046 - Python 3.11 has no class parameters
    def __init__(self, work: Work[T, R], workers: int, crashed: Callable[[T], R]) -> None:
        self._work, self._workers, self._crashed = work, workers, crashed
        self._pool = _pool(workers)

    def run(self, chunks: Iterable[list[T]]) -> Iterator[list[R]]:
        waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._pool.submit(self._work, chunk)))
            if len(waiting) >= 2 * self._workers:
                yield self._result(waiting)
        while waiting:
            yield self._result(waiting)

    def _result(self, waiting: deque[tuple[list[T], Future[list[R]]]]) -> list[R]:
        chunk, future = waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            done = [result for item in chunk for result in self._alone(item)]
            self._pool = _pool(self._workers)
            again = [(late, self._pool.submit(self._work, late)) for late, _ in waiting]
            waiting.clear()
            waiting.extend(again)
            return done

    def _alone(self, item: T) -> list[R]:
        with _pool(1) as pool:
            try:
                return pool.submit(self._work, [item]).result()
            except BrokenProcessPool:
                return [self._crashed(item)]

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # fork would copy the threads' locks of the text engine in whatever state they are; spawn pays each import again.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=_settle_in)


def _settle_in() -> None:
    """Ctrl-C is for the parent to answer; a parent that was killed leaves no orphans."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
