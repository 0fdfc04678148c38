"""What lies at this location? Files, folders, globs, standard input, URLs."""

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, nullcontext
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from newsgraph.errors import ArticleRejected, NewsgraphError
from newsgraph.raw import Rejection
from newsgraph.reading.files import File, found, shown, why
from newsgraph.reading.meter import Meter, is_url
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.stream import Member, Stream

if TYPE_CHECKING:
    from newsgraph.reading.web import Fetcher


class Web:
    """The pages of one run. Robots.txt files and the time of the last visit to each host are remembered."""

    def __init__(self, options: ReadOptions) -> None:
        self._rules = options.rules
        self._fetcher, self._lent = options.fetcher, options.fetcher is not None

    def member(self, url: str, *, hops: int = 0) -> Member | Rejection:
        """What is at that URL, or why it cannot be had. `hops` is how many lists led there."""
        try:
            page = self._opened().fetch(url)
        except NewsgraphError as reason:
            return Rejection(url, f"{reason}; {reason.hint}" if reason.hint else str(reason))
        return Member(url, Stream(BytesIO(page.body).read), url=page.url, charset=page.charset, hops=hops)

    def _opened(self) -> "Fetcher":
        if self._fetcher is None:
            from newsgraph.reading.web import Fetcher

            self._fetcher = Fetcher(self._rules)
        return self._fetcher

    def close(self) -> None:
        if self._fetcher is not None and not self._lent:
            self._fetcher.close()
            self._fetcher = None


def members(location: str, options: ReadOptions, web: Web) -> Generator[Member | Rejection, None, None]:
    """What the location holds, files of a folder in order of name; what cannot be opened as Rejections.

    A file is closed when the next one is asked for.
    """
    if location == "-":
        yield _standard_input(options)
    elif is_url(location):
        yield web.member(location)
    else:
        for file in found(location):
            yield from (file,) if isinstance(file, Rejection) else _opened(file, options.meter)


def _standard_input(options: ReadOptions) -> Member:
    stdin = options.stdin if options.stdin is not None else sys.stdin.buffer
    return Member("-", Stream(_careful(stdin)))


def _opened(file: File, meter: Meter | None) -> Iterator[Member | Rejection]:
    try:
        stream = open(file.path, "rb")  # noqa: SIM115, PTH123
    except (OSError, ValueError) as fault:
        yield Rejection(shown(file.path), why(fault))
        return
    with closing(stream), meter.reading(stream, file.size) if meter else nullcontext():
        yield Member(shown(file.path), Stream(_careful(stream), file=stream if stream.seekable() else None))


def _careful(file: BinaryIO) -> Callable[[int], bytes]:
    """Its read, with what the system says put as a reason."""

    def read(size: int) -> bytes:
        try:
            return file.read(size) or b""
        except OSError as fault:
            raise ArticleRejected(why(fault)) from fault

    return read
