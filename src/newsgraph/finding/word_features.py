"""What does a single word look like to the tagger? Its features, as strings, and whether they are its identity.

A feature belongs to a word alone, never to its neighbours: so the tagger adds up a word's weights once, keeps the sums,
and a text is tagged by gathering them.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

_DIGITS = re.compile(r"\d")
_RUNS = re.compile(r"(.)\1+")
START, STOP = "\x02", "\x03"
"""What stands before the first and behind the last word of a sentence."""


class Entry(NamedTuple):
    """What the word lists know of a form: names of the lists it is in, its cluster (-1 for none), how often it is
    written small (0 never … 3 always, -1 for not known)."""

    lists: tuple[str, ...] = ()
    cluster: int = -1
    small: int = -1


class WordFeatures(NamedTuple):
    """Features by reach: `identity` and `wide` count for all words up to two away, `near` for neighbours, `own` for
    the word itself. `identity` is apart because training hides it now and then."""

    identity: tuple[str, ...]
    wide: tuple[str, ...]
    near: tuple[str, ...]
    own: tuple[str, ...]


class _Shapes(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = chr(code)
        shape = "X" if letter.isupper() else "x" if letter.isalpha() else "0" if letter.isdigit() else letter
        self[code] = shape
        return shape


_SHAPES = _Shapes()


def shape_of(word: str) -> str:
    """Runs of capitals, small letters and digits as one sign each: "C-47" is "X-0", "McCain" is "XxXx"."""
    return _RUNS.sub(r"\1", word.translate(_SHAPES))


def features_of(word: str, words: Mapping[str, Entry]) -> WordFeatures:
    """The features of `word`; `words` are the word lists, by form as written and by small form."""
    small = _DIGITS.sub("0", word.lower())
    entry, small_entry = words.get(word, _NOTHING), words.get(small, _NOTHING)
    wide = [f"s={shape_of(word)}", *(f"f={name}" for name in small_entry.lists)]
    if word != small:
        wide += [f"F={name}" for name in entry.lists]
    cluster = entry.cluster if entry.cluster >= 0 else small_entry.cluster
    wide.append(f"c={cluster}")
    wide.append(f"k={small_entry.small}{word[:1].isupper():d}")
    size = len(small)
    return WordFeatures(
        (f"w={word}", f"l={small}"),
        tuple(wide),
        (f"z={small[-2:]}", f"z={small[-3:]}"),
        tuple(f"p={word[:n]}" for n in range(1, min(size, 4) + 1))
        + tuple(f"x={small[-n:]}" for n in range(1, min(size, 4) + 1)),
    )


_NOTHING = Entry()
