"""Which articles share a passage, where a store keeps the fingerprints? Many articles at once, a few bytes each.

What is kept of a fingerprint are its last 36 bits (winnowing keeps small ones, so the first are much alike), with its
holder's number in 28 more: one whole number of 8 bytes. Those that begin with the same 16 bits lie together in a
bucket, ascending, little end first; an article touches as many buckets as it has fingerprints, and many articles at
once touch each bucket once. Two fingerprints are taken for one once in 69,000,000,000, and a candidate takes four.

The same rules as in `candidates`, and the same answers, whatever the order and the parts in which articles come.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from newsgraph.tracing.candidates import COMMON, DAYS, LEAST_SHARED, LEAST_UNDATED
from newsgraph.tracing.fingerprints import Fingerprints
from newsgraph.tracing.words import distinct

_HOLDER = np.uint64(28)  # bits
_HOLDERS = np.uint64((1 << 28) - 1)
_BUCKET = np.uint64(48)
_SLAB = 4_096  # buckets that are gone through at once where all are
_MOST_AT_ONCE = 1_000_000  # holders in memory at once, 8 bytes each and a few copies

Entries = NDArray[np.uint64]


class Shelf(Protocol):
    """Where the tables are. Articles are the store's own numbers, below 2^28."""

    def buckets(self, first: int, last: int) -> Iterable[tuple[int, bytes]]:
        """Those from `first` up to, but without, `last` that there are, in order."""

    def some_buckets(self, numbers: Sequence[int]) -> Iterable[tuple[int, bytes]]:
        """Those of these that there are, in order."""

    def put_buckets(self, entries: Iterable[tuple[int, bytes]]) -> None:
        """Keep them, in place of what was there."""

    def stops(self) -> list[int]:
        """The fingerprints that too many texts hold, ascending."""

    def put_stops(self, more: Sequence[int], fewer: Sequence[int]) -> None:
        """These are such now; these are not any more."""

    def facts(self, articles: Collection[int]) -> Mapping[int, tuple[int | None, int]]:
        """The day and the sketch of each of these articles."""


class Turned(NamedTuple):
    """Who holds a phrase that became common, so that pairs may have ended, and one that became rare, so that pairs may
    have begun."""

    common: frozenset[int]
    rare: frozenset[int]


Holding = Sequence[tuple[int, Fingerprints]]


class BucketIndex:
    """Who holds which fingerprint, on a shelf. The facts of articles are put there before `add`, and taken away before
    `remove`."""

    def __init__(
        self,
        shelf: Shelf,
        *,
        common: int = COMMON,
        least: int = LEAST_SHARED,
        undated: int = LEAST_UNDATED,
        days: int = DAYS,
    ) -> None:
        self._shelf = shelf
        self._common, self._least, self._undated, self._days = common, least, undated, days
        self._stops = np.array(shelf.stops(), np.uint64)

    def change(self, added: Holding, removed: Collection[int]) -> Turned:
        """Forget these articles, then take those in. Nobody who is added may be there still."""
        lost = self._remove(removed) if removed else np.empty(0, np.uint64)
        entries = _entries(added)
        held = self._add(entries)
        rare = self._no_more(np.intersect1d(lost, self._stops))
        common = self._from_now(distinct(entries >> _HOLDER), held)
        return Turned(common, rare)

    def candidates(self, articles: Holding) -> set[tuple[int, int]]:
        """All pairs of one of these with anybody kept that shares enough, the smaller number first."""
        found: set[tuple[int, int]] = set()
        for some in _portions(articles):
            found |= self._candidates(_entries(some), np.array(sorted(article for article, _ in some), np.uint64))
        return found

    # -- inside ------------------------------------------------------------------------------------------------

    def _candidates(self, asked: Entries, asking: Entries) -> set[tuple[int, int]]:
        asked = asked[~_within(asked >> _HOLDER, self._stops)]
        held = self._read(asked >> _BUCKET)
        numbers = held >> _HOLDER
        starts, ends = (np.searchsorted(numbers, asked >> _HOLDER, side) for side in ("left", "right"))
        pairs = np.empty(0, np.uint64)
        counts = np.empty(0, np.int64)
        order = np.argsort(asked & _HOLDERS, kind="stable")  # so that a portion holds whole articles
        for part in _cuts(order, asked & _HOLDERS, (ends - starts)[order]):
            more, times = _counted(asked[part], held, (starts[part], ends[part]), asking)
            enough = times >= min(self._least, self._undated)
            pairs, counts = np.concatenate([pairs, more[enough]]), np.concatenate([counts, times[enough]])
        return self._near(pairs, counts)

    def _near(self, pairs: Entries, counts: NDArray[np.int64]) -> set[tuple[int, int]]:
        """Those that were published within days of each other, or share so much that it may be any day."""
        both = [((int(pair) >> 32), int(pair) & 0xFFFFFFFF, count) for pair, count in zip(pairs, counts, strict=True)]
        facts = self._shelf.facts({one for pair in both for one in pair[:2]})
        return {
            (min(one, other), max(one, other))
            for one, other, count in both
            if self._enough(facts[one][0], facts[other][0], count)
        }

    def _enough(self, day: int | None, their: int | None, count: int) -> bool:
        if day is None or their is None:
            return count >= self._undated
        return count >= self._least and abs(day - their) <= self._days

    def _add(self, entries: Entries) -> Entries:
        """Put them in their buckets; all that these hold then."""
        merged = distinct(np.concatenate([self._read(entries >> _BUCKET), entries]))
        self._put(merged)
        return merged

    def _remove(self, articles: Collection[int]) -> NDArray[np.uint64]:
        """Take these out of every bucket; the fingerprints that they held."""
        gone = np.array(sorted(articles), np.uint64)
        lost = [np.empty(0, np.uint64)]
        for first in range(0, 1 << 16, _SLAB):
            held = _joined(self._shelf.buckets(first, first + _SLAB))
            out = _within(held & _HOLDERS, gone)
            if out.any():
                touched = distinct(held[out] >> _BUCKET)
                inside = _within(held >> _BUCKET, touched)
                self._put(held[inside & ~out], touched)
                lost.append(held[out] >> _HOLDER)
        return distinct(np.concatenate(lost))

    def _from_now(self, numbers: NDArray[np.uint64], held: Entries) -> frozenset[int]:
        """See which of these fingerprints too many hold; who holds those that were none such before."""
        of = held >> _HOLDER
        starts, ends = (np.searchsorted(of, numbers, side) for side in ("left", "right"))
        many = (ends - starts > self._common) & ~_within(numbers, self._stops)
        spans = [(numbers[at], held[starts[at] : ends[at]] & _HOLDERS) for at in np.flatnonzero(many).tolist()]
        common = [(number, holders) for number, holders in spans if self._is_common(holders)]
        self._turn([int(number) for number, _ in common], [])
        return frozenset(one for _, holders in common for one in holders.tolist())

    def _no_more(self, numbers: NDArray[np.uint64]) -> frozenset[int]:
        """See which of these common fingerprints are rare again; who holds those."""
        held = self._read(numbers >> (_BUCKET - _HOLDER))
        rare = {}
        for number in numbers.tolist():
            holders = held[held >> _HOLDER == np.uint64(number)] & _HOLDERS
            if not self._is_common(holders):
                rare[number] = holders.tolist()
        self._turn([], list(rare))
        return frozenset(one for holders in rare.values() for one in holders)

    def _is_common(self, holders: Entries) -> bool:
        facts = self._shelf.facts(holders.tolist())
        return len({sketch for _, sketch in facts.values()}) > self._common

    def _turn(self, more: Sequence[int], fewer: Sequence[int]) -> None:
        if more or fewer:
            self._shelf.put_stops(more, fewer)
            self._stops = np.array(self._shelf.stops(), np.uint64)

    def _read(self, buckets: Entries) -> Entries:
        """All that these buckets hold, ascending."""
        return _joined(self._shelf.some_buckets(distinct(buckets).tolist()))

    def _put(self, entries: Entries, buckets: Entries | None = None) -> None:
        """Keep these entries, ascending, as all that their buckets hold, and nothing in others of `buckets`."""
        of = entries >> _BUCKET
        called = distinct(of) if buckets is None else buckets
        starts, ends = (np.searchsorted(of, called, side).tolist() for side in ("left", "right"))
        whole = memoryview(entries.astype("<u8").tobytes())
        self._shelf.put_buckets(
            (bucket, bytes(whole[8 * start : 8 * end]))
            for bucket, start, end in zip(called.tolist(), starts, ends, strict=True)
        )


def _entries(holding: Holding) -> Entries:
    """Of all these articles, ascending."""
    if not holding:
        return np.empty(0, np.uint64)
    numbers = np.concatenate([prints for _, prints in holding]).view(np.uint64) << _HOLDER
    holders = np.repeat([article for article, _ in holding], [len(prints) for _, prints in holding])
    return distinct(numbers | holders.astype(np.uint64))


def _joined(buckets: Iterable[tuple[int, bytes]]) -> Entries:
    return np.frombuffer(b"".join(entries for _, entries in buckets), "<u8").astype(np.uint64)


def _within(values: Entries, some: Entries) -> NDArray[np.bool_]:
    """Which of the values are among these, which are ascending."""
    if not len(some):
        return np.zeros(len(values), np.bool_)
    places = np.minimum(np.searchsorted(some, values), len(some) - 1)
    found: NDArray[np.bool_] = some[places] == values
    return found


def _portions(articles: Holding) -> Iterable[Holding]:
    """So many articles at once that their buckets fit in memory."""
    for start in range(0, len(articles), 5_000):
        yield articles[start : start + 5_000]


def _cuts(order: NDArray[np.intp], articles: Entries, sizes: NDArray[np.intp]) -> Iterable[NDArray[np.intp]]:
    """The places in that order, in parts of whole articles whose sizes together stay within bounds."""
    totals, start = np.cumsum(sizes), 0
    while start < len(order):
        before = int(totals[start - 1]) if start else 0
        end = max(int(np.searchsorted(totals, before + _MOST_AT_ONCE, "right")), start + 1)
        if end < len(order):
            last = articles[order[end - 1]]
            end = int(np.searchsorted(articles[order], last, "right"))
        yield order[start:end]
        start = end


def _counted(
    asked: Entries, held: Entries, ranges: tuple[NDArray[np.intp], NDArray[np.intp]], asking: Entries
) -> tuple[Entries, NDArray[np.int64]]:
    """Pairs (who asks in the upper half, who holds in the lower) and how many fingerprints they share. Of two who both
    ask only one does."""
    starts, ends = ranges
    lengths = ends - starts
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    holders = held[np.repeat(starts, lengths) + np.arange(len(before)) - before] & _HOLDERS
    who = np.repeat(asked & _HOLDERS, lengths)
    asks = np.zeros(
        int(max(holders.max(initial=0), asking.max(initial=0))) + 1, np.bool_
    )  # searching takes 10 times as long
    asks[asking] = True
    once = (holders < who) | ((holders > who) & ~asks[holders])
    return np.unique((who[once] << np.uint64(32)) | holders[once], return_counts=True)
