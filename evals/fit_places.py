"""Fit the weights of `newsgraph.resolving.weighing` and the calibration to gold articles.

    python -m evals.fit_places [DATA]        # DATA defaults to ../shared/data; needs numpy

A log-linear choice among each name's readings: the probability of a reading is exp(score) over the sum for all; the
likelihood of the readings that are right (the gold's id; without one, within 161 km) is climbed by gradient steps with
a pull towards zero. The signs of context depend on what is chosen, so choosing and fitting alternate, four times. All
three sets count alike. Printed are the cross-validated accuracy (five folds; all articles of an outlet are in one
fold), the weights of the whole, and the calibration of held-out articles.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evals.pages import DEFAULT_DATA
from evals.places import NEAR_KM, SETS, GoldArticle, homes_by_article, load_places
from newsgraph.entity import EntityKind, Mention
from newsgraph.resolving.calibration import Grounds, grounds
from newsgraph.resolving.containment import note_containers
from newsgraph.resolving.context import Home, Signs, score
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.geometry import distance_km
from newsgraph.resolving.people import peoples_countries
from newsgraph.resolving.place import Place
from newsgraph.resolving.place_names import place_names
from newsgraph.resolving.weighing import WEIGHTS, Choice, Reading, best, choices, context_of, in_context, share_of

FOLDS = 5
PASSES = 4
STEPS = 400
PULL = 0.3  # L2; 0.1 to 1 give the same accuracies to .002
Floats = NDArray[np.float64]


class Item(NamedTuple):
    """An article ready to be chosen for; `right` tells of each reading of each choice whether it is right."""

    choices: list[Choice]
    right: list[list[bool]]
    counts: list[int]
    peoples: dict[str, float]
    fold: int
    set: str


def item(gold: GoldArticle, home: Home | None, gazetteer: Gazetteer, name: str, fold: int) -> Item:
    text = gold.article.text
    spans = sorted({(one.start, one.end) for one in gold.toponyms})
    names = place_names(text, [Mention(start, end, EntityKind.PLACE, 1.0) for start, end in spans], gazetteer)
    names = note_containers(text, names, gazetteer)
    found = [choice for choice in choices(names, home) if choice.places]
    right = [[is_right(gold, choice, place) for place in choice.places] for choice in found]
    counts = [len(choice.name.mentions) for choice in found]
    return Item(found, right, counts, peoples_countries(text, gazetteer), fold, name)


def is_right(gold: GoldArticle, choice: Choice, place: Place) -> bool:
    """Whether the reading is right for the name's first mention that has a gold place."""
    spots = {(mention.start, mention.end) for mention in choice.name.mentions}
    one = next(one for one in gold.toponyms if (one.start, one.end) in spots)
    ids = {other.geonameid for other in choice.places}
    if one.geonameid in ids and one.geonameid is not None:
        return place.geonameid == one.geonameid
    return distance_km(one.lat, one.lon, place.lat, place.lon) <= NEAR_KM


def seen(one: Item, weights: Signs) -> list[list[Signs]]:
    """The signs of each reading in the context of what the weights choose."""
    picks = {c.name.key: best([score(signs, weights) for signs in c.signs]) for c in one.choices}
    found: list[list[Signs]] = []
    for _ in range(3):
        context = context_of(one.choices, picks, one.peoples)
        found = [[in_context(c, number, context) for number in range(len(c.places))] for c in one.choices]
        picks = {
            choice.name.key: best([score(signs, weights) for signs in all_signs])
            for choice, all_signs in zip(one.choices, found, strict=True)
        }
    return found


def groups(items: Sequence[Item], weights: Signs) -> list[tuple[Floats, NDArray[np.bool_], float]]:
    """(signs of the readings, which are right, weight) of each name that has a right and a wrong reading."""
    totals = {name: sum(sum(one.counts) for one in items if one.set == name) for name in SETS}
    found = []
    for one in items:
        for signs, right, count in zip(seen(one, weights), one.right, one.counts, strict=True):
            if any(right) and not all(right):
                found.append((np.array(signs), np.array(right), count**0.5 * 1000 / totals[one.set]))
    return found


def fitted(items: Sequence[Item], start: Signs) -> Signs:
    weights = np.array(start)
    for _ in range(PASSES):
        weights = climbed(groups(items, Signs(*map(float, weights))), weights)
    return Signs(*(round(float(weight), 2) for weight in weights))


def climbed(found: Sequence[tuple[Floats, NDArray[np.bool_], float]], weights: Floats) -> Floats:
    """Adam on the regularised log likelihood: all groups in one ragged array."""
    signs = np.concatenate([one[0] for one in found])
    right = np.concatenate([one[1] for one in found])
    sizes = np.array([len(one[1]) for one in found])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    pull = np.repeat([one[2] for one in found], sizes)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = signs @ weights
        scores = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        share = scores / np.repeat(np.add.reduceat(scores, starts), sizes)
        good = scores * right
        target = good / np.repeat(np.maximum(np.add.reduceat(good, starts), 1e-300), sizes)
        slope = signs.T @ (pull * (target - share)) - PULL * weights
        mean, spread = 0.9 * mean + 0.1 * slope, 0.999 * spread + 0.001 * slope * slope
        weights = weights + 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-9)
    return weights


class Outcome(NamedTuple):
    """What became of a name that has readings."""

    set: str
    right: bool
    mentions: int
    grounds: Grounds
    fold: int


def outcomes(items: Sequence[Item], weights: Signs) -> list[Outcome]:
    found = []
    for one in items:
        for choice, signs, right, count in zip(one.choices, seen(one, weights), one.right, one.counts, strict=True):
            scores = [score(s, weights) for s in signs]
            pick = best(scores)
            reading = Reading(choice.places[pick], signs[pick], share_of(choice, pick, scores))
            found.append(Outcome(one.set, right[pick], count, grounds(choice.name, reading), one.fold))
    return found


def sureness(found: Sequence[Outcome]) -> Grounds:
    """Logistic regression of being right on the grounds, by Newton's steps, with a pull towards zero."""
    x = np.array([one.grounds for one in found])
    y = np.array([float(one.right) for one in found])
    count = np.array([float(one.mentions) ** 0.5 for one in found])
    weights = np.zeros(x.shape[1])
    pull = np.eye(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (count * (y - p)) - pull @ weights
        bend = (x * (count * p * (1 - p))[:, None]).T @ x + pull
        weights = weights + np.linalg.solve(bend, slope)
    return Grounds(*(round(float(weight), 1) for weight in weights))


def chance(one: Outcome, weights: Grounds) -> float:
    return float(1 / (1 + np.exp(-np.dot(one.grounds, weights))))


def print_sureness(held: Sequence[Outcome]) -> None:
    """Each fold's chances by the weights of the others', and the weights of the whole."""
    told = []
    for fold in range(FOLDS):
        weights = sureness([one for one in held if one.fold != fold])
        told += [(chance(one, weights), one) for one in held if one.fold == fold]
    print("\nconfidence  names  right")
    for low in (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        part = [one for chance, one in told if low <= chance < high]
        right, of = sum(one.mentions for one in part if one.right), sum(one.mentions for one in part)
        print(f"{low:<8}{of:>8}{right / (of or 1):>8.3f}")
    loss = -np.mean([np.log(chance if one.right else 1 - chance) for chance, one in told])
    print(f"log loss {loss:.4f}")
    for name, weight in sureness(held)._asdict().items():
        print(f"    {name}={weight},")


def accuracy(found: Sequence[Outcome], name: str) -> float:
    mine = [one for one in found if one.set == name]
    return sum(one.mentions for one in mine if one.right) / (sum(one.mentions for one in mine) or 1)


def load_items(data: Path, gazetteer: Gazetteer) -> list[Item]:
    items = []
    for name in SETS:
        articles = load_places(data, name)
        homes = homes_by_article(articles, gazetteer)
        outlets = {source: i for i, source in enumerate(sorted({one.article.source for one in articles}))}
        for i, (gold, home) in enumerate(zip(articles, homes, strict=True)):
            fold = (outlets[gold.article.source] if gold.article.source else i) % FOLDS
            items.append(item(gold, home, gazetteer, name, fold))
            if home:  # the same article from an outlet that nobody knows
                items.append(item(gold, None, gazetteer, name, fold))
    return items


def main(arguments: Sequence[str]) -> int:
    items = load_items(Path(arguments[0]) if arguments else DEFAULT_DATA, Gazetteer.shipped())
    held: list[Outcome] = []
    for fold in range(FOLDS):
        weights = fitted([one for one in items if one.fold != fold], WEIGHTS)
        held += outcomes([one for one in items if one.fold == fold], weights)
    now = outcomes(items, WEIGHTS)
    whole = fitted(items, WEIGHTS)
    all_data = outcomes(items, whole)
    print(f"{'set':<18}{'now':>8}{'held out':>10}{'fitted':>8}   (of names with readings)")
    for name in SETS:
        print(f"{name:<18}{accuracy(now, name):>8.3f}{accuracy(held, name):>10.3f}{accuracy(all_data, name):>8.3f}")
    for name, weight in whole._asdict().items():
        print(f"    {name}={weight},")
    print_sureness(held)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
