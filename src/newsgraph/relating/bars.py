"""Which lists may an article enter? Those whose bar it passes: one comparison for each, where `entered` makes the list.

Of a full list every article was chosen for its score, less at most what DIVERSITY takes for saying what the one that is
most like it says. So an article whose whole score is below the least that any of them was worth is in no step the best.
Only where a list holds more of one source than its rule would have it, another source may enter with any score.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.relating.choosing import DIVERSITY, Rules
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.entering import LOOKED_AT
from newsgraph.relating.features import Field
from newsgraph.relating.ranking import row_of
from newsgraph.relating.reasons import Related
from newsgraph.relating.scoring import Scores
from newsgraph.relating.signals import Block

TOLERANCE = 1e-6  # scores are summed in other orders the other way round


def bar_of(corpus: Corpus, found: Sequence[Related], sources: Sequence[str], rules: Rules) -> float:
    """The score below which no article enters this list; 0 for one that has room."""
    counted = Counter(source for source in sources if source)
    if len(found) < rules.limit or rules.full or max(counted.values(), default=0) > max(1, (rules.limit + 1) // 2):
        return 0.0
    rows = np.array([corpus.row_of(one.article) for one in found], dtype=np.intp)
    among = corpus.cosines_among(Field.WHOLE, rows)
    alike = [max((float(some[other]) for other in range(len(rows)) if other != at), default=0.0)
             for at, some in enumerate(map(among, range(len(rows))))]  # fmt: skip
    worth = [one.score * (1 - DIVERSITY - DIVERSITY * like) for one, like in zip(found, alike, strict=True)]
    return min(worth) / (1 - DIVERSITY) - TOLERANCE


def may_enter(
    corpus: Corpus, articles: Sequence[ArticleId], bars: Mapping[ArticleId, float], *, rules: Rules
) -> set[ArticleId]:
    """The articles whose lists any of these may stand in; a list that has no bar has room. Raises UnknownName."""
    least = np.zeros(len(corpus.days))
    readers = [reader for reader in bars if corpus.row_of(reader) >= 0]
    least[corpus.rows_of(readers)] = [bars[reader] for reader in readers]
    floor, found = 0.0 if rules.full else rules.floor, set[ArticleId]()
    for article in articles:
        one = corpus.own(row_of(corpus, article))
        scores = Scores.of(Block(corpus, one, corpus.candidates(one, limit=LOOKED_AT)))
        rows, (totals, substances) = scores.block.rows, scores.for_them()
        passed = (substances >= floor - TOLERANCE) & (totals >= least[rows])
        found.update(corpus.ids(rows[passed]))
    return found
