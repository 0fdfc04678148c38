"""Which articles are worth reading after this one? Ranked by the sum of their reasons, then chosen by rules.

`scored` gives the scores of any rows, `reasons` what one is made of, `ranked` the list: candidates, scores, hard rules,
a floor, and a choice that does not say the same thing ten times (maximal marginal relevance: Carbonell and Goldstein
1998). What it takes from the archive beyond the corpus is in `Known`.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.errors import UnknownName
from newsgraph.relating.corpus import NO_DAY, Corpus
from newsgraph.relating.features import Features, Field
from newsgraph.relating.ragged import Rows
from newsgraph.relating.reasons import Reason, Related, Relation, Rung, total
from newsgraph.relating.signals import SIGNALS, Block, SignalName, Strengths, strengths
from newsgraph.relating.weights import COPY, FLOOR, SAME_EVENT_WORDING, SAME_SUBJECT_WORDING, WEIGHTS, WITHOUT_TOPICS

CANDIDATES = 200
DIVERSITY = 0.3  # share of the choice that what is already chosen has: λ 0.7, as in most of the literature
CHOSEN_FROM = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive knows besides. `story` names the story of an article, `original` the article that it copies;
    `hidden` are withdrawn or under embargo."""

    story: Mapping[ArticleId, str] = field(default_factory=dict)
    original: Mapping[ArticleId, ArticleId] = field(default_factory=dict)
    hidden: AbstractSet[ArticleId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a list is chosen. `collapse` leaves one article of each story; `full` fills the list by the ladder of `Rung`.
    At most half of a list is of one source, where others have something to say."""

    limit: int = 10
    floor: float = FLOOR
    collapse: bool = True
    full: bool = False


NOTHING_KNOWN = Known()
AS_USUAL = Rules()


def weights_in(corpus: Corpus) -> Mapping[SignalName, float]:
    """An archive that is too small for topics gives their weight to the words."""
    return WEIGHTS if corpus.epoch.topics else WITHOUT_TOPICS


def scored(block: Block) -> Strengths:
    """The score of each row: Σ weight × strength."""
    found, weights = strengths(block), weights_in(block.corpus)
    return np.asarray(np.sum([weights[name] * found[name] for name in found], axis=0), dtype=np.float64)


def reasons(block: Block) -> list[tuple[Reason, ...]]:
    """For each row the reasons that are not 0, the largest first."""
    found, weights = strengths(block), weights_in(block.corpus)
    told = [
        [
            Reason(signal=signal.name, strength=float(found[signal.name][at]), weight=weights[signal.name])
            for signal in SIGNALS
            if found[signal.name][at] > 0 and weights[signal.name] > 0
        ]
        for at in range(len(block.rows))
    ]
    return [tuple(sorted(one, key=lambda reason: (-reason.value, reason.signal))) for one in told]


def why(corpus: Corpus, one: ArticleId, other: ArticleId, *, known: Known = NOTHING_KNOWN) -> Related:
    """The same sum for any two articles, and what keeps the other out of the one's list.

    Raises UnknownName for an article that the corpus does not hold.
    """
    block = Block(corpus, row_of(corpus, one), np.array([row_of(corpus, other)]))
    (related,) = explained(block)
    return replace(related, kept_out=_kept_out(corpus, one, related, known) or _too_little(related, FLOOR))


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
    block = Block(corpus, at, rows)
    best = corpus.best(rows, scored(block), CANDIDATES)
    allowed = [one for one in explained(Block(corpus, at, best)) if not _kept_out(corpus, article, one, known)]
    chosen = _choice(corpus, [one for one in allowed if not _too_little(one, rules.floor)], rules, known)
    if rules.full and len(chosen) < rules.limit:
        chosen += _by_the_ladder(corpus, article, allowed, chosen=chosen, rules=rules, known=known)
    return chosen


def ranked_for_text(
    corpus: Corpus, features: Features, *, rules: Rules = AS_USUAL, known: Known = NOTHING_KNOWN
) -> list[Related]:
    """The same for an article that the archive does not hold, a draft."""
    with corpus.visiting(features):
        return ranked(corpus, features.article, rules=rules, known=known)


def explained(block: Block) -> list[Related]:
    """Each row with its reasons and relation, in the order of the rows."""
    wording = block.cosine(Field.WHOLE, Field.WHOLE)
    found = []
    for row, why, alike in zip(block.rows, reasons(block), wording, strict=True):
        relation = _relation(why, float(alike), _days_later(block.corpus, block.at, int(row)))
        found.append(Related(article=block.corpus.ids[row], score=total(why), reasons=why, relation=relation))
    return found


def _days_later(corpus: Corpus, at: int, row: int) -> int | None:
    one, other = int(corpus.days[at]), int(corpus.days[row])
    return None if NO_DAY in (one, other) else other - one


def _relation(reasons: Sequence[Reason], alike: float, days: int | None) -> Relation:
    """In words. Days apart of 3 or less (or unknown) and much the same words: one event."""
    if alike >= COPY:
        return Relation.COPY
    near = days is None or abs(days) <= 3
    strong = {reason.signal: reason.strength for reason in reasons}
    if alike >= SAME_EVENT_WORDING**2:
        if near:
            return Relation.SAME_EVENT
        return Relation.SINCE if days and days > 0 else Relation.BEFORE
    if max(strong.get(SignalName.PEOPLE, 0), strong.get(SignalName.ORGANISATIONS, 0)) >= 0.5:
        return Relation.SAME_NAMES
    place = alike < SAME_SUBJECT_WORDING**2 and strong.get(SignalName.PLACES, 0) >= 0.5
    return Relation.SAME_PLACE if place else Relation.SAME_SUBJECT


def _kept_out(corpus: Corpus, article: ArticleId, related: Related, known: Known) -> str:
    """Which hard rule bars it, in words, "" for none."""
    other = related.article
    if other == article:
        return "it is the article itself"
    if other in known.hidden:
        return "it is withdrawn or under embargo"
    if related.relation is Relation.COPY:
        return "it is a copy of the article"
    if known.original.get(other, other) == known.original.get(article, article):
        return "it is a copy of the article, or both are of one"
    return ""


def _too_little(related: Related, floor: float) -> str:
    substance = _substance(related)
    return "" if substance >= floor else f"what they share, {substance:.3f}, is below the floor {floor:.3f}"


def _substance(related: Related) -> float:
    """The score without what days add: two articles are not related by being of one day."""
    return math.fsum(reason.value for reason in related.reasons if reason.signal is not SignalName.DAYS)


def _choice(corpus: Corpus, found: Sequence[Related], rules: Rules, known: Known) -> list[Related]:
    """At most the limit, chosen so that each adds something; in order of score."""
    left = list(_representatives(found, known, collapse=rules.collapse))[:CHOSEN_FROM]
    alike = _alike(corpus, left)
    chosen: list[int] = []
    most = max(1, (rules.limit + 1) // 2)
    while len(chosen) < min(rules.limit, len(left)):
        sources = Counter(_source(corpus, left[i]) for i in chosen)
        free = [i for i in range(len(left)) if i not in chosen]
        fair = [i for i in free if not _source(corpus, left[i]) or sources[_source(corpus, left[i])] < most] or free
        chosen.append(max(fair, key=lambda i: (_worth(left, alike, chosen, i), -i)))
    return [left[i] for i in sorted(chosen)]


def _representatives(found: Sequence[Related], known: Known, *, collapse: bool) -> list[Related]:
    """The best of each group of copies and, where asked, of each story."""
    seen: set[str] = set()
    kept = []
    for one in found:
        groups: set[str] = {known.original.get(one.article, one.article)}
        if collapse and one.article in known.story:
            groups.add(f"story {known.story[one.article]}")
        if groups.isdisjoint(seen):
            kept.append(one)
        seen |= groups
    return kept


def _alike(corpus: Corpus, found: Sequence[Related]) -> Strengths:
    """The cosine of all words of any two, (n, n)."""
    rows: Rows = np.array([corpus.row_of[one.article] for one in found], dtype=np.intp)
    return np.array([Block(corpus, int(row), rows).cosine(Field.WHOLE, Field.WHOLE) for row in rows])


def _worth(found: Sequence[Related], alike: Strengths, chosen: Sequence[int], i: int) -> float:
    told = max((float(alike[i, j]) for j in chosen), default=0.0)
    return (1 - DIVERSITY) * found[i].score - DIVERSITY * told * found[i].score


def _source(corpus: Corpus, related: Related) -> str:
    return corpus.features[corpus.row_of[related.article]].source


def _by_the_ladder(
    corpus: Corpus, article: ArticleId, allowed: Sequence[Related], *, chosen: list[Related], rules: Rules, known: Known
) -> list[Related]:
    """What fills a list: more of one story, then above half of the floor, then anything in common, then the newest."""
    rungs = (
        (Rung.SAME_STORY, [one for one in allowed if _substance(one) >= rules.floor]),
        (Rung.WEAK, [one for one in allowed if rules.floor / 2 <= _substance(one) < rules.floor]),
        (Rung.ANY, [one for one in allowed if _substance(one) < rules.floor / 2]),
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
        map(int, rows),
        key=lambda row: (corpus.features[row].source != source, -int(corpus.days[row]), corpus.ids[row]),
    )[:many]
    block = Block(corpus, corpus.row_of[article], np.array(newest, dtype=np.intp))
    return [one for one in explained(block) if not _kept_out(corpus, article, one, known)]
