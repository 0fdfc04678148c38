"""Which lists of related articles does an article enter? Asked of the few that came, not of all that were there.

What stands in a list shares enough with the article that is read, and all that is shared is the same both ways: so the
lists that an article may stand in are those of what it could list itself. These are made, and looked into.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.relating.cells import Rows
from newsgraph.relating.choosing import Known, Rules
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.ranking import AS_USUAL, CANDIDATES, NOTHING_KNOWN, listed, row_of
from newsgraph.relating.reasons import Related
from newsgraph.relating.scoring import Scores
from newsgraph.relating.signals import Block

LOOKED_AT = 3000
"""Articles that share most with one, of which those that share enough are asked whether it is a candidate of theirs. Of
3,057 entries that 300 articles have in all lists of 12,000 (`benchmarks.related`'s corpus) one is missed so; with 1,000
articles, 2 of 1,000 are."""


def entered(
    corpus: Corpus,
    articles: Sequence[ArticleId],
    *,
    rules: Rules = AS_USUAL,
    known: Known | Callable[[Sequence[ArticleId]], Known] = NOTHING_KNOWN,
) -> dict[ArticleId, list[Related]]:
    """The lists, as `ranked` gives them now, that any of these articles stands in, by the article whose list it is.

    Lists that are filled by what is newest (`Rules.full`) are found as far as they are related. Raises UnknownName.
    """
    came = set(articles)
    new = corpus.rows_of(articles)
    found: dict[ArticleId, list[Related]] = {}
    for row in sorted({row for article in articles for row in _may_list(corpus, article, rules).tolist()}):
        reader = corpus.own(row)
        rows = corpus.candidates(reader, limit=CANDIDATES)
        if not np.isin(new, rows).any():  # half of them: a sixth of the time that a list takes
            continue
        made = listed(Block(corpus, reader, rows), rules=rules, known=known)
        if any(one.article in came for one in made):
            found[reader.article] = made
    return dict(sorted(found.items()))


def _may_list(corpus: Corpus, article: ArticleId, rules: Rules) -> Rows:
    """The rows whose lists the article may stand in."""
    one = corpus.own(row_of(corpus, article))
    scores = Scores.of(Block(corpus, one, corpus.candidates(one, limit=LOOKED_AT)))
    least = 0.0 if rules.full else rules.floor
    return np.asarray(scores.block.rows[scores.for_them()[1] >= least], dtype=np.intp)


def placed(lists: Mapping[ArticleId, Sequence[Related]], article: ArticleId) -> list[tuple[int, ArticleId, Related]]:
    """Where the article stands in them: its place from 1 on, whose list it is, and what that list says of it; highest
    places first, then higher scores, then by id."""
    stands = [
        (place, reader, one)
        for reader, listed in lists.items()
        for place, one in enumerate(listed, 1)
        if one.article == article
    ]
    return sorted(stands, key=lambda stand: (stand[0], -stand[2].score, stand[1]))
