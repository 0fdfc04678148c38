"""How is an array read from a file without reading it?"""

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
