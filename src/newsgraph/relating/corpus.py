"""What is known of every article that could be related? One row an article, in arrays of integers.

Nothing here depends on the order in which articles came: columns and rows are numbered as they come, but every strength
is a sum of integers over equal keys, and lists are ordered by strength, then by id.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.relating.epoch import SCALE, Epoch, Tally, learn_epoch
from newsgraph.relating.features import Features, Field
from newsgraph.relating.postings import Postings
from newsgraph.relating.ragged import Cells, Ints, Ragged, Rows, Sparse, dots, with_room
from newsgraph.relating.spots import Spots

NO_DAY = 0  # the ordinal of no day
TELLING = 48  # words of an article that find its candidates
POSTED = (Field.WHOLE, Field.PEOPLE, Field.ORGANISATIONS)


class Corpus:
    """Articles as vectors of one epoch. `add` is a few hundred microseconds; what is removed stays as a dead row."""

    def __init__(self, epoch: Epoch) -> None:
        self.epoch = epoch
        self.tally = Tally()
        self.ids: list[ArticleId] = []
        self.features: list[Features] = []
        self.row_of: dict[ArticleId, int] = {}
        self._column: dict[str, int] = {}
        self._fields = {field: Ragged() for field in Field}
        self._postings = {field: Postings(self._fields[field]) for field in POSTED}
        self._scratch: Ints = np.zeros(1024, dtype=np.int32)
        topics = epoch.topics.directions.shape[1] if epoch.topics else 0
        self._topics = {field: np.zeros((64, topics), dtype=np.int16) for field in (Field.WHOLE, Field.OPENING)}
        self.days = np.zeros(64, dtype=np.int32)
        self.spots = Spots()
        self._alive = np.zeros(64, dtype=np.bool_)

    @classmethod
    def of(cls, articles: Iterable[Features], *, topics: int | None = None) -> "Corpus":
        """All articles of an archive, in an epoch learnt from them."""
        everything = list(articles)
        corpus = cls(learn_epoch(everything, topics=topics))
        for features in everything:
            corpus.add(features)
        return corpus

    def __len__(self) -> int:
        return len(self.row_of)

    def add(self, features: Features) -> int:
        """Its row. An article that is here already is replaced."""
        self.remove(features.article)
        row = len(self.ids)
        self.ids.append(features.article)
        self.features.append(features)
        self.row_of[features.article] = row
        self.tally.add(features)
        vectors = {field: self.epoch.vector(features, field) for field in Field}
        for field, vector in vectors.items():
            self._fields[field].append(self._columns_of(vector), vector.weights)
        self._place(row, features, self.epoch.topic_vectors(vectors[Field.WHOLE], vectors[Field.OPENING]))
        return row

    def _place(self, row: int, features: Features, topics: tuple[NDArray[np.int16], NDArray[np.int16]] | None) -> None:
        self.days = with_room(self.days, row + 1)
        self.days[row] = features.day or NO_DAY
        self._alive = with_room(self._alive, row + 1)
        self._alive[row] = True
        self.spots.append(features)
        for at, field in enumerate(self._topics):
            self._topics[field] = with_room(self._topics[field], row + 1)
            if topics:
                self._topics[field][row] = topics[at]

    def _columns_of(self, vector: Sparse) -> Ints:
        known = self._column
        found = np.array([known.setdefault(key, len(known)) for key in vector.keys], dtype=np.int32)
        self._scratch = with_room(self._scratch, len(known))
        return found

    def remove(self, article: ArticleId) -> None:
        """Nothing happens where it is not here."""
        row = self.row_of.pop(article, None)
        if row is not None:
            self._alive[row] = False
            self.tally.add(self.features[row], -1)

    @contextmanager
    def visiting(self, features: Features) -> Iterator[int]:
        """The row of an article that is here only while it is asked about: a draft. It must not be here already, and
        nothing may be added meanwhile."""
        row = self.add(features)
        try:
            yield row
        finally:
            self.remove(features.article)
            self.ids.pop()
            self.features.pop()
            self.spots.pop()
            for rows in self._fields.values():
                rows.pop()
            for postings in self._postings.values():
                if postings.turned > row:
                    postings.forget()

    def rows(self) -> Rows:
        """The rows of all articles that are here, in order of row."""
        return np.flatnonzero(self._alive[: len(self.ids)])

    def cells(self, field: Field, rows: Rows) -> Cells:
        return self._fields[field].take(rows)

    def products(self, at: int, field: Field, cells: Cells, *, many: int) -> NDArray[np.int64]:
        """The integer dot products of one article's field with the cells of `many` rows."""
        columns, weights = self._fields[field].row(at)
        return dots(columns, weights, cells, scratch=self._scratch, many=many)

    def topics(self, field: Field, rows: Rows | int) -> NDArray[np.int64]:
        """Topic vectors (WHOLE or OPENING) of some rows; no columns where the epoch has no topics."""
        return self._topics[field][rows].astype(np.int64)

    def candidates(self, at: int, *, limit: int = 200, among: Rows | None = None) -> Rows:
        """The rows that share most of its most telling words and names, best first: exact, ties by id, never itself.

        The sum of integer products: its TELLING heaviest words, those of its opening, its people and organisations,
        each with the words and names of the other.
        """
        total = self._sums(at, Field.WHOLE, Field.WHOLE) + self._sums(at, Field.OPENING, Field.WHOLE)
        for field in (Field.PEOPLE, Field.ORGANISATIONS):
            total += self._sums(at, field, field) // 4
        rows = self.rows() if among is None else among
        rows = rows[rows != at]
        return self.best(rows, total[rows], limit)

    def sharing(self, at: int, field: Field, least: float) -> Rows:
        """The other rows whose cosine with this field of it is at least this: exact, over all keys, by row."""
        columns, weights = self._fields[field].row(at)
        rows = self.rows()
        rows = rows[rows != at]
        near = self._postings[field].sums(columns, weights)[rows] >= least * SCALE**2
        return np.asarray(rows[near], dtype=np.intp)

    def _sums(self, at: int, mine: Field, theirs: Field) -> NDArray[np.int64]:
        """The products of the heaviest keys of one article's field with every row; of equals the smallest keys."""
        columns, weights = self._fields[mine].row(at)
        heaviest = np.argsort(-weights, kind="stable")[:TELLING]
        return self._postings[theirs].sums(columns[heaviest], weights[heaviest])

    def best(self, rows: Rows, scores: NDArray[np.int64] | NDArray[np.float64], limit: int) -> Rows:
        """The rows with the highest scores above 0, best first, ties by id."""
        rows, scores = rows[scores > 0], scores[scores > 0]
        if len(rows) > limit:
            least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
            rows, scores = rows[scores >= least], scores[scores >= least]
        order = sorted(range(len(rows)), key=lambda i: (-scores[i], self.ids[rows[i]]))
        ordered: Rows = rows[order[:limit]]
        return ordered
