"""Are names found exactly? Spans of people, organisations and places, scored on gold sentences.

    python -m evals.names [DATA] [--full]        # DATA defaults to ../shared/data

Micro F1 over exact spans with their kind, for PER, ORG and LOC; other kinds are left out on both sides. Tokens are the
set's own, but for one. Without `--full` (as `make evals` runs it) only the shipped weights are scored, on sets they
were not trained on:

- `conllpp-dev`: Reuters news of 1996, of which a third are sports tables. No CoNLL data went into the weights.
- `conllpp-raw`: the same, printed as a paper prints it and cut into words and sentences by `finding/tokens.py`.
- `conllpp-found`: the same text, a dozen sentences an article, by all of `find`: signs and votes after the tagger.
- `wnut17-dev`: posts with rare names.

With `--full` (about five minutes; needs the group `training`) models are trained for the purpose, with the shipped
lists and clusters, which hold nothing of the gold:

- `gmb`: on the first nine tenths, tested on the last tenth, as the set has its spans (titles are part of a person's
  name, countries are now a place and now "gpe"); `gmb-ours`: the same by our conventions, as the shipped weights learn.
- `conllpp-only`: on conllpp-train alone, tested on conllpp-dev: to compare with published systems. Never shipped.
- `wikigold`, `re3d`: five folds of blocks of twenty sentences; each is tagged by a model of the other folds and all
  other sets. The set's own habits are learnt apart from what it shares with others (`GUEST` in tagger_model.py).

The exit status is 1 where a floor in `evals/floors.json` (`names.<set>.<kind>`) is not reached, 2 without the data.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from evals.name_sets import Score, Sentence, Span, load_set, score_spans
from evals.pages import DEFAULT_DATA, FLOORS
from newsgraph.finding.tagger import SHIPPED, Tagger
from newsgraph.finding.tagger_file import read
from newsgraph.finding.tokens import tokens_of

FOLDS, BLOCK = 5, 20
Scores = dict[str, Score]


def shipped(data: Path, name: str) -> Scores:
    sentences = load_set(name, data)
    found = Tagger.shipped().tag([sentence.tokens for sentence in sentences])
    return score_spans([s.spans for s in sentences], [[span[:3] for span in spans] for spans in found])


def as_printed(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """A sentence as a paper prints it, without the blanks round its signs, and where each token is in it."""
    text, places, quoted = "", [], False
    for token in tokens:
        closing = token in _CLOSE or (token == '"' and quoted)
        if text and not closing and text[-1] not in "([$" and not (quoted and text[-1] == '"'):
            text += " "
        quoted ^= token == '"'
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


_CLOSE = frozenset([",", ".", ";", ":", "?", "!", ")", "]", "%", "'s", "'", "n't", "..."])


def shipped_raw(data: Path, name: str) -> Scores:
    """With our own words and sentences: the gold sentences as paragraphs of a text, spans compared by their offsets."""
    tagger, gold, found = Tagger.shipped(), [], []
    for sentence in load_set(name, data):
        text, places = as_printed(sentence.tokens)
        tokens = tokens_of(text)
        gold.append([(places[a][0], places[b - 1][1], kind) for a, b, kind in sentence.spans])
        tagged = zip(tokens.bounds, tagger.tag(list(tokens.sentences())), strict=False)
        at, to = tokens.starts.tolist(), tokens.ends.tolist()
        found.append([(at[s + n.start], to[s + n.end - 1], n.label) for s, names in tagged for n in names])
    return score_spans(gold, found)


_KINDS = {"place": "LOC", "person": "PER", "organisation": "ORG", "group": "ORG"}
_TOGETHER = 12
"""Sentences of an article."""


def found_raw(data: Path, name: str) -> Scores:
    """By the whole of `find`, with the shipped gazetteer; spans compared by their offsets."""
    from evals.fit_votes import article_of
    from newsgraph.finding import find_all
    from newsgraph.naming import gazetteer

    sentences, articles, gold = load_set(name, data), [], []
    for some in (sentences[at : at + _TOGETHER] for at in range(0, len(sentences), _TOGETHER)):
        printed = [as_printed(sentence.tokens) for sentence in some]
        articles.append(article_of(name, [text for text, _ in printed]))
        at, spans = articles[-1].text.index(printed[0][0]), []
        for sentence, (text, places) in zip(some, printed, strict=True):
            spans += [(at + places[a][0], at + places[b - 1][1], kind) for a, b, kind in sentence.spans]
            at += len(text) + 2
        gold.append(spans)
    mentions = find_all(articles, places=gazetteer().population)
    return score_spans(gold, [[(m.start, m.end, _KINDS[m.kind.value]) for m in some] for some in mentions])


def trained(gold: Sequence[Sentence], test: Sequence[Sentence], *, plain: bool = False) -> list[list[Span]]:
    """The spans of `test` by a model of `gold`, and of what is made of it unless `plain`."""
    from evals.train_tagger import counted, material

    model = (counted(gold) if plain else material(gold)).train(read(SHIPPED).words)
    if any(sentence.guest for sentence in test):
        return model.tag(test)
    found = Tagger(model.weights()).tag([sentence.tokens for sentence in test])
    return [[span[:3] for span in spans] for spans in found]


def scored(test: Sequence[Sentence], found: Sequence[Sequence[Span]]) -> Scores:
    return score_spans([s.spans for s in test], found)


def gmb(data: Path, *, ours: bool) -> Scores:
    from evals.train_tagger import our_gmb

    sentences = load_set("gmb-train", data)
    sentences = our_gmb(sentences) if ours else sentences
    cut = len(sentences) * 9 // 10
    others = load_set("wikigold-train", data) + load_set("wnut17-train", data) if ours else []
    return scored(sentences[cut:], trained([*sentences[:cut], *others], sentences[cut:], plain=True))


def conllpp_only(data: Path) -> Scores:
    test = load_set("conllpp-dev", data)
    return scored(test, trained(load_set("conllpp-train", data), test, plain=True))


def folded(data: Path, name: str) -> Scores:
    """Cross-validated, each fold with all other sets to learn from."""
    from evals.train_tagger import our_gmb

    own = [replace(s, guest=True) for s in load_set(name, data)]
    others = our_gmb(load_set("gmb-train", data)) + load_set("wnut17-train", data)
    others += load_set("wikigold-train", data) if name != "wikigold-train" else []
    found: list[list[Span]] = [[] for _ in own]
    for fold in range(FOLDS):
        held = [n for n in range(len(own)) if n // BLOCK % FOLDS == fold]
        kept = [s for n, s in enumerate(own) if n // BLOCK % FOLDS != fold]
        for n, spans in zip(held, trained(others + kept, [own[n] for n in held]), strict=True):
            found[n] = spans
    return scored(own, found)


QUICK: dict[str, Callable[[Path], Scores]] = {
    "conllpp-dev": lambda data: shipped(data, "conllpp-dev"),
    "conllpp-raw": lambda data: shipped_raw(data, "conllpp-dev"),
    "conllpp-found": lambda data: found_raw(data, "conllpp-dev"),
    "wnut17-dev": lambda data: shipped(data, "wnut17-dev"),
}
FULL: dict[str, Callable[[Path], Scores]] = {
    "gmb": lambda data: gmb(data, ours=False),
    "gmb-ours": lambda data: gmb(data, ours=True),
    "conllpp-only": conllpp_only,
    "wikigold": lambda data: folded(data, "wikigold-train"),
    "re3d": lambda data: folded(data, "re3d-train"),
}


def main(arguments: Sequence[str]) -> int:
    named = [argument for argument in arguments if argument != "--full"]
    data = Path(named[0]) if named else DEFAULT_DATA
    if not (data / "names").is_dir():
        print(f"no names in {data}: name the folder that holds names/", file=sys.stderr)
        return 2
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    print(f"{'set':<14}{'kind':<6}{'precision':>10}{'recall':>8}{'F1':>8}{'of':>7}{'floor':>8}")
    failed = 0
    for name, measure in {**QUICK, **(FULL if "--full" in arguments else {})}.items():
        for kind, score in measure(data).items():
            failed += show(name, kind, score, floors.get(f"names.{name}.{kind}"))
    return 1 if failed else 0


def show(name: str, kind: str, score: Score, floor: float | None) -> bool:
    """Print a line; is the score below its floor?"""
    below = floor is not None and score.f1 < floor
    tail = "" if floor is None else f"{floor:8.3f}{' below' if below else ''}"
    precision, recall = score.right / (score.said or 1), score.right / (score.true or 1)
    print(f"{name:<14}{kind:<6}{precision:>10.3f}{recall:>8.3f}{score.f1:>8.3f}{score.true:>7}{tail}", flush=True)
    return below


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
