"""Which articles are worth reading after this one? Candidates, their sums of reasons, and a choice among them.

`ranked` gives the list, `why` the same sum for any two articles. What it takes from the archive beyond the corpus is in
`Known`: stories, originals of copies, what is withdrawn.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.errors import UnknownName
from newsgraph.relating.choosing import Known, Rules, choice, kept_out, substance, too_little
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Features
from newsgraph.relating.reasons import Related, Rung
from newsgraph.relating.scoring import Scores
from newsgraph.relating.signals import Block
from newsgraph.relating.weights import FLOOR

CANDIDATES = 200
EXPLAINED = 100  # of these as many, the best, are looked at by the rules
NOTHING_KNOWN = Known()
AS_USUAL = Rules()


def why(corpus: Corpus, one: ArticleId, other: ArticleId, *, known: Known = NOTHING_KNOWN) -> Related:
    """The same sum for any two articles, and what keeps the other out of the one's list.

    Raises UnknownName for an article that the corpus does not hold.
    """
    block = Block(corpus, row_of(corpus, one), np.array([row_of(corpus, other)]))
    (related,) = Scores.of(block).explained([0])
    return replace(related, kept_out=kept_out(one, related, known) or too_little(related, FLOOR))


def row_of(corpus: Corpus, article: ArticleId) -> int:
    if article not in corpus.row_of:
        raise UnknownName(f"no article {article} to relate", hint="newsgraph search WORDS")
    return corpus.row_of[article]


def ranked(
    corpus: Corpus,
    article: ArticleId,
    *,
    rules: Rules = AS_USUAL,
    known: Known = NOTHING_KNOWN,
    candidates: Sequence[ArticleId] | None = None,
) -> list[Related]:
    """Best first, ties by id; fewer than asked rather than irrelevant ones, unless `rules.full`.

    `candidates` are what a text engine found (what the corpus does not hold of them is passed over); None searches the
    corpus itself. Raises UnknownName for the article.
    """
    at = row_of(corpus, article)
    if candidates is None:
        rows = corpus.candidates(at, limit=CANDIDATES)
    else:
        found = {corpus.row_of[id] for id in candidates if id in corpus.row_of}
        rows = np.array(sorted(found - {at}), dtype=np.intp)
    scores = Scores.of(Block(corpus, at, rows))
    best = scores.explained(scores.best(EXPLAINED))
    allowed = [one for one in best if not kept_out(article, one, known)]
    chosen = choice(corpus, [one for one in allowed if not too_little(one, rules.floor)], rules, known)
    if rules.full and len(chosen) < rules.limit:
        chosen += _by_the_ladder(corpus, article, allowed, chosen=chosen, rules=rules, known=known)
    return chosen


def ranked_for_text(
    corpus: Corpus, features: Features, *, rules: Rules = AS_USUAL, known: Known = NOTHING_KNOWN
) -> list[Related]:
    """The same for an article that the archive does not hold, a draft."""
    with corpus.visiting(features):
        return ranked(corpus, features.article, rules=rules, known=known)


def _by_the_ladder(
    corpus: Corpus, article: ArticleId, allowed: Sequence[Related], *, chosen: list[Related], rules: Rules, known: Known
) -> list[Related]:
    """What fills a list: more of one story, then above half of the floor, then anything in common, then the newest."""
    rungs = (
        (Rung.SAME_STORY, [one for one in allowed if substance(one) >= rules.floor]),
        (Rung.WEAK, [one for one in allowed if rules.floor / 2 <= substance(one) < rules.floor]),
        (Rung.ANY, [one for one in allowed if substance(one) < rules.floor / 2]),
        (Rung.RECENT, _newest(corpus, article, known, rules.limit + len(allowed) + len(chosen))),
    )
    taken = {one.article for one in chosen}
    more: list[Related] = []
    for rung, found in rungs:
        for one in found:
            if one.article not in taken and len(taken) < rules.limit:
                taken.add(one.article)
                more.append(replace(one, rung=rung))
    return more


def _newest(corpus: Corpus, article: ArticleId, known: Known, many: int) -> list[Related]:
    """The newest articles, those of the same source first, whatever they are about."""
    source = corpus.features[corpus.row_of[article]].source
    rows = [row for row in corpus.rows() if corpus.ids[row] != article and corpus.ids[row] not in known.hidden]
    newest = sorted(
        rows, key=lambda row: (corpus.features[row].source != source, -int(corpus.days[row]), corpus.ids[row])
    )[:many]
    scores = Scores.of(Block(corpus, corpus.row_of[article], np.array(newest, dtype=np.intp)))
    return [one for one in scores.explained(range(len(newest))) if not kept_out(article, one, known)]
