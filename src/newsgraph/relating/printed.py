"""Which words does an article print, under which stems, and in which of its sentences?

Asked of each article that a list shows, for a few dozen of its stems. News repeats itself: what stands between two
spaces was nearly always in an earlier article, so its words and their stems are known, and an article is cut into such
chunks and no further. The words of a stem are then read off the chunks that are known to have it: some two
thirds of the time that telling the words of all its stems took.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import filterfalse

from newsgraph.relating.numbering import hash_of
from newsgraph.text.analysis import WORD, stems

CACHED = 150_000
"""Chunks that are remembered of each language, at some 450 bytes with their words and stems; then all of them are
forgotten, which costs less than keeping order. Of 9,000 articles in any order 20 to 30 chunks each are new with
200,000, 55 with 100,000, which takes a third more time; memory speaks for fewer."""


class _Known:
    """Chunks of one language: the `words` in each, of each word its `stems`, and which chunks are `having` a stem, all
    with spaces between. Only ever added to, so that several threads may read it while one of them adds.

    No tuple and no set for each: most chunks are one word and most words have one stem, which is then kept once, and
    the collector would have to look at half a million of them.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self.words: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.having: dict[str, str] = {}
        self.hashed: dict[int, str] = {}

    def learn(self, chunk: str) -> None:
        words = WORD.findall(chunk)
        for word in words:
            for stem in self._stems(word).split():
                if stem in self.having:
                    self.having[stem] += f" {chunk}"
                else:
                    self.hashed[hash_of(stem)] = stem
                    self.having[stem] = chunk
        self.words[chunk] = chunk if words == [chunk] else " ".join(words)  # last: now all else is known

    def _stems(self, word: str) -> str:
        if word not in self.stems:
            self.stems[word] = " ".join(stems(word, self._language))
        return self.stems[word]


@lru_cache(maxsize=8)
def _known(language: str) -> list[_Known]:
    return [_Known(language)]


def _knowing(chunks: Iterable[str], language: str) -> _Known:
    """What knows all of these. Who holds an older one goes on with it."""
    (known,) = kept = _known(language)
    if len(known.words) >= CACHED:
        kept[0] = known = _Known(language)
    for chunk in list(filterfalse(known.words.__contains__, chunks)):
        known.learn(chunk)
    return known


class Printed:
    """The words of an article. `sentences` are (start, end, number), in order of the text."""

    def __init__(self, text: str, sentences: Iterable[tuple[int, int, int]], language: str) -> None:
        standing: dict[str, int] = {}
        for start, end, number in sentences:
            bit = 1 << number
            for chunk in text[start:end].split():
                standing[chunk] = standing.get(chunk, 0) | bit
        self._standing = standing
        self._known = _knowing(standing, language)
        self._words: dict[str, Mapping[str, int]] = {}
        self._places: dict[str, int] | None = None

    def stem(self, hashed: int) -> str | None:
        """The stem of that hash that the article prints; None where it prints none."""
        stem = self._known.hashed.get(hashed)
        return stem if stem is not None and self.words(stem) else None

    def words(self, stem: str) -> Mapping[str, int]:
        """The words that have the stem, in the order in which they stand first, each with the sentences that print it:
        bit n is set for number n. None where the article prints none of them."""
        found = self._words.get(stem)
        if found is None:
            found = self._words[stem] = self._found(stem)
        return found

    def _found(self, stem: str) -> dict[str, int]:
        known, found = self._known, dict[str, int]()
        for chunk in self._in_order(self._standing.keys() & known.having.get(stem, "").split()):
            for word in known.words[chunk].split():
                if known.stems[word] == stem or stem in known.stems[word].split():
                    found[word] = found.get(word, 0) | self._standing[chunk]
        return found

    def _in_order(self, chunks: set[str]) -> Iterable[str]:
        if len(chunks) < 2:
            return chunks
        if self._places is None:
            self._places = dict(zip(self._standing, range(len(self._standing)), strict=True))
        return sorted(chunks, key=self._places.__getitem__)
