"""Train the shipped name tagger (`src/newsgraph/data/tagger.npz`) from gold sentences and unlabelled news.

    python -m evals.train_tagger [--data DATA] [--same-words] [--out FILE]     # DATA defaults to ../shared/data

Needs the dependency group `training`. Takes about ten minutes of one core, six of them for the word clusters, which
`--same-words` takes from the file that is shipped now.

What goes in, all under licences that allow shipping weights (the card `tagger.md` names them): gmb, wikigold and
wnut17; a tenth of the sentences again in capitals; lines from templates (`wire_lines.py`) at half weight;
then the model tags unlabelled news, and is trained again with what it was sure of, twice. conllpp is never read here.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evals.gold_doubts import with_doubts
from evals.name_sets import Sentence, Span, load_set, without_titles
from evals.pages import DEFAULT_DATA
from evals.tagger_model import Model
from evals.unlabelled import news
from evals.wire_lines import Lines
from evals.word_clusters import clustered
from evals.word_lists import MORE_COUNTRIES, cities, place_names, word_lists
from newsgraph.finding.list_files import organisations
from newsgraph.finding.tagger import SHIPPED, Tagger
from newsgraph.finding.tagger_file import read, write
from newsgraph.finding.tokens import tokens_of
from newsgraph.finding.word_features import Entry

_SIDES = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
_NOT_FIRST = frozenset(["the", "of", "and", "oil-rich", *(f"{a}{b}" for a in _SIDES for b in ("", "ern"))])
CAPITALS_SHARE = 0.1
LINES, LINES_WEIGHT = 6000, 0.5
"""Swept on conllpp-dev and the place names of LGL: no lines .740 and .655, 4,000 .817, 8,000 .829 and .647; the latter
at half weight .828 and .648, at a quarter .826 and .650. Flat: more lines help tables only, and real pages have few."""
DOUBT = 0.9
"""How sure a model of the other half of gmb must be to make a doubt of its gold: 4,899 words of 987,000. Without doubts
conllpp-dev has .832, place names of LGL .665, of GeoVirus .870; with them .837, .669, .874. The votes over gmb's own
names that come before brought LGL from .657 to .665."""
ROUNDS = ((40_000, 0.25), (80_000, 0.6))
SILVER_WEIGHT, SURE = 0.3, 0.6
"""How many sentences of unlabelled news a model tags for the next, and from what share of the articles. The first round
brought conllpp-dev from .826 to .829 and the place names of LGL from .641 to .654; with the archive's votes to .832 and
.665; the second LGL from .686 to .695, GeoVirus from .871 to .876, conllpp-dev from .844 to .844."""


@dataclass
class Material:
    """Sentences to train with, and what each counts."""

    sentences: list[Sentence]
    weights: list[float]

    def __add__(self, other: Material) -> Material:
        return Material(self.sentences + other.sentences, self.weights + other.weights)

    def train(self, words: Mapping[str, Entry]) -> Model:
        model = Model(words)
        model.train(self.sentences, np.array(self.weights))
        return model


def counted(sentences: Sequence[Sentence], weight: float = 1.0) -> Material:
    return Material(list(sentences), [weight] * len(sentences))


def our_gmb(sentences: Iterable[Sentence]) -> list[Sentence]:
    """gmb by our conventions: titles are no part of a name ("President Bush" → "Bush"), and the countries that it
    calls gpe, as it does demonyms, are places; "eastern Congo" is Congo; a listed agency is an organisation, where the
    set takes it now for one and now for a place ("U.N.", 470 to 270)."""
    countries = place_names()["country"]
    listed = {name for kind, found in organisations().items() if kind in ("agency", "party", "aid") for name in found}
    return [replace(s, spans=tuple(_ours(s, countries, listed))) for s in map(without_titles, sentences)]


def _ours(sentence: Sentence, countries: set[str], listed: set[str]) -> Iterator[Span]:
    for start, end, kind in sentence.spans:
        first = start
        while kind in ("LOC", "ORG") and first < end - 1 and sentence.tokens[first] in _NOT_FIRST:
            first += 1
        name = " ".join(sentence.tokens[first:end])
        if name in listed and kind != "MISC":
            yield first, end, "ORG"
        else:
            yield first, end, "LOC" if kind == "MISC" and name in countries else kind


def in_capitals_too(sentences: Sequence[Sentence], share: float = CAPITALS_SHARE) -> list[Sentence]:
    """The sentences, and a share of them once more in capitals."""
    rng = random.Random(5)
    again = [s for s in sentences if rng.random() < share]
    return [*sentences, *(replace(s, tokens=tuple(token.upper() for token in s.tokens)) for s in again)]


def lines(sentences: Iterable[Sentence], count: int = LINES) -> list[Sentence]:
    """Lines from templates with the lists' places and organisations and the people of `sentences`."""
    people = {" ".join(s.tokens[a:b]) for s in sentences for a, b, kind in s.spans if kind == "PER" and 1 < b - a < 4}
    named = sorted(name for name in people if name[0].isupper())
    orgs, towns = organisations(), cities()
    american = [name for name, country, _ in towns if country == "US"][:60]
    fillers = {
        "city": [name for name, _, _ in towns[:3000]] + american * 3,
        "country": sorted(c for c in place_names()["country"] | MORE_COUNTRIES if c.count(" ") < 3),
        "state": sorted(place_names()["state"]),
        "club": orgs["club"] + american,
        "team": [name for name in orgs["club"] if " " not in name],
        "company": orgs["company"],
        "party": orgs["party"],
        "media": orgs["news"],
        "agency": orgs["agency"] + ["Reuters", "AP"] * 20,
        "person": named,
        "last": sorted({name.split()[-1] for name in named if name.split()[-1][0].isupper()}),
    }
    return list(Lines(fillers).draw(count))


def material(gold: Sequence[Sentence]) -> Material:
    """Gold sentences by our conventions, with what is made of them."""
    return counted(in_capitals_too(gold)) + counted(lines(gold), LINES_WEIGHT)


def unlabelled(data: Path, most: int, share: float) -> list[Sentence]:
    """Sentences and titles of a share of the articles, in a random order."""
    rng = random.Random(3)
    found: list[Sentence] = []
    for title, text in news(data):
        if rng.random() < share:
            words = [list(tokens_of(title).words), *tokens_of(text).sentences()]
            found += [Sentence(tuple(w), ()) for w in words if 3 < len(w) < 60]
    rng.shuffle(found)
    return found[:most]


def with_votes(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Names get the kind that most of the sentences give them: at least four times, and 70 % of all."""
    counts: dict[str, Counter[str]] = {}
    for s in sentences:
        for a, b, kind in s.spans:
            counts.setdefault(" ".join(s.tokens[a:b]), Counter())[kind] += 1
    top = {name: (found.most_common(1)[0], found.total()) for name, found in counts.items()}
    agreed = {name: kind for name, ((kind, n), total) in top.items() if total >= 4 and n >= 0.7 * total}
    return [_agreeing(s, agreed) for s in sentences]


def _agreeing(sentence: Sentence, agreed: Mapping[str, str]) -> Sentence:
    names = [" ".join(sentence.tokens[a:b]) for a, b, _ in sentence.spans]
    spans = tuple((a, b, agreed.get(n, k)) for (a, b, k), n in zip(sentence.spans, names, strict=True))
    sure = [(a, b) for (a, b, _), n in zip(sentence.spans, names, strict=True) if n in agreed]
    left = tuple(d for d in sentence.doubtful if not any(a <= d[0] < b for a, b in sure))
    return replace(sentence, spans=spans, doubtful=left)


def silver(model: Model, data: Path, *, count: int, share: float) -> Material:
    """Unlabelled sentences with names, as the model tags them."""
    tagged = [s for s in with_votes(model.silver(unlabelled(data, 2 * count, share), SURE)) if s.spans]
    return counted(tagged[:count], SILVER_WEIGHT)


def shipped_gold(data: Path, words: Mapping[str, Entry]) -> list[Sentence]:
    """The gold sentences that shipped weights are trained on, by our conventions; gmb with its doubts."""
    gmb = with_votes(our_gmb(load_set("gmb-train", data)))
    gmb = with_doubts(gmb, lambda sentences: counted(sentences).train(words), DOUBT)
    return [*gmb, *load_set("wikigold-train", data), *load_set("wnut17-train", data)]


def calibration(words: Mapping[str, Entry], gold: Sequence[Sentence], every: int = 10) -> np.ndarray:
    """What the chain's chances are worth, (2, n) rising: measured on every tenth block of twenty sentences of `gold`
    with a model of the others, on names that gold has no doubts about."""
    held = [s for n, s in enumerate(gold) if n // 20 % every == 0]
    model = material([s for n, s in enumerate(gold) if n // 20 % every]).train(words)
    found = Tagger(model.weights()).tag([s.tokens for s in held])
    doubts = [{start for start, _, _ in s.doubtful} for s in held]
    pairs = [
        (span.confidence, span[:3] in s.spans)
        for s, doubt, spans in zip(held, doubts, found, strict=True)
        for span in spans
        if doubt.isdisjoint(range(span.start, span.end))
    ]
    chances, right = (np.array(column, np.float64) for column in zip(*sorted(pairs), strict=True))
    bins = np.array_split(np.arange(len(pairs)), 20)
    told = [float(chances[part].mean()) for part in bins]
    true = np.maximum.accumulate([float(right[part].mean()) for part in bins])
    return np.array([[0, *told, 1], [true[0] / 2, *true, true[-1]]], np.float32)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Train the shipped name tagger.")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--same-words", action="store_true", help="word lists and clusters as they are in the file")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args(arguments)
    words = read(SHIPPED).words if options.same_words else word_lists(*clustered(options.data))
    sentences = shipped_gold(options.data, words)
    gold = material(sentences)
    model = gold.train(words)
    for count, share in ROUNDS:
        print("a model is trained, the next learns from it", flush=True)
        model = (gold + silver(model, options.data, count=count, share=share)).train(words)
    write(options.out, model.weights(calibration(words, sentences)))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
