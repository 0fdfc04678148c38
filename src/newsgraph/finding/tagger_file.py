"""How do the tagger's weights lie on disk? One compressed numpy archive: nothing in it is code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import numpy as np
from numpy.lib.format import write_array
from numpy.typing import NDArray

from newsgraph.finding.numbered import Numbered, packed
from newsgraph.finding.word_features import Entry

Floats = NDArray[np.float32]


BESIDE = (0, 1, 3, 4)
"""Offsets -2, -1, 1 and 2."""


class Rows(NamedTuple):
    """The weights of features, by number: `middle[n]` (L) for the word itself, `beside[n]` (4, L) for those BESIDE it.

    Two fifths of the features have none for those, and share row 0: `beside_at[n]` is the row in `beside`.
    """

    middle: NDArray[np.int8]
    beside: NDArray[np.int8]
    beside_at: NDArray[np.int32]

    @classmethod
    def of(cls, whole: NDArray[np.int8]) -> Self:
        """`whole` (F, 5, L) has all offsets."""
        some = whole[:, BESIDE].any(axis=(1, 2))
        beside = np.concatenate([np.zeros((1, len(BESIDE), whole.shape[2]), np.int8), whole[some][:, BESIDE]])
        return cls(np.ascontiguousarray(whole[:, 2]), beside, np.where(some, some.cumsum(), 0).astype(np.int32))

    def whole(self) -> NDArray[np.int8]:
        """What `of` was given."""
        return np.insert(self.beside[self.beside_at], 2, self.middle, axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """All that a tagger is made of.

    `features` has a number from 1 on for each feature, by which its weights stand in `rows`, in units of `scales[n]`.
    Those of 0 are nought, and a feature of a word's `own` has no weights but in the middle. `steps` (L, L) are of label
    j behind label i. `confidences` maps the chances that the chain computes to measured ones: (2, n), both rows rising.
    """

    features: Mapping[str, int]
    rows: Rows
    scales: Floats
    steps: Floats
    words: Mapping[str, Entry]
    confidences: Floats


def write(path: Path, weights: Weights) -> None:
    """Write what `read` reads. The features are numbered anew."""
    text, counts = packed(weights.features)
    numbers = [0, *(weights.features[feature] for feature in Numbered(text, counts))]
    arrays = {
        "features": np.frombuffer(text, np.uint8),
        "feature_buckets": counts,
        **Rows.of(weights.rows.whole()[numbers])._asdict(),
        "scales": weights.scales[numbers],
        "steps": weights.steps,
        "confidences": weights.confidences,
        **_word_arrays(weights.words),
    }
    with ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            info = ZipInfo(f"{name}.npy")  # has a fixed date: the same weights are the same file
            info.compress_type = ZIP_STORED if name in _STORED else ZIP_DEFLATED
            with archive.open(info, "w") as member:
                write_array(member, np.asarray(array), allow_pickle=False)


_STORED = ("features", "words", "middle", "beside")
"""Not compressed: loading takes 10 ms instead of 30, the file 4.9 MB instead of 3.4."""


def read(path: Path) -> Weights:
    """The weights of a file that `write` wrote."""
    with np.load(path) as file:
        return Weights(
            features=Numbered(file["features"].tobytes(), file["feature_buckets"]),
            rows=Rows(*(file[part] for part in Rows._fields)),
            scales=file["scales"],
            steps=file["steps"],
            confidences=file["confidences"],
            words=_Words(file),
        )


def _word_arrays(words: Mapping[str, Entry]) -> dict[str, NDArray[Any]]:
    """What `_Words` reads. Numbers count from 1, as words do; 0 is what an unknown word has."""
    text, counts = packed(words)
    entries = {word: words[word] for word in Numbered(text, counts)}
    lists = _numbered(",".join(entry.lists) for entry in entries.values())
    usual = _numbered(_short(word, entry.usual) for word, entry in entries.items())
    return {
        "words": np.frombuffer(text, np.uint8),
        "word_buckets": counts,
        "lists": _joined(lists),
        "in_lists": np.array([0, *(lists[",".join(entry.lists)] for entry in entries.values())], np.uint16),
        "clusters": np.array([-1, *(entry.cluster for entry in entries.values())], np.int16),
        "small": np.array([-1, *(entry.small for entry in entries.values())], np.int8),
        "usual_forms": _joined(usual),
        "usual": np.array([0, *(usual[_short(word, entry.usual)] for word, entry in entries.items())], np.uint16),
    }


_made = tuple.__new__  # what Entry(…) calls in the end, at half its time
_NUMBERS = ("in_lists", "clusters", "small", "usual")


class _Words(Mapping[str, Entry]):
    """The entries as they lie in the file: each is made when it is asked for."""

    def __init__(self, file: Mapping[str, Any]):
        self._numbers = Numbered(file["words"].tobytes(), file["word_buckets"])
        self._lists = [tuple(filter(None, names.split(","))) for names in _lines(file["lists"])]
        self._forms = _lines(file["usual_forms"])
        # As memory views: they give Python's own numbers, at a quarter of the cost.
        self._in_lists, self._clusters, self._small, self._usual = (memoryview(file[name]) for name in _NUMBERS)

    def __getitem__(self, word: str) -> Entry:
        return self._entry(word, self._numbers[word])

    def _entry(self, word: str, n: int) -> Entry:
        usual = self._usual[n]
        form = _long(word, self._forms[usual]) if usual else ""
        return _made(Entry, (self._lists[self._in_lists[n]], self._clusters[n], self._small[n], form))

    def get(self, word: str, default: Any = None) -> Any:
        n = self._numbers.number(word)
        return self._entry(word, n) if n else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _numbered(strings: Iterable[str]) -> dict[str, int]:
    """Different strings, each with its number; "" has 0."""
    return {string: n for n, string in enumerate(sorted({"", *strings}))}


def _joined(lines: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)


def _lines(joined: NDArray[np.uint8]) -> Sequence[str]:
    return joined.tobytes().decode("utf-8").split("\n")


def _short(word: str, usual: str) -> str:
    """The usual form as one sign where it is the small form, with a capital, or in capitals."""
    return {word: "s", word.capitalize(): "c", word.upper(): "u"}.get(usual, usual) if usual else ""


def _long(word: str, short: str) -> str:
    if len(short) > 1 or not short:
        return short
    return word if short == "s" else word.capitalize() if short == "c" else word.upper() if short == "u" else short
