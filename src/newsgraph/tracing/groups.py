"""Which articles are one text? Those that copies tie together, and so on, but never through a collection."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from newsgraph.article import ArticleId
from newsgraph.tracing.kinds import CopyKind
from newsgraph.tracing.pairs import Pair

Published = Mapping[ArticleId, datetime | None]


def groups(pairs: Iterable[Pair], published: Published) -> list[tuple[ArticleId, ...]]:
    """Groups of two and more, each in order of id, in order of their first; whoever is in none stands alone.

    Copies and edited copies tie. An excerpt ties too, unless the longer text is a collection: see `ties`. `pairs` are
    the pairs of every kind of these articles; for the groups of a few take those of all whom they `reach`.
    """
    above: dict[ArticleId, ArticleId] = {}

    def top(article: ArticleId) -> ArticleId:
        while (up := above.setdefault(article, article)) != article:
            above[article] = above[up]
            article = up
        return article

    for pair in ties(list(pairs), published):
        first, second = sorted((top(pair.one), top(pair.other)))
        above[second] = first
    found: defaultdict[ArticleId, list[ArticleId]] = defaultdict(list)
    for article in sorted(above):
        found[top(article)].append(article)
    return [tuple(members) for _, members in sorted(found.items())]


def reached(articles: Iterable[ArticleId], pairs_of: Callable[[ArticleId], Iterable[Pair]]) -> frozenset[ArticleId]:
    """These articles and all that copies tie to them, and so on, also through excerpts that make no group: whoever else
    there is has no part in the groups of these. `pairs_of` gives all pairs of an article."""
    found: set[ArticleId] = set()
    waiting = list(articles)
    while waiting:
        article = waiting.pop()
        if article not in found:
            found.add(article)
            waiting += [pair.partner(article) for pair in pairs_of(article) if pair.copies]
    return frozenset(found)


def ties(pairs: Sequence[Pair], published: Published) -> list[Pair]:
    """The pairs that make two articles one text.

    An excerpt does not tie where the longer text holds a second text that has nothing in common with the first: a live
    blog or a week's review that carries two reports whole would make one of them. Unless it is older than both: then it
    is the whole, and they are two different cuts of it.
    """
    shared = {(pair.one, pair.other) for pair in pairs}
    held: defaultdict[ArticleId, set[ArticleId]] = defaultdict(set)
    for pair in pairs:
        if pair.kind is CopyKind.EXCERPT:
            longer, shorter = longer_first(pair)
            held[longer].add(shorter)

    def tied(pair: Pair) -> bool:
        if pair.kind is not CopyKind.EXCERPT:
            return pair.copies
        longer, shorter = longer_first(pair)
        apart = [one for one in held[longer] - {shorter} if (min(one, shorter), max(one, shorter)) not in shared]
        return all(_older(published, longer, (shorter, one)) for one in apart)

    return [pair for pair in pairs if tied(pair)]


def longer_first(pair: Pair) -> tuple[ArticleId, ArticleId]:
    one, other = pair.words
    return (pair.one, pair.other) if one >= other else (pair.other, pair.one)


def _older(published: Published, whole: ArticleId, cuts: Iterable[ArticleId]) -> bool:
    dates = [published.get(cut) for cut in cuts]
    begun = published.get(whole)
    return begun is not None and all(date is not None and begun < date for date in dates)
