"""What did the first look make of a block's neighbours and of the boxes around it?"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from math import log

from newsgraph.cleaning.blocks import Box
from newsgraph.cleaning.page_view import View
from newsgraph.cleaning.signs import steps_out

# In this order; each from 0 to 1 but the odds, which are logarithmic. `neighbours`, `order`, `company` and `inside`
# tell what they measure.
MEASURES = (  # noqa: SIM905
    "odds chance previous next before-previous after-next third-back third-on both around "
    "gone opening closing ahead "
    "holder beyond holder-part beyond-part kin kin-part group group-part holder-lost beyond-lost "
    "inside inside-1 inside-2 inside-far"
).split()
_HEAVIEST = 100  # words: one long block must not outvote a page


def context(view: View, chance: list[float]) -> Iterator[list[float]]:
    """The measures of each block, in the order of MEASURES; `chance` is how likely the first round found each block.

    None for blocks that are not weighed.
    """
    taken = Taken(view, chance)
    best = taken.best()
    padded = [0.0, 0.0, 0.0, *chance, 0.0, 0.0, 0.0]
    gone = [0.0, *accumulate(taken.each)]
    ahead = list(accumulate(reversed(chance), max))[::-1]
    for at, (block, weighed) in enumerate(zip(view.blocks, view.weighed, strict=True)):
        if weighed:
            yield [
                *neighbours(padded[at : at + 7]),
                *order(gone[at] / taken.total, gone[at + 1] / taken.total),
                ahead[at],
                *taken.company(block.box),
                *inside(steps_out(block.box, best)),
            ]
        else:
            yield []


def neighbours(around: list[float]) -> list[float]:
    """Its own chance and those of the three blocks before and after it, and two and two of them together."""
    p3, p2, p1, p, n1, n2, n3 = around
    odds = log(p + 1e-4) - log(1 - p + 1e-4)
    return [odds, p, p1, n1, p2, n2, p3, n3, p1 * n1, max(p1, p2) * max(n1, n2)]


def order(gone: float, gone_after: float) -> list[float]:
    """The part of the words taken on the page that stands before it; whether there is hardly any before or after."""
    return [gone, gone < 0.01, gone_after > 0.99]


def inside(steps: int) -> list[float]:
    """Whether the best box is around it, and how near."""
    return [steps >= 0, 0 <= steps <= 1, 0 <= steps <= 2, steps >= 4]


class Taken:
    """The words that the first round took, by box, by kind of box, and by kind of box in one holder."""

    def __init__(self, view: View, chance: list[float]) -> None:
        self.boxes = view.boxes
        self.mass = [0.0] * len(self.boxes)  # by the numbers of the boxes
        self.all = [0] * len(self.boxes)
        self.kind_mass: defaultdict[object, float] = defaultdict(float)  # and by what several boxes share
        self.kind_all: defaultdict[object, int] = defaultdict(int)
        asked = {block.box.kind for block, weighed in zip(view.blocks, view.weighed, strict=True) if weighed}
        self.each: list[float] = []
        for block, words, p in zip(view.blocks, view.words, chance, strict=True):
            box, weight = block.box, min(len(words), _HEAVIEST)
            self.each.append(taken := p * weight)
            self.all[box.at] += weight
            self.mass[box.at] += taken
            for key in (box.kind, (box.parent, box.kind)) if box.kind in asked else ():
                self.kind_mass[key] += taken
                self.kind_all[key] += weight
        for box in reversed(self.boxes):
            if outer := box.parent:
                self.all[outer.at] += self.all[box.at]
                self.mass[outer.at] += self.mass[box.at]
        self.total = max(sum(self.each), 1.0)
        self._company: dict[object, list[float]] = {}

    def best(self) -> Box | None:
        """The innermost of the boxes with the most words taken in it over words left."""
        best, most = None, -1e9
        for box, mass, words in zip(self.boxes, self.mass, self.all, strict=True):
            gain = mass - 0.5 * words
            if gain >= most - 1e-6:
                best, most = box, max(gain, most)
        return best

    def company(self, box: Box) -> list[float]:
        """For the box around it, the next one, boxes of its kind, and those of them in the same place: the part of
        their words that was taken, and what part they are of all that was taken."""
        place = (box.parent, box.kind)
        if place not in self._company:
            holder = box.parent or box
            beyond = holder.parent or holder
            held, part = self._parts(self.mass[holder.at], self.all[holder.at])
            held_beyond, part_beyond = self._parts(self.mass[beyond.at], self.all[beyond.at])
            self._company[place] = [
                *(held, held_beyond, part, part_beyond),
                *self._parts(self.kind_mass[box.kind], self.kind_all[box.kind]),
                *self._parts(self.kind_mass[place], self.kind_all[place]),
                *(held < 0.5, held_beyond < 0.5),
            ]
        return self._company[place]

    def _parts(self, mass: float, words: float) -> tuple[float, float]:
        return mass / (words or 1), mass / self.total
