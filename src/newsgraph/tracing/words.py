"""Which words does a body say, whatever its capitals, accents and punctuation? As arrays, so that texts compare fast.

A word is 64 bits: equal words have equal numbers on every machine and in every process, and two different ones share a
number once in 10^19. Letters and digits make words, apostrophes inside of one are silent ("don’t" is "dont"), all else
parts them. Scripts that write no spaces (Chinese, Japanese, Thai, Khmer, Burmese, Lao) count each sign as a word.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import Article, ZoneKind

Numbers = NDArray[np.uint64]
Offsets = NDArray[np.int64]
Mask = NDArray[np.bool_]
Whole = TypeVar("Whole", np.int64, np.uint64)

_BREAK, _SILENT = 0, 1
_KNOWN = 0x3000  # code points below stand in a table, those above are asked for one by one
_QUIET = frozenset("'’‘ʼ`´ʹ\u00ad\u200b\u200c\u200d\u2060\ufeff")
# First and last code points of the scripts without spaces.
_UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0xA4CF)),
    *((0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
_MARKS = re.compile('["“”„«»]')
_OPENING = "“„«"
_LONGEST = 64  # the place of a letter in its word counts up to here, then from 0 again
_ODD = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a body in order. `numbers` uint64, shape (n,); word i is `article.text[starts[i]:ends[i]]`, in
    paragraph `paragraphs[i]`, counted from 0 (int64, shape (n,) each). `figures` tells which words begin with a digit,
    `quoted` which stand between quotation marks (bool, shape (n,) each). Equal words have equal numbers."""

    numbers: Numbers
    starts: Offsets
    ends: Offsets
    paragraphs: Offsets
    figures: Mask
    quoted: Mask

    def __len__(self) -> int:
        return len(self.numbers)


def words_of(article: Article, *, quoted: bool = True) -> Words:
    """The words of the body's paragraphs. A word never crosses a paragraph. Which are quoted takes a third of the time;
    without it none is."""
    zones = [(zone.start, zone.end) for zone in article.zones if zone.kind is ZoneKind.BODY]
    return words_in(article.text, zones, quoted=quoted)


def words_in(text: str, spans: Sequence[tuple[int, int]], *, quoted: bool = True) -> Words:
    """The words inside these spans, which are in order and do not overlap; each is a paragraph."""
    if not spans:
        return Words(np.empty(0, np.uint64), *(np.empty(0, np.int64),) * 3, *(np.empty(0, np.bool_),) * 2)
    first, last = spans[0][0], spans[-1][1]
    numbers, starts, ends, figures = _cut(text[first:last])
    starts, ends = starts + first, ends + first
    begins, stops = np.array(spans, np.int64).T
    paragraphs = np.searchsorted(begins, starts, "right") - 1
    inside = starts < stops[paragraphs]
    told = _quoted(text, spans, starts) if quoted else np.zeros(len(starts), np.bool_)
    return Words(*(column[inside] for column in (numbers, starts, ends, paragraphs, figures, told)))


def _quoted(text: str, spans: Sequence[tuple[int, int]], starts: Offsets) -> Mask:
    """Which words stand between quotation marks. A mark that opens and never closes reaches to the paragraph's end, as
    quotations of several paragraphs are printed."""
    found = np.zeros(len(starts), np.bool_)
    for start, end in spans:
        opened = -1
        for mark in _MARKS.finditer(text, start, end):
            if opened < 0:
                opened = mark.start()
            elif mark[0] not in _OPENING:
                found[slice(*np.searchsorted(starts, (opened, mark.start())))] = True
                opened = -1
        if opened >= 0:
            found[slice(*np.searchsorted(starts, (opened, end)))] = True
    return found


def _cut(text: str) -> tuple[Numbers, Offsets, Offsets, Mask]:
    """Numbers, starts and ends of all words, and which begin with a digit."""
    codes = _folded_codes(text)
    heard = np.flatnonzero(codes != _SILENT)
    codes = codes[heard]
    inside = codes != _BREAK
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    alone = _unspaced(codes)
    begins |= alone
    begins[1:] |= alone[:-1] & inside[1:]
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.empty(0, np.uint64), starts, starts, np.empty(0, np.bool_)
    words = np.cumsum(begins) - 1
    lengths = np.bincount(words[inside], minlength=len(starts))
    place = (np.arange(len(codes)) - starts[words]) % _LONGEST
    letters = np.where(inside, codes.astype(np.uint64) * _powers()[place], np.uint64(0))
    numbers = mixed(np.add.reduceat(letters, starts))
    first = codes[starts]
    figures = (first >= ord("0")) & (first <= ord("9"))
    return numbers, heard[starts], heard[starts + lengths - 1] + 1, figures


def mixed(numbers: Numbers) -> Numbers:
    """The numbers with every bit spread over all others: the finisher of splitmix64 (Steele, Lea, Flood 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SECOND
    return numbers ^ (numbers >> np.uint64(31))


def distinct(numbers: NDArray[Whole]) -> NDArray[Whole]:
    """Each of the numbers once, ascending. numpy 2.3's `unique` hashes them first: 37 µs for 700 numbers, this 4, and
    157 ms for a million, this 7."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


@lru_cache(maxsize=1)
def _powers() -> Numbers:
    return np.cumprod(np.full(_LONGEST, _ODD), dtype=np.uint64)


def _folded_codes(text: str) -> NDArray[np.uint32]:
    """Each code point as the one that it is folded to, or as a break or silence."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    high = codes >= _KNOWN
    folded: NDArray[np.uint32] = _table()[np.where(high, 0, codes)]
    if not high.any():
        return folded
    rare, which = np.unique(codes[high], return_inverse=True)
    folded[high] = np.array([_folded(int(code)) for code in rare], np.uint32)[which]
    return folded


def _unspaced(codes: NDArray[np.uint32]) -> Mask:
    found = np.zeros(len(codes), np.bool_)
    if len(codes) and codes.max() >= _UNSPACED[0][0]:
        for first, last in _UNSPACED:
            found |= (codes >= first) & (codes <= last)
    return found


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint32]:
    return np.array([_folded(code) for code in range(_KNOWN)], np.uint32)


@lru_cache(maxsize=16_384)
def _folded(code: int) -> int:
    char = chr(code)
    if char in _QUIET or unicodedata.category(char)[0] == "M":
        return _SILENT
    if not char.isalnum():
        return _BREAK
    return ord(unicodedata.normalize("NFKD", char.casefold())[0].casefold()[0])
