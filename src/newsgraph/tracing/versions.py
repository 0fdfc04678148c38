"""Who ran it, when, how much of it, and what did each change? The answer to `newsgraph copies ARTICLE`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from newsgraph.article import Article, ArticleId
from newsgraph.tracing.kinds import CopyKind
from newsgraph.tracing.overlap import Text, text_of
from newsgraph.tracing.pairs import by_date, compare
from newsgraph.tracing.passages import Passage, left_out, passages
from newsgraph.tracing.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One article beside the text that it is compared with.

    `kind` is None where the two share nothing to speak of by themselves: they are in one group through others. `kept`
    is how much of the compared text it has, `taken` how much of it is from there, in words, 0 to 1. `passages` are its
    paragraphs, `left_out` the paragraphs of the compared text that it does not have. `uncorrected` are words of
    an earlier state of that text which it still has, "" where it has none: it ran before the correction.
    """

    article: ArticleId
    source: str
    published: datetime | None
    title: str
    kind: CopyKind | None
    kept: float
    taken: float
    passages: tuple[Passage, ...]
    left_out: tuple[str, ...]
    uncorrected: str


def versions(against: Article, others: Sequence[Article], *, earlier: Sequence[Article] = ()) -> tuple[Version, ...]:
    """The others beside one text, mostly the origin, in order of date (undated ones last), then of id.

    `earlier` are former states of `against`, as the store keeps them, the first one first.
    """
    ours = text_of(words_of(against))
    before = [(state, text_of(words_of(state))) for state in earlier]
    return tuple(_version(against, ours, other, before) for other in sorted(others, key=by_date))


def _version(against: Article, ours: Text, other: Article, before: Sequence[tuple[Article, Text]]) -> Version:
    theirs = text_of(words_of(other))
    texts = ours, theirs
    pair = compare(against, other, texts)
    shares = pair.covered if pair else (0.0, 0.0)
    kept, taken = shares if against.id < other.id else shares[::-1]
    return Version(
        article=other.id,
        source=other.source,
        published=other.published,
        title=other.title,
        kind=pair.kind if pair else None,
        kept=round(kept, 4),
        taken=round(taken, 4),
        passages=passages(against, other, texts),
        left_out=left_out(against, texts),
        uncorrected=next((words for _, state in before if (words := _stale(other, theirs, state, ours))), ""),
    )


def _stale(article: Article, text: Text, state: Text, now: Text) -> str:
    """The words of the article that only the earlier state has, first to last of the first such place; "" where it has
    none, or as many of the words that came with the correction."""
    old = np.setdiff1d(state.distinct, now.distinct, assume_unique=True)
    new = np.setdiff1d(now.distinct, state.distinct, assume_unique=True)
    if np.isin(text.distinct, old).sum() <= np.isin(text.distinct, new).sum():
        return ""
    at = np.flatnonzero(np.isin(text.grams, old))
    end = next((i for i in range(1, len(at)) if at[i] > at[i - 1] + 1), len(at)) - 1
    return article.text[text.words.starts[at[0]] : text.words.ends[at[end] + 2]]
