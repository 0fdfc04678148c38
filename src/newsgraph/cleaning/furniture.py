"""Which blocks say themselves that they are not the article's, so that nothing about them needs weighing?

Rules with names, each certain by itself. With every rule stands its effect on the three real sets (394 pages): of
61,156 blocks `is_scrap` leaves out 40,296; of the rest, the blocks that the rule leaves out, and how many of those are
in the gold bodies (in brackets how many of these the model alone would have taken). All together leave 16,339 blocks to
be weighed; with them the cross-validated body F1 went from .9476, .9629, .9689 to .9478, .9622, .9724 (mixed,
publishers, zyte).
"""

from newsgraph.cleaning.blocks import Block, Box
from newsgraph.cleaning.hints import Hint
from newsgraph.cleaning.phrases import ADVERT_LABELS, BY, ORIGIN_LINES, READ_MORE

_CONTROLS = Hint.NAVIGATION | Hint.FOOTER | Hint.FORM | Hint.BUTTON | Hint.CONSENT | Hint.RELATED
# Boxes of the page, not of the article: <footer> 283 blocks, 0 gold; consent 205, 1 (0); forms and what asks for an
# address 84, 1 (0); text hidden from the eye 1,212, 10 (0).
_NEVER = Hint.COMMENTS | Hint.FOOT | Hint.CONSENT | Hint.FORM | Hint.ASKING | Hint.HIDDEN
# Lists of other articles where links prevail: related 390, 4 (0); teasers 807, 5 (0).
_LISTS = Hint.RELATED | Hint.TEASER
_LONGEST_LABEL = 40  # words: "Read more:" and the headline after it
_LONGEST_BYLINE = 25  # words


def is_furniture(block: Block, words: list[str], lower: str) -> bool:
    """Whether a rule leaves the block out. `words` and `lower` are those of its text, lower case."""
    count = len(words)
    return not count or is_scrap(block, count) or _is_boxed(block, count) or _is_line(block, words, lower)


def is_scrap(block: Block, count: int) -> bool:
    """A link without a sentence, a label of the page's controls or lists: four blocks of five are such.

    Of 2,980 blocks of gold bodies about 40 were, mostly of a word or two; leaving them out takes half of the time.
    """
    marks = block.box.marks
    if block.box.tag == "nav" or (count < 8 and marks & Hint.SHARE):
        return True
    return count < 16 and (block.linked > 0.9 or bool(marks & _CONTROLS))


def _is_boxed(block: Block, count: int) -> bool:
    """By the boxes around it, as far as their names count there."""
    box = block.box
    marks = box.marks
    if marks & _NEVER or (marks & _LISTS and block.linked > 0.5):
        return True
    if marks & Hint.FIGURE and not marks & Hint.TABLE:  # 816 blocks, 28 gold (0)
        return True
    if marks & Hint.ASIDE and (count < 12 or marks & Hint.PULLQUOTE):  # 496, 2 (0)
        return True
    near = marks & _near(box)
    return bool(near & Hint.BIO or marks & box.hint & Hint.CAPTION)  # 164, 2 (0); 917, 36 (1)


def _near(box: Box) -> int:
    return box.hint | (box.parent.hint if box.parent else 0)


def _is_line(block: Block, words: list[str], lower: str) -> bool:
    if is_furniture_line(words, lower):
        return True
    byline = len(words) <= _LONGEST_BYLINE and (block.box.hint | block.inline) & Hint.AUTHOR and BY.match(lower)
    return bool(byline)  # 132, 2 (0)


def is_furniture_line(words: list[str], lower: str) -> bool:
    """By its words alone: a label of an advertisement 532 blocks, 1 gold (0); "Read more: …" 40, 4 (3) and 7 that the
    model would have taken by mistake; "Original Source: …", "The post … appeared first on …" 28, 2 (0)."""
    count = len(words)
    if count <= 6 and " ".join(words) in ADVERT_LABELS:
        return True
    return count <= _LONGEST_LABEL and bool(READ_MORE.match(lower) or ORIGIN_LINES.match(lower))
