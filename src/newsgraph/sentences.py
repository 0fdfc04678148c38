"""Where does one sentence end and the next begin? One answer for all that quotes."""

import re
from collections.abc import Iterator
from itertools import chain

_END = re.compile(r"""[.!?…]+["'”’»)\]]*\s+(?=["'“‘«(\[]*[^\W_a-z])|\n\s*\n""")
_NO_END = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Cmdr|Maj|Adm|Gov|Sen|Sens|Rep|Reps|Rev|Hon|St|Mt|Ft|No|Nos|Jr|Sr"
    r"|Inc|Co|Corp|Ltd|vs|v|Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S|U\.N|U\.K|a\.m|p\.m|e\.g|i\.e)\.$"
)
_LONGEST = 8  # characters of an abbreviation, its full stop and the letter before it among them


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences of text[start:end] begin, the first one apart. A full stop behind an abbreviation ends none."""
    for found in _END.finditer(text, start, end):
        if not abbreviates(text, found.start(), low=start):
            yield found.end()


def abbreviates(text: str, at: int, *, low: int = 0) -> bool:
    """Is the sign at `at` the full stop of an abbreviation, which ends no sentence: "Oct.", "Gov.", "J."? What stands
    before `low` does not count."""
    return text[at] == "." and _NO_END.search(text, max(low, at - _LONGEST), at + 1) is not None


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end] in order, half-open, without the space behind them."""
    for cut in chain(sentence_ends(text, start, end), (end,)):
        stop = start + len(text[start:cut].rstrip())
        if stop > start:
            yield start, stop
        start = cut


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """The sentence that holds the offset, half-open; that behind it where it is the space between two."""
    start = 0
    for cut in sentence_ends(text, 0, len(text)):
        if cut > at:
            return start, start + len(text[start:cut].rstrip())
        start = cut
    return start, start + len(text[start:].rstrip())
