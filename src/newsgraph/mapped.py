"""How is an array read from a file without reading it? And is the file what its header tells?

Arrays are mapped. But around each number that is read the kernel maps 64 KiB of the file, and counts all of it as
memory of the process for as long as the map is there: of a million articles a reader held 6 GB after some hundred
lists, of which it had read a twentieth. So rows of large arrays are read into memory of their own (`rows_of`), which
maps nothing, and what is mapped all the same is let go of when it has become much (`ease`): it stays in the system's
cache, where it takes nothing from anybody who needs memory, and is mapped again when it is asked for.
"""

import ctypes
import math
import mmap
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import count, repeat
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakSet, finalize

import numpy as np
from numpy.typing import DTypeLike, NDArray

LARGE, WITH_LARGE = 200 << 20, 16 << 20
"""Bytes of a file from which on its rows are read, and from which on they may be, with those of a larger one. To read a
row takes 1.6 µs, to copy one that is mapped .3: so what is smaller is mapped, of a million articles .9 GB in all."""
MOST_MAPPED = 1 << 30
"""Bytes of files that a process may come to hold before it lets go of them, which takes .2 µs a page, 50 ms in all.
With 640 MiB, less than what is mapped of a million articles, they were let go of every eight lists."""
EVERY = 8  # calls of `ease` to one look at what is held: a look takes 15 µs
SAVED_AT_ONCE = 1 << 22  # numbers
_STATM = Path("/proc/self/statm")


class _Source(NamedTuple):
    """The file of a map: its descriptor, its size, and what leads from addresses to places in it."""

    descriptor: int
    size: int
    shift: int


class _Readable(np.ndarray[Any, Any]):
    """Stands behind a plain array over a map, and knows the file."""

    source: _Source


_maps: "WeakSet[mmap.mmap]" = WeakSet()
_lock = Lock()
_calls = count()
_left = [0]  # bytes of files that were held when maps were last let go of: libraries, and maps of others


def mapped(file: Path) -> NDArray[Any]:
    """A plain array over the mapped .npy file: numpy's memmap itself is slow to slice. An empty one is read."""
    try:
        return _plain(np.load(file, mmap_mode="r", allow_pickle=False))
    except (ValueError, EOFError):
        return np.asarray(np.load(file, allow_pickle=False))


def mapped_numbers(file: Path, dtype: DTypeLike, shape: tuple[int, ...]) -> NDArray[Any]:
    """A plain array over the first numbers of a file of nothing else; not of none, which cannot be mapped."""
    return _plain(np.memmap(file, dtype=dtype, mode="r", shape=shape))


def _plain(found: "np.memmap[Any, Any]") -> NDArray[Any]:
    plain = np.asarray(found).view(np.ndarray)
    held, file = _map_of(plain), found.filename
    if held is None or file is None:
        return plain
    descriptor = os.open(file, os.O_RDONLY) if found.nbytes >= WITH_LARGE and _reader() else -1
    if descriptor < 0:
        with _lock:
            _maps.add(held)
        return plain
    finalize(held, os.close, descriptor)
    readable = found.view(_Readable)
    readable.source = _Source(descriptor, found.nbytes, found.offset - _address(plain))
    with _lock:
        _maps.add(held)
    return readable.view(np.ndarray)


def _map_of(array: NDArray[Any]) -> mmap.mmap | None:
    held: object = array
    while isinstance(held, np.ndarray):
        held = held.base
    return held if isinstance(held, mmap.mmap) else None


def _address(array: NDArray[Any]) -> int:
    return int(array.__array_interface__["data"][0])


@cache
def _reader() -> Callable[..., int] | None:
    """pread, called without letting go of Python's lock: other threads would take it between any two of a thousand
    rows, and keep it for 5 ms each time. None where memory is not counted as it is on Linux."""
    if sys.platform != "linux" or ctypes.sizeof(ctypes.c_long) < 8:
        return None
    pread = ctypes.PyDLL(None).pread
    pread.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long)
    pread.restype = ctypes.c_ssize_t
    return pread


def is_large(array: NDArray[Any]) -> bool:
    """Whether it is of a file whose rows had better be read."""
    source = _source_of(array)
    return source is not None and source.size >= LARGE


def _source_of(array: NDArray[Any]) -> _Source | None:
    base = array.base
    while type(base) is np.ndarray:
        base = base.base
    return base.source if type(base) is _Readable else None


def rows_of(array: NDArray[Any], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[Any] | None:
    """The rows from each of `starts` on, as many as `lengths` says, end to end; None where the array is of no file that
    could be read: then they may be copied."""
    source, pread = _source_of(array), _reader()
    if source is None or pread is None or not array.flags.c_contiguous:
        return None
    found = np.empty((int(lengths.sum()), *array.shape[1:]), dtype=array.dtype)
    row = array.dtype.itemsize * math.prod(array.shape[1:])
    first = np.flatnonzero(np.append(True, starts[1:] != starts[:-1] + lengths[:-1])) if len(starts) else starts[:0]
    begins = (np.cumsum(lengths) - lengths)[first]
    many = np.diff(np.append(begins, len(found))) * row
    into, where = begins * row + _address(found), starts[first] * row + (_address(array) + source.shift)
    read = sum(map(pread, repeat(source.descriptor), into.tolist(), many.tolist(), where.tolist()))
    return found if read == found.nbytes else None


def save(file: Path, array: NDArray[Any]) -> None:
    """As `np.save` does, a part at a time, so that one that is mapped is not all held. Raises OSError."""
    with file.open("wb") as opened:
        np.lib.format.write_array_header_1_0(opened, np.lib.format.header_data_from_array_1_0(array))
        flat = np.ascontiguousarray(array).reshape(-1)
        for start in range(0, flat.size, SAVED_AT_ONCE):
            opened.write(flat[start : start + SAVED_AT_ONCE].data)
            ease()


def ease(*, most: int = MOST_MAPPED) -> None:
    """Let go of what is mapped here, where it has become more than `most` bytes. Arrays stay as they are: whoever reads
    them maps them again. Where the system does not tell (or cannot be told so), nothing happens."""
    if next(_calls) % EVERY == 0 and file_bytes() > _left[0] + most:
        let_go()


def let_go() -> None:
    """What `ease` does, however much is held."""
    if not hasattr(mmap, "MADV_DONTNEED"):
        return
    with _lock:
        held = list(_maps)
    for one in held:
        with suppress(OSError, ValueError):  # closed, or locked in memory by somebody
            one.madvise(mmap.MADV_DONTNEED)
    _left[0] = file_bytes()


def file_bytes() -> int:
    """How many bytes of files the system counts as memory of this process; 0 where it does not tell."""
    try:
        return int(_STATM.read_bytes().split()[2]) * mmap.PAGESIZE
    except (OSError, ValueError, IndexError):
        return 0


def trouble(file: Path) -> str:
    """What is wrong with the .npy file by its own header, "" for nothing: only the header is read."""
    try:
        with file.open("rb") as opened:
            version = np.lib.format.read_magic(opened)
            read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
            shape, _, dtype = read(opened)
            told, held = opened.tell() + math.prod(shape) * dtype.itemsize, file.stat().st_size
    except (OSError, ValueError, EOFError) as error:
        return f"{file.name} is no array: {error}"
    return "" if told == held else f"{file.name} has {held} bytes where its header tells of {told}"


def rising(numbers: NDArray[Any], *, strictly: bool = False) -> bool:
    """Whether none is smaller than the one before it; `strictly`, nor equal to it."""
    return bool(np.all(numbers[1:] > numbers[:-1] if strictly else numbers[1:] >= numbers[:-1]))


def inside(numbers: NDArray[Any], limit: int) -> bool:
    """Whether all are at least 0 and below the limit."""
    return not numbers.size or (int(numbers.min()) >= 0 and int(numbers.max()) < limit)
