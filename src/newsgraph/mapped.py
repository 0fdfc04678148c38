"""How is an array read from a file without reading it?"""

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped(file: Path) -> NDArray[Any]:
    """A plain array over the mapped .npy file: numpy's memmap itself is slow to slice. An empty one is read."""
    try:
        return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False)).view(np.ndarray)
    except (ValueError, EOFError):
        return np.asarray(np.load(file, allow_pickle=False))


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
