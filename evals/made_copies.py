"""Copies of an article, made by rule: each kind of editing that copies meet, and what looks like a copy and is none."""

import random
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose

NOT_COPIES = ("some paragraphs", "quoted", "follow-up")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[“\"A-Z])")
_WORD = re.compile(r"[A-Za-z][a-z]+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
_AGENCY = re.compile(r"\((?:AP|Reuters|AFP)\)|\b(?:Associated Press|Reuters|REUTER|Reuter)\b")
_NAMES = ("Averin", "Skarrow", "Eskham", "Ostrand", "Merrin", "Haldmark", "Calder", "Quillan", "Tarrant", "Vasse")

Edited = tuple[list[str], list[int | None]]
"""The paragraphs, and from which of the source's each is taken (None: from elsewhere, or from more than one)."""


class Made(NamedTuple):
    """A planted article: what it was made from, how, and where its paragraphs are from (() where that is not told).
    `host` is the article that a passage was put into, `passage` the words of that."""

    source: Article
    article: Article
    kind: str
    paragraphs: tuple[int | None, ...]
    host: Article | None
    number: int
    passage: int


def made_copies(source: Article, other: Article, number: int) -> list[Made]:
    """One of each kind. `other` is an article about something else."""
    found = []
    for kind, edit in KINDS.items():
        choice = random.Random(f"{number} {kind}")
        body = source.body.split("\n\n")
        paragraphs, origin = edit(body, other.body.split("\n\n"), choice)
        host = other if kind in NOT_COPIES else None
        theirs = other.body.split("\n\n")
        passage = sum(len(one.split()) for one in paragraphs if one not in theirs) if host else 0
        article = _article(source, paragraphs, kind, choice, number)
        found.append(Made(source, article, kind, tuple(origin), host, number, passage))
    return found


def _article(source: Article, paragraphs: Sequence[str], kind: str, choice: random.Random, number: int) -> Article:
    text, zones = compose([Part(ZoneKind.TITLE, kind), *(Part(ZoneKind.BODY, one) for one in paragraphs)])
    same = kind == "follow-up"
    later = timedelta(days=choice.randint(1, 5))
    return Article(
        id=ArticleId(f"made/{number}/{kind}"),
        text=text,
        zones=zones,
        source=source.source if same else f"made{choice.randint(1, 9)}.example",
        authors=source.authors if same else (),
        published=source.published and source.published + later,
    )


def _whole(body: list[str], other: list[str], choice: random.Random) -> Edited:
    head = f"Eskham, {choice.choice(_NAMES)} desk. This report is shown as it reached us today."
    foot = "Read more of our stories every morning and write to the desk with what you know."
    return [head, *body, foot], [None, *range(len(body)), None]


def _kept(body: list[str], choice: random.Random) -> int:
    """How many paragraphs are kept, so that 40 to 80 % of the text is."""
    share, total, at = choice.uniform(0.4, 0.8), sum(map(len, body)), 0
    for number, paragraph in enumerate(body):
        at += len(paragraph)
        if at >= share * total:
            return max(number + (at <= 0.85 * total), 1)
    return len(body)


def _cut_end(body: list[str], other: list[str], choice: random.Random) -> Edited:
    kept = _kept(body, choice)
    return body[:kept], list(range(kept))


def _cut_beginning(body: list[str], other: list[str], choice: random.Random) -> Edited:
    kept = _kept(body[::-1], choice)
    return body[-kept:], list(range(len(body) - kept, len(body)))


def _cut_anywhere(body: list[str], other: list[str], choice: random.Random) -> Edited:
    order = list(range(len(body)))
    choice.shuffle(order)
    kept = sorted(order[: _kept([body[one] for one in order], choice)])
    return [body[one] for one in kept], list(kept)


def _reordered(body: list[str], other: list[str], choice: random.Random) -> Edited:
    """Sentences in another order inside their paragraphs, and paragraphs after the first in another order."""
    order = list(range(1, len(body)))
    choice.shuffle(order)
    return [_shuffled(body[one], choice) for one in [0, *order]], [0, *order]


def _shuffled(paragraph: str, choice: random.Random) -> str:
    sentences = _SENTENCE.split(paragraph)
    choice.shuffle(sentences)
    return " ".join(sentences)


def _renamed(body: list[str], other: list[str], choice: random.Random) -> Edited:
    """Every third name another one throughout, agencies too."""
    names = sorted({m[0] for paragraph in body for m in _NAME.finditer(paragraph)})
    renamed = {name: choice.choice(_NAMES) for name in names if choice.random() < 1 / 3}
    told = [_AGENCY.sub("Halyard", _WORD.sub(lambda m: renamed.get(m[0], m[0]), paragraph)) for paragraph in body]
    return told, list(range(len(body)))


def _reworded(share: float) -> Callable[[list[str], list[str], random.Random], Edited]:
    def edit(body: list[str], other: list[str], choice: random.Random) -> Edited:
        words = _WORD.findall(" ".join(other))

        def changed(m: re.Match[str]) -> str:
            return choice.choice(words) if choice.random() < share else m[0]

        return [_WORD.sub(changed, paragraph) for paragraph in body], list(range(len(body)))

    return edit


def _other_beginning(body: list[str], other: list[str], choice: random.Random) -> Edited:
    return [other[0], *body[1:]], [None, *range(1, len(body))]


def _some_paragraphs(body: list[str], other: list[str], choice: random.Random) -> Edited:
    """One to three in a row, a third of either text at most where one is no more than that, in the middle of another
    article."""
    third = min(sum(map(len, body)), sum(map(len, other))) / 3
    lengths = [len(one) for one in body]
    fitting = [one for one in range(len(body)) if lengths[one] <= third]
    first = max(fitting, key=lengths.__getitem__) if fitting else lengths.index(min(lengths))
    taken = list(range(first, min(first + choice.randint(1, 3), len(body))))
    while len(taken) > 1 and sum(lengths[one] for one in taken) > third:
        taken.pop()
    at = len(other) // 2 + 1
    return [*other[:at], *(body[one] for one in taken), *other[at:]], [
        *(None for _ in other[:at]), *taken, *(None for _ in other[at:]),
    ]  # fmt: skip


def _quoted(body: list[str], other: list[str], choice: random.Random) -> Edited:
    """A passage of 30 to 60 words between quotation marks."""
    words = max(body, key=len).replace("“", "").replace("”", "").replace('"', "").split()
    said = " ".join(words[: choice.randint(30, 60)])
    return [*other[:2], f"“{said},” the paper wrote.", *other[2:]], []


def _follow_up(body: list[str], other: list[str], choice: random.Random) -> Edited:
    """The news of another article above the second half and more of this one."""
    kept = _kept(body[::-1], choice)
    news = list(other[: max(2, len(other) // 3)])
    return [*news, *body[-kept:]], [*(None for _ in news), *range(len(body) - kept, len(body))]


KINDS: dict[str, Callable[[list[str], list[str], random.Random], Edited]] = {
    "whole": _whole,
    "cut end": _cut_end,
    "cut beginning": _cut_beginning,
    "cut anywhere": _cut_anywhere,
    "reordered": _reordered,
    "renamed": _renamed,
    "a tenth reworded": _reworded(0.1),
    "a fifth reworded": _reworded(0.2),
    "other beginning": _other_beginning,
    "some paragraphs": _some_paragraphs,
    "quoted": _quoted,
    "follow-up": _follow_up,
}
