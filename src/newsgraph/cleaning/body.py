"""Which blocks of a page are the article's own words?

Every block that no rule leaves out (see `furniture`) is weighed twice by a linear model (see `signs`), in
`body_weights.json`. Body 4-gram F1 on the 394 pages
that it was fitted to, by 5-fold cross-validation over sites, and what else was tried on the same pages (mixed 220,
publishers 95 of which English 53, zyte 79):

    way                                        mixed  publishers  English   zyte   pages/s, one core
    trafilatura 2.3                             .914        .953     .955   .967                 25
    trafilatura 2.3, fast                       .924        .935     .934   .967                 40
    this, first round alone                     .916        .927     .953   .944
    this, both rounds                           .948        .962     .960   .972    benchmarks.pages
    gradient-boosted trees on the same signs    .932        .949     .945   .959
    a third round                               .933        .944     .934   .963
    all blocks that are in the gold text        .983        .991     .995   .995

`python -m evals.fit_body` fits it again, `python -m evals.pages` scores it.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp
from operator import mul

from newsgraph.cleaning.hints import Hint
from newsgraph.cleaning.page_view import View
from newsgraph.cleaning.phrases import BY, DATE_WORDS, WHEN, says_comment_form
from newsgraph.cleaning.signs import first_signs, spelled_out
from newsgraph.cleaning.surroundings import MEASURES, context

# From .3 to .5 the mean F1 of the three sets moves by .001 in cross-validation, with no clear top.
TAKEN = 0.4
_MOST_SIGNS = 50_000  # held in memory: pages invent combinations of hints without end


class Weights(dict[str, tuple[float, float]]):
    """What each sign weighs in the first and in the second round; a combined sign weighs what its parts do."""

    measures: list[float]

    def __missing__(self, sign: str) -> tuple[float, float]:
        parts = [self.get(part, (0.0, 0.0)) for part in spelled_out(sign)]
        both = (sum(first for first, _ in parts), sum(second for _, second in parts))
        if len(self) < _MOST_SIGNS:
            self[sign] = both
        return both


@cache
def weights() -> Weights:
    """Read once: about 500 numbers a round."""
    card = json.loads((files("newsgraph.cleaning") / "body_weights.json").read_text(encoding="utf-8"))
    first, second = card["first"], card["second"]
    known = Weights({sign: (first.get(sign, 0.0), second.get(sign, 0.0)) for sign in {*first, *second}})
    known.measures = [second.get(name, 0.0) for name in MEASURES]
    return known


def chances(view: View) -> list[float]:
    """How likely each block is one of the article's, 0 to 1."""
    known = weights()
    sums = [_weighed(known, signs) if signs else None for signs in first_signs(view)]
    first = _like_their_kind(view, [_chance(odds[0]) if odds else 0.0 for odds in sums])
    second = [
        _chance(odds[1] + sum(map(mul, measures, known.measures))) if odds else 0.0
        for odds, measures in zip(sums, context(view, first), strict=True)
    ]
    return _like_their_kind(view, second)


def _like_their_kind(view: View, chance: list[float]) -> list[float]:
    """On endless pages, the blocks beyond those weighed are as likely as the others of their kind were on average."""
    if view.beyond:
        kinds = [(block.box.tag, block.box.name, block.box.parent and block.box.parent.name) for block in view.blocks]
        of_kind: defaultdict[object, list[float]] = defaultdict(list)
        for kind, likely, weighed in zip(kinds, chance, view.weighed, strict=True):
            if weighed:
                of_kind[kind].append(likely)
        means = {kind: sum(found) / len(found) for kind, found in of_kind.items()}
        for at in view.beyond:
            chance[at] = means.get(kinds[at], 0.0)
    return chance


def _weighed(known: Weights, signs: list[str]) -> tuple[float, float]:
    first, second = known["bias"]
    for sign in signs:
        one, two = known[sign]
        first += one
        second += two
    return first, second


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def body_blocks(view: View) -> list[int]:
    """Which blocks are the article's, standfirst included, in order of the page."""
    return taken(view, chances(view))


def taken(view: View, chance: Sequence[float], threshold: float = TAKEN) -> list[int]:
    """Which blocks are, by how likely each is one of the article's.

    Never those of a comment area, nor what was there before: pages print a paragraph twice for wide and narrow screens.
    """
    seen: set[str] = set()
    found: list[int] = []
    for at, likely in enumerate(chance):
        key = view.keys[at]
        if likely <= threshold or is_comments(view, at):
            continue
        if (key in seen and len(view.words[at]) > 3) or (view.title and view.words[at] == view.title):
            continue
        seen.add(key)
        found.append(at)
    return _without_labels(view, found)


def _without_labels(view: View, found: list[int]) -> list[int]:
    """Dates that stand alone are not the article's, nor are bylines and the like above the first paragraph."""
    first = next((at for at in found if len(view.words[at]) >= 12), -1)
    return [at for at in found if not _is_date(view.words[at]) and (at >= first or not _is_label(view, at))]


def _is_date(words: list[str]) -> bool:
    """Whether there is nothing but a date or a time."""
    if len(words) > 14 or not any(map(str.isdigit, words)) or all(map(str.isdigit, words)):
        return False
    return all(word.isdigit() or word in DATE_WORDS or word[:-2].isdigit() for word in words)


def _is_label(view: View, at: int) -> bool:
    lower = view.lower[at]
    return len(view.words[at]) < 8 and bool(WHEN.search(lower) or BY.match(lower))


def is_comments(view: View, at: int) -> bool:
    """Whether it belongs to the readers: their comments or the form for them."""
    return bool(view.blocks[at].box.marks & Hint.COMMENTS) or is_comment_form(view, at)


def is_comment_form(view: View, at: int) -> bool:
    """Whether it belongs to the form for comments, not to the comments themselves."""
    marks = view.blocks[at].box.marks
    if marks & Hint.COMMENTS and marks & (Hint.FORM | Hint.BUTTON):
        return True
    lower = view.lower[at]
    return 9 < len(lower) < 160 and says_comment_form(lower)
