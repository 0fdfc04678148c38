"""The signals that make one article worth reading after another. Each gives a strength from 0 to 1, and says why.

A signal is a function of one article and a block of others; its docstring is its public documentation. A score is the
sum of weight × strength (`newsgraph.relating.weights`) and of nothing else. Products are of integers, so that a
strength is the same whatever came first. Most wordings are square roots of a cosine, because what people call
"related" grows fast where cosines are small: SemEval 2022 has
Pearson .751 with the cosine of all words, .809 with its root.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.cells import Cells, Rows
from newsgraph.relating.corpus import Corpus, cosines
from newsgraph.relating.features import Field
from newsgraph.relating.numbered import NO_DAY
from newsgraph.relating.own import Own
from newsgraph.relating.topics import LENGTH

Strengths = NDArray[np.float64]

HALF_DAYS = 3.0  # days apart at which the signal of days is half: Miranda et al. 2018 give stories a sigma of 3 days


@dataclass(frozen=True)
class Block:
    """One article, and others, `rows`, in a corpus. Cells are fetched once for all signals."""

    corpus: Corpus
    one: Own
    rows: Rows
    fetched: dict[Field, Cells] = field(default_factory=dict)
    cosines: dict[tuple[Field, Field], Strengths] = field(default_factory=dict)

    def cosine(self, mine: Field, theirs: Field) -> Strengths:
        """The cosine of my one field with their other; worked out once."""
        if (mine, theirs) not in self.cosines:
            self.cosines[mine, theirs] = self._cosine(mine, theirs)
        return self.cosines[mine, theirs]

    def _cosine(self, mine: Field, theirs: Field) -> Strengths:
        vector = self.one.vectors[mine]
        if not len(vector.columns):
            return np.zeros(len(self.rows))
        return cosines(self.corpus.products(vector, self._cells(theirs)))

    def _cells(self, field: Field) -> Cells:
        if field not in self.fetched:
            self.fetched[field] = self.corpus.cells(field, self.rows)
        return self.fetched[field]

    def covered(self, field: Field) -> Strengths:
        """How much of the other's field the one's has too: the share of the squares of its weights, 0 to 1."""
        return self.corpus.covered(self.one.vectors[field].columns, self._cells(field))

    def both_ways(self, part: Field, whole: Field) -> Strengths:
        """How much of the one's part is in the other's whole, and of the other's in the one's: the mean."""
        return (self.cosine(part, whole) + self.cosine(whole, part)) / 2


class SignalName(StrEnum):
    """What a reason is called in every answer."""

    OPENING = "opening"
    WORDING = "wording"
    TITLE = "title"
    TOPICS = "topics"
    MEANING = "meaning"
    QUOTES = "quotes"
    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    PLACES = "places"
    NEARNESS = "nearness"
    DAYS = "days"
    AUTHOR = "author"
    LINKS = "links"
    NOVELTY = "novelty"


def opening(block: Block) -> Strengths:
    """What the one tells first (title and 60 words) is told in the other, and the reverse: √ of the mean cosine."""
    return np.sqrt(block.both_ways(Field.OPENING, Field.WHOLE))


def wording(block: Block) -> Strengths:
    """The articles use the same telling words: √ cosine of all words, each weighed by how rare it is in the archive."""
    return np.sqrt(block.cosine(Field.WHOLE, Field.WHOLE))


def title(block: Block) -> Strengths:
    """The words of the one's title are told in the other: √ of the mean cosine, both ways."""
    return np.sqrt(block.both_ways(Field.TITLE, Field.WHOLE))


def topics(block: Block) -> Strengths:
    """They are about the same things in other words: cosine of openings and wholes among the archive's own topics."""
    corpus, one, rows = block.corpus, block.one, block.rows
    if not corpus.epoch.topics:
        return np.zeros(len(rows))
    both = ((Field.OPENING, Field.WHOLE), (Field.WHOLE, Field.OPENING))
    # einsum, since a product of matrices is slow for integers, and for floats runs in threads that get in each
    # other's way
    one_way, other_way = (np.einsum("ij,j->i", corpus.topics(theirs, rows), one.topics[mine]) for mine, theirs in both)
    return topics_in_common(one_way + other_way)


def topics_in_common(products: NDArray[np.int32]) -> Strengths:
    """The strength of topics: `products` are those of the one's opening with the other's whole, and the reverse."""
    return np.clip(products / (2 * LENGTH**2), 0.0, 1.0)


def meaning(block: Block) -> Strengths:
    """They mean much the same to the sentence model that the archive was given: cosine of what it makes of their titles
    and beginnings. Only in an archive that was given one."""
    return block.corpus.meanings.cosines(block.one.meaning, block.rows)


def quotes(block: Block) -> Strengths:
    """The same words are quoted: √ cosine of runs of three words inside quotation marks."""
    return np.sqrt(block.cosine(Field.QUOTED, Field.QUOTED))


def people(block: Block) -> Strengths:
    """The same people, rare ones above all: √ cosine of the people named, by how often and how rare in the archive."""
    return np.sqrt(block.cosine(Field.PEOPLE, Field.PEOPLE))


def organisations(block: Block) -> Strengths:
    """The same organisations and groups, rare ones above all: √ cosine, as for people. The outlet itself is none of its
    own articles."""
    return np.sqrt(block.cosine(Field.ORGANISATIONS, Field.ORGANISATIONS))


def places(block: Block) -> Strengths:
    """What the one opens with takes place where the other does, the places around them included: mean cosine."""
    return block.both_ways(Field.PLACES_FIRST, Field.PLACES)


def nearness(block: Block) -> Strengths:
    """Their places lie near each other on the map: e^(-km/300) from each to the nearest of the other, both ways."""
    return block.corpus.spots.nearness(block.one.spots, block.rows)


def days(block: Block) -> Strengths:
    """Few days lie between them: 1 on the same day, ½ three days apart, 1/11 after a month; 0 without a date.

    Bounded by its weight, so that it orders equals and never buries an old article that tells more.
    """
    mine, theirs = block.one.day, block.corpus.days[block.rows].astype(np.int64)
    known = (theirs != NO_DAY) & (mine != NO_DAY)
    apart = np.abs(theirs - mine)
    return np.asarray(np.where(known, 1 / (1 + apart / HALF_DAYS), 0.0), dtype=np.float64)


def author(block: Block) -> Strengths:
    """The same person wrote both, on the same beat: by how much their topics agree (their words, without topics)."""
    same = _any_of(block.corpus.written_by(block.rows), block.one.authors)
    if not same.any():
        return same
    return same * (topics(block) if block.corpus.epoch.topics else wording(block))


def links(block: Block) -> Strengths:
    """The one links to the other in its text, or the other to it: 1, else 0."""
    corpus, one = block.corpus, block.one
    to_me = _any_of(corpus.linking_to(block.rows), np.array([one.url] if one.url else [], dtype=np.uint64))
    return np.maximum(to_me, np.isin(corpus.urls(block.rows), one.links))


def novelty(block: Block) -> Strengths:
    """It tells more of the same: cosine of all words, times the share of the other's telling words that the one has
    not. The only signal that is another the other way round: a long report adds to a short one, and not the reverse."""
    return block.cosine(Field.WHOLE, Field.WHOLE) * (1 - block.covered(Field.WHOLE))


def most_novelty(block: Block) -> Strengths:
    """The most that the signal of novelty can be from the other to the one: without a look at which words these are."""
    return block.cosine(Field.WHOLE, Field.WHOLE)


def _any_of(theirs: tuple[Rows, NDArray[np.uint64]], mine: NDArray[np.uint64]) -> Strengths:
    """1 for those that have any of mine, else 0."""
    lengths, values = theirs
    result = np.zeros(len(lengths))
    if len(mine) and len(values):
        result[np.repeat(np.arange(len(lengths)), lengths)[np.isin(values, mine)]] = 1.0
    return result


@dataclass(frozen=True, slots=True)
class Signal:
    """`strength` gives numbers from 0 to 1, one for each row of the block."""

    name: SignalName
    strength: Callable[[Block], Strengths]

    @property
    def doc(self) -> str:
        return " ".join((self.strength.__doc__ or "").split())


SIGNALS = tuple(
    Signal(SignalName(one.__name__), one)
    for one in (
        *(opening, wording, title, topics, meaning, quotes, people),
        *(organisations, places, nearness, days, author, links, novelty),
    )
)


def strengths(block: Block) -> dict[SignalName, Strengths]:
    """All signals of a block; without a model there is none of meaning."""
    silent = () if block.corpus.meanings.model.width else (SignalName.MEANING,)
    return {signal.name: signal.strength(block) for signal in SIGNALS if signal.name not in silent}
