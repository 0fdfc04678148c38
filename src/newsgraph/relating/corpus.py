"""What is known of every article that could be related? One row an article, in arrays of integers.

Nothing here depends on the order in which articles came: columns and rows are numbered as they come, but every strength
is a sum of integers over equal keys, and lists are ordered by strength, then by id.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.mapped import ease
from newsgraph.relating.background import shares
from newsgraph.relating.cells import Cells, CosinesAmong, Ints, Rows, Sparse, covered, dots, heaviest, matched
from newsgraph.relating.columns import Column, Columns
from newsgraph.relating.epoch import SCALE, Epoch
from newsgraph.relating.features import Features, Field
from newsgraph.relating.learning import hashes_by_number, learn
from newsgraph.relating.meaning import NO_MODEL, Meanings, Model
from newsgraph.relating.numbered import NO_DAY, Numbered, numbered
from newsgraph.relating.numbering import Hashes, Numbering, hash_of, hashes_of
from newsgraph.relating.own import Asked, Own
from newsgraph.relating.postings import Postings
from newsgraph.relating.ragged import Lists, Ragged, in_parts, only, runs, taken
from newsgraph.relating.spots import Floats, Spots
from newsgraph.relating.topics import Topics

TELLING = 48  # words of an article that find its candidates
POSTED = (Field.WHOLE, Field.PEOPLE, Field.ORGANISATIONS)
WITH_TOPICS = (Field.WHOLE, Field.OPENING)
MOST_READ = 40_000
"""Cells of postings that are read for one article. Of 12,000 articles the lists of ten keep 98 of 100 entries of those
found without a bound, for 0.6 ms in place of 3.5; with 20,000 96 of 100, with 10,000 93 (`benchmarks.related`'s corpus,
300 articles)."""
LEAST_ASKED = 12  # keys that candidates are found by however many have them; not swept
MOST_DEAD = 0.5  # dead rows to a living one: an article is put anew whenever its names are settled anew
NAMES_SHARE = 4  # a name's product counts a quarter of a word's when candidates are looked for
AT_ONCE = 2_000  # articles whose rows are made at once


class Corpus:
    """Articles as vectors of one epoch, in memory or in a folder. What is removed stays as a dead row until the next
    epoch."""

    def __init__(
        self,
        columns: Columns | None = None,
        *,
        keys: Numbering | None = None,
        epoch: Epoch | None = None,
        ids: Numbering | None = None,
        hashes: Hashes | None = None,
        model: Model = NO_MODEL,
    ) -> None:
        self.columns = columns or Columns()
        self.keys = keys or Numbering()
        self.key_hashes = self.columns.make("keys", np.uint64)
        self.places = ids or Numbering()  # of articles: their rows
        if hashes is not None:
            self.key_hashes.append(hashes)
        elif not len(self.key_hashes):
            self.number(hashes_of(sorted(shares())))
        self.epoch = epoch or Epoch(self.keys, 0, np.zeros(0, np.int32), np.zeros(0))
        self._ids = Lists(self.columns, "ids", np.uint8)
        self.fields = {field: Ragged(self.columns, field.replace(" ", "_")) for field in Field}
        self.postings = Postings([self.fields[field] for field in POSTED], folder=self.columns.folder)
        self.spots = Spots(self.columns)
        self._days, self._sources, self._urls = (
            self.columns.make(*one) for one in (("days", np.int32), ("sources", np.uint64), ("urls", np.uint64))
        )
        self._authors, self._links = (Lists(self.columns, name, np.uint64) for name in ("authors", "links"))
        self.meanings = Meanings(self.columns, model)
        self._topics = _topic_columns(self.columns, self.epoch.topics)
        self._dead = self.columns.make("dead", np.int32)
        self._alive = np.ones(len(self._days), dtype=np.bool_)
        self._alive[self._dead.data] = False
        self._room()

    @classmethod
    def of(cls, articles: Iterable[Features], *, topics: int | None = None) -> "Corpus":
        """All articles of an archive in memory, in an epoch learnt from them."""
        first = cls()
        first.add_all([numbered(one) for one in articles])
        return first.renewed(topics=topics)

    def __len__(self) -> int:
        return int(np.count_nonzero(self._alive))

    # -- rows ------------------------------------------------------------------------------------------------

    def add(self, features: Features) -> None:
        """An article that is here already is replaced."""
        self.add_all([numbered(features)])

    def add_all(self, articles: Sequence[Numbered]) -> None:
        """All different ones; those that are here already are replaced."""
        for start in range(0, len(articles), AT_ONCE):
            self._add(articles[start : start + AT_ONCE])

    def _add(self, articles: Sequence[Numbered]) -> None:
        self.remove([one.article for one in articles])
        for field in Field:
            bags = [one.bag(field) for one in articles]
            keys, times = (np.concatenate(part) for part in zip(*bags, strict=True))
            lengths = np.array([len(bag.keys) for bag in bags], dtype=np.int64)
            self._put(field, lengths, self.number(keys), times)
        self._put_facts(articles)
        self._room()
        first = len(self._alive)
        self._put_topics(np.arange(first, first + len(articles)))
        ids = hashes_of(one.article for one in articles)
        self.places.put(ids, np.arange(first, first + len(articles), dtype=np.int32))
        self._alive = np.append(self._alive, np.ones(len(articles), dtype=np.bool_))

    def _put(self, field: Field, lengths: Rows, columns: Ints, times: NDArray[np.uint8]) -> None:
        weights = self.epoch.weights(field, columns, times, lengths)
        self.fields[field].append(lengths, columns, times, weights)

    def _put_facts(self, articles: Sequence[Numbered]) -> None:
        ids = [np.frombuffer(one.article.encode("utf-8", "surrogatepass"), np.uint8) for one in articles]
        for lists, values in (
            (self._ids, ids),
            (self._authors, [one.authors for one in articles]),
            (self._links, [one.links for one in articles]),
        ):
            lists.append(np.array([len(one) for one in values]), np.concatenate(values))
        self.spots.append([one.spots for one in articles])
        self.meanings.append([one.meaning for one in articles])
        self._days.append(np.array([one.day for one in articles], dtype=np.int32))
        self._sources.append(np.array([one.source for one in articles], dtype=np.uint64))
        self._urls.append(np.array([one.url for one in articles], dtype=np.uint64))

    def _put_topics(self, rows: Rows) -> None:
        topics = self.epoch.topics
        for field, column in self._topics.items():
            if topics:
                column.append(np.array([topics.of(*self.fields[field].row(int(row))) for row in rows]))

    def number(self, hashes: Hashes) -> Ints:
        """The columns of keys; those that have none yet get the next ones."""
        found = self.keys.find(hashes)
        new = np.unique(hashes[found < 0])
        if len(new):
            first = len(self.key_hashes)
            self.keys.put(new, np.arange(first, first + len(new), dtype=np.int32))
            self.key_hashes.append(new)
            found[found < 0] = first + np.searchsorted(new, hashes[found < 0])
        return found.astype(np.int32)

    def remove(self, articles: Sequence[ArticleId]) -> None:
        """Nothing happens where one is not here."""
        rows = self.places.find(hashes_of(articles))
        rows = np.unique(rows[rows >= 0])
        rows = rows[self._alive[rows]]
        self._alive[rows] = False
        self._dead.append(rows.astype(np.int32))

    def _room(self) -> None:
        """Rows of zeros that sums are made in; each sum leaves them as they were."""
        self._scratch: Ints = np.zeros(len(self.key_hashes), dtype=np.int32)
        self._sums: NDArray[np.int64] = np.zeros(len(self._days), dtype=np.int64)
        self._touched: NDArray[np.bool_] = np.zeros(len(self._days), dtype=np.bool_)

    def rows(self) -> Rows:
        """The rows of all articles that are here, in order of row."""
        return np.flatnonzero(self._alive)

    def row_of(self, article: ArticleId) -> int:
        """-1 where it is not here."""
        row = int(self.places.find(np.array([hash_of(article)], dtype=np.uint64))[0])
        return row if row >= 0 and self._alive[row] else -1

    def rows_of(self, articles: Iterable[ArticleId]) -> Rows:
        """The rows of those of the articles that are here."""
        rows = self.places.find(hashes_of(articles))
        rows = rows[rows >= 0]
        return np.asarray(rows[self._alive[rows]], dtype=np.intp)

    def id(self, row: int) -> ArticleId:
        return ArticleId(self._ids.row(row).tobytes().decode("utf-8", "surrogatepass"))

    def ids(self, rows: Rows) -> list[ArticleId]:
        """Those of many rows, in their order."""
        lengths, letters = self._ids.take(rows)
        ends, told = np.cumsum(lengths), letters.tobytes()
        parts = zip((ends - lengths).tolist(), ends.tolist(), strict=True)
        return [ArticleId(told[start:end].decode("utf-8", "surrogatepass")) for start, end in parts]

    @property
    def days(self) -> NDArray[np.int32]:
        """Proleptic Gregorian ordinals by row, NO_DAY where there is none."""
        return self._days.data

    def latest(self) -> int:
        """The last day that any article states; NO_DAY where none does."""
        return int(self.days[self._alive].max(initial=NO_DAY))

    def published(self, first: int, last: int) -> Rows:
        """The rows of the articles of these days, both included, in order of row."""
        return np.flatnonzero(self._alive & (self.days >= first) & (self.days <= last) & (self.days != NO_DAY))

    @property
    def sources(self) -> Hashes:
        return self._sources.data

    # -- vectors ---------------------------------------------------------------------------------------------

    def own(self, row: int) -> Own:
        """An article of the corpus, to be asked about."""
        return Own(
            row=row,
            article=self.id(row),
            vectors=Asked(lambda field: self.fields[field].row(row)),
            topics=Asked(lambda field: self._topics[field].data[row].astype(np.int32)) if self._topics else {},
            spots=self.spots.row(row),
            day=int(self.days[row]),
            source=int(self.sources[row]),
            url=int(self._urls.data[row]),
            authors=self._authors.row(row).astype(np.uint64),
            links=self._links.row(row).astype(np.uint64),
            meaning=self.meanings.row(row),
        )

    def draft(self, one: Numbered) -> Own:
        """An article that is not here, to be asked about; what no article has in common with it is left out."""
        vectors = {}
        for field in Field:
            columns, weights = self.epoch.of_bag(one.bag(field), field)
            vectors[field] = Sparse(columns[columns >= 0].astype(np.int32), weights[columns >= 0])
        topics = self.epoch.topics
        return Own(
            row=-1,
            article=one.article,
            vectors=vectors,
            topics={f: topics.of(*vectors[f]).astype(np.int32) for f in self._topics} if topics else {},
            spots=one.spots,
            day=one.day,
            source=one.source,
            url=one.url,
            authors=one.authors,
            links=one.links,
            meaning=one.meaning,
        )

    def cells(self, field: Field, rows: Rows) -> Cells:
        return self.fields[field].take(rows)

    def products(self, vector: Sparse, cells: Cells) -> NDArray[np.int64]:
        """The integer dot products of a vector with the rows of the cells."""
        return dots(vector, cells, scratch=self._scratch)

    def matched(self, vector: Sparse, columns: Ints) -> Ints:
        """What the vector weighs at each of these columns, 0 where it has none."""
        return matched(vector, columns, scratch=self._scratch)

    def covered(self, columns: Ints, cells: Cells) -> Floats:
        """Of each row the share, 0 to 1, of the squares of its cells that these columns have."""
        return cosines(covered(columns, cells, scratch=self._scratch))

    def cosines_among(self, field: Field, rows: Rows) -> CosinesAmong:
        cells = self.cells(field, rows).renumbered(self._scratch)
        scratch = np.zeros(len(cells.columns), dtype=np.int32)

        def of(at: int, some: Rows | None = None) -> Floats:
            return cosines(dots(cells.row(at), cells if some is None else only(cells, some), scratch=scratch))

        return of

    def topics(self, field: Field, rows: Rows) -> Ints:
        """Topic vectors (WHOLE or OPENING) of some rows. Products of two fit into 32 bits, as those of words do."""
        return taken(self._topics[field].data, rows).astype(np.int32)

    def written_by(self, rows: Rows) -> tuple[Rows, Hashes]:
        """How many authors each has, and the authors end to end."""
        lengths, values = self._authors.take(rows)
        return lengths, values.astype(np.uint64)

    def linking_to(self, rows: Rows) -> tuple[Rows, Hashes]:
        """How many links each has, and the links end to end."""
        lengths, values = self._links.take(rows)
        return lengths, values.astype(np.uint64)

    def urls(self, rows: Rows) -> Hashes:
        found: Hashes = self._urls.data[rows]
        return found

    # -- candidates ------------------------------------------------------------------------------------------

    def candidates(self, one: Own, *, limit: int = 200, among: NDArray[np.bool_] | None = None) -> Rows:
        """The rows that share most of its most telling words and names, best first: exact, ties by id, never itself.

        The sum of integer products: its TELLING heaviest words, those of its opening, its people and organisations,
        each with the words and names of the other. `among` says of each row whether it may be one.
        """
        ease()
        rows, sums = self._sharing(self._asked(one))
        kept = self._alive[rows] & (rows != one.row)
        if among is not None:
            kept &= among[rows]
        return self.best(rows[kept], sums[kept], limit)

    def sharing(self, one: Own, field: Field, least: float) -> Rows:
        """The other rows whose cosine with this field of it is at least this: exact, over all keys, by row."""
        ease()
        rows, sums = self._sharing(one.vectors[field])
        near = (sums >= least * SCALE**2) & self._alive[rows] & (rows != one.row)
        return np.asarray(rows[near], dtype=np.intp)

    def _asked(self, one: Own) -> Sparse:
        """What candidates are found by: its heaviest keys, of equals those whose hash is smallest, for as long as not
        more than MOST_READ articles have them."""
        parts = [heaviest(one.vectors[field], TELLING) for field in (Field.WHOLE, Field.OPENING)]
        for field in (Field.PEOPLE, Field.ORGANISATIONS):
            columns, weights = heaviest(one.vectors[field], TELLING)
            parts.append(Sparse(columns, weights // NAMES_SHARE))
        columns, weights = (np.concatenate(part) for part in zip(*parts, strict=True))
        distinct, where = np.unique(columns, return_inverse=True)
        sums = np.bincount(where, weights=weights, minlength=len(distinct)).astype(np.int32)
        order = np.lexsort((taken(self.key_hashes.data, distinct), -sums))
        held = np.cumsum(self.epoch.counts_of(distinct[order]))
        kept = order[(held <= MOST_READ) | (np.arange(len(order)) < LEAST_ASKED)]
        return Sparse(distinct[kept], sums[kept])

    def turn(self, rows: int | None = None) -> None:
        """So many rows, or all, are in the postings; done when first asked where it was not."""
        self.postings.turn(len(self._days) if rows is None else rows)

    def _sharing(self, vector: Sparse) -> tuple[Rows, NDArray[np.int64]]:
        """The rows that share a key with the vector, ascending, and the sums of their products."""
        self.turn()
        rows, products = self.postings.products(vector)
        np.add.at(self._sums, rows, products)
        self._touched[rows] = True
        found = np.flatnonzero(self._touched)
        sums = self._sums[found]
        self._sums[found], self._touched[found] = 0, False
        return found, sums

    def best(self, rows: Rows, scores: NDArray[np.int64] | NDArray[np.float64], limit: int) -> Rows:
        """The rows with the highest scores above 0, best first, ties by id."""
        rows, scores = rows[scores > 0], scores[scores > 0]
        if len(rows) > limit:
            least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
            rows, scores = rows[scores >= least], scores[scores >= least]
        order = np.argsort(-scores, kind="stable")
        rows, scores = rows[order], scores[order]
        level = np.flatnonzero(np.append(scores[1:] == scores[:-1], False))
        for first, end in runs(level):
            rows[first:end] = sorted(rows[first:end].tolist(), key=self.id)
        return rows[:limit]

    # -- epochs ----------------------------------------------------------------------------------------------

    @property
    def due(self) -> bool:
        """Whether so much has changed, or is dead, that all should be made anew, by `renewed`."""
        return self.epoch.due(len(self)) or len(self._dead) > MOST_DEAD * len(self)

    def renewed(self, columns: Columns | None = None, *, topics: int | None = None) -> "Corpus":
        """The same articles in an epoch learnt from them, in order of day, then of the hash of their ids: a function of
        their set. `topics` is how many; None leaves it to `learn_topics`."""
        rows = self.rows()
        hashes = hashes_by_number(self.places, len(self._days))[rows]
        ordered = rows[np.lexsort((hashes, self.days[rows]))]
        epoch = learn(self.fields, (self.keys, self.key_hashes.data), (rows, hashes), topics=topics)
        new = Corpus(columns, keys=epoch.keys, epoch=epoch, hashes=self.key_hashes.data, model=self.meanings.model)
        in_parts(ordered, lambda part: new._copy(self, part))
        return new

    def _copy(self, old: "Corpus", rows: Rows) -> None:
        first = len(self._alive)
        for field, ragged in old.fields.items():
            self._put(field, *ragged.counts(rows))
        self._put_facts([old._facts(int(row)) for row in rows])
        self._room()
        self._put_topics(np.arange(first, first + len(rows)))
        ids = hashes_of(old.ids(rows))
        self.places.put(ids, np.arange(first, first + len(rows), dtype=np.int32))
        self._alive = np.append(self._alive, np.ones(len(rows), dtype=np.bool_))

    def _facts(self, row: int) -> Numbered:
        own = self.own(row)
        return Numbered(own.article, {}, *own[4:])


def cosines(products: NDArray[np.int64]) -> Floats:
    """Of vectors whose products these are; rounding leaves none above 1."""
    return np.minimum(products / SCALE**2, 1.0)


def _topic_columns(columns: Columns, topics: Topics | None) -> dict[Field, Column]:
    if topics is None:
        return {}
    many = topics.directions.shape[1]
    return {field: columns.make(f"topics.{field}", np.int16, many) for field in WITH_TOPICS}
