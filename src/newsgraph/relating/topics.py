"""What is the archive about? Latent topics: directions in which its articles' words vary together.

Truncated singular value decomposition of the archive's own articles (latent semantic analysis: Deerwester et al. 1990),
by randomised subspace iteration (Halko, Martinsson and Tropp 2011): no downloaded model, and two articles that never
share a word can meet because others use both words. Deterministic: articles in order of their ids, a fixed seed, signs
fixed by the largest entry, and sums that are the same on any number of cores.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.cells import Cells, Rows, summed
from newsgraph.relating.compiled import one_thread

TOPICS = 300  # of 100, 200, 300, ECB+ has MAP .915, .957, .974 and SemEval .69, .75, .79 by this signal alone
LEAST_ARTICLES = 4 * TOPICS  # of fewer, topics are single articles, and everything is close to everything
MOST_ARTICLES = 20_000  # topics of a larger archive are learnt from this many, chosen by the hash of their ids
LEAST_SEEN = 2  # a word of one article ties it to no other
SPARE, ROUNDS, SEED = 20, 3, 0
AT_ONCE = 80
"""Columns of a product that one thread works out; not swept. Narrow ones need little memory until they are in place."""
LENGTH = 8192  # a topic vector of length 1 is this long in integers


@dataclass(frozen=True)
class Topics:
    """Word `columns[i]` (ascending) lies at `places[i]` in `directions`, float32 of shape (words, topics), orthonormal
    columns."""

    columns: NDArray[np.int32]
    places: NDArray[np.int32]
    directions: NDArray[np.float32]

    def of(self, columns: NDArray[np.integer[Any]], weights: NDArray[np.int32]) -> NDArray[np.int16]:
        """Where an article lies among the topics: of length LENGTH, zeros where it has no word that is known."""
        at = np.minimum(np.searchsorted(self.columns, columns), len(self.columns) - 1)
        known = self.columns[at] == columns
        where = weights[known].astype(np.float32) @ self.directions[self.places[at[known]]]
        length = float(np.sqrt(where @ where))
        found: NDArray[np.int16] = np.rint(where * (LENGTH / length if length else 0)).astype(np.int16)
        return found


def chosen(ids: NDArray[np.uint64]) -> Rows:
    """Which articles topics are learnt from, in order of the hash of their ids: of a large archive always the same
    part, whatever came when."""
    return np.argsort(ids, kind="stable")[:MOST_ARTICLES]


def learn_topics(cells: Cells, articles: int, keys: NDArray[np.uint64], *, many: int | None = None) -> Topics | None:
    """From the words of so many articles. `many` topics, 0 for none; where it is not said TOPICS of them, and none of
    fewer than LEAST_ARTICLES articles. `keys` are the hashes of all columns: words are taken in their order."""
    wanted = many if many is not None else TOPICS * (articles >= LEAST_ARTICLES)
    if not 0 < wanted < articles:
        return None
    columns, place_of, seen = np.unique(cells.columns, return_inverse=True, return_counts=True)
    words = np.flatnonzero(seen >= LEAST_SEEN)
    order = np.argsort(keys[columns[words]])
    places = np.full(len(columns), -1, dtype=np.int64)
    places[words[order]] = np.arange(len(words))
    matrix = _matrix(cells, articles, where=places[place_of], words=len(words))
    del place_of
    most = min(wanted, *(side - SPARE for side in matrix.shape))
    if most <= 0:
        return None
    return Topics(columns[words].astype(np.int32), places[words].astype(np.int32), _directions(matrix, most))


def _matrix(cells: Cells, articles: int, *, where: Rows, words: int) -> Any:
    """Articles by words, scipy's CSR in float32; `where` each cell stands among the words, -1 for none of them."""
    from scipy.sparse import csr_matrix  # 30 ms, and only a new epoch needs it

    lengths = summed((where >= 0).astype(np.int64), cells)
    ends = np.concatenate(([0], np.cumsum(lengths)))
    kept = where >= 0
    return csr_matrix(
        (cells.weights[kept].astype(np.float32), where[kept].astype(np.int32), ends), shape=(articles, words)
    )


def _directions(matrix: Any, many: int) -> NDArray[np.float32]:
    """The `many` leading right singular vectors, as columns."""
    # How BLAS parts its sums among threads shows in their last bits: a machine with more cores had other topics. And
    # where the cores are busy its threads wait for each other by spinning, ten times as long as the work takes.
    with one_thread(), ThreadPoolExecutor(cpu_count()) as threads:
        start = np.random.default_rng(SEED).standard_normal((matrix.shape[1], many + SPARE), dtype=np.float32)
        basis, _ = np.linalg.qr(_product(matrix, start, threads))
        del start  # each of these is words × topics: 80 MiB for 18,000 articles
        for _ in range(ROUNDS):
            basis, _ = np.linalg.qr(_product(matrix, _product(matrix.T, basis, threads), threads))
        rows = _product(matrix.T, basis, threads)  # (words, many + SPARE); its Gram matrix is small
        del basis
        squares, turned = np.linalg.eigh((rows.T @ rows).astype(np.float64))
        lengths = np.sqrt(np.maximum(squares[::-1][:many], 1e-12))
        kept: NDArray[np.float32] = rows @ (turned[:, ::-1][:, :many] / lengths).astype(np.float32)
    del rows
    kept *= _signs(kept)
    return kept


def _product(matrix: Any, dense: NDArray[np.float32], threads: ThreadPoolExecutor) -> NDArray[np.float32]:
    """`matrix @ dense` to the bit: each column is summed by itself, so that threads may take some each."""
    found = np.empty((matrix.shape[0], dense.shape[1]), dtype=np.float32)

    def put(first: int) -> None:
        some = slice(first, first + AT_ONCE)
        found[:, some] = matrix @ np.ascontiguousarray(dense[:, some])

    list(threads.map(put, range(0, dense.shape[1], AT_ONCE)))
    return found


def _signs(directions: NDArray[np.float32]) -> NDArray[np.float32]:
    """What makes the largest entry of each column positive: the decomposition leaves that open."""
    most, least = directions.max(axis=0), directions.min(axis=0)
    return np.where(most >= -least, 1, -1).astype(np.float32)
