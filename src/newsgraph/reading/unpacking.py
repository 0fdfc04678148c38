"""What is inside gzip and zip? Streams again, with a guard against bombs."""

import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import IO, cast

from newsgraph.errors import ArticleRejected
from newsgraph.raw import Rejection
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.sniffing import packing
from newsgraph.reading.stream import CHUNK, Member, Stream, sized

# The list of a zip's members is held in memory; this much of it is about 200,000 members.
LARGEST_LIST = 16 << 20
# Zip files that are documents, told by a member that only they have.
DOCUMENTS = (
    ("word/document.xml", "a Word document"),
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
    ("AndroidManifest.xml", "an Android app"),
    ("content.xml", "an OpenDocument file"),
)
FURNITURE = re.compile(r"(^|/)(\.|__MACOSX/|Thumbs\.db$|desktop\.ini$)")


@dataclass(slots=True)
class Guard:
    """Counts what came in packed and what came out, over every layer of one location."""

    options: ReadOptions
    packed: int = 0
    unpacked: int = 0
    too_deep: bool = False  # something was packed too many times over, and that was told

    def count(self, size: int) -> None:
        """Raises ArticleRejected once more came out than any honest file holds."""
        self.unpacked += size
        allowed = max(self.options.free_expansion, self.options.expansion * self.packed)
        if self.unpacked > allowed:
            ratio = f"{self.unpacked // max(self.packed, 1)}:1"
            raise ArticleRejected(f"unpacks to over {sized(self.unpacked)} ({ratio}), like a zip bomb; left alone")


def gunzipped(member: Member, guard: Guard) -> Member:
    """What the gzip stream holds, under the same location."""
    source = Gunzip(member.stream, guard, outermost=member.layers == 0)
    return replace(member, stream=Stream(source.read), layers=_deeper(member, guard))


class Gunzip:
    """gzip, one or many members back to back (RFC 1952), padding behind them ignored.

    `read` hands out all that came before a fault, then raises ArticleRejected.
    """

    def __init__(self, packed: Stream, guard: Guard, *, outermost: bool) -> None:
        self._packed, self._guard, self._outermost = packed, guard, outermost
        self._inflate = zlib.decompressobj(wbits=31)
        self._waiting = b""

    def read(self, size: int) -> bytes:
        while True:
            if self._inflate.eof and not self._next_member():
                return b""
            data = self._inflate.unconsumed_tail or self._waiting or self._more()
            self._waiting = b""
            piece = self._inflated(data, size)
            if piece:
                self._guard.count(len(piece))
                return piece

    def _inflated(self, data: bytes, size: int) -> bytes:
        try:
            return self._inflate.decompress(data, max(size, CHUNK))
        except zlib.error as fault:
            raise ArticleRejected("damaged gzip data") from fault

    def _more(self) -> bytes:
        data = self._packed.read()
        if self._outermost:
            self._guard.packed += len(data)
        if not data:
            raise ArticleRejected("cut off: the gzip data ends too soon")
        return data

    def _next_member(self) -> bool:
        rest = self._inflate.unused_data.lstrip(b"\0")
        while len(rest) < 2 and (more := self._packed.read()):
            if self._outermost:
                self._guard.packed += len(more)
            rest = (rest + more).lstrip(b"\0")
        if not rest.startswith(b"\x1f\x8b"):
            return False
        self._inflate, self._waiting = zlib.decompressobj(wbits=31), rest
        return True


def _deeper(member: Member, guard: Guard) -> int:
    if member.layers >= guard.options.layers:
        guard.too_deep = True
        most = guard.options.layers
        raise ArticleRejected(f"packed more than {most} times over, with all that lies as deep; unpack it first")
    return member.layers + 1


def _told_already(found: Member | Rejection, guard: Guard) -> bool:
    """Whether it is one more that is packed too many times over: zips in zips in zips hold thousands."""
    if isinstance(found, Rejection) or not guard.too_deep or found.layers < guard.options.layers:
        return False
    with suppress(ArticleRejected):  # which is said when it is read
        return bool(packing(found.stream.peek(4)))
    return False


def unzipped(member: Member, guard: Guard) -> Iterator[Member | Rejection]:
    """The files in a zip in the order of its list, each under "archive.zip/name"; those it cannot give
    rejected."""
    layers = _deeper(member, guard)
    with _seekable(member) as file:
        size = file.seek(0, 2)
        if member.layers == 0:
            guard.packed += size
        _check_list(file, size)
        with _opened(file) as archive:
            _check_kind(archive)
            for info in archive.infolist():
                if info.is_dir() or FURNITURE.search(info.filename):
                    continue
                found = _zip_member(archive, info, replace(member, layers=layers), guard)
                if not _told_already(found, guard):
                    yield found


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: Member, guard: Guard) -> Member | Rejection:
    location = f"{member.location}/{info.filename.encode('utf-8', 'replace').decode()}"
    try:
        source = _guarded(archive.open(info), guard)
    except RuntimeError:  # zipfile's word for a missing password
        return Rejection(location, "encrypted; unpack it first")
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as fault:
        return Rejection(location, f"damaged zip member: {fault}")
    return Member(location, Stream(source), layers=member.layers)


def _guarded(file: IO[bytes], guard: Guard) -> Callable[[int], bytes]:
    def read(size: int) -> bytes:
        try:
            piece = file.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as fault:
            raise ArticleRejected(f"damaged zip member: {fault}") from fault
        guard.count(len(piece))
        return piece

    return read


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        struct.error,
        OverflowError,
    ) as fault:
        raise ArticleRejected("cut off or damaged: the zip file has no list of members at its end") from fault


def _check_list(file: IO[bytes], size: int) -> None:
    """Raises ArticleRejected where the list of members (APPNOTE 4.3.16) is too long to be held."""
    file.seek(max(size - (1 << 16) - 22, 0))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    length = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if length == 0xFFFFFFFF:  # zip64: the true length is in the record before
        wide = tail.rfind(b"PK\6\6")
        length = int.from_bytes(tail[wide + 40 : wide + 48], "little") if wide >= 0 else length
    if length > LARGEST_LIST:
        raise ArticleRejected("too many files in one zip file; unpack it and add the folder")
    file.seek(0)


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = archive.NameToInfo
    for name, kind in DOCUMENTS:
        if name in names:
            raise ArticleRejected(f"looks like {kind}, not like articles")


def _seekable(member: Member) -> IO[bytes]:
    """A file that can be read from its end: the file itself, else a copy on disk."""
    if member.stream.file is not None:
        return member.stream.file
    copy = cast("IO[bytes]", tempfile.TemporaryFile(prefix="newsgraph-"))  # noqa: SIM115 - the caller closes it
    try:
        while piece := member.stream.read():
            copy.write(piece)
    except OSError as fault:
        copy.close()
        raise ArticleRejected(f"no room for a copy to unpack: {fault.strerror}") from fault
    return copy
