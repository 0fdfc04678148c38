"""Which long name does an acronym stand for?

After Schwartz and Hearst (2003): letters of the acronym are found in the long name from the right, the first of them at
the beginning of a word. Stricter than theirs where no brackets define it: there each letter must begin a word.
"""

import re
from functools import lru_cache

from newsgraph.resolving.names import folded, is_acronym, words

_SKIPPED = words(
    """of the and for on in to at by a an de la le les du des del der die und et y e von fur pour para &"""
)
_WHOLE = words("us uk un eu")
_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 14)
def initials(long: str) -> tuple[str, str]:
    """The first letters of a name's words, without and with its function words: "dsu", "dasu". An acronym in it is kept
    whole: the US Navy is the USN."""
    letters = [(word, word if word in _WHOLE else word[0]) for word in _words(long)]
    return "".join(first for word, first in letters if word not in _SKIPPED), "".join(first for _, first in letters)


def _words(long: str) -> tuple[str, ...]:
    words = _WORDS.findall(folded(long).replace("&", " and "))
    return tuple(words[1:] if len(words) > 2 and words[0] == "the" else words)


def acronym_letters(printed: str) -> str:
    """The letters of an acronym, small; "" for what is not written like one."""
    return folded(printed).replace(".", "").replace("&", "a") if is_acronym(printed) else ""


def may_define(short: str, long: str) -> bool:
    """Whether "long (short)" defines the acronym: its letters stand in the long name, in order, the first at the
    beginning of a word, the words that begin with one more than half of those that count."""
    letters = acronym_letters(short)
    words = _words(long)
    if len(letters) < 2 or len(words) < 2:
        return False
    if letters in initials(long):
        return True
    return _runs_through(letters, words) and sum(word[0] in letters for word in words) * 2 > len(words)


def _runs_through(letters: str, words: tuple[str, ...]) -> bool:
    text = " ".join(words)
    at = len(text)
    for n, letter in enumerate(reversed(letters)):
        at = text.rfind(letter, 0, at)
        while at > 0 and n == len(letters) - 1 and text[at - 1] != " ":
            at = text.rfind(letter, 0, at)
        if at < 0:
            return False
    return True
