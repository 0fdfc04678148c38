"""What tells the article's own words from the page around them? Signs of a block, to be weighed in `body`.

A sign is a name that holds for a block or not: "words 6", "in COMMENTS", "ends .". The number in a sign is the
interval that a measure falls in, counted from 0. Likelihood is a weighted sum of signs (logistic regression), so
every choice can be explained by the signs that made it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from newsgraph.cleaning.blocks import Box
from newsgraph.cleaning.hints import BIT_NAMES
from newsgraph.cleaning.page_view import ENDINGS, View
from newsgraph.cleaning.phrases import FURNITURE_OPENINGS, WHEN, says_furniture

SENTENCE = re.compile(r"[.!?…][\"”’»)]*(?:\s|$)")
CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ](?<!\w\w)")  # with \b in front it takes half as long again
PIPE = re.compile(r"[|›→•·]")
DIGIT = re.compile(r"\d")
# Elements of one paragraph: what holds them is what their neighbours share.
OF_A_PARAGRAPH = frozenset(("p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "tr", "dd", "dt"))
Signs = list[str]


class Cut:
    """Gives a measure's sign: the name and the number of the interval between `edges`."""

    def __init__(self, name: str, *edges: float) -> None:
        self.edges, self.names = edges, [f"{name} {at}" for at in range(len(edges) + 1)]

    def __call__(self, value: float) -> str:
        return self.names[bisect_right(self.edges, value)]


WORDS = Cut("words", 1, 2, 3, 5, 8, 12, 20, 30, 50, 80)
COMMON = Cut("common", 0.05, 0.1, 0.2, 0.3, 0.4)
LINKED = Cut("linked", 0.01, 0.1, 0.3, 0.5, 0.9)
UPPER = Cut("upper", 0.1, 0.2, 0.4, 0.6, 0.9)
SENTENCES = Cut("sentences", 1, 2, 3)
WITNESS = Cut("witness", 0.2, 0.8)
KIN = Cut("kin", 0.001, 0.1, 0.4, 0.8)
HOLDER = Cut("holder", 0.001, 0.1, 0.4, 0.8)
BEYOND = Cut("beyond", 0.001, 0.1, 0.4, 0.8)
HOLDER_LINKED = Cut("holder linked", 0.1, 0.3, 0.6, 0.9)
BEYOND_LINKED = Cut("beyond linked", 0.1, 0.3, 0.6, 0.9)
EARLY = Cut("early", 1, 2, 4, 8, 20)
LATE = Cut("late", 1, 2, 4, 8, 20)
BELOW_TITLE = Cut("below title", 1, 2, 3, 4)
HALF = [f"half {distance}" for distance in (*range(7), -1)]
MOST = [f"most {distance}" for distance in (*range(7), -1)]


def spelled_out(sign: str) -> list[str]:
    """The signs in a combined one: "in #6" is "in NAVIGATION" and "in RELATED" (bits 2 and 4)."""
    name, _, bits = sign.partition(" #")
    return [f"{name} {hint}" for bit, hint in BIT_NAMES if int(bits) & bit] if bits else [sign]


def first_signs(view: View) -> Iterator[Signs]:
    """The signs of each block, without any judgement of its neighbours; none for those that are not weighed."""
    near = [False, *view.weighed, False]
    shapes = [
        _shape(view, at) if here or before or after else ""
        for at, (before, here, after) in enumerate(zip(near, near[1:], near[2:], strict=False))
    ]
    shapes = ["nothing", *shapes, "nothing"]
    places: dict[object, Signs] = {}
    for at, weighed in enumerate(view.weighed):
        if weighed:
            yield [
                *_text_signs(view, at, shapes[at + 1]),
                *_odd_signs(view, at),
                *_place_signs(view, at, places),
                *_order_signs(view, at),
                "before " + shapes[at],
                "after " + shapes[at + 2],
            ]
        else:
            yield []


def _shape(view: View, at: int) -> str:
    """Its size, how much of it is links, and its last mark, as three characters."""
    block = view.blocks[at]
    size = bisect_right((3, 12, 30), len(view.words[at]))
    return f"{size}{bisect_right((0.01, 0.5, 0.9), block.linked)}{ENDINGS.get(block.text[-1], '-')}"


def _text_signs(view: View, at: int, shape: str) -> Signs:
    block, count = view.blocks[at], len(view.words[at])
    start = block.text[:300]
    return [
        WORDS(count),
        COMMON(view.common[at]),
        LINKED(block.linked),
        UPPER(len(CAPITAL.findall(start)) / (start.count(" ") + 1)),
        SENTENCES(len(SENTENCE.findall(start))),
        f"ends {shape[-1]}",
        f"shape {block.box.tag} {shape}",
    ]


def _odd_signs(view: View, at: int) -> Signs:
    """Signs that most blocks do not have."""
    block, words = view.blocks[at], view.words[at]
    text, lower, count = block.text, view.lower[at], len(words)
    short = "" if count >= 25 else " short" if count >= 8 else " tiny"
    signs = []
    if FURNITURE_OPENINGS.match(lower):
        signs.append(f"opens{short}")
    if count < 50 and says_furniture(lower):
        signs.append(f"says{short}")
    if count < 14 and WHEN.search(lower):
        signs.append("when")
    if text[0] in '"“„»«‘':
        signs.append("quoted")
    if text[0].islower():
        signs.append("lower")
    if count < 25:
        signs += _label_signs(text)
    if view.counts[view.keys[at]] > 1:
        signs.append("again")
    if view.title and count < 30 and words:
        known = set(words)
        if words == view.title:
            signs.append("title")
        elif len(known.intersection(view.title)) > 0.8 * len(known):
            signs.append("titlish")
    if view.witness:
        signs.append(_witness_sign(view, words))
    return signs


def _label_signs(text: str) -> Signs:
    signs = ["caps"] if text.isupper() else []
    if PIPE.search(text):
        signs.append("pipe")
    if len(DIGIT.findall(text)) > 0.25 * len(text):
        signs.append("digits")
    return signs


def _witness_sign(view: View, words: list[str]) -> str:
    """How much of the block stands in the body that the page's metadata gives."""
    if len(words) < 3:
        return "witness short"
    runs = zip(words, words[1:], words[2:], strict=False)
    return WITNESS(sum(map(view.witness.__contains__, runs)) / (len(words) - 2))


def _place_signs(view: View, at: int, known: dict[object, Signs]) -> Signs:
    """Where it stands; `known` has those of the page's blocks before it: paragraphs in one box share them."""
    block = view.blocks[at]
    box = block.box
    outer = box.parent or box
    holder = outer if box.tag in OF_A_PARAGRAPH and box is not view.half and box is not view.most else box
    prose = "main" if view.main[at] else "prose" if view.prose[at] else "other"
    place = (holder, box.kind, box.marks, box.hint | block.inline, prose)
    if place not in known:
        known[place] = [*_box_signs(view, box, outer), f"at #{box.hint | outer.hint | block.inline}", prose]
    return known[place]


def _box_signs(view: View, box: Box, outer: Box) -> Signs:
    holder = outer if box.tag in OF_A_PARAGRAPH else box
    beyond = holder.parent or holder
    return [
        f"tag {box.tag}",
        f"in #{box.marks}",
        HALF[steps_out(box, view.half)],
        MOST[steps_out(box, view.most)],
        KIN(view.kin[box.kind] / view.mass),
        HOLDER(holder.share / view.mass),
        BEYOND(beyond.share / view.mass),
        HOLDER_LINKED(holder.linked / (holder.letters or 1)),
        BEYOND_LINKED(beyond.linked / (beyond.letters or 1)),
    ]


def steps_out(box: Box, target: Box | None) -> int:
    """How many boxes out of `box` `target` is, at most 6; -1 where it is not around it."""
    if target is None:
        return -1
    if box.parent is target:
        return 1
    steps = box.depth - target.depth
    found: Box | None = box
    for _ in range(steps):
        found = found.parent if found else None
    return min(steps, 6) if found is target else -1


def _order_signs(view: View, at: int) -> Signs:
    """Where it stands to the headline and to the first and last of the main prose."""
    signs = []
    if at < view.first:
        signs.append(EARLY(view.first - at))
    elif at > view.last:
        signs.append(LATE(at - view.last))
    if view.title_at < 0:
        signs.append("untitled")
    elif at < view.title_at:
        signs.append("above title")
    elif at - view.title_at <= 6:
        signs.append(BELOW_TITLE(at - view.title_at))
    return signs
