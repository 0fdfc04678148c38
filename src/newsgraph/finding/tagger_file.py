"""How do the tagger's weights lie on disk? One compressed numpy archive: nothing in it is code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import numpy as np
from numpy.lib.format import write_array
from numpy.typing import NDArray

from newsgraph.finding.word_features import Entry

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """All that a tagger is made of.

    `rows[f]` are the weights (offset -2…+2, label) of `features[f]`, in units of `scales[f]`; row 0 is empty, and a
    feature of a word's `own` has no weights but in the middle. `steps` (L, L) are of label j behind label i.
    `confidences` maps the chances that the chain computes to measured ones: (2, n), both rows rising.
    """

    features: list[str]
    rows: NDArray[np.int8]
    scales: Floats
    steps: Floats
    words: Mapping[str, Entry]
    confidences: Floats


def write(path: Path, weights: Weights) -> None:
    """Write what `read` reads."""
    entries = weights.words
    lists = sorted({name for entry in entries.values() for name in entry.lists})
    bit = {name: 1 << k for k, name in enumerate(lists)}
    arrays = {
        "features": _packed(weights.features),
        "rows": weights.rows,
        "scales": weights.scales,
        "steps": weights.steps,
        "confidences": weights.confidences,
        "words": _packed(entries),
        "lists": _packed(lists),
        "in_lists": np.array([sum(bit[name] for name in entry.lists) for entry in entries.values()], np.uint64),
        "clusters": np.array([entry.cluster for entry in entries.values()], np.int16),
        "small": np.array([entry.small for entry in entries.values()], np.int8),
        "usual": _packed(_short(word, entry.usual) for word, entry in entries.items()),
    }
    with ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            info = ZipInfo(f"{name}.npy")  # has a fixed date: the same weights are the same file
            info.compress_type = ZIP_STORED if name in _STORED else ZIP_DEFLATED
            with archive.open(info, "w") as member:
                write_array(member, np.asarray(array), allow_pickle=False)


_STORED = ("features", "words")
"""Not compressed: loading is faster by a tenth, the file larger by a quarter."""


def read(path: Path) -> Weights:
    """The weights of a file that `write` wrote."""
    with np.load(path) as file:
        return Weights(
            features=_lines(file["features"]),
            rows=file["rows"],
            scales=file["scales"],
            steps=file["steps"],
            confidences=file["confidences"],
            words=_Words(file),
        )


_NUMBERS = ("in_lists", "clusters", "small")


class _Words(Mapping[str, Entry]):
    """The entries as they lie in the file: each is made when it is asked for."""

    def __init__(self, file: Mapping[str, Any]):
        words = _lines(file["words"])
        self._numbers = dict(zip(words, range(len(words)), strict=True))
        self._lists, self._usual = _lines(file["lists"]), _lines(file["usual"])
        # As memory views: they give Python's own numbers, at a quarter of the cost.
        self._in_lists, self._clusters, self._small = (memoryview(file[name]) for name in _NUMBERS)

    def __getitem__(self, word: str) -> Entry:
        return self._entry(word, self._numbers[word])

    def _entry(self, word: str, n: int) -> Entry:
        held = self._in_lists[n]
        lists = tuple(name for k, name in enumerate(self._lists) if held >> k & 1) if held else ()
        usual = self._usual[n]
        return Entry(lists, self._clusters[n], self._small[n], _long(word, usual) if usual else usual)

    def get(self, word: str, default: Any = None) -> Any:
        n = self._numbers.get(word)
        return default if n is None else self._entry(word, n)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _packed(lines: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)


def _lines(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode("utf-8").split("\n")


def _short(word: str, usual: str) -> str:
    """The usual form as one sign where it is the small form, with a capital, or in capitals."""
    return {word: "s", word.capitalize(): "c", word.upper(): "u"}.get(usual, usual) if usual else ""


def _long(word: str, short: str) -> str:
    if len(short) > 1 or not short:
        return short
    return word if short == "s" else word.capitalize() if short == "c" else word.upper() if short == "u" else short
