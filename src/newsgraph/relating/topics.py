"""What is the archive about? Latent topics: directions in which its articles' words vary together.

Truncated singular value decomposition of the archive's own articles (latent semantic analysis: Deerwester et al. 1990),
by randomised subspace iteration (Halko, Martinsson and Tropp 2011): no downloaded model, and two articles that never
share a word can meet because others use both words. Deterministic: articles in order of their ids, a fixed seed, signs
fixed by the largest entry.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.ragged import Sparse

TOPICS = 300  # of 100, 200, 300, ECB+ has MAP .915, .957, .974 and SemEval .69, .75, .79 by this signal alone
LEAST_ARTICLES = 200  # fewer make topics of single articles
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
        known = [(self.column[key], at) for at, key in enumerate(vector.keys) if key in self.column]
        if not known:
            return np.zeros(self.directions.shape[1], dtype=np.int16)
        rows, places = np.array(known).T
        where = vector.weights[places].astype(np.float64) @ self.directions[rows]
        length = float(np.sqrt(where @ where))
        found: NDArray[np.int16] = np.rint(where * (LENGTH / length if length else 0)).astype(np.int16)
        return found


def learn_topics(wholes: Iterable[tuple[str, Sparse]], *, many: int | None = None) -> Topics | None:
    """None for fewer than LEAST_ARTICLES articles; else `many` topics, by default 300 and at most one for four."""
    chosen = _chosen(wholes)
    wanted = min(TOPICS if many is None else many, len(chosen) // 4)
    if len(chosen) < LEAST_ARTICLES or wanted < 1:
        return None
    matrix, words = _matrix(chosen)
    directions = _directions(matrix, min(wanted, len(words) - SPARE))
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

    seen: dict[str, int] = {}
    for vector in vectors:
        for key in vector.keys:
            seen[key] = seen.get(key, 0) + 1
    words = sorted(key for key, times in seen.items() if times >= LEAST_SEEN)
    column = {key: at for at, key in enumerate(words)}
    cells = [
        [(column[key], weight) for key, weight in zip(*vector, strict=True) if key in column] for vector in vectors
    ]
    ends = np.cumsum([0, *map(len, cells)])
    flat = np.array([cell for row in cells for cell in row], dtype=np.float64).reshape(-1, 2)
    parts = (flat[:, 1].astype(np.float32), flat[:, 0].astype(np.int32), ends)
    return csr_matrix(parts, shape=(len(cells), len(words))), words


def _directions(matrix: Any, many: int) -> NDArray[np.float32]:
    """The `many` leading right singular vectors, as columns."""
    start = np.random.default_rng(SEED).standard_normal((matrix.shape[1], many + SPARE), dtype=np.float32)
    found = matrix @ start
    for _ in range(ROUNDS):
        basis, _ = np.linalg.qr(found)
        back, _ = np.linalg.qr(matrix.T @ basis)
        found = matrix @ back
    basis, _ = np.linalg.qr(found)
    _, _, right = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    kept = right[:many].T
    largest = np.abs(kept).argmax(axis=0)
    signs = np.sign(kept[largest, np.arange(kept.shape[1])])
    directions: NDArray[np.float32] = (kept * np.where(signs, signs, 1)).astype(np.float32)
    return directions
