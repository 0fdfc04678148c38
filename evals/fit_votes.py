"""Fit the weights of a candidate's own votes to gold: the most likely ones, drawn a little towards nought.

    python -m evals.fit_votes TAGGER [DATA]        # prints the weights for src/newsgraph/finding/weights.py

TAGGER is a file that `evals.train_tagger` wrote without the last 4,300 sentences of gmb and without wikigold: a tagger
is too sure of what it was trained on. Gold: all kinds on those two, "a place or not" on LGL and GeoWebNews. Full-batch
gradient steps (Adam); a weight w costs PULL * w². Votes of the article and the archive are not fitted here: their few
weights were swept, see weights.py.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evals.name_sets import Sentence, load_set, without_titles
from evals.pages import DEFAULT_DATA
from evals.place_names import SETS, load, overlap
from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind
from newsgraph.finding.candidates import KINDS, Candidate
from newsgraph.finding.form import Places, forms_of
from newsgraph.finding.guessing import tagger_guesses
from newsgraph.finding.headlines import headline_case
from newsgraph.finding.named_text import named_text
from newsgraph.finding.tagger import Tagger
from newsgraph.finding.tagger_file import read
from newsgraph.finding.weighing import Setting, by_themselves
from newsgraph.finding.weights import WEIGHTS
from newsgraph.resolving.gazetteer import Gazetteer

HELD_OUT_OF_GMB = 4300
PULL = 1.0
STEPS = 400
PLACE_KNOWN, NO_PLACE = -1, -2
"""Labels of rows of which gold tells only whether they are places; others are 0 (no name) or 1 + a kind's number."""
KIND_OF = {"LOC": EntityKind.PLACE, "PER": EntityKind.PERSON, "ORG": EntityKind.ORGANISATION}
NO_SPACE_BEFORE = set(".,;:!?)]%'\u2019") | {"'s", "\u2019s", "n't"}


class Row(NamedTuple):
    votes: tuple[tuple[str, int, float], ...]
    label: int


def article_of(name: str, parts: Sequence[str]) -> Article:
    text, zones = compose(Part(ZoneKind.BODY, part) for part in parts)
    return Article(id=ArticleId(name), text=text, zones=zones, language="en")


def written(sentence: Sentence) -> tuple[str, dict[tuple[int, int], str]]:
    """A tokenised sentence as it would be printed, and its gold spans by offset."""
    text, starts, ends = "", [], []
    for token in sentence.tokens:
        if text and token not in NO_SPACE_BEFORE and text[-1] not in "([$":
            text += " "
        starts.append(len(text))
        text += token
        ends.append(len(text))
    return text, {(starts[a], ends[b - 1]): kind for a, b, kind in sentence.spans}


class Evidence(NamedTuple):
    """What the candidates' votes come from."""

    tagger: Tagger
    places: Places


def candidates_of(articles: Sequence[Article], evidence: Evidence) -> Iterator[list[Candidate]]:
    texts = [named_text(article) for article in articles]
    for named, guesses in zip(texts, tagger_guesses([named.text for named in texts], evidence.tagger), strict=True):
        plain = [not headline_case(named.text[a:b], "en") for a, b in zip(named.begins, named.ends, strict=True)]
        found = by_themselves(named, guesses, plain, Setting(forms_of(evidence.places), "en"))
        shift = {zone: named.shifts[zone] for zone in range(len(named.shifts))}
        for candidate in found:
            by = shift[named.zone_at(candidate.start)]
            candidate.start, candidate.end = candidate.start + by, candidate.end + by
        yield found


def row_of(candidate: Candidate, label: int) -> Row:
    votes = tuple(
        (
            vote.sign,
            -1 if vote.kind is None else KINDS.index(vote.kind),
            vote.weight / WEIGHTS[vote.sign] if WEIGHTS[vote.sign] else 1.0,
        )
        for vote in candidate.votes
    )
    return Row(votes, label)


def place_rows(data: Path, evidence: Evidence) -> Iterator[Row]:
    for name in SETS:
        texts = list(load(data, name))
        for one, found in zip(texts, candidates_of([t.article for t in texts], evidence), strict=True):
            for candidate in found:
                span = (candidate.start + one.shift, candidate.end + one.shift)
                if span in one.gold:
                    yield row_of(candidate, PLACE_KNOWN)
                elif span[0] >= 0 and not any(overlap(span, other) for other in (*one.gold, *one.ignored)):
                    yield row_of(candidate, NO_PLACE)


def name_rows(data: Path, evidence: Evidence, window: int = 12) -> Iterator[Row]:
    sentences = [without_titles(s) for s in load_set("gmb-train", data)[-HELD_OUT_OF_GMB:]]
    sentences += load_set("wikigold-train", data)
    for first in range(0, len(sentences), window):
        printed = [written(sentence) for sentence in sentences[first : first + window]]
        article = article_of("gmb", [text for text, _ in printed])
        gold = {
            (zone.start + a, zone.start + b): kind
            for zone, (_, spans) in zip(article.zones, printed, strict=True)
            for (a, b), kind in spans.items()
        }
        for candidate in next(candidates_of([article], evidence)):
            span = (candidate.start, candidate.end)
            if gold.get(span) in KIND_OF:
                yield row_of(candidate, 1 + KINDS.index(KIND_OF[gold[span]]))
            elif not any(overlap(span, other) for other in gold):
                yield row_of(candidate, 0)


def matrix(rows: Sequence[Row]) -> tuple[list[tuple[str, int]], NDArray[np.float64], NDArray[np.int64]]:
    """Parameters (sign, kind), how often each counts in each row for each of the four kinds, and the labels."""
    keys = sorted({(sign, kind) for row in rows for sign, kind, _ in row.votes if sign != "tagger"})
    keys += [("tagger", -2), *((f"prior {kind.value}", at) for at, kind in enumerate(KINDS))]
    column = {key: at for at, key in enumerate(keys)}
    counts = np.zeros((len(rows), len(KINDS), len(keys)))
    for at, row in enumerate(rows):
        for sign, kind, value in row.votes:
            where = slice(None) if kind == -1 else kind
            counts[at, where, column[("tagger", -2) if sign == "tagger" else (sign, kind)]] += value
    for at, kind_ in enumerate(KINDS):
        counts[:, at, column[f"prior {kind_.value}", at]] = 1
    return keys, counts, np.array([row.label for row in rows])


def chances(counts: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N, 5): no name, then the kinds."""
    sums = np.concatenate([np.zeros((len(counts), 1)), counts @ weights], axis=1)
    odds = np.exp(sums - sums.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def wanted(now: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """(N, 5): the distribution that gold wants; where it only knows "no place", what is now, without the places."""
    target = np.zeros_like(now)
    whole = labels >= 0
    target[np.flatnonzero(whole), labels[whole]] = 1
    target[labels == PLACE_KNOWN, 1] = 1
    other = now[labels == NO_PLACE].copy()
    other[:, 1] = 0
    target[labels == NO_PLACE] = other / other.sum(axis=1, keepdims=True)
    return target


def fit(
    counts: NDArray[np.float64], labels: NDArray[np.int64], start: NDArray[np.float64], free: NDArray[np.bool_]
) -> NDArray[np.float64]:
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        now = chances(counts, weights)
        slope = np.einsum("nk,nkp->p", (now - wanted(now, labels))[:, 1:], counts) + 2 * PULL * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= free * 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def main(arguments: Sequence[str], *, places: Places | None = None) -> int:
    data = Path(arguments[1]) if arguments[1:] else DEFAULT_DATA
    evidence = Evidence(Tagger(read(Path(arguments[0]))), places or Gazetteer.shipped().population)
    if not (data / "places").is_dir():
        print(f"no places in {data}: name the folder that holds places/", file=sys.stderr)
        return 2
    keys, counts, labels = matrix([*place_rows(data, evidence), *name_rows(data, evidence)])
    start = np.array([WEIGHTS[sign] for sign, _ in keys])
    free = np.array(["group" not in sign and kind != KINDS.index(EntityKind.GROUP) for sign, kind in keys])
    weights = fit(counts, labels, start, free)
    seen = np.count_nonzero(counts.any(axis=1), axis=0)
    for (sign, kind), before, after, n in zip(keys, start, weights, seen, strict=True):
        print(f"{sign:<24}{KINDS[kind].value if kind >= 0 else 'all':<14}{before:>7.2f}{after:>8.2f}{n:>8}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
