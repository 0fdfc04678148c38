"""How much do two texts have in common, exactly? Counted over all their words, not over fingerprints."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from newsgraph.tracing.fingerprints import GRAM, grams_of
from newsgraph.tracing.words import Mask, Numbers, Offsets, Words, distinct

LEAST_RUN = 5
"""Words in a row that show where a passage is from; shorter runs are common speech."""
_LEAD = 60
_MOST_PAIRS = 1_000_000


class Text(NamedTuple):
    """A text made ready to be compared: its words, its 3-grams in order, and these once each, ascending."""

    words: Words
    grams: Numbers
    distinct: Numbers


class Run(NamedTuple):
    """`length` words in a row that both texts say: from word `one` of the first and word `other` of the second."""

    one: int
    other: int
    length: int


class Overlap(NamedTuple):
    """What two texts share; pairs are (first text, second text).

    `words` are how many words each has, `shared` how many of them stand in three in a row that the other also says.
    `quoted` and `shared_quoted` are the same of the words between quotation marks alone; `leads` are the words of the
    beginning (`lead_of`) in five in a row. `grams` are how many different 3-grams each has and `common` how many both
    have; `figures` and `common_figures` the same of words that are numbers. `longest` is the longest run of words that
    both say, 0 below three.
    """

    words: tuple[int, int]
    shared: tuple[int, int]
    quoted: tuple[int, int]
    shared_quoted: tuple[int, int]
    leads: tuple[int, int]
    grams: tuple[int, int]
    common: int
    figures: tuple[int, int]
    common_figures: int
    longest: int

    @property
    def containment(self) -> float:
        """Of the 3-grams of the text that has fewer, the share that the other has too."""
        return self.common / (min(self.grams) or 1)

    @property
    def jaccard(self) -> float:
        """Of the 3-grams that either has, the share that both have."""
        return self.common / ((sum(self.grams) - self.common) or 1)

    @property
    def covered(self) -> tuple[float, float]:
        """How much of each text, in words, the other says too, 0 to 1."""
        return self.shared[0] / (self.words[0] or 1), self.shared[1] / (self.words[1] or 1)

    def turned(self) -> "Overlap":
        """The same seen from the second text."""
        pairs = ("words", "shared", "quoted", "shared_quoted", "leads", "grams", "figures")
        return self._replace(**{name: getattr(self, name)[::-1] for name in pairs})


def text_of(words: Words) -> Text:
    grams = grams_of(words)
    return Text(words, grams, distinct(grams))


class Met(NamedTuple):
    """The 3-grams that two texts share, ascending, and which of the first's and of the other's are among them (bool,
    one for each 3-gram in order)."""

    common: Numbers
    here: Mask
    there: Mask


def met(one: Text, other: Text) -> Met:
    common = shared_grams(one, other)
    return Met(common, _among(one.grams, common), _among(other.grams, common))


def at_most(found: Met) -> tuple[float, int]:
    """The greater share of words that one has of the other, as in `Overlap.covered`, and how long no run that both say
    can be longer. At a fifth of the cost of all that they share."""
    words = len(found.here) + GRAM - 1, len(found.there) + GRAM - 1
    share = max(said(hit).sum() / count for hit, count in zip(found[1:], words, strict=True))
    return float(share), min(_longest(hit) for hit in found[1:])


def _longest(hit: Mask) -> int:
    """Words of the longest row of 3-grams that are all among those of the other text."""
    breaks = np.flatnonzero(~np.concatenate([[False], hit, [False]]))
    row = int(np.diff(breaks).max()) - 1
    return row + GRAM - 1 if row else 0


def overlap(one: Text, other: Text, found: Met | None = None) -> Overlap:
    """Everything that two texts share, counted. `found` is `met` of them where it is at hand."""
    common, *hits = found or met(one, other)
    masks = [said(hit)[: len(text.words)] for hit, text in zip(hits, (one, other), strict=True)]
    texts = one.words, other.words
    quoted = [mask & words.quoted for mask, words in zip(masks, texts, strict=True)]
    figures = [distinct(words.numbers[words.figures]) for words in texts]
    return Overlap(
        words=(len(one.words), len(other.words)),
        shared=_counts(masks),
        quoted=_counts([words.quoted for words in texts]),
        shared_quoted=_counts(quoted),
        leads=_counts([said(hit, LEAST_RUN)[: lead_of(len(words))] for hit, words in zip(hits, texts, strict=True)]),
        grams=(len(one.distinct), len(other.distinct)),
        common=len(common),
        figures=(len(figures[0]), len(figures[1])),
        common_figures=len(np.intersect1d(figures[0], figures[1], assume_unique=True)),
        longest=max((run.length for run in _runs(common, hits, (one.grams, other.grams))), default=0),
    )


def lead_of(words: int) -> int:
    """How many words make the beginning of a text of so many, where the news stands."""
    return min(_LEAD, words // 4)


def _counts(masks: Sequence[Mask]) -> tuple[int, int]:
    one, other = masks
    return int(one.sum()), int(other.sum())


def shared_grams(one: Text, other: Text) -> Numbers:
    """The 3-grams that both have, ascending."""
    return np.intersect1d(one.distinct, other.distinct, assume_unique=True)


def said(hit: Mask, least: int = GRAM) -> Mask:
    """Which words of a text stand in so many in a row of which each three are a 3-gram that hits, bool, shape
    (n + 2,) for n 3-grams."""
    found = np.zeros(len(hit) + GRAM - 1, np.bool_)
    begins = hit[: max(len(hit) - (least - GRAM), 0)].copy()
    for at in range(1, least - GRAM + 1):
        begins &= hit[at : at + len(begins)]
    for at in range(least):
        found[at : at + len(begins)] |= begins
    return found


def runs(one: Text, other: Text, common: Numbers) -> list[Run]:
    """All runs of three words and more that both say and that cannot be made longer, longest first, then by where they
    stand in the second text, then in the first.

    Where texts repeat themselves so much that a million pairs of equal 3-grams stand against each other, the most
    repeated ones are left out, so that time and memory stay bounded.
    """
    return _runs(common, (_among(one.grams, common), _among(other.grams, common)), (one.grams, other.grams))


def _runs(common: Numbers, hits: Sequence[Mask], grams: Sequence[Numbers]) -> list[Run]:
    here, there = _pairs(common, hits, grams)
    if not len(here):
        return []
    order = np.lexsort((here, here - there))
    here, there = here[order], there[order]
    begins = np.flatnonzero(_breaks(here, there))
    lengths = np.diff(np.append(begins, len(here))) + GRAM - 1
    first, second = here[begins], there[begins]
    best = np.lexsort((first, second, -lengths))
    return [Run(*row) for row in np.stack([first[best], second[best], lengths[best]], axis=1).tolist()]


def _breaks(here: Offsets, there: Offsets) -> Mask:
    """Where a pair does not go on one word after the pair before it, in both texts."""
    found = np.ones(len(here), np.bool_)
    found[1:] = (np.diff(here) != 1) | (np.diff(there) != 1)
    return found


def _pairs(common: Numbers, hits: Sequence[Mask], grams: Sequence[Numbers]) -> tuple[Offsets, Offsets]:
    """Every place of a common 3-gram in the first text with every place of it in the second."""
    places, counts = zip(*map(partial(_places, common), hits, grams), strict=True)
    product = counts[0] * counts[1]
    if product.sum() > _MOST_PAIRS:
        fewest = np.argsort(product, kind="stable")
        kept = np.zeros(len(product), np.bool_)
        kept[fewest[np.cumsum(product[fewest]) <= _MOST_PAIRS]] = True
        product = np.where(kept, product, 0)
    which = np.repeat(np.arange(len(common)), product)
    within = np.arange(len(which)) - np.repeat(np.cumsum(product) - product, product)
    starts = [np.cumsum(count) - count for count in counts]
    here = places[0][starts[0][which] + within // counts[1][which]]
    there = places[1][starts[1][which] + within % counts[1][which]]
    return here, there


def _places(common: Numbers, hit: Mask, grams: Numbers) -> tuple[Offsets, Offsets]:
    """Where the common 3-grams stand, gram by gram, and how often each does."""
    at = np.flatnonzero(hit)
    which = np.searchsorted(common, grams[at])
    return at[np.argsort(which, kind="stable")], np.bincount(which, minlength=len(common))


def _among(grams: Numbers, common: Numbers) -> Mask:
    if not len(common):
        return np.zeros(len(grams), np.bool_)
    at = np.minimum(np.searchsorted(common, grams), len(common) - 1)
    return np.asarray(common[at] == grams)
