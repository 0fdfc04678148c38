"""Where are the words of a text, and where do its sentences end? One pass, offsets in code points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# White space is passed over at the beginning: the search would try every alternative at each space, half as long again.
_TOKEN = re.compile(
    r"\s*+("
    # Most words and signs, sooner: what the rest would find as well.
    r"[A-Za-z]++(?:(?=[ ,\n])|(?<=[A-Za-z]{2})(?=\.[ \n]))|[,;:!?()“”\"]|\.(?!\.)"
    r"|[^\W\d_]\.(?:[^\W\d_]\.)+(?:[-–][^\W_]+)*"  # U.S., a.m., U.S.-led
    r"|[A-Z]\.(?=\s*[A-Z])"  # J. Edgar
    r"|https?://\S+|www\.\S+"
    r"|\d+(?:[.,:/]\d+)+[^\W\d_]*"  # 1,000 10:30 3.5m
    r"|[^\W_]+(?:(?:[-&]|['’](?![sS]\b))[^\W_]+)*(?:\.(?:com|org|net|gov|edu|co)\b)?"  # al-Shabaab, O'Brien, M23, C-47
    r"|['’][sS]\b|[@#]\w+|\.{2,}|-{2,}|\S)"
)
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]{2,})")
_HEAD = re.compile(r"[A-Z][\w'’-]+$")
_BEFORE_HEAD = re.compile(r"[A-Z][\w.'’-]+\Z")
_BEHIND_HEAD = re.compile(r"(?![\w'’-])((?: [(“\"]?[A-Z][\w.'’-]*[)”\"]?){1,6}) $")
_FARTHEST_NAME = 100  # signs between a name and its longer form
_SPACES = np.zeros(0x3001, np.bool_)
_SPACES[
    [*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
] = True


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MOST_WORDS = 300
_NEVER_FIRST = _words(", ; : ) ] % - – . … ! ? 's ’s")
_DOTTED = _words("U.S. U.K. U.N. E.U. D.C. U.S.A. a.m. p.m.")
_STARTERS = _words("""
The He She It They We I You In On At But And This That These Those There His Her Its Their Our My A An As For If
When While After Before However Meanwhile Since Although Some Many Most Last What Who How Why Where With By From To
No Not Such
""")
"""Words that begin a sentence behind one of `_DOTTED`, and are seldom part of a name behind it."""
_ENDS = _words(". ? ! … .. ... .... ?! !!") | _DOTTED
_CLOSING = _words("\" ” ’ ' ) ] ''")
ABBREVIATIONS = _words("""
Adm Ala Alta Amb Apr Ariz Ark Assn Aug Ave Blvd Brig Bros Calif Capt Cmdr Co Col Colo Conn Corp Cos Cpl Dec Del Dept
Det Dr Feb Fla Fr Ft Ga Gen Gov Hon Ill Inc Ind Insp Intl Jan Jr Kan Ky La Lt Ltd Maj Man Mar Mass Md Messrs Mich Minn
Miss Mo Mont Mr Mrs Ms Msgr Mt Neb Nev No Nos Nov Oct Okla Ont Ore Pa Pres Prof Pvt Que Rd Rep Reps Rev Sask Sen Sens
Sep Sept Sgt Sr St Sts Supt Tenn Tex Univ Va Vt v Wash Wis Wyo al approx cf eg est etc ie vs
""")
"""Words whose dot is theirs and ends no sentence, in the AP's style."""

_DOUBLE = _words("Co Corp Del Ill Inc Ind Jr La Ltd Man Mar Mass Miss No Nos Ore Pa Sr Va Wash al etc")


class Tokens(NamedTuple):
    """The words of a text: `text[start:end]` each; sentence s has the words bounds[s] up to bounds[s + 1]."""

    words: list[str]
    starts: Ints
    ends: Ints
    bounds: list[int]

    def sentences(self) -> Iterator[list[str]]:
        """The words of each sentence."""
        for first, last in zip(self.bounds[:-1], self.bounds[1:], strict=True):
            yield self.words[first:last]


def tokens_of(text: str) -> Tokens:
    """The words and sentences of `text`. Every sign that is no white space is in one word; no sentence is empty.

    A blank line ends a sentence. A word keeps its inner hyphens, digits, ampersands and apostrophes; "'s" is a word.
    """
    words = _TOKEN.findall(text)
    if not words:
        return Tokens([], np.zeros(0, np.int64), np.zeros(0, np.int64), [0])
    starts, ends = _offsets(text, words)
    stuck = glued(text)
    words, starts, ends = _parted(text, (words, starts, ends), [at for _, at in stuck])
    stops = list(compress(count(), map(_ENDS.__contains__, words)))
    words, starts, ends, stops = _with_dots(words, (starts, ends), stops)
    parts = [m.start() for m in _PARAGRAPH.finditer(text)] + [at for both in stuck for at in both]
    breaks = starts.searchsorted(parts).tolist() if parts else []
    cuts = {*_sentence_ends(words, stops, (starts, ends)), *breaks} - {0, len(words)}
    return Tokens(words, starts, ends, _bounds(sorted(cuts), len(words)))


@lru_cache(maxsize=128)  # of a batch of articles, who are asked again when their names are weighed
def glued(text: str) -> tuple[tuple[int, int], ...]:
    """Where a name ends that its longer form follows, and where that form ends, to which a headline sticks: "Sen. Joe
    Oster Joseph (Joe) OsterFormer mayor says" is what is left of a page that shows who a name is, when one points at
    it. CamelCase has no name before it that ends as it begins."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    small, capital = codes - ord("a") < 26, codes - ord("A") < 26  # below it they wrap to very large numbers
    found = []
    for end in (np.flatnonzero(small[:-1] & capital[1:]) + 1).tolist():
        head = _HEAD.search(text, max(0, end - 30), end)
        if head and len(head[0]) > 2:
            before = text[max(0, head.start() - _FARTHEST_NAME) : head.start()]
            again = _named_before(f" {head[0]}", before)
            if again:
                found.append((head.start() - len(before) + again, end))
    return tuple(found)


def _named_before(head: str, before: str) -> int:
    """Where a name that ends in `head` ends in what stands before its longer form, 0 where there is none."""
    at = before.find(head)
    while at >= 0:
        end = at + len(head)
        if _BEHIND_HEAD.match(before, end) and _BEFORE_HEAD.search(before, 0, at):
            return end
        at = before.find(head, at + 1)
    return 0


def _parted(text: str, tokens: tuple[list[str], Ints, Ints], places: Sequence[int]) -> tuple[list[str], Ints, Ints]:
    """The words cut in two at these places."""
    words, starts, ends = tokens
    for place in places:
        at = int(starts.searchsorted(place, "right")) - 1
        if starts[at] < place < ends[at]:
            words[at : at + 1] = [text[starts[at] : place], text[place : ends[at]]]
            starts, ends = np.insert(starts, at + 1, place), np.insert(ends, at, place)
    return words, starts, ends


def _bounds(cuts: Sequence[int], size: int) -> list[int]:
    """The cuts with both ends, and more where a table or a listing would make a sentence of thousands of words."""
    bounds = [0]
    for cut in (*cuts, size):
        bounds += range(bounds[-1] + _MOST_WORDS, cut, _MOST_WORDS)
        bounds.append(cut)
    return bounds


def _offsets(text: str, words: Sequence[str]) -> tuple[Ints, Ints]:
    """Words hold all signs that are no white space, in order: so the n-th such sign of the text is theirs."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    lasts = np.cumsum(lengths)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    inked = np.flatnonzero(~_SPACES[np.minimum(codes, 0x3000 - 1) if codes.max() > 0x3000 else codes])
    starts = inked[lasts - lengths]
    return starts, starts + lengths


def _with_dots(
    words: list[str], offsets: tuple[Ints, Ints], stops: list[int]
) -> tuple[list[str], Ints, Ints, list[int]]:
    """Give abbreviations their dots back."""
    starts, ends = offsets
    owned = [at for at in stops if at and words[at] == "." and _owns_dot(words, at) and ends[at - 1] == starts[at]]
    if not owned:
        return words, starts, ends, stops
    for at in owned:
        words[at - 1] += "."
    gone = set(owned)
    kept = np.ones(len(words), np.bool_)
    kept[owned] = False
    ends[np.array(owned) - 1] += 1
    moved = np.cumsum(~kept)
    left = [at - int(moved[at]) for at in stops if at not in gone]
    for at in reversed(owned):
        del words[at]
    return words, starts[kept], ends[kept], left


def _owns_dot(words: Sequence[str], at: int) -> bool:
    word, after = words[at - 1], words[at + 1] if at + 1 < len(words) else ""
    if word not in ABBREVIATIONS:
        return after[:1].islower() and len(word) <= 4 and word.isalpha()
    if word in _DOUBLE:
        return not after[:1].isupper() and after[:1] != '"' and bool(after)
    return bool(after)


def _sentence_ends(words: Sequence[str], stops: Sequence[int], offsets: tuple[Ints, Ints]) -> Iterator[int]:
    """Where sentences begin: behind a stop and the quotes and brackets that close with it, which stand close."""
    (starts, ends), size = offsets, len(words)
    for at in stops:
        after = at + 1
        while after < size and words[after] in _CLOSING and starts[after] == ends[after - 1]:
            after += 1
        if after < size and _may_begin(words[after]) and (words[at] not in _DOTTED or words[after] in _STARTERS):
            yield after


def _may_begin(word: str) -> bool:
    return not word[:1].islower() and word not in _NEVER_FIRST
