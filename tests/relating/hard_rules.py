"""What every list of related articles must be, whatever the archive: each rule as one check over all of its lists."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

import newsgraph
from newsgraph.article import Article, ArticleId
from newsgraph.leads import Related as Shown
from newsgraph.recommending import _known
from newsgraph.relating import Corpus, Related, Rules, Rung, open_corpus, ranked
from newsgraph.relating.closeness import closeness, least_of
from newsgraph.relating.weights import FLOOR
from newsgraph.shelving import FOLDER

LIMIT = 10
RUNGS = [rung.value for rung in Rung]


@dataclass
class Lists:
    """The lists of all articles of an archive, each asked for once; of every so many as the archive shows them, with
    their evidence, which takes ten times as long as ranking."""

    archive: newsgraph.Archive
    every: int = 1

    @cached_property
    def articles(self) -> dict[ArticleId, Article]:
        return {article.id: article for article in self.archive.articles()}

    @cached_property
    def usual(self) -> dict[ArticleId, list[Related]]:
        return {id: self.ranked(id, Rules(limit=LIMIT)) for id in self.articles}

    @cached_property
    def shown(self) -> dict[ArticleId, list[Shown]]:
        return {id: self.archive.related(id, limit=LIMIT) for id in list(self.articles)[:: self.every]}

    def ranked(self, id: ArticleId, rules: Rules) -> list[Related]:
        return ranked(self.corpus, id, rules=rules, known=lambda ids: _known(self.archive._store, ids))

    @cached_property
    def text_of(self) -> Mapping[ArticleId, ArticleId]:
        """Of each article the smallest id of those that ran its text, as `newsgraph copies` tells them."""
        found: dict[ArticleId, ArticleId] = {}
        for id in sorted(self.articles):
            if id not in found:
                told = self.archive.copies(id)
                found |= dict.fromkeys((id, told.first.article, *(one.article for one in told.ran)), id)
        return found

    @cached_property
    def corpus(self) -> Corpus:
        return open_corpus(self.archive.folder / FOLDER)[0]

    def told_by(self, one: ArticleId, others: Iterable[ArticleId]) -> set[ArticleId]:
        """Those of the others that tell of the event that this one tells of."""
        ids, corpus = list(others), self.corpus
        rows = corpus.rows_of(ids)
        close = closeness(corpus, corpus.own(corpus.row_of(one)), np.asarray(rows, dtype=np.intp))
        return {id for id, alike in zip(ids, close.tolist(), strict=True) if alike >= least_of(corpus)}


def check_itself_and_its_copies(lists: Lists) -> None:
    for id, found in lists.usual.items():
        assert lists.text_of[id] not in {lists.text_of[one.article] for one in found}


def check_nothing_stands_twice(lists: Lists) -> None:
    """No article, and no text."""
    for found in lists.usual.values():
        assert len({lists.text_of[one.article] for one in found}) == len(found) <= LIMIT


def check_one_of_each_story(lists: Lists) -> None:
    told: dict[ArticleId, set[ArticleId]] = {}
    together: dict[ArticleId, set[ArticleId]] = {}
    for found in lists.usual.values():
        for one, other in combinations([one.article for one in found], 2):
            together.setdefault(one, set()).add(other)
    for one, others in together.items():
        told[one] = lists.told_by(one, sorted(others))
    assert not any(told.values())


def check_sums(lists: Lists) -> None:
    """To the last bit, the best first, ties by id."""
    for found in lists.usual.values():
        assert [(one.score, one.article) for one in found] == sorted(
            ((one.score, one.article) for one in found), key=lambda one: (-one[0], one[1])
        )
        for one in found:
            assert one.score == math.fsum(reason.weight * reason.strength for reason in one.reasons)
            assert all(reason.value == reason.weight * reason.strength for reason in one.reasons)
            assert all(0 < reason.strength <= 1 and reason.weight > 0 for reason in one.reasons)


def check_what_is_shown(lists: Lists) -> None:
    """It is what was ranked, reason by reason, each list with a line of plain words."""
    for id, shown in lists.shown.items():
        told = [(one.id, one.score, [(reason.signal, reason.value) for reason in one.reasons]) for one in shown]
        assert told == [
            (one.article, one.score, [(reason.signal, reason.value) for reason in one.reasons])
            for one in lists.usual[id]
        ]
        assert all(one.line and one.rung == Rung.RELATED and not one.kept_out for one in shown)


def check_quotations(lists: Lists) -> None:
    some = 0
    for quote in (reason.quote for found in lists.shown.values() for one in found for reason in one.reasons):
        if quote:
            assert lists.articles[quote.article].text[quote.start : quote.start + len(quote.text)] == quote.text
            assert quote.text.strip() == quote.text
            some += 1
    assert some > len(lists.shown)


def check_nothing_irrelevant(lists: Lists) -> None:
    """All that stands there reaches the floor without its days, by no other rung than the first; nothing is kept
    out of a list that it stands in."""
    for found in lists.usual.values():
        for one in found:
            assert math.fsum(reason.value for reason in one.reasons if reason.signal != "days") >= FLOOR
            assert (one.rung, one.kept_out) == (Rung.RELATED, "")


def check_sources(lists: Lists) -> int:
    """Where more than half of a list is of one source, the others have nothing to say: all that they have that reaches
    the floor is there already, or tells of what one in the list tells of. How many such lists there are."""
    many = 0
    for id, found in lists.usual.items():
        ((source, count),) = Counter(lists.articles[one.article].source for one in found).most_common(1) or [("", 0)]
        if source and count > (LIMIT + 1) // 2:
            many += 1
            listed = {one.article for one in found}
            # What a list chooses from are the fifty best; those that this asks for are no more.
            ranked = lists.ranked(id, Rules(limit=40, collapse=False))
            rest = {one.article for one in ranked if lists.articles[one.article].source != source} - listed
            assert rest == set().union(*(lists.told_by(one, sorted(rest)) for one in sorted(listed))), id
    return many


def check_full(lists: Lists, ids: Iterable[ArticleId]) -> Iterator[str]:
    """A list that is to be full begins with the usual one, goes down the ladder, and holds the hard rules on each rung.
    The rungs that were used."""
    for id in ids:
        full = lists.ranked(id, Rules(limit=LIMIT, full=True))
        usual = lists.usual[id]
        assert len(full) == LIMIT
        assert full[: len(usual)] == usual
        steps = [RUNGS.index(one.rung) for one in full]
        assert steps == sorted(steps)
        assert Rung.RELATED not in {one.rung for one in full[len(usual) :]}
        texts = [lists.text_of[one.article] for one in full]
        assert lists.text_of[id] not in texts
        assert len(set(texts)) == len(texts), f"one text twice in the full list of {id}"
        yield from (one.rung for one in full[len(usual) :])
