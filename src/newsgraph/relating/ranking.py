"""Which articles are worth reading after this one? Candidates, their sums of reasons, and a choice among them.

`ranked` gives the list, `why` the same sum for any two articles. What it takes from the archive beyond the corpus is in
`Known`: originals of copies, what is withdrawn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.errors import UnknownName
from newsgraph.relating.choosing import ANY, Among, Known, Rules, choice, fits, kept_out, too_little
from newsgraph.relating.corpus import Corpus
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
    scores = Scores.of(Block(corpus, corpus.own(row_of(corpus, one)), np.array([row_of(corpus, other)])))
    (related,) = scores.explained([0])
    barred = kept_out(one, other, known, copy=bool(scores.copies[0]))
    return replace(related, kept_out=barred or too_little(float(scores.substances[0]), FLOOR))


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
    return listed(Block(corpus, one, rows), rules=rules, known=known, among=allowed_rows)


def listed(
    block: Block,
    *,
    rules: Rules,
    known: Known | Callable[[Sequence[ArticleId]], Known],
    among: NDArray[np.bool_] | None = None,
) -> list[Related]:
    """The list of one article out of its candidates, the rows of the block."""
    scores = Scores.of(block)
    best = scores.ids(scores.best(EXPLAINED))
    told = _asked(known, [block.one.article, *best.values()])
    allowed = _wanted(scores, _allowed(scores, best, told, rules), rules)
    chosen = choice(scores, [at for at in allowed if scores.substances[at] >= rules.floor], rules, told)
    found = scores.explained(chosen)
    if rules.full and len(found) < rules.limit:
        texts = {_text(one.article, told, rules) for one in found}
        found += _by_the_ladder(scores, allowed, texts, rules=rules, known=told)
        if len(found) < rules.limit and not rules.wanted:
            found += _newest(scores, texts, rules=rules, known=known, among=among)
    return found


def _asked(known: Known | Callable[[Sequence[ArticleId]], Known], ids: Sequence[ArticleId]) -> Known:
    return known(ids) if callable(known) else known


def _text(id: ArticleId, known: Known, rules: Rules) -> ArticleId:
    """What stands for all that ran the article's text; where copies are asked for, itself."""
    return id if rules.copies else known.original.get(id, id)


def _with_other_texts(
    places: Sequence[int], scores: Scores, texts: set[ArticleId], *, rules: Rules, known: Known
) -> list[int]:
    """Those of the places that a full list has room for and whose text it does not have; `texts` are all that it
    has, and has then."""
    found = []
    for at, id in scores.ids(places).items():
        text = _text(id, known, rules)
        if text not in texts and len(texts) < rules.limit:
            texts.add(text)
            found.append(at)
    return found


def _allowed(scores: Scores, ids: Mapping[int, ArticleId], known: Known, rules: Rules) -> list[int]:
    """The places of those that no hard rule bars."""
    one, copies = scores.block.one.article, scores.copies
    return [at for at, id in ids.items() if not kept_out(one, id, known, copy=bool(copies[at]), copies=rules.copies)]


def _wanted(scores: Scores, places: list[int], rules: Rules) -> list[int]:
    if not rules.wanted:
        return places
    same_source = scores.block.corpus.sources[scores.block.rows] == scores.block.one.source
    told = zip(places, scores.explained(places), strict=True)
    return [at for at, found in told if fits(found, rules.wanted, same_source=bool(same_source[at]))]


def _by_the_ladder(
    scores: Scores, allowed: Sequence[int], texts: set[ArticleId], *, rules: Rules, known: Known
) -> list[Related]:
    """What fills a list: more of one story, then above half of the floor, then anything in common. No text twice."""
    rungs = {Rung.SAME_STORY: rules.floor, Rung.WEAK: rules.floor / 2, Rung.ANY: 0.0}
    more = list[Related]()
    for rung, least in rungs.items():
        enough = [at for at in allowed if scores.substances[at] >= least]
        some = _with_other_texts(enough, scores, texts, rules=rules, known=known)
        more += [replace(found, rung=rung) for found in scores.explained(some)]
    return more


def _newest(
    scores: Scores,
    texts: set[ArticleId],
    *,
    rules: Rules,
    known: Known | Callable[[Sequence[ArticleId]], Known],
    among: NDArray[np.bool_] | None,
) -> list[Related]:
    """The last rung: the newest articles, those of the same source first, whatever they are about."""
    corpus, one = scores.block.corpus, scores.block.one
    rows = corpus.rows()
    rows = rows[(rows != one.row) & (True if among is None else among[rows])]
    same_source = corpus.sources[rows] == one.source
    ranks = corpus.days[rows].astype(np.int64) + np.where(same_source, OWN_SOURCE, 0)
    newest = Scores.of(Block(corpus, one, corpus.best(rows, ranks + 1, rules.limit + 60)))  # without a date: the oldest
    ids = newest.ids(range(len(newest.totals)))
    told = _asked(known, [one.article, *ids.values()])
    free = _with_other_texts(_allowed(newest, ids, told, rules), newest, texts, rules=rules, known=told)
    return [replace(one, rung=Rung.RECENT) for one in newest.explained(free)]
