"""Which articles are worth reading after this one? Candidates, their sums of reasons, and a choice among them.

`ranked` gives the list, `why` the same sum for any two articles. What it takes from the archive beyond the corpus is in
`Known`: originals of copies, what is withdrawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.errors import UnknownName
from newsgraph.relating.choosing import ANY, Among, Known, Rules, choice, fits, kept_out, substance, too_little
from newsgraph.relating.corpus import Corpus, Own
from newsgraph.relating.numbered import Numbered
from newsgraph.relating.reasons import Related, Rung
from newsgraph.relating.scoring import Scores
from newsgraph.relating.signals import Block
from newsgraph.relating.weights import FLOOR

CANDIDATES = 200
EXPLAINED = 60  # of these as many, the best, are looked at by the rules
NOTHING_KNOWN = Known()
AS_USUAL = Rules()
OWN_SOURCE = 10**7  # days that an article of the same source is newer by: more than there are


def why(corpus: Corpus, one: ArticleId, other: ArticleId, *, known: Known = NOTHING_KNOWN) -> Related:
    """The same sum for any two articles, and what keeps the other out of the one's list.

    Raises UnknownName for an article that the corpus does not hold.
    """
    block = Block(corpus, corpus.own(row_of(corpus, one)), np.array([row_of(corpus, other)]))
    (related,) = Scores.of(block).explained([0])
    return replace(related, kept_out=kept_out(one, related, known) or too_little(related, FLOOR))


def row_of(corpus: Corpus, article: ArticleId) -> int:
    row = corpus.row_of(article)
    if row < 0:
        raise UnknownName(f"no article {article} to relate", hint="newsgraph search WORDS")
    return row


def ranked(
    corpus: Corpus,
    article: ArticleId | Numbered,
    *,
    rules: Rules = AS_USUAL,
    known: Known | Callable[[Sequence[ArticleId]], Known] = NOTHING_KNOWN,
    among: Among = ANY,
) -> list[Related]:
    """Best first, ties by id; fewer than asked rather than irrelevant ones, unless `rules.full`.

    The numbers of an article ask for a draft that the corpus does not hold. `known` may be asked for what the archive
    knows of the candidates; `among` says which articles may stand in the list. Raises UnknownName for
    an article that is not here.
    """
    one = corpus.draft(article) if isinstance(article, Numbered) else corpus.own(row_of(corpus, article))
    allowed_rows = among.rows(corpus)
    rows = corpus.candidates(one, limit=CANDIDATES, among=allowed_rows)
    scores = Scores.of(Block(corpus, one, rows))
    best = scores.explained(scores.best(EXPLAINED))
    told = known([one.article, *(found.article for found in best)]) if callable(known) else known
    allowed = [found for found in best if not kept_out(one.article, found, told, copies=rules.copies)]
    if rules.wanted:
        allowed = [
            found for found in allowed if fits(found, rules.wanted, same_source=_same_source(corpus, one, found))
        ]
    listed = choice(corpus, [found for found in allowed if not too_little(found, rules.floor)], rules, told)
    if rules.full and len(listed) < rules.limit:
        listed += _by_the_ladder(corpus, one, allowed, chosen=listed, rules=rules, known=told, among=allowed_rows)
    return listed


def _same_source(corpus: Corpus, one: Own, other: Related) -> bool:
    return int(corpus.sources[corpus.row_of(other.article)]) == one.source


def _by_the_ladder(
    corpus: Corpus,
    one: Own,
    allowed: Sequence[Related],
    *,
    chosen: list[Related],
    rules: Rules,
    known: Known,
    among: NDArray[np.bool_] | None,
) -> list[Related]:
    """What fills a list: more of one story, then above half of the floor, then anything in common, then the newest."""
    rungs = (
        (Rung.SAME_STORY, [one for one in allowed if substance(one) >= rules.floor]),
        (Rung.WEAK, [one for one in allowed if rules.floor / 2 <= substance(one) < rules.floor]),
        (Rung.ANY, [one for one in allowed if substance(one) < rules.floor / 2]),
        (Rung.RECENT, [] if rules.wanted else _newest(corpus, one, known, many=rules.limit + 60, among=among)),
    )
    taken = {one.article for one in chosen}
    more: list[Related] = []
    for rung, found in rungs:
        for next in found:
            if next.article not in taken and len(taken) < rules.limit:
                taken.add(next.article)
                more.append(replace(next, rung=rung))
    return more


def _newest(corpus: Corpus, one: Own, known: Known, *, many: int, among: NDArray[np.bool_] | None) -> list[Related]:
    """The newest articles, those of the same source first, whatever they are about."""
    rows = corpus.rows()
    rows = rows[(rows != one.row) & (True if among is None else among[rows])]
    ranks = np.where(
        corpus.sources[rows] == one.source, corpus.days[rows].astype(np.int64) + OWN_SOURCE, corpus.days[rows]
    )
    newest = corpus.best(rows, ranks + 1, many)  # an article without a date is the oldest
    scores = Scores.of(Block(corpus, one, newest))
    return [found for found in scores.explained(range(len(newest))) if not kept_out(one.article, found, known)]
