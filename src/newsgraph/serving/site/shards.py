"""How does a static site search? Words in small files by their first letters, articles in others.

    search/manifest.json         {"format_version": 1, "articles": 37000, "page": 250, "words": {"st": "st.5d0c….json"},
                                  "pages": ["0.81f2….json"]}
    search/words/st.5d0c….json   {"words": {"strikes": "en:strike"}, "stems": {"en:strike": [12, 5, 3, 1]}}
    search/pages/0.81f2….json    [["https://…", "A headline", "harbourpost.example", "2014-06-03T14:05:00Z"], …]

A word as it is written, folded, leads to its stems as the archive makes them, so that "strikes" finds "striking" in
every language that the archive stems, without a stemmer in the browser. A stem has pairs of numbers: how many articles
on from the last one the next is, and what the word weighs there. Articles are numbered as they come; a number is not
used again. PAGE of them stand in one file; null for those that are gone.
"""

import json
from array import array
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from newsgraph.boxes import Findable, is_a_link
from newsgraph.serving.site.folder import Folder
from newsgraph.serving.site.pages import dumped
from newsgraph.serving.site.template import stamp

SEARCH = "search"
MANIFEST = f"{SEARCH}/manifest.json"
PAGE = 250  # articles of a file: 40 kB
LETTERS = 2  # by which words are parted; by one more where that fills SPLIT
SPLIT = 100_000  # bytes of a file, a third of that when packed
MOST = 9

Pairs = array  # of number and weight, by turns, in order of number


@dataclass(slots=True)
class Shard:
    """The words of one beginning: which stems each has, and where these stand."""

    words: dict[str, set[str]] = field(default_factory=dict)
    stems: "dict[str, Pairs[int]]" = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes) -> "Shard":
        told = json.loads(content)
        words = {word: {some} if isinstance(some, str) else set(some) for word, some in told["words"].items()}
        return cls(words, {stem: _absolute(steps) for stem, steps in told["stems"].items()})

    def add(self, number: int, word: str, stems: Mapping[str, int]) -> None:
        """A word of an article, whose number is not smaller than those before."""
        self.words.setdefault(word, set()).update(stems)
        for stem, weight in stems.items():
            pairs = self.stems.setdefault(stem, array("I"))
            if not pairs or pairs[-2] != number:
                pairs.extend((number, weight))

    def merged(self, other: "Shard", without: AbstractSet[int]) -> "Shard":
        """Both together, less the articles of these numbers in this one; words that are left without any are gone. One
        that no article has any more, but another of its stem, still leads there."""
        stems: dict[str, Pairs[int]] = {}
        for stem in self.stems.keys() | other.stems.keys():
            mine, theirs = self.stems.get(stem, array("I")), other.stems.get(stem, array("I"))
            pairs = {mine[at]: mine[at + 1] for at in range(0, len(mine), 2) if mine[at] not in without}
            pairs |= {theirs[at]: theirs[at + 1] for at in range(0, len(theirs), 2)}
            if pairs:
                stems[stem] = array("I", [part for pair in sorted(pairs.items()) for part in pair])
        words = {word: self.words.get(word, set()) | other.words.get(word, set()) for word in self.words | other.words}
        kept = {word: {stem for stem in some if stem in stems} for word, some in words.items()}
        return Shard({word: some for word, some in kept.items() if some}, stems)

    def dumped(self) -> bytes:
        words = {word: some[0] if len(some) == 1 else some for word, some in _in_order(self.words)}
        return dumped({"words": words, "stems": {stem: _steps(self.stems[stem]) for stem in sorted(self.stems)}})


def _in_order(words: Mapping[str, set[str]]) -> Iterable[tuple[str, list[str]]]:
    return ((word, sorted(words[word])) for word in sorted(words))


def _steps(pairs: "Pairs[int]") -> list[int]:
    last, steps = 0, []
    for at in range(0, len(pairs), 2):
        steps += [pairs[at] - last, pairs[at + 1]]
        last = pairs[at]
    return steps


def _absolute(steps: list[int]) -> "Pairs[int]":
    number, pairs = 0, array("I")
    for step, weight in zip(steps[::2], steps[1::2], strict=True):
        number += step
        pairs.extend((number, weight))
    return pairs


class Search:
    """The files of a site's search, as they are and as they are to be."""

    def __init__(self, folder: Folder, *, anew: bool) -> None:
        self._folder = folder
        content = None if anew else folder.read(MANIFEST)
        told: dict[str, Any] = json.loads(content) if content else {}
        self._words: dict[str, str] = told.get("words", {})
        self._pages: list[str] = told.get("pages", [])
        self._split = {beginning[:LETTERS] for beginning in self._words if len(beginning) > LETTERS}
        self._anew = not content
        self._changed: list[str] = []
        self._fresh: dict[str, Shard] = {}
        self._rows: dict[int, list[str | None]] = {}

    def add(self, number: int, one: Findable) -> None:
        """An article in order of number; one without an address cannot be found."""
        if not is_a_link(one.url):
            return
        self._rows[number] = [one.url, one.title, one.source, stamp(one.published) or None]
        weights: dict[str, int] = {}
        for stems, weight in one.words.values():
            for stem in stems:
                weights[stem] = min(MOST, weights.get(stem, 0) + weight)
        for word, (stems, _) in one.words.items():
            shard = self._fresh.setdefault(self._beginning(word), Shard())
            shard.add(number, word, {stem: weights[stem] for stem in stems})

    def _beginning(self, word: str) -> str:
        return word[: LETTERS + 1] if word[:LETTERS] in self._split else word[:LETTERS]

    def write(self, *, articles: int, without: AbstractSet[int]) -> list[str]:
        """Bring the files up to what was added, less the articles of these numbers, which may have been added anew.
        Gives the names of files that are not as they were."""
        if self._anew:
            self._part()
        due = self._fresh.keys() | (self._words.keys() if without else set())
        for beginning in sorted(due):
            old = self._folder.read(f"{SEARCH}/words/{self._words.get(beginning, '-')}")
            shard = (Shard.read(old) if old else Shard()).merged(self._fresh.get(beginning, Shard()), without)
            name = f"{_safe(beginning)}.{{}}.json" if shard.words else ""
            self._put("words", self._words, beginning, (name, shard.dumped()))
        self._write_pages(without)
        told = {"format_version": 1, "articles": articles, "page": PAGE}
        words = {beginning: name for beginning, name in sorted(self._words.items()) if name}
        content = dumped({**told, "words": words, "pages": self._pages})
        return [*self._changed, MANIFEST] if self._folder.put(MANIFEST, content) else self._changed

    def names(self) -> set[str]:
        """All files that the manifest names, and itself."""
        words = {f"{SEARCH}/words/{name}" for name in self._words.values() if name}
        return {MANIFEST, *words, *(f"{SEARCH}/pages/{name}" for name in self._pages if name)}

    def _part(self) -> None:
        """Beginnings that many words have become longer by a letter; once, when all is made anew."""
        for beginning, shard in list(self._fresh.items()):
            if len(beginning) < LETTERS or sum(map(len, shard.stems.values())) * 3 < SPLIT:  # 3 bytes a number
                continue
            self._split.add(beginning)
            del self._fresh[beginning]
            for word, stems in shard.words.items():
                part = self._fresh.setdefault(word[: LETTERS + 1], Shard())
                part.words[word] = stems
                part.stems.update({stem: shard.stems[stem] for stem in stems})

    def _write_pages(self, without: AbstractSet[int]) -> None:
        names = dict(enumerate(self._pages))
        touched = {number // PAGE for number in (*self._rows, *without)}
        for at in sorted(touched):
            old = self._folder.read(f"{SEARCH}/pages/{names.get(at, '-')}")
            rows: list[Any] = json.loads(old) if old else []
            rows += [None] * (1 + max((n % PAGE for n in self._rows if n // PAGE == at), default=-1) - len(rows))
            for place in range(len(rows)):
                number = at * PAGE + place
                rows[place] = self._rows.get(number, None if number in without else rows[place])
            self._put("pages", names, at, (f"{at}.{{}}.json", dumped(rows)))
        self._pages = [names.get(at, "") for at in range(max(names, default=-1) + 1)]

    def _put(self, kind: str, names: dict[Any, str], key: Any, new: tuple[str, bytes]) -> None:
        """A file under a name that tells its content, in place of the one before; none for the name ""."""
        pattern, content = new
        name, before = pattern.format(sha256(content).hexdigest()[:8]), names.get(key, "")
        names[key] = name
        if name and self._folder.put(f"{SEARCH}/{kind}/{name}", content):
            self._changed.append(f"{SEARCH}/{kind}/{name}")
        if before and before != name and self._folder.drop(f"{SEARCH}/{kind}/{before}"):
            self._changed.append(f"{SEARCH}/{kind}/{before}")


def _safe(beginning: str) -> str:
    """A file's name in letters that every server takes."""
    plain = beginning.isascii() and beginning.isalnum()
    return beginning if plain else f"u{beginning.encode('utf-8', 'surrogatepass').hex()}"
