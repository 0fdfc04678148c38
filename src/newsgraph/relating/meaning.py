"""What does an article mean, beyond its words? A vector that a model of somebody else's gives it, in integers.

Off unless the archive was given a model (extra `semantic`). What the model gives is rounded at once, so that every sum
over it is exact and no order of arrival shows. Another machine, whose numpy adds floats in another order, may round a
number up that this one rounds down: of 180 articles read twice no number differed by more than 1 of LENGTH.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import Article, ZoneKind
from newsgraph.relating.cells import Rows
from newsgraph.relating.columns import Columns
from newsgraph.relating.ragged import taken

LENGTH = 8192  # a vector of length 1 is this long in integers
READ = 2000  # characters of an article that are read: more than the 256 tokens that small models do
Vector = NDArray[np.int16]
NO_MEANING: Vector = np.zeros(0, dtype=np.int16)


class Model(NamedTuple):
    """Which model made the vectors, and how many numbers each has. Those of two models have nothing to say to each
    other."""

    name: str
    width: int


NO_MODEL = Model("", 0)


class Embedder(Protocol):
    """Texts in, vectors out: float32 of shape (texts, width), in order. The same text must get the same vector whatever
    stands beside it."""

    @property
    def model(self) -> Model: ...

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def meanings_of(articles: Sequence[Article], embedder: Embedder) -> list[Vector]:
    """One for each article, in order, of length LENGTH; zeros where the model gives nothing but zeros."""
    return [quantised(vector) for vector in embedder([text_of(article) for article in articles])]


def text_of(article: Article) -> str:
    """What a model reads of an article: its title, then how it begins."""
    body = " ".join(article.parts(ZoneKind.STANDFIRST, ZoneKind.BODY))
    return f"{article.title}. {body}"[:READ] if article.title else body[:READ]


def quantised(vector: NDArray[np.float32]) -> Vector:
    wide = vector.astype(np.float64)
    length = float(np.sqrt(wide @ wide)) or 1.0
    return np.rint(wide * (LENGTH / length)).astype(np.int16)


class Meanings:
    """The vector of each row of a corpus, zeros where it has none; without a model nothing is kept."""

    def __init__(self, columns: Columns, model: Model) -> None:
        self.model = model
        self._vectors = columns.make("meanings", np.int16, model.width) if model.width else None

    def append(self, vectors: Sequence[Vector]) -> None:
        """Raises ValueError for one of another width: it is another model's."""
        if self._vectors is not None:
            rows = [vector if len(vector) else np.zeros(self.model.width, np.int16) for vector in vectors]
            self._vectors.append(np.stack(rows) if rows else np.zeros((0, self.model.width), np.int16))

    def row(self, at: int) -> Vector:
        """NO_MEANING without a model."""
        return NO_MEANING if self._vectors is None else np.asarray(self._vectors.data[at], dtype=np.int16)

    def cosines(self, one: Vector, rows: Rows) -> NDArray[np.float64]:
        """Of a vector with those of the rows, 0 to 1: what is below 0 is 0. Without a model, or for a draft that has no
        vector, zeros. Products are below 2^26 and their sums below 2^53: floats hold them exactly, in any order."""
        if self._vectors is None or not len(one):
            return np.zeros(len(rows))
        products = taken(self._vectors.data, rows).astype(np.float64) @ one.astype(np.float64)
        found: NDArray[np.float64] = np.clip(products / LENGTH**2, 0.0, 1.0)
        return found
