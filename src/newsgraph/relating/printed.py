"""Which words does an article print, under which stems, and in which of its sentences?

Asked of each article that a list shows, for its evidence. News repeats itself, so what stands between two spaces is
looked up in what earlier articles had: .4 ms an article of 1,000 words, where finding each word in the text and
stemming it took 1.5.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from newsgraph.relating.numbering import hash_of
from newsgraph.text.analysis import WORD, stems

CACHED = 50_000  # chunks, and words, remembered of each language, at some 250 bytes; not swept


class Printed(NamedTuple):
    """`stems` by hash; of each the `words` that have it, in the order in which they stand first, with spaces between;
    and of each word the `sentences` that print it: bit n is set for number n.

    No list and no set for each word: the collector would have to look at half a million of them.
    """

    stems: dict[int, str]
    words: dict[str, str]
    sentences: dict[str, int]


def printed(text: str, sentences: Iterable[tuple[int, int, int]], language: str) -> Printed:
    """`sentences` are (start, end, number), in order of the text."""
    chunks, of_word = _known(language)
    standing: dict[str, int] = {}
    for start, end, number in sentences:
        bit = 1 << number
        for words in map(chunks.__getitem__, text[start:end].split()):
            for word in words:
                standing[word] = standing.get(word, 0) | bit
    stems: dict[int, str] = {}
    having: dict[str, str] = {}
    for word in standing:
        for hashed, stem in of_word[word]:
            stems[hashed] = stem
            having[stem] = f"{having[stem]} {word}" if stem in having else word
    return Printed(stems, having, standing)


class _Chunks(dict[str, tuple[str, ...]]):
    """What stands between two spaces, punctuation and all, to the words in it."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(self) >= CACHED:
            self.clear()
        self[chunk] = found = tuple(WORD.findall(chunk))
        return found


class _Words(dict[str, tuple[tuple[int, str], ...]]):
    """Words of one language to their stems, each with its hash."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[tuple[int, str], ...]:
        if len(self) >= CACHED:
            self.clear()
        self[word] = found = tuple([(hash_of(stem), stem) for stem in stems(word, self._language)])
        return found


@lru_cache(maxsize=8)
def _known(language: str) -> tuple[_Chunks, _Words]:
    return _Chunks(), _Words(language)
