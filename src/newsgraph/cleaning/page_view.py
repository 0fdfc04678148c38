"""What can be counted over a whole page before any block of it is judged?"""

import re
from collections import Counter, defaultdict
from operator import attrgetter, mul

from newsgraph.cleaning.blocks import Block, Box
from newsgraph.cleaning.furniture import is_furniture
from newsgraph.cleaning.hints import Hint
from newsgraph.cleaning.phrases import COMMON_WORDS

WORD = re.compile(r"\w+")
ENDINGS = {".": ".", "!": ".", "…": ".", "?": "?", ":": ":", '"': '"', "”": '"', "»": '"', "’": '"', ")": ")"}
# Boxes that never hold the article, so that prose in them says nothing about where it is.
ELSEWHERE = (
    Hint.NAVIGATION
    | Hint.COMMENTS
    | Hint.ASIDE
    | Hint.FIGURE
    | Hint.FORM
    | Hint.FOOTER
    | Hint.BUTTON
    | Hint.CONSENT
    | Hint.RELATED
    | Hint.SIGNUP
    | Hint.CAPTION
    | Hint.ADVERT
)
# Blocks of a page that are weighed each for itself; the real pages have 41, two of 394 more than 300 (601 and 799).
MOST_WEIGHED = 3_000
_ASKED = 400  # characters: more than that around a field to write in is a page, not a request


class View:
    """A page's blocks, and what is known of them together.

    `lower` and `words` are each block's, lower case; `common` is the share of its words that prose is full of; `prose`
    its characters where it reads like prose, else 0, and `main` the same without those in boxes that never hold the
    article, `mass` of them in all. `title_at` is the block of the headline or -1. `witness` are the runs of three words
    of the body that the page's metadata gives, if any. `boxes` has the outer ones first. `weighed` tells of each block
    whether it is worth weighing, `beyond` are those that would be but for their number.
    """

    def __init__(self, blocks: list[Block], *, title: str, witness: str) -> None:
        self.blocks = blocks
        self.lower = [block.text.lower() for block in blocks]
        self.words = list(map(WORD.findall, self.lower))
        self.keys = [" ".join(words) for words in self.words]
        self.counts = Counter(self.keys)
        self.title = WORD.findall(title.lower())
        self.title_at = self._title_at()
        self.common = self._common()
        self.prose = [
            len(block.text) if len(words) >= 12 and self._is_prose(at) else 0
            for at, (block, words) in enumerate(zip(blocks, self.words, strict=True))
        ]
        self.boxes = _outer_first(blocks)
        self._weigh_boxes()
        self.weighed = self._weighed()
        self.main = [
            0 if block.box.marks & ELSEWHERE else letters for block, letters in zip(blocks, self.prose, strict=True)
        ]
        self.mass = sum(self.main) or 1
        self.first = next((at for at, letters in enumerate(self.main) if letters), 0)
        self.last = max((at for at, letters in enumerate(self.main) if letters), default=len(blocks))
        self.kin: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._share_out()
        inside = [box for box in self.boxes if box.share >= 0.5 * self.mass]
        self.half = _innermost(inside)
        self.most = _innermost([box for box in inside if box.share >= 0.9 * self.mass])
        witnessed = WORD.findall(witness.lower())
        self.witness = set(zip(witnessed, witnessed[1:], witnessed[2:], strict=False))

    def _common(self) -> list[float]:
        """Each block's share of common words; the same for all where the page's language is none of those listed."""
        shares = [sum(map(COMMON_WORDS.__contains__, words)) / (len(words) or 1) for words in self.words]
        lengths = list(map(len, self.words))
        return shares if sum(map(mul, shares, lengths)) >= 0.1 * sum(lengths) else [0.25] * len(shares)

    def _is_prose(self, at: int) -> bool:
        """Whether it reads like a paragraph, long enough as it is: few links, common words, and an end."""
        block = self.blocks[at]
        return block.linked < 0.4 and self.common[at] > 0.2 and block.text[-1] in ENDINGS

    def _weighed(self) -> list[bool]:
        """Which blocks are worth weighing: all that no rule leaves out, up to the bound."""
        weighed = [not known for known in map(is_furniture, self.blocks, self.words, self.lower)]
        self.beyond = [at for at, hopeful in enumerate(weighed) if hopeful][MOST_WEIGHED:]
        for at in self.beyond:
            weighed[at] = False
        return weighed

    def _title_at(self) -> int:
        """The first h1 with the title, else the first h1, else the first block with the title."""
        named = [at for at, words in enumerate(self.words) if self.title and words == self.title]
        heads = [at for at, block in enumerate(self.blocks) if block.box.tag == "h1"]
        both = [at for at in named if self.blocks[at].box.tag == "h1"]
        return next(iter(both or heads or named), -1)

    def _weigh_boxes(self) -> None:
        """Count letters, links and prose in each box, and let hints count where they can.

        A hint of what is not the article does not count on boxes around most of the prose at hand: `has-sidebar` on
        the page, `subscriber-only` on every paragraph. `article-body` on a box with hardly any prose does not count
        either; where it counts, what is hinted at further out does not. Around .4 and .15 (swept from .3 to .5 and .1
        to .2) the score is flat.
        """
        for block, prose in zip(self.blocks, self.prose, strict=True):
            box, letters = block.box, len(block.text)
            box.prose += prose
            box.letters += letters
            box.linked += block.linked * letters
        kin: defaultdict[tuple[str, str], int] = defaultdict(int)
        for box in reversed(self.boxes):
            if outer := box.parent:
                outer.letters += box.letters
                outer.linked += box.linked
                if box.prose:
                    outer.prose += box.prose
            if box.prose:
                kin[box.kind] += box.prose
            if box.asks and box.letters < _ASKED:
                box.hint |= Hint.ASKING
        self._inherit(kin, sum(self.prose) or 1)

    def _inherit(self, kin: dict[tuple[str, str], int], total: int) -> None:
        for box in self.boxes:
            own, outer, prose = box.hint, box.parent, box.prose
            around = outer.around if outer else total
            if own:
                if max(prose, min(kin[box.kind], around)) > 0.4 * around:
                    own &= Hint.BODY
                if prose < 0.15 * total:
                    own &= ~Hint.BODY
            body = own & Hint.BODY or (prose > 0.4 * total and box.tag in ("article", "main"))
            box.around = min(around, prose) if body else around
            box.marks = own if body or not outer else own | outer.marks

    def _share_out(self) -> None:
        """The part of the main prose in each box, and in each kind of box."""
        for block, letters in zip(self.blocks, self.main, strict=True):
            if letters:
                block.box.share += letters
                self.kin[block.box.kind] += letters
        for box in reversed(self.boxes):
            if box.share and box.parent:
                box.parent.share += box.share


def _innermost(boxes: list[Box]) -> Box | None:
    return max(boxes, key=attrgetter("depth"), default=None)


def _outer_first(blocks: list[Block]) -> list[Box]:
    """Every box around a block, once, by depth and then in order of the page; each knows its number."""
    found: dict[Box, None] = {}
    for block in blocks:
        box: Box | None = block.box
        while box is not None and box not in found:
            found[box] = None
            box = box.parent
    boxes = sorted(found, key=attrgetter("depth"))
    for at, inner in enumerate(boxes):
        inner.at = at
    return boxes
