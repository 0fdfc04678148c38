"""What does each word add to the labels of the words around it? Computed once a word, then kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.finding.chain import KINDS, SIZE
from newsgraph.finding.known_names import KnownNames
from newsgraph.finding.list_files import organisations, places
from newsgraph.finding.numbered import Numbered
from newsgraph.finding.tagger_file import Weights
from newsgraph.finding.word_features import (
    CAPITALS,
    START,
    STOP,
    Parts,
    look_features,
    near_features,
    parts_of,
)

Ints = NDArray[np.int64]
Scores = NDArray[np.int16]

UNIT = 256
"""Scores are whole numbers of 1/256: exact sums, whatever the order."""

_MOST = 11 * UNIT
"""The most that a word adds at one place: two sums of five, with `KNOWN`, fit 16 bits. The shipped weights stay far
below."""

REACH, MIDDLE = 5, 2
"""Words that a label depends on: two before it to two behind."""

_MOST_WORDS = 80_000
"""Words kept at most, at 160 bytes each and what the string takes. Then those stay that were met in several batches:
the others, about half, will hardly come again."""


KNOWN = 4.0
"""What a listed name of several words adds, in nats, to the labels of its kind. Swept over 0 to 6: conllpp-dev .828 at
0, .835 at 2, .836 at 3, .837 from 4 on; place names of LGL .665, .671, .672, .673; of GeoVirus .849, .856, .857, .857.
Marks for such names whose weight the chain learnt gave .001: the training sets' gold is too loose to teach it."""


def known_names() -> KnownNames:
    """The listed organisations and places of several words, with the number of their kind in KINDS."""
    names = {name: KINDS.index("LOC") for name in places()}
    names |= {name: KINDS.index("ORG") for found in organisations().values() for name in found}
    return KnownNames({name: kind for name, kind in sorted(names.items()) if " " in name})


def kind_bonus(kind: int) -> NDArray[np.int16]:
    bonus: NDArray[np.int16] = np.where(np.arange(SIZE - 1) % len(KINDS) == kind, KNOWN * UNIT, 0).astype(np.int16)
    return bonus


class _Numbers(dict[str, int]):
    """Numbers words as they are met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _columns(lists: Sequence[Sequence[int]]) -> Iterator[tuple[Ints, Ints]]:
    """Where the lists are that have a first number, and these numbers; the same for the second ones, and so on."""
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    numbers = np.fromiter(chain.from_iterable(lists), np.int64, sizes.sum())
    starts = sizes.cumsum() - sizes
    for column in range(sizes.max(initial=0)):
        at = np.flatnonzero(sizes > column)
        yield at, numbers[starts[at] + column]


class _NumbersOf:
    """The numbers of a word's features, in their order, those that have none left out: first of all that reach beyond
    the word, then of its own. What many words share is kept, for so many heads, tails and looks."""

    def __init__(self, features: Mapping[str, int]):
        self._number = features.number if isinstance(features, Numbered) else features.get
        kept = lru_cache(maxsize=1 << 14)
        self._of_look = kept(lambda look: self._of(look_features(look)))
        self._of_head, self._of_end = kept(self._head), kept(self._end)
        self._of_tail = kept(lambda tail: (self._of_near(tail[-3:]), self._of_end(tail)))
        self._of_near = kept(lambda tail: self._of(near_features(tail)))

    def __call__(self, parts: Parts) -> tuple[list[int], list[int]]:
        identity, look, head, tail = parts
        near, own = self._of_tail(tail)
        as_written, small = map(self._number, identity)
        wide = [as_written] if as_written else []
        if small:
            wide.append(small)
        wide += self._of_look(look)
        wide += near
        return wide, [*self._of_head(*head), *own]

    def _head(self, letters: str, longest: int) -> tuple[int, ...]:
        """Those of `head_features`. Only the longest beginning is new, as a rule."""
        if not longest:
            return ()
        before, last = self._of_head(letters[: longest - 1], longest - 1), self._number(f"p={letters[:longest]}")
        return (*before, last) if last else before

    def _end(self, tail: str) -> tuple[int, ...]:
        """Those of `tail_features`."""
        if not tail:
            return ()
        before, last = self._of_end(tail[1:]), self._number(f"x={tail}")
        return (*before, last) if last else before

    def _of(self, features: Iterable[str]) -> tuple[int, ...]:
        return tuple(filter(None, map(self._number, features)))


class WordScores:
    """Scores of words for the labels behind O, relative to O and with `toll` (L - 1) added; learnt as words are met."""

    def __init__(self, weights: Weights, toll: NDArray[np.float32]):
        self._numbers_of = _NumbersOf(weights.features)
        self._rows, self._scales, self._words = weights.rows, weights.scales * UNIT, weights.words
        self._toll = toll * UNIT
        self._names = known_names()
        self._numbers, self._known = _Numbers({START: 0, STOP: 1}), 0
        self._table, self._letters, self._in_names, self._again = _room(4096)
        self._learn_new()

    def scores(self, text: Sequence[str], lengths: Ints) -> tuple[Scores, Ints]:
        """Scores (number of words + 2 a sentence, L - 1) of the words of sentences of these lengths and of one place
        before and behind each sentence, and the row of each sentence's first word."""
        if len(self._numbers) > _MOST_WORDS:
            self._forget()
        size = len(text)
        firsts = np.cumsum(lengths + 2) - lengths - 1
        rows = np.arange(size) + np.repeat(firsts - (np.cumsum(lengths) - lengths), lengths)
        numbers = np.empty(size + 2 * len(lengths) + REACH - 1, np.int64)
        numbers[:2], numbers[-2:] = 1, 0
        inside = numbers[2:-2]
        inside[firsts - 1], inside[firsts + lengths] = 0, 1
        words = np.fromiter(map(self._numbers.__getitem__, text), np.int64, size)
        self._again[words[words < self._known]] = True
        self._learn_new()
        self._read_capitals(text, words, lengths)
        inside[rows] = words
        total = self._table[2].take(inside, axis=0)
        for offset in (0, 1, 3, 4):
            total += self._table[offset].take(numbers[offset : len(inside) + offset], axis=0)
        for start, end, kind in self._names.found(self._in_names.take(inside)):
            total[start:end] += kind_bonus(kind)
        return total, firsts

    def _read_capitals(self, text: Sequence[str], words: Ints, lengths: Ints) -> None:
        """Change the numbers of words in capitals in sentences that are all in capitals (see `readings`)."""
        ends = np.cumsum(lengths)
        letters = self._letters.take(words)
        sums = [np.concatenate([[0], np.cumsum(which)]) for which in (letters > 0, letters > 1)]
        long, capital = (total[ends] - total[ends - lengths] for total in sums)
        numbers = self._numbers
        for at in np.flatnonzero(capital > 0.6 * long).tolist():
            first = int(ends[at] - lengths[at])
            for k, word in enumerate(text[first : int(ends[at])], first):
                if len(word) > 1 and word.isupper():
                    words[k] = numbers[CAPITALS + word]
        self._learn_new()

    def _learn_new(self) -> None:
        known, size = self._known, len(self._numbers)
        if size == known:
            return
        if size > self._table.shape[1]:
            self._grow(2 * size)
        new = _last(self._numbers, size - known)
        sums = self._sums(new)
        relative = sums[:, :, 1:] - sums[:, :, :1]
        relative[:, 2] += self._toll
        self._table[:, known:size] = relative.round().clip(-_MOST, _MOST).transpose(1, 0, 2)
        self._letters[known:size] = [_letters(word) for word in new]
        self._in_names[known:size] = self._names.numbers(new)
        self._known = size

    def _sums(self, words: Sequence[str]) -> NDArray[np.float32]:
        """(word, offset, label). Half of the features count at their own word alone, and are added there alone."""
        numbers, scales = [self._numbers_of(parts_of(word, self._words)) for word in words], self._scales[:, None]
        at_it, around = np.zeros((len(words), SIZE), np.float32), np.zeros((len(words), 4, SIZE), np.float32)
        for at, rows in _columns([wide for wide, _ in numbers]):
            at_it[at] += self._rows.middle[rows] * scales[rows]
            around[at] += self._rows.beside[self._rows.beside_at[rows]] * scales[rows, None]
        for at, rows in _columns([own for _, own in numbers]):
            at_it[at] += self._rows.middle[rows] * scales[rows]
        return np.insert(around, MIDDLE, at_it, axis=1)

    def _grow(self, size: int) -> None:
        self._move(np.arange(self._known), size)

    def _forget(self) -> None:
        """Keep the words that were met again; none where that leaves too little room."""
        kept = np.flatnonzero(self._again[2 : self._known]) + 2
        kept = np.concatenate([[0, 1], kept if len(kept) <= _MOST_WORDS // 2 else kept[:0]])
        words = list(self._numbers)
        self._numbers = _Numbers({words[old]: new for new, old in enumerate(kept.tolist())})
        self._move(kept, max(4096, 2 * len(kept)))
        self._known = len(kept)
        self._again[:] = False

    def _move(self, kept: Ints, size: int) -> None:
        """These words, in this order, into tables of that size."""
        table, letters, in_names, again = _room(size)
        table[:, : len(kept)] = self._table[:, kept]
        for new, old in ((letters, self._letters), (in_names, self._in_names), (again, self._again)):
            new[: len(kept)] = old[kept]
        self._table, self._letters, self._in_names, self._again = table, letters, in_names, again


class _Room(NamedTuple):
    """What is kept of each word: its scores (REACH, words, SIZE - 1), its `_letters`, its number in listed names, and
    whether it was met again."""

    table: Scores
    letters: NDArray[np.int8]
    in_names: Ints
    again: NDArray[np.bool_]


def _room(size: int) -> _Room:
    """Empty tables for so many words."""
    table = np.zeros((REACH, size, SIZE - 1), np.int16)
    return _Room(table, np.zeros(size, np.int8), np.zeros(size, np.int64), np.zeros(size, np.bool_))


def _letters(word: str) -> int:
    """2 for two letters and more in capitals, 1 for other such words, 0 for the rest."""
    return (1 + word.isupper()) if len(word) > 1 and word.isalpha() else 0


def _last(numbers: dict[str, int], count: int) -> list[str]:
    """The words that were numbered last, in order."""
    backwards = reversed(numbers)
    return [next(backwards) for _ in range(count)][::-1]
