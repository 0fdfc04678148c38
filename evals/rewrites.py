"""Is a report in other words traced to the one that it tells again?

    python -m evals.rewrites [DATA] [--unnamed]   # DATA defaults to ../shared/data

Rewrites are made by rule from 300 of DATA's dated articles, chosen by a seed, in another outlet a day later: of two of
three sentences six in ten of the words without a capital are others, names, figures and quotations are kept; every
sixth sentence is its own, from an article about something else.

Where a line names the outlet (`named`), the right one of that outlet's articles of those days is to be found, and none
where the right one is not held. That is what archives tell.

Where no line does (`--unnamed`), all articles of other outlets in the three days before are to be chosen from by what
the two share, as a share of the later one's: names, figures and four words in a row of its quotations, rarer ones
counting for more. Of each way the threshold at which half of the made rewrites that are nearest to their source are
found, and the real pairs that reach it: how many, and in how many of these the later one names the other's outlet as
its source. These figures have no floor; they say why no archive tells rewrites without a line. Of the 6, 21 and 3 real
pairs that the three ways tell one each is a rewrite, the same one, by their titles and openings; the others are two
outlets' own reports of one event, which share names, figures and quotations as much. Of the seventy pairs that share
most of their other words too, eight to ten are rewrites by their titles, and lie among the rest.

The exit status is 1 where a floor in `evals/floors.json` (`rewrites.<figure>`) is not reached, 2 where the data is
absent.
"""

import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from evals.copies import real_articles
from evals.pages import DEFAULT_DATA, FLOORS
from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.tracing import DAYS, compare, rewritten_from

REWRITES, LEAST_WORDS, NEAR = 300, 120, 3
OTHER_WORDS = 0.6  # of those without a capital
FEW_PASSAGES = 0.3  # share of the later one's words in runs that both have; with more it is told already
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[“\"A-Z])")
_PLAIN = re.compile(r"(?<![\w“\"])[a-z]{2,}")
_WORD = re.compile(r"\w[\w’'.,-]*\w|\w")
_QUOTED = re.compile(r"[“\"]([^”\"\n]{15,})[”\"]")
_SAYS = re.compile(r"\b(?:according to|reported by|told)\s+(?:the )?([A-Z]\w+(?: [A-Z]\w+){0,2})")
_REPORTS = re.compile(r"([A-Z]\w+(?: [A-Z]\w+){0,2}),? (?:first |has |also )?(?:reports|reported)\b")


def rewrite_of(article: Article, own: Article, words: Sequence[str], number: int) -> Article:
    """Told again in another outlet, with sentences of `own`. `words` are others to put in place of its words."""
    choice = random.Random(f"rewrite {number}")
    theirs, ours = sentences_of(article), sentences_of(own)
    other = [_told_again(one, words, choice) for at, one in enumerate(theirs) if at % 3 < 2]
    other += ours[: len(theirs) // 6]
    text, zones = compose([Part(ZoneKind.TITLE, "Told again"), *(Part(ZoneKind.BODY, one) for one in other)])
    return Article(
        id=ArticleId(f"made/{number}"),
        text=text,
        zones=zones,
        source="made.example",
        published=article.published and article.published + timedelta(days=1),
        language="en",
    )


def sentences_of(article: Article) -> list[str]:
    return [one for paragraph in article.body.split("\n\n") for one in _SENTENCE.split(paragraph)]


def _told_again(sentence: str, words: Sequence[str], choice: random.Random) -> str:
    """With other words outside of its quotations."""
    parts = _QUOTED.split(f"{sentence} ")  # every other one is a quotation
    for at in range(0, len(parts), 2):
        parts[at] = _PLAIN.sub(lambda m: choice.choice(words) if choice.random() < OTHER_WORDS else m[0], parts[at])
    quoted = (f"“{parts[at]}”{parts[at + 1]}" for at in range(1, len(parts), 2))
    return (parts[0] + "".join(quoted)).strip()


@dataclass(frozen=True)
class Kept:
    """What a rewriter keeps of an article, each with how often it stands there."""

    article: Article

    @cached_property
    def names(self) -> Counter[str]:
        """Words with a capital that begin no sentence."""
        found: Counter[str] = Counter()
        for sentence in _SENTENCE.split(self.article.body.replace("\n\n", " ")):
            found.update(word.lower() for word in _WORD.findall(sentence)[1:] if word[0].isupper() and len(word) > 2)
        return found

    @cached_property
    def figures(self) -> Counter[str]:
        return Counter(word for word in _WORD.findall(self.article.body) if word[0].isdigit() and len(word) > 1)

    @cached_property
    def quotes(self) -> Counter[str]:
        return Counter(gram for quote in _QUOTED.findall(self.article.body) for gram in _fours(quote))

    @cached_property
    def said(self) -> Mapping[str, set[str]]:
        """What of each kind another article may take from it."""
        words = {word.lower() for word in _WORD.findall(self.article.body)}
        return {"names": words, "figures": words, "quotes": set(_fours(self.article.body))}


def _fours(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]


class Shared(NamedTuple):
    """Of what the later one has of each kind: how much that weighs, and how much of it the earlier one has."""

    weights: tuple[float, ...]
    shares: tuple[float, ...]

    @property
    def whole(self) -> float:
        held = math.fsum(weight * share for weight, share in zip(self.weights, self.shares, strict=True))
        return held / (math.fsum(self.weights) + 5)

    @property
    def least(self) -> float:
        """Of the kinds of which it has something to speak of."""
        return min(share for weight, share in zip(self.weights, self.shares, strict=True) if weight >= 8)


class Rarities:
    """How much each thing tells: the fewer articles have it, the more."""

    def __init__(self, kept: Sequence[Kept]) -> None:
        self._many = len(kept)
        self._seen = {kind: Counter(key for one in kept for key in getattr(one, kind)) for kind in ("names", "figures")}

    def shared(self, later: Kept, earlier: Kept) -> Shared:
        found = []
        for kind in ("names", "figures", "quotes"):
            weighs = {key: self._weight(kind, key) for key in getattr(later, kind)}
            total = math.fsum(weighs.values())
            held = math.fsum(weight for key, weight in weighs.items() if key in earlier.said[kind])
            found.append((min(total, 20.0) if kind == "quotes" else total, held / total if total else 0.0))
        return Shared(tuple(weight for weight, _ in found), tuple(share for _, share in found))

    def _weight(self, kind: str, key: str) -> float:
        return 0.5 if kind == "quotes" else max(0.0, math.log((self._many + 1) / (self._seen[kind][key] + 0.5)) - 1)


class Pair(NamedTuple):
    later: Kept
    earlier: Kept
    whole: float
    least: float
    ahead: float  # of the next best earlier one, by the whole


WAYS: Mapping[str, Callable[[Pair], float]] = {
    "names, figures and quotes together": lambda pair: pair.whole,
    "the least of the three": lambda pair: pair.least,
    "together, and ahead of all others": lambda pair: pair.whole + pair.ahead,
}


def day_of(one: Article) -> int:
    return one.published.toordinal() if one.published else 0


def best_pairs(later: Sequence[Kept], held: Sequence[Kept], rare: Rarities) -> Iterator[Pair]:
    """Each of the later ones with the earlier one of another outlet that has most of it, where the two share no
    passages to speak of and it has enough to be told by."""
    by_day: defaultdict[int, list[Kept]] = defaultdict(list)
    for one in held:
        by_day[day_of(one.article)].append(one)
    for one in later:
        days = range(day_of(one.article) - NEAR, day_of(one.article) + 1)
        others = (other for day in days for other in by_day[day] if other.article.source != one.article.source)
        shared = sorted(((rare.shared(one, other), other) for other in others), key=lambda pair: -pair[0].whole)
        if shared and max(shared[0][0].weights) >= 8 and not _passages(one.article, shared[0][1].article):
            (best, other), second = shared[0], shared[1][0].whole if len(shared) > 1 else 0.0
            yield Pair(one, other, best.whole, best.least, best.whole - second)


def _passages(later: Article, earlier: Article) -> bool:
    pair = compare(later, earlier)
    return pair is not None and pair.covered[pair.one != later.id] > FEW_PASSAGES


def names_it(later: Article, earlier: Article) -> bool:
    """Whether it names the outlet of the other as its source."""
    outlets = {found for sign in (_SAYS, _REPORTS) for found in sign.findall(later.body)}
    host = earlier.source.lower()
    return any("".join(name.removeprefix("The ").lower().split()) in host for name in outlets)


def named(sources: Sequence[Article], made: Sequence[Article], held: Sequence[Article]) -> Iterator[tuple[str, float]]:
    by_outlet: defaultdict[str, list[Article]] = defaultdict(list)
    for one in held:
        by_outlet[one.source].append(one)
    right = wrong = 0
    for source, article in zip(sources, made, strict=True):
        theirs = [one for one in by_outlet[source.source] if 0 <= day_of(article) - day_of(one) <= DAYS]
        found = rewritten_from(article, theirs)
        right += found is not None and found.id == source.id
        wrong += found is not None and found.id != source.id
        wrong += rewritten_from(article, [one for one in theirs if one.id != source.id]) is not None
    yield "named found", right / len(made)
    yield "named right", right / (right + wrong)


def unnamed(sources: Sequence[Article], made: Sequence[Article], held: Sequence[Article]) -> None:
    kept = [Kept(one) for one in held]
    rare = Rarities(kept)
    origin = {article.id: source.id for article, source in zip(made, sources, strict=True)}
    told = best_pairs([Kept(one) for one in made], kept, rare)
    right = [pair for pair in told if pair.earlier.article.id == origin[pair.later.article.id]]
    print(f"{len(held):,} real articles; of {REWRITES} rewrites {len(right)} share most with what they were made from")
    print_unnamed(right, list(best_pairs(kept, kept, rare)))


def print_unnamed(made: Sequence[Pair], real: Sequence[Pair]) -> None:
    print(f"\n{'by what both have':<38}{'at':>7}{'found':>8}{'real pairs':>12}{'naming it':>11}")
    for name, way in WAYS.items():
        least = sorted(way(pair) for pair in made)[len(made) // 2]
        reached = [pair for pair in real if way(pair) >= least]
        told = sum(names_it(pair.later.article, pair.earlier.article) for pair in reached)
        print(f"{name:<38}{least:>7.2f}{0.5:>8.2f}{len(reached):>12}{told:>11}")


def main(arguments: Sequence[str]) -> int:
    paths = [argument for argument in arguments if not argument.startswith("-")]
    data = Path(paths[0]) if paths else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: name the folder that holds articles/", file=sys.stderr)
        return 2
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    held = [one for one in real_articles(data) if one.published and one.url and len(one.body.split()) >= LEAST_WORDS]
    choice = random.Random(5)
    sources = choice.sample(held, REWRITES)
    words = [word for one in choice.sample(held, 50) for word in _PLAIN.findall(one.body)]
    made = [rewrite_of(source, choice.choice(held), words, number) for number, source in enumerate(sources)]
    failed = 0
    for name, figure in named(sources, made, held):
        print(f"{name:<46}{figure:>8.4f}")
        failed += figure < floors.get(f"rewrites.{name}", 0)
    if "--unnamed" in arguments:
        unnamed(sources, made, held)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
