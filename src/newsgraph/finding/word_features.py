"""What does a single word look like to the tagger? Its features, as strings, by how far they reach.

A feature belongs to a word alone, never to its neighbours: so the tagger adds up a word's weights once, keeps the sums,
and a text is tagged by gathering them.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

START, STOP = "\x02", "\x03"
"""What stands before the first and behind the last word of a sentence."""

CAPITALS = "\x01"
"""Before a word of a sentence that is all in capitals, whose case says nothing: its usual form is looked up."""

_DIGITS = re.compile(r"\d")
_RUNS = re.compile(r"(.)\1+")
_APOSTROPHES = str.maketrans("’‘`", "'''")


class Entry(NamedTuple):
    """What the word lists know of a form: the lists that it is in, its cluster (-1 for none), and for a small form how
    often it is written small (0 never … 3 nearly always, -1 not known) and how it is mostly written ("" not known)."""

    lists: tuple[str, ...] = ()
    cluster: int = -1
    small: int = -1
    usual: str = ""


class WordFeatures(NamedTuple):
    """Features by reach: `identity` and `wide` count for all words up to two away, `near` for neighbours, `own` for
    the word itself. `identity` is apart because training may hide it."""

    identity: tuple[str, ...]
    wide: tuple[str, ...]
    near: tuple[str, ...]
    own: tuple[str, ...]


Look = tuple[str, str, tuple[str, ...], int, str]


class Parts(NamedTuple):
    """What a word's features are made of. Many words share a `look`, a `head` or a `tail`, so what these give is worth
    keeping; `identity` are features already.

    `look` is its shape, the mark for a reading in capitals, its lists, its cluster, and how it is written.
    """

    identity: tuple[str, str]
    look: Look
    head: tuple[str, int]
    tail: str


class _Shapes(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = chr(code)
        shape = "X" if letter.isupper() else "x" if letter.isalpha() else "0" if letter.isdigit() else letter
        self[code] = shape
        return shape


_SHAPES = _Shapes()
_NOTHING = Entry()
_made = tuple.__new__  # what Parts(…) calls in the end, at half its time


def shape_of(word: str) -> str:
    """Runs of capitals, small letters and digits as one sign each: "C-47" is "X-0", "McCain" is "XxXx"."""
    if word.isalpha():  # most words, at a glance
        if word.islower():
            return "x"
        if word[0].isupper() and word[1:].islower():
            return "Xx"
    return _without_runs(word.translate(_SHAPES))


@lru_cache(maxsize=1 << 12)
def _without_runs(shape: str) -> str:
    return _RUNS.sub(r"\1", shape)


def normal(word: str) -> str:
    """The form that clusters and lists know: apostrophes straight, a number's digits as 0; "M23" is no number."""
    if word[:1].isalpha():
        return word if word.isascii() or not ("’" in word or "‘" in word) else word.translate(_APOSTROPHES)
    return _DIGITS.sub("0", word.translate(_APOSTROPHES))


def in_capitals(words: Sequence[str]) -> bool:
    """Are most of a sentence's words of two letters and more in capitals?"""
    letters = [word for word in words if len(word) > 1 and word.isalpha()]
    return sum(map(str.isupper, letters)) > 0.6 * len(letters)


def readings(words: Sequence[str]) -> list[str]:
    """The words as the tagger takes them: those in capitals are marked in a sentence that is all in capitals."""
    if not in_capitals(words):
        return list(words)
    return [CAPITALS + word if len(word) > 1 and word.isupper() else word for word in words]


def usual_form(word: str, lists: Mapping[str, Entry]) -> str:
    """How a word in capitals is mostly written; an unknown one may be a name."""
    if any(map(str.isdigit, word)):
        return word
    return lists.get(normal(word.lower()), _NOTHING).usual or "-".join(part.capitalize() for part in word.split("-"))


def parts_of(word: str, lists: Mapping[str, Entry]) -> Parts:
    """The parts of `word` (a reading); `lists` are the word lists, by form as written and by small form."""
    case = ""
    if word[:1] == CAPITALS:
        word, case = usual_form(word[1:], lists), "U"
    word = normal(word)
    small = word.lower()
    small_entry = lists.get(small, _NOTHING)
    entry = small_entry if small == word else lists.get(word, _NOTHING)
    cluster = entry.cluster if entry.cluster >= 0 else small_entry.cluster
    capital = f"{small_entry.small}{'1' if word[:1].isupper() else '0'}{case}"
    look = shape_of(word), case, small_entry.lists, cluster, capital
    size = len(small)
    return _made(Parts, ((f"w={word}", f"l={small}"), look, (word[:4], 4 if size > 4 else size), small[-4:]))


def features_of(word: str, lists: Mapping[str, Entry]) -> WordFeatures:
    """The features of `word`, which is a reading."""
    identity, look, head, tail = parts_of(word, lists)
    return WordFeatures(
        identity, look_features(look), near_features(tail), (*head_features(head), *tail_features(tail))
    )


def look_features(look: Look) -> tuple[str, ...]:
    """For all words up to two away."""
    shape, case, names, cluster, small = look
    listed = (f"f={name}" for name in names)
    return (f"s={shape}{case}", *listed, f"c={cluster}", f"k={small}", *(("m",) if case else ()))


def near_features(tail: str) -> tuple[str, ...]:
    """For neighbours."""
    return (f"z={tail[-2:]}", f"z={tail[-3:]}")


def head_features(head: tuple[str, int]) -> tuple[str, ...]:
    """For the word itself."""
    letters, longest = head
    return tuple(f"p={letters[:n]}" for n in range(1, longest + 1))


def tail_features(tail: str) -> tuple[str, ...]:
    """For the word itself."""
    return tuple(f"x={tail[-n:]}" for n in range(1, len(tail) + 1))
