"""Which paragraph of a copy is from which paragraph of the other, and what was changed in it?"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from newsgraph.article import Article, ArticleId
from newsgraph.tracing.overlap import LEAST_RUN, Run, Text, runs, shared_grams, text_of
from newsgraph.tracing.pairs import by_date
from newsgraph.tracing.words import Mask, Offsets, Words, words_of

LEAST_PARAGRAPH = 0.3
"""The share of a paragraph that must be from one other paragraph to name it as its source."""


class Change(NamedTuple):
    """Words that became others: `was` in the earlier text, `now` in the copy; "" where words were put in or left
    out."""

    was: str
    now: str


class Passage(NamedTuple):
    """One paragraph of a copy: `article.text[start:end]`.

    `source` is the paragraph of the other text that most of it is from, as offsets into that text, None where it is
    new. `share` is how much of its words, 0 to 1, stand in that text in the same order (runs of five words and more),
    wherever. `changes` are in order of the paragraph, none where one of the two has more than `MOST_WORDS` words: their
    comparison takes the square of that.
    """

    start: int
    end: int
    source: tuple[int, int] | None
    share: float
    changes: tuple[Change, ...]


class Shared(NamedTuple):
    """Words that two texts both say: `one.text[one_start:one_end]` and `other.text[other_start:other_end]`."""

    one_start: int
    one_end: int
    other_start: int
    other_end: int
    words: int


def shared_passages(one: Text, other: Text) -> list[Shared]:
    """The runs of five words and more that both say, each word of the second text in one at most, in its order."""
    return [
        Shared(*_span(one.words, run.one, run.length), *_span(other.words, run.other, run.length), run.length)
        for run in tiles(one, other)
    ]


def tiles(one: Text, other: Text) -> list[Run]:
    """Runs that cover the second text without overlapping, the longest laid first, in its order."""
    free = np.ones(len(other.words), np.bool_)
    laid = []
    for run in runs(one, other, shared_grams(one, other)):
        if run.length < LEAST_RUN:
            break
        for start, length in _free(free, run):
            if length >= LEAST_RUN:
                laid.append(Run(run.one + start - run.other, start, length))
                free[start : start + length] = False
    return sorted(laid, key=lambda run: run.other)


def _free(free: Mask, run: Run) -> Iterator[tuple[int, int]]:
    """The stretches of the run that no longer run has taken: start and length in the second text."""
    part = free[run.other : run.other + run.length]
    if part.all():
        yield run.other, run.length
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], part, [False]]).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield run.other + start, end - start


def _span(words: Words, at: int, length: int) -> tuple[int, int]:
    return int(words.starts[at]), int(words.ends[at + length - 1])


def passages(source: Article, copy: Article, texts: tuple[Text, Text]) -> tuple[Passage, ...]:
    """Each paragraph of the copy that has words, in order, with where it is from. `texts` are theirs, in this order."""
    one, other = texts
    laid = tiles(one, other)
    here, there = paragraph_spans(one.words), paragraph_spans(other.words)
    covered, votes = _votes(one.words, other.words, laid)
    found = []
    for number, (first, end) in enumerate(there):
        count = end - first
        which, most = max(votes[number].items(), key=lambda vote: (vote[1], -vote[0]), default=(0, 0))
        changes: tuple[Change, ...] = ()
        origin = None
        if most >= LEAST_PARAGRAPH * count:
            origin = _span(one.words, here[which][0], here[which][1] - here[which][0])
            changes = _changes((source, one.words, here[which]), (copy, other.words, there[number]))
        start, stop = _span(other.words, first, count)
        found.append(Passage(start, stop, origin, round(int(covered[number]) / count, 4), changes))
    return tuple(found)


class Woven(NamedTuple):
    """A paragraph with the article that most of it is from, None where it is new."""

    article: ArticleId | None
    passage: Passage


def woven(copy: Article, sources: Sequence[Article]) -> tuple[Woven, ...]:
    """Each paragraph of an article, with that of the sources (one at least) which has most of its words; of those that
    have as many the earlier one, then the smaller id. Who copies from two wires is told so paragraph by paragraph."""
    ours = text_of(words_of(copy))
    ordered = sorted(sources, key=by_date)
    each = [passages(source, copy, (text_of(words_of(source)), ours)) for source in ordered]
    found = []
    for row in zip(*each, strict=True):
        at = max(range(len(row)), key=lambda at: (row[at].source is not None, row[at].share, -at))
        found.append(Woven(ordered[at].id if row[at].source else None, row[at]))
    return tuple(found)


def left_out(source: Article, texts: tuple[Text, Text]) -> tuple[str, ...]:
    """The paragraphs of the source of which the copy has less than a third, in order."""
    one, other = texts
    spans = paragraph_spans(one.words)
    covered = np.zeros(len(one.words), np.bool_)
    for run in tiles(other, one):
        covered[run.other : run.other + run.length] = True
    missing = [
        _span(one.words, first, end - first) for first, end in spans if covered[first:end].mean() < LEAST_PARAGRAPH
    ]
    return tuple(source.text[start:stop] for start, stop in missing)


def paragraph_spans(words: Words) -> list[tuple[int, int]]:
    """First word and the one after the last of each paragraph that has words, in order."""
    if not len(words):
        return []
    begins = np.flatnonzero(np.diff(words.paragraphs, prepend=-1))
    return list(zip(begins.tolist(), [*begins[1:].tolist(), len(words)], strict=True))


def _votes(one: Words, other: Words, laid: Sequence[Run]) -> tuple[list[int], list[dict[int, int]]]:
    """For each paragraph of the second text: how many of its words are from the first, and how many from which
    paragraph of it."""
    ours, theirs = _paragraph_numbers(one), _paragraph_numbers(other)
    spans = len(paragraph_spans(other))
    covered, votes = [0] * spans, [dict[int, int]() for _ in range(spans)]
    for run in laid:
        pairs = np.stack([theirs[run.other : run.other + run.length], ours[run.one : run.one + run.length]])
        for (to, source), count in zip(*_counted(pairs), strict=True):
            covered[to] += count
            votes[to][source] = votes[to].get(source, 0) + count
    return covered, votes


def _counted(pairs: Offsets) -> tuple[list[list[int]], list[int]]:
    which, counts = np.unique(pairs, axis=1, return_counts=True)
    return which.T.tolist(), counts.tolist()


def _paragraph_numbers(words: Words) -> Offsets:
    """For each word the number of its paragraph among those that have words."""
    return np.cumsum(np.diff(words.paragraphs, prepend=words.paragraphs[:1]) != 0)


MOST_WORDS = 2_000

_Side = tuple[Article, Words, tuple[int, int]]


def _changes(source: _Side, copy: _Side) -> tuple[Change, ...]:
    """What differs between two paragraphs, word for word."""
    (one, ours, (first, end)), (other, theirs, (begin, stop)) = source, copy
    if max(end - first, stop - begin) > MOST_WORDS:
        return ()
    matcher = SequenceMatcher(None, ours.numbers[first:end].tolist(), theirs.numbers[begin:stop].tolist(), False)
    return tuple(
        Change(_words(one, ours, first + a, first + b), _words(other, theirs, begin + c, begin + d))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


def _words(article: Article, words: Words, first: int, end: int) -> str:
    return article.text[words.starts[first] : words.ends[end - 1]] if first < end else ""
