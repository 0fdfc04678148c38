"""Who wrote it, in a sentence or two: which blocks are about the author?"""

import re
from collections.abc import Sequence
from itertools import groupby

from newsgraph.cleaning.blocks import Block
from newsgraph.cleaning.hints import Hint
from newsgraph.cleaning.page_view import View

_TRADE = (
    r"reporter|writer|editor|correspondent|journalist|columnist|contributor|contributing|freelance\w*|novelist|"
    r"intern|producer|photographer|critic|author of|professor|fellow|lecturer|analyst|director|staff|blogger|"
    r"redakteur(?:in)?|journalistin|reporterin|korrespondent(?:in)?|autor(?:in)?|volontär(?:in)?|journaliste|"
    r"periodista|redactor(?:a)?|corresponsal"
)
# "Ada Brook is a senior reporter at …", "Ada Brook covers courts for …", "Ada Brook ist Redakteurin …".
_SHAPE = re.compile(
    r"^(?:about |over )?(?P<name>[^\W\d_][\w.'’-]*(?: (?:[^\W\d_][\w.'’-]*)){1,4}?),? "
    rf"(?:(?:is|was|ist|est|es|has been) (?:(?:an?|the|our|ein|eine|une?|una?) )?[^.!?]{{0,120}}\b(?:{_TRADE})\b|"
    r"(?:covers|writes|reports|joined|has covered|has written|has worked|has reported|schreibt|berichtet|écrit|"
    r"escribe|cubre)\b)",
    re.IGNORECASE,
)
_DOES = re.compile(rf"\b(?:{_TRADE}|covers|writes|reports|she|he|sie|er|elle|il|ella|él)\b", re.IGNORECASE)
_NEAR_END = 4  # blocks: biographies without a box of their own stand right behind the last paragraph


def is_about_author(text: str, authors: Sequence[str]) -> bool:
    """Whether the text reads like a biography: of one of these authors where they are known, else of anybody."""
    shape = _SHAPE.match(text)
    if not shape or len(text) > 1200:
        return False
    return named_author(shape["name"], authors) != "" if authors else shape["name"].istitle()


def named_author(text: str, authors: Sequence[str]) -> str:
    """The first of these authors whose whole name is in the text; "" where none is."""
    folded = text.casefold()
    return next((author for author in authors if author and author.casefold() in folded), "")


def biographies(view: View, body: Sequence[int], authors: Sequence[str]) -> dict[int, str]:
    """The blocks that tell of an author, with the author's name, "" where that is not clear.

    By the box that they stand in ("author-bio" around a sentence) or, near the end of the body and anywhere else but
    in it, by their shape.
    """
    found: dict[int, str] = {}
    tail = set(body[-_NEAR_END:])
    inner = set(body) - tail
    for at, block in enumerate(view.blocks):
        if at in inner or block.linked > 0.9 or len(view.words[at]) < 5:
            continue
        if (_in_author_box(block) and _tells(view, at, authors)) or is_about_author(block.text, authors):
            found[at] = named_author(block.text, authors)
    return _with_names(view, found, authors)


def _in_author_box(block: Block) -> bool:
    near = block.box.marks
    boxed = near & Hint.BIO or (near & Hint.AUTHOR and near & (Hint.FOOTER | Hint.ASIDE | Hint.NOTE))
    return bool(boxed) and not near & (Hint.SIGNUP | Hint.FORM | Hint.CONSENT | Hint.COMMENTS)


def _tells(view: View, at: int, authors: Sequence[str]) -> bool:
    """Whether it is a sentence about somebody, not a name, a date, a row of links or the terms of use."""
    block, words = view.blocks[at], view.words[at]
    if len(words) < 7 or block.linked > 0.7 or block.text[-1] not in '.!?…"”»)':
        return False
    names = {part for author in authors for part in author.casefold().split()}
    return not names.isdisjoint(words) or bool(_DOES.search(block.text))


def _with_names(view: View, found: dict[int, str], authors: Sequence[str]) -> dict[int, str]:
    """Sentences of one box are about one author: whom any of them or the lines just above name, or the only author."""
    named: dict[int, str] = {}
    for _, run in groupby(sorted(found), key=lambda at: id(view.blocks[at].box.parent)):
        ats = list(run)
        above = [view.blocks[at].text for at in range(max(0, ats[0] - 4), ats[0])]
        name = next((found[at] for at in ats if found[at]), "") or named_author(" | ".join(reversed(above)), authors)
        if not name and len(authors) == 1:
            name = authors[0]
        named |= {at: found[at] or name for at in ats}
    return named
