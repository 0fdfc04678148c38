"""Weigh anew the signs that tell an article's own words from the page around them.

    pip install scikit-learn
    python -m evals.fit_body [DATA] [--write]      # DATA defaults to ../shared/data

Two logistic regressions, the second on the signs and on the measures of what the first one thought of the
surroundings. Printed is the body F1 by 5-fold cross-validation over sites, both rounds fitted in each fold, at several
thresholds; `--write` then fits to all pages and writes src/newsgraph/cleaning/body_weights.json.

A block's label is whether at least half of its runs of four words are in the gold body (a shorter block's: whether it
stands there next to what its neighbour ends or begins with). A block weighs as much as it has of its page's words, so
that every page counts the same. C was swept from .02 to .5, with the scale of the measures from 1 to 5: the mean F1 of
the three sets moves by .004, best at C = .1 and scale 3.
"""

import json
import re
import sys
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from evals.pages import DEFAULT_DATA, SETS, TOKEN, GoldPage, body_score, load_pages
from newsgraph.address import host_of
from newsgraph.cleaning.body import taken
from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.near_headline import headline_element
from newsgraph.cleaning.page_view import View
from newsgraph.cleaning.page_zones import page_view_of
from newsgraph.cleaning.signs import first_signs, spelled_out
from newsgraph.cleaning.surroundings import MEASURES, context
from newsgraph.cleaning.titles import page_title

C = 0.1
SCALE = 3.0
RAREST = 15  # a sign that fewer blocks have is left out
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)
OUT = Path(__file__).parents[1] / "src/newsgraph/cleaning/body_weights.json"


def labels(view: View, gold: str) -> list[bool]:
    """Which blocks are in the gold body; a repeated one only the first time."""
    tokens = TOKEN.findall(gold)
    runs = {size: set(zip(*(tokens[at:] for at in range(size)), strict=False)) for size in range(3, 7)}
    words = [tuple(TOKEN.findall(block.text)) for block in view.blocks]
    found = [_is_long_match(block, runs[4]) for block in words]
    for at, block in enumerate(words):
        if 0 < len(block) < 4:
            found[at] = _is_short_match(words, found, at, runs)
    seen: set[tuple[str, ...]] = set()
    for at, block in enumerate(words):
        if found[at] and len(block) >= 4:
            found[at] = block not in seen
            seen.add(block)
    return found


def _is_long_match(block: tuple[str, ...], runs: set[tuple[str, ...]]) -> bool:
    own = list(zip(block, block[1:], block[2:], block[3:], strict=False))
    return bool(own) and sum(run in runs for run in own) >= 0.5 * len(own)


def _is_short_match(
    words: Sequence[tuple[str, ...]], found: Sequence[bool], at: int, runs: dict[int, set[tuple[str, ...]]]
) -> bool:
    before = next((words[n] for n in range(at - 1, max(-1, at - 4), -1) if found[n]), ())
    after = next((words[n] for n in range(at + 1, min(len(words), at + 4)) if found[n]), ())
    joined = ((*before[-2:], *words[at]) if before else (), (*words[at], *after[:2]) if after else ())
    return any(run in runs.get(len(run), ()) for run in joined)


class Data:
    """Every block of every page: signs, label, weight, and the site that its page belongs to."""

    def __init__(self, pages: Sequence[GoldPage]) -> None:
        self.pages = pages
        self.views = [view_of(page) for page in pages]
        sizes = [len(view.blocks) for view in self.views]
        self.offsets = np.cumsum([0, *sizes])
        self.label = np.array([y for v, p in zip(self.views, pages, strict=True) for y in labels(v, p.body)])
        self.signs = [
            [name for sign in signs for name in spelled_out(sign)] for v in self.views for signs in first_signs(v)
        ]
        words = np.array([len(words) for view in self.views for words in view.words])
        gold = np.repeat([max(50, len(TOKEN.findall(page.body))) for page in pages], sizes)
        self.weight = 100 * np.minimum(np.maximum(words, 1) / gold, 1.0)
        self.site = np.repeat([zlib.crc32(site(page).encode()) for page in pages], sizes)
        self.hopeful = np.array([bool(signs) for signs in self.signs])

    def measures(self, chance: Any) -> Any:
        """The second round's measures of every block, from the first round's chances."""
        found = [
            measures or [0.0] * len(MEASURES)
            for at, view in enumerate(self.views)
            for measures in context(view, list(chance[self.offsets[at] : self.offsets[at + 1]]))
        ]
        return sparse.csr_matrix(SCALE * np.array(found))

    def score(self, chance: Any, threshold: float) -> str:
        """F1 of each set with the blocks taken that are above the threshold."""
        found = [
            (page, " ".join(view.blocks[n].text for n in taken(view, list(chance[start:end]), threshold)))
            for page, view, (start, end) in zip(self.pages, self.views, pairwise(self.offsets), strict=True)
        ]
        scores = {name: body_score((p.body, text) for p, text in found if p.set == name) for name in SETS}
        english = body_score((p.body, text) for p, text in found if p.set == "publishers" and p.is_english)
        return "  ".join(f"{name} {score.f1:.4f}" for name, score in {**scores, "english": english}.items())


def view_of(page: GoldPage) -> View:
    """The page as cleaning sees it."""
    markup = Markup(page.html, page.url)
    title, _ = page_title(markup, headline_element(markup))
    return page_view_of(markup, title)[0]


def site(page: GoldPage) -> str:
    """Pages of one site share a fold: "nba.com", "TheSun"."""
    host = host_of(page.site or page.url)
    return ".".join(host.split(".")[-2:]) or re.sub(r"_\d.*", "", page.file)


def table(signs: Iterable[Sequence[str]]) -> tuple[Any, list[str]]:
    """A row for each block, a column for each sign that is not too rare."""
    numbers: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for names in signs:
        columns += [numbers.setdefault(name, len(numbers)) for name in names]
        ends.append(len(columns))
    full = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(numbers)))
    kept = np.flatnonzero(np.asarray((full > 0).sum(0)).ravel() >= RAREST)
    names = list(numbers)
    return full[:, kept], [names[at] for at in kept]


def fitted(rows: Any, data: Data, at: Any) -> Any:
    """A model of the hopeful ones among the blocks `at`."""
    used = at[data.hopeful[at]]
    model = LogisticRegression(C=C, max_iter=600)
    return model.fit(rows[used], data.label[used], sample_weight=data.weight[used])


def across_sites(rows: Any, data: Data) -> Any:
    """Every block's chance by a model that has not seen its site."""
    chance = np.zeros(len(data.label))
    for train, test in GroupKFold(5).split(rows, data.label, data.site):
        chance[test] = fitted(rows, data, train).predict_proba(rows[test])[:, 1] * data.hopeful[test]
    return chance


def weights(model: Any, names: Sequence[str]) -> dict[str, float]:
    """What each sign weighs, without those that hardly do."""
    scaled = (
        (name, weight * (SCALE if name in MEASURES else 1)) for name, weight in zip(names, model.coef_[0], strict=True)
    )
    kept = {name: round(float(weight), 3) for name, weight in sorted(scaled) if abs(weight) >= 0.01 or name in MEASURES}
    return {"bias": round(float(model.intercept_[0]), 3), **kept}


def main(arguments: Sequence[str]) -> int:
    """Cross-validate, and write the weights when asked to; gives the exit status."""
    folders = [Path(word) for word in arguments if not word.startswith("--")]
    data = Data([page for name in SETS for page in load_pages(folders[0] if folders else DEFAULT_DATA, name)])
    first, names = table(data.signs)
    chance = across_sites(first, data)
    print(f"{len(data.label)} blocks, {len(names)} signs\nfirst round at 0.5:  {data.score(chance, 0.5)}", flush=True)
    both = sparse.hstack([first, data.measures(chance)]).tocsr()
    second = across_sites(both, data)
    for threshold in THRESHOLDS:
        print(f"both rounds at {threshold}:  {data.score(second, threshold)}", flush=True)
    if "--write" in arguments:
        every = np.arange(len(data.label))
        card = {
            "card": "Made by `python -m evals.fit_body --write`. Signs and measures are explained in signs.py.",
            "first": weights(fitted(first, data, every), names),
            "second": weights(fitted(both, data, every), [*names, *MEASURES]),
        }
        OUT.write_text(json.dumps(card, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
