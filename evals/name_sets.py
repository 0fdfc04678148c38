"""Sentences with gold names (../shared/data/names): read, brought to one set of kinds, and scored."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.pages import DEFAULT_DATA
from newsgraph.finding.list_files import sections

Span = tuple[int, int, str]

KIND_OF = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC",
    "per": "PER", "org": "ORG", "geo": "LOC", "gpe": "MISC", "eve": "?", "art": "?", "nat": "?",
    "person": "PER", "group": "ORG", "corporation": "ORG", "location": "LOC", "creative-work": "?", "product": "?",
    "Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "MISC",
    "MilitaryPlatform": "?", "Weapon": "?",
}  # fmt: skip
"""What each set calls a kind, in ours; "?" is a name of another kind, which may be MISC or nothing; others are none."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens and the gold spans [start, end) over them. `doubtful` spans may be tagged or not in training; `guest`: the
    set has conventions of its own (re3d marks "we" and "the regime"), which are learnt apart from the others'."""

    tokens: tuple[str, ...]
    spans: tuple[Span, ...]
    doubtful: tuple[Span, ...] = ()
    guest: bool = False


def spans_of(tags: Sequence[str]) -> list[Span]:
    """Spans of BIO or IO tags, in the set's own names of kinds."""
    spans: list[Span] = []
    for at, tag in enumerate(tags):
        part, _, kind = tag.partition("-")
        if part == "O":
            continue
        if part == "I" and spans and spans[-1][1] == at and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], at + 1, kind)
        else:
            spans.append((at, at + 1, kind))
    return spans


def read_conll(path: Path) -> list[Sentence]:
    """Sentences of a file of "token TAB tag" lines, kinds as in KIND_OF."""
    sentences: list[Sentence] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rpartition("\t") for line in block.split("\n") if "\t" in line]
        if not rows:
            continue
        spans = [(a, b, KIND_OF.get(kind, "")) for a, b, kind in spans_of([row[2] for row in rows])]
        sentences.append(
            Sentence(
                tuple(row[0].strip("\ufeff") or "." for row in rows),
                tuple(s for s in spans if s[2] not in ("", "?")),
                tuple(s for s in spans if s[2] == "?"),
                path.stem.startswith("re3d"),
            )
        )
    return sentences


def load_set(name: str, data: Path = DEFAULT_DATA) -> list[Sentence]:
    """A set by its file's name without ending: "gmb-train"."""
    return read_conll(data / "names" / f"{name}.conll")


@dataclass
class Score:
    """Exact spans: right, said, true."""

    right: int = 0
    said: int = 0
    true: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / ((self.said + self.true) or 1)


def score_spans(gold: Iterable[Sequence[Span]], found: Iterable[Sequence[Span]]) -> dict[str, Score]:
    """Micro scores by kind and for "all" of PER, ORG, LOC; spans of other kinds are left out on both sides."""
    scores = {kind: Score() for kind in ("all", "PER", "ORG", "LOC")}
    for true, said in zip(gold, found, strict=True):
        for spans, field in ((true, "true"), (said, "said"), (set(true) & set(said), "right")):
            for kind, count in Counter(span[2] for span in spans).items():
                for key in {"all", kind} if kind in scores else ():
                    setattr(scores[key], field, getattr(scores[key], field) + count)
    return scores


TITLES = frozenset(sections("word_kinds.txt")["title-cut"])


def without_titles(sentence: Sentence) -> Sentence:
    """The sentence with titles cut off the front of its people, where a name is left ("President Bush" → "Bush")."""
    spans = []
    for start, end, kind in sentence.spans:
        while kind == "PER" and end - start > 1 and sentence.tokens[start].lower() in TITLES:
            start += 1
        if kind == "PER" and end - start == 1 and sentence.tokens[start].lower() in TITLES:
            continue
        spans.append((start, end, kind))
    return replace(sentence, spans=tuple(spans))
