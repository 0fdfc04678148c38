"""Every signal for every pair that is judged: computed once by `newsgraph.relating`, kept in a temporary directory.

What is kept is named after the rules' source files, so that a change of the room makes it anew; it holds numbers only.
"""

import ast
import hashlib
import pickle
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from evals import related_sets
from evals.related_sets import ASKED, Clustered, Outlets
from newsgraph import relating
from newsgraph.article import Article
from newsgraph.naming import RULES, namer
from newsgraph.relating.cells import Cells
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.features import Features, Field, features_of
from newsgraph.relating.numbering import hashes_of
from newsgraph.relating.signals import SIGNALS, Block, SignalName

CHUNK = 50  # articles named at once
Strengths = dict[SignalName, NDArray[np.float32]]
Kept = TypeVar("Kept")
ALWAYS = tuple(signal for signal in SIGNALS if signal.name is not SignalName.MEANING)  # see evals/related_meanings.py
BASELINES = ("tf-idf", "bm25")


class Judged(NamedTuple):
    """One set: strengths of shape (queries, articles), or (pairs,) for SemEval; `gold` by question or by query."""

    name: str
    strengths: Strengths
    relevant: list[tuple[int, frozenset[int]]]
    alike: dict[str, NDArray[np.float64]]
    baselines: dict[str, NDArray[np.float32]]


def kept(name: str, make: Callable[[], Kept]) -> Kept:
    folder = Path(tempfile.gettempdir()) / "newsgraph-evals"
    path = folder / f"{name}.pickle"
    if path.is_file():
        return pickle.loads(path.read_bytes())
    made = make()
    folder.mkdir(exist_ok=True)
    path.write_bytes(pickle.dumps(made, protocol=5))
    return made


def rules(*files: str) -> str:
    """A short name for what these files of the room do; their comments and docstrings do not count."""
    folder = Path(relating.__file__).parent
    paths = [folder / name for name in files] + [Path(related_sets.__file__), Path(__file__)]
    return hashlib.sha256("".join(map(code_of, paths)).encode()).hexdigest()[:12]


def code_of(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_text(one)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def features(name: str, articles: Sequence[Article]) -> list[Features]:
    """With the names that the shipped finder and resolver find in each article alone."""

    def make() -> list[Features]:
        names, found = namer(), []
        for at in range(0, len(articles), CHUNK):
            chunk = articles[at : at + CHUNK]
            for article, mentions in zip(chunk, names.find(chunk), strict=True):
                found.append(features_of(article, names.resolve(article, mentions).entities))
        return found

    return kept(f"features-{name}-{RULES}-{rules('features.py')}", make)


ROOM = ("background.py", "features.py", "numbered.py", "epoch.py", "learning.py", "topics.py", "spots.py", "signals.py")


def judged(data: Path) -> dict[str, Judged]:
    """All sets by name: semeval, ecb, fnc, allsides."""
    return kept(f"judged-{rules(*ROOM)}", lambda: _judged(data))


def _judged(data: Path) -> dict[str, Judged]:
    outlets = related_sets.allsides(data)
    known = dict(zip((one.id for one in outlets.articles), features("allsides", outlets.articles), strict=True))
    unrelated = [known[article.id] for article in outlets.unrelated()]
    ecb, fnc = (related_sets.clustered(data, name) for name in ("ecbplus-dev", "fnc1-dev"))
    return {
        "semeval": _pairs(data, unrelated),
        "ecb": _events(ecb, unrelated),
        "fnc": _events(fnc, unrelated),
        "allsides": _outlets(outlets, list(known.values())),
    }


def _pairs(data: Path, unrelated: Sequence[Features]) -> Judged:
    pairs = related_sets.semeval(data)
    found = features("semeval", [article for pair in pairs for article in (pair.one, pair.other)])
    corpus = Corpus.of([*found, *unrelated])
    blocks = [
        Block(corpus, corpus.own(corpus.row_of(one.article)), np.array([corpus.row_of(other.article)]))
        for one, other in zip(found[::2], found[1::2], strict=True)
    ]
    strengths = {
        signal.name: np.array([signal.strength(block)[0] for block in blocks], dtype=np.float32) for signal in ALWAYS
    }
    tfidf, bm25 = strengths[SignalName.WORDING] ** 2, Bm25(corpus.epoch, [*found, *unrelated])
    return Judged(
        "semeval",
        strengths,
        [],
        {asked: np.array([pair.alike[asked] for pair in pairs]) for asked in ASKED},
        {"tf-idf": tfidf, "bm25": np.array([bm25.scores(at)[at + 1] for at in range(0, len(found), 2)])},
    )


def _events(gold: Clustered, unrelated: Sequence[Features]) -> Judged:
    return _ranked(gold.name, [*features(gold.name, gold.articles), *unrelated], gold.relevant())


def _outlets(gold: Outlets, everything: Sequence[Features]) -> Judged:
    return _ranked("allsides", everything, gold.relevant())


def _ranked(name: str, everything: Sequence[Features], relevant: list[tuple[int, frozenset[int]]]) -> Judged:
    corpus = Corpus.of(everything)
    rows = np.array([corpus.row_of(one.article) for one in everything])
    fetched: dict[Field, Cells] = {}
    found: dict[SignalName, list[NDArray[np.float32]]] = {signal.name: [] for signal in ALWAYS}
    bm25, baseline = [], Bm25(corpus.epoch, everything)
    for query, _ in relevant:
        block = Block(corpus, corpus.own(int(rows[query])), rows, fetched)
        for signal in ALWAYS:
            found[signal.name].append(signal.strength(block).astype(np.float32))
        bm25.append(baseline.scores(query))
    strengths = {signal: np.stack(lists) for signal, lists in found.items()}
    tfidf = strengths[SignalName.WORDING] ** 2
    return Judged(name, strengths, relevant, {}, {"tf-idf": tfidf, "bm25": np.stack(bm25)})


class Bm25:
    """More like this, as Anserini does it: the article's 100 most telling words as the query."""

    def __init__(
        self, epoch: Epoch, articles: Sequence[Features], *, k1: float = 1.2, b: float = 0.75, terms: int = 100
    ) -> None:
        self._epoch, self._k1, self._terms = epoch, k1, terms
        self._bags = bags = [one.bag(Field.WHOLE) for one in articles]
        lengths = np.array([float(sum(bag.values())) for bag in bags])
        self._norm = k1 * (1 - b + b * lengths / lengths.mean())
        found: dict[str, list[tuple[int, int]]] = {}
        for row, bag in enumerate(bags):
            for key, times in bag.items():
                found.setdefault(key, []).append((row, times))
        self._where = {key: np.array(cells) for key, cells in found.items()}

    def scores(self, at: int) -> NDArray[np.float32]:
        """For every article."""
        epoch, mine = self._epoch, self._bags[at]
        rare = epoch.rarities_of(Field.WHOLE, epoch.keys.find(hashes_of(mine)))
        heavy = {key: (1 + np.log(mine[key])) * one for key, one in zip(mine, rare.tolist(), strict=True)}
        telling = sorted(mine, key=lambda key: (-heavy[key], key))
        scores = np.zeros(len(self._norm))
        for key in telling[: self._terms]:
            rows, times = self._where[key].T
            idf = np.log(1 + (len(scores) - len(rows) + 0.5) / (len(rows) + 0.5))
            scores[rows] += idf * times * (self._k1 + 1) / (times + self._norm[rows])
        return scores.astype(np.float32)
