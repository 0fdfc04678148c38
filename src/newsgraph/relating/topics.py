"""What is the archive about? Latent topics: directions in which its articles' words vary together.

Truncated singular value decomposition of the archive's own articles (latent semantic analysis: Deerwester et al. 1990),
by randomised subspace iteration (Halko, Martinsson and Tropp 2011): no downloaded model, and two articles that never
share a word can meet because others use both words. Deterministic: articles in order of their ids, a fixed seed, signs
fixed by the largest entry.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.ragged import Sparse

TOPICS = 300  # of 100, 200, 300, ECB+ has MAP .915, .957, .974 and SemEval .69, .75, .79 by this signal alone
LEAST_ARTICLES = 4 * TOPICS  # of fewer, topics are single articles, and everything is close to everything
MOST_ARTICLES = 20_000  # topics of a larger archive are learnt from this many, chosen by the hash of their ids
LEAST_SEEN = 2  # a word of one article ties it to no other
SPARE, ROUNDS, SEED = 20, 3, 0
LENGTH = 8192  # a topic vector of length 1 is this long in integers


@dataclass(frozen=True)
class Topics:
    """`column[word]` is its row in `directions`, float32 of shape (words, topics), orthonormal columns."""

    column: dict[str, int]
    directions: NDArray[np.float32]

    def of(self, vector: Sparse) -> NDArray[np.int16]:
        """Where an article lies among the topics: of length LENGTH, zeros where it has no word that is known."""
        rows = np.array([self.column.get(key, -1) for key in vector.keys], dtype=np.intp)
        known = rows >= 0
        where = vector.weights[known].astype(np.float32) @ self.directions[rows[known]]
        length = float(np.sqrt(where @ where))
        found: NDArray[np.int16] = np.rint(where * (LENGTH / length if length else 0)).astype(np.int16)
        return found


def learn_topics(wholes: Iterable[tuple[str, Sparse]], *, many: int | None = None) -> Topics | None:
    """`many` topics, 0 for none; where it is not said TOPICS of them, and none of fewer than LEAST_ARTICLES
    articles."""
    chosen = _chosen(wholes)
    wanted = many if many is not None else TOPICS * (len(chosen) >= LEAST_ARTICLES)
    if not 0 < wanted < len(chosen):
        return None
    matrix, words = _matrix(chosen)
    directions = _directions(matrix, min(wanted, *(side - SPARE for side in matrix.shape)))
    return Topics({word: at for at, word in enumerate(words)}, directions)


def _chosen(wholes: Iterable[tuple[str, Sparse]]) -> list[Sparse]:
    """In order of id; of a large archive always the same part, whatever came when."""
    named = sorted(wholes, key=lambda one: one[0])
    if len(named) > MOST_ARTICLES:
        named.sort(key=lambda one: hashlib.sha256(one[0].encode("utf-8", "surrogatepass")).digest())
        named = sorted(named[:MOST_ARTICLES], key=lambda one: one[0])
    return [vector for _, vector in named]


def _matrix(vectors: list[Sparse]) -> tuple[Any, list[str]]:
    """Articles by words, scipy's CSR in float32; the words that stand in LEAST_SEEN articles, sorted."""
    from scipy.sparse import csr_matrix  # 30 ms, and only a new epoch needs it

    seen: Counter[str] = Counter()
    for vector in vectors:
        seen.update(vector.keys)
    words = sorted(key for key, times in seen.items() if times >= LEAST_SEEN)
    column = {key: at for at, key in enumerate(words)}
    columns = [np.array([column.get(key, -1) for key in vector.keys], dtype=np.int32) for vector in vectors]
    ends = np.cumsum([0, *((one >= 0).sum() for one in columns)])
    flat, weights = np.concatenate(columns), np.concatenate([vector.weights for vector in vectors])
    cells = (weights[flat >= 0].astype(np.float32), flat[flat >= 0], ends)
    return csr_matrix(cells, shape=(len(vectors), len(words))), words


def _directions(matrix: Any, many: int) -> NDArray[np.float32]:
    """The `many` leading right singular vectors, as columns."""
    start = np.random.default_rng(SEED).standard_normal((matrix.shape[1], many + SPARE), dtype=np.float32)
    basis, _ = np.linalg.qr(matrix @ start)
    for _ in range(ROUNDS):
        basis, _ = np.linalg.qr(matrix @ (matrix.T @ basis))
    rows = matrix.T @ basis  # (words, many + SPARE); its Gram matrix is small, where a decomposition of it is not
    squares, turned = np.linalg.eigh((rows.T @ rows).astype(np.float64))
    lengths = np.sqrt(np.maximum(squares[::-1][:many], 1e-12))
    kept = rows @ (turned[:, ::-1][:, :many] / lengths).astype(np.float32)
    largest = np.abs(kept).argmax(axis=0)
    signs = np.sign(kept[largest, np.arange(kept.shape[1])])
    directions: NDArray[np.float32] = (kept * np.where(signs, signs, 1)).astype(np.float32)
    return directions
