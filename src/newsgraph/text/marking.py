"""Where do the queried words stand in an article?

Ten articles are shown for each search, so this must not read them word by word: it looks for the beginnings of the
queried words with `str.find`, and analyses only the words found there. What it marks is what the index matches; a
rare form that does not begin like its stem ("dying" for "die") is matched but not marked.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from newsgraph.text.analysis import WORD, lexeme, lookups, spaceless, stems
from newsgraph.text.spelling import edits
from newsgraph.text.tree import Fuzzy, Leaf, Node, Phrase, Prefix, Word, leaves

FOLLOWS = 40  # letters between the beginnings of two words of a phrase, beside those of the first
OPEN = -1  # what `Finder.known` has where only the words behind tell
REMEMBERED = 64  # letters of what stands between two spaces; longer is no word that comes again
_ACCENTED, _OTHER = b"\xff", b"\xfe"
# From UTF-8 to lower case, one byte a letter: continuation bytes are dropped; _ACCENTED stands for what may be a letter
# of ASCII without its accent (U+00C0 to U+027F, U+1000 to U+1FFF), "?" for what has no letters (quotes, dashes and
# signs: U+0080 to U+00BF, U+2000 to U+2FFF; pictures), _OTHER for all else.
_CONTINUED = bytes(range(0x80, 0xC0))
_PLAIN = b"".join(
    bytes([byte]).lower()
    if byte < 0x80
    else _ACCENTED
    if 0xC3 <= byte <= 0xC9 or byte == 0xE1
    else b"?"
    if byte < 0xC3 or byte == 0xE2 or byte >= 0xF0
    else _OTHER
    for byte in range(256)
)
_MARKED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff\u0300-\u036f]")


class Readable(Protocol):
    """What must be known of an article to show its passages."""

    @property
    def text(self) -> str: ...
    @property
    def zones(self) -> Sequence[Sequence[Any]]: ...  # Zones, or what makes them
    @property
    def language(self) -> str: ...


@dataclass(slots=True)
class Finder:
    """Finds one leaf of a query. `known` remembers what it has seen, from a beginning of its words to the next space:
    how many letters of that are a match, 0 for none, OPEN where a phrase may have begun."""

    leaf: Leaf
    language: str
    accepted: frozenset[str]  # stems, for a word
    phrase: tuple[str, ...]  # forms that stand side by side
    zones: frozenset[str]
    following: str  # how the second word of the phrase begins, "" where that is not sure
    worth: float  # of a sentence that has it: long words, which are rarer, count a little more
    alike: bool  # the leaf takes what is like its word
    known: dict[str, int]

    def judge(self, chunk: str) -> int:
        """What `known` has for the chunk, now that it was not there."""
        word = WORD.match(chunk)
        if word is None:
            return 0
        raw, known = word[0], self.known
        found = known.get(raw)
        if found is None:
            found = len(raw) if self._takes(raw) else _phrase_end(raw, 0, self.phrase)
            if len(raw) <= REMEMBERED:
                known[raw] = found
        if found == OPEN:
            found = _phrase_end(chunk, 0, self.phrase)
        if len(chunk) <= REMEMBERED:
            known[chunk] = found
        return found

    def _takes(self, raw: str) -> bool:
        """Whether the one raw word is a match by itself."""
        if self.alike:
            return any(self._alike(form) for form in lexeme(raw).forms)
        forms = lexeme(raw).forms
        if forms == self.phrase:
            return True
        if len(forms) > 1 and spaceless(forms[0]):  # a line of letters, of which only those asked for are marked
            return False
        return bool(self.accepted) and not self.accepted.isdisjoint(stems(raw, self.language))

    def _alike(self, form: str) -> bool:
        if isinstance(self.leaf, Prefix):
            return form.startswith(self.leaf.start)
        return isinstance(self.leaf, Fuzzy) and edits(form, self.leaf.form, self.leaf.distance) <= self.leaf.distance


class Seeker(NamedTuple):
    """One beginning of the words of finder `number`."""

    number: int
    finder: Finder
    start: str
    rich: bool  # it has letters beyond ASCII
    anywhere: bool  # in scripts without spaces any letter may begin a word


class Seekers(NamedTuple):
    """What looks for a query in articles of one language: `plain` in all of them, `beyond` in those that have letters
    beyond ASCII, `plain` first."""

    finders: tuple[Finder, ...]
    plain: tuple[Seeker, ...]
    beyond: tuple[Seeker, ...]
    costs: tuple[float, ...]  # of a sentence that has only what the seeker finds


Held = dict[int, dict[int, tuple[int, int]]]
"""By place of the zone and by place of the seeker: where its first match there starts and ends."""


class Page:
    """An article to look in. `view` is its text letter for letter in lower case, accents off, "?" or another sign for
    what is not ASCII even then, and a space at the end; `lowered` is the same with the letters beyond ASCII, where a
    seeker needs them."""

    __slots__ = ("_begins", "costs", "finders", "lowered", "seekers", "text", "view", "zones")

    def __init__(self, article: Readable, seekers: Seekers) -> None:
        text = self.text = article.text
        self.zones, self.finders, self.costs = article.zones, seekers.finders, seekers.costs
        self._begins = [zone[1] for zone in self.zones]
        self.lowered, self.seekers = "", seekers.plain
        if text.isascii():
            self.view = text.lower() + " "
            return
        utf8: bytes = getattr(article, "utf8", b"") or text.encode("utf-8", "replace")
        letters = utf8.translate(_PLAIN, _CONTINUED)
        if _OTHER in letters or _ACCENTED in letters:
            self.seekers = seekers.beyond
            if len(self.seekers) > len(seekers.plain):
                self.lowered = _lowered(text)
        self.view = (_unaccented(letters, text) if _ACCENTED in letters else letters.decode("latin-1")) + " "

    def first(self, seeker: Seeker, low: int, high: int) -> tuple[int, int]:
        """Where the first match with this beginning starts, between low and high, and where it ends; else (-1, -1)."""
        _, finder, start, rich, anywhere = seeker
        text, find = self.text, (self.lowered if rich else self.view).find
        at = find(start, low, high)
        while at >= 0:
            if at == 0 or not text[at - 1].isalnum() or anywhere:
                reach = self._reach(finder, at, len(start))
                if reach > 0:
                    return at, at + reach
            at = find(start, at + 1, high)
        return -1, -1

    def hold(self, held: Held, which: int, most: int) -> int:
        """Notes the first `most` zones with a match of the seeker where the query looks. How far it has looked, 0 for
        to the end."""
        _, finder, start, rich, anywhere = self.seekers[which]
        text, find, known, zones = self.text, (self.lowered if rich else self.view).find, finder.known, self.zones
        width = len(start)
        at = find(start)
        while at >= 0:
            after = at + 1
            if at == 0 or not text[at - 1].isalnum() or anywhere:
                # Most words were seen before; else, or where only what follows tells, `_reach` finds out.
                reach = known.get(text[at : find(" ", at)], OPEN) if not rich else OPEN
                if reach > 0 or (reach and (reach := self._reach(finder, at, width)) > 0):
                    place = bisect_right(self._begins, at, 1) - 1
                    kind, _, end, _ = zones[place]
                    if at < end and kind in finder.zones:
                        held.setdefault(place, {})[which] = (at, at + reach)
                        most -= 1
                        if not most:
                            return int(end)
                    if end > at:
                        after = end
            at = find(start, after)
        return 0

    def _reach(self, finder: Finder, at: int, width: int) -> int:
        """How many letters from `at` on are a match, 0 or less for none. `width` of them are known to begin one."""
        find = self.view.find
        chunk = self.text[at : find(" ", at)]
        reach = finder.known.get(chunk)
        if reach is None:
            reach = finder.judge(chunk)
        if reach == OPEN:
            following = finder.following
            if not following or find(following, at, at + FOLLOWS + 2 * width) >= 0:
                reach = _phrase_end(self.text, at, finder.phrase) - at
        return reach


@lru_cache(maxsize=256)
def seekers(root: Node, language: str) -> Seekers:
    """What looks for the words of the query in articles of that language."""
    plain: list[Seeker] = []
    rich: list[Seeker] = []
    finders: list[Finder] = []
    for number, (finder, starts) in enumerate(pair for leaf in leaves(root) for pair in _found_by(leaf, language)):
        finders.append(finder)
        for start in starts:
            if start.isascii() or not any(letter.isalnum() and not letter.isascii() for letter in start):
                plain.append(Seeker(number, finder, start.encode("ascii", "replace").decode(), False, False))
            else:
                rich.append(Seeker(number, finder, start, True, spaceless(start[0])))
    every = tuple(plain + rich)
    return Seekers(tuple(finders), tuple(plain), every, tuple([-seeker.finder.worth for seeker in every]))


def _found_by(leaf: Leaf, language: str) -> Iterator[tuple[Finder, tuple[str, ...]]]:
    """What finds the leaf, each with how its words begin in lower-case text without accents."""
    match leaf:
        case Word():
            form = lexeme(leaf.raw).forms
            accepted = lookups(leaf.raw, language)
            roots = {_start(stem.partition(":")[2]) for stem in accepted} | {_start(form[0])}
            starts = _dressed(roots, leaf.raw)
            yield _finder(leaf, language, starts, phrase=form, accepted=accepted), starts
        case Phrase():
            for phrase in dict.fromkeys((form,) for form in leaf.forms) if leaf.apart else [leaf.forms]:
                starts = _dressed({phrase[0]}, phrase[0])
                yield _finder(leaf, language, starts, phrase=phrase), starts
        case Prefix():
            yield _finder(leaf, language, (leaf.start,)), (leaf.start,)
        case Fuzzy():
            yield _finder(leaf, language, (leaf.form[:1],)), (leaf.form[:1],)


def _finder(
    leaf: Word | Phrase | Prefix | Fuzzy,
    language: str,
    starts: tuple[str, ...],
    *,
    phrase: tuple[str, ...] = (),
    accepted: Sequence[str] = (),
) -> Finder:
    second = phrase[1] if len(phrase) > 1 else ""
    sure = len(second) > 4 and second.isascii() and second.isalpha() and second[0] != "o"  # not "U.N.", "O’Brien"
    return Finder(
        leaf=leaf,
        language=language,
        accepted=frozenset(accepted),
        phrase=phrase,
        zones=frozenset(leaf.fields),
        following=second[:3] if sure else "",
        worth=1 + len(starts[0]) / 20,
        alike=isinstance(leaf, Prefix | Fuzzy),
        known={},
    )


def _start(stem: str) -> str:
    """A beginning that the forms of a stem share: Snowball turns a final y into i, and e into nothing."""
    return stem[:-1] if len(stem) > 3 and stem.isalpha() else stem


def _dressed(starts: set[str], raw: str) -> tuple[str, ...]:
    """The beginnings, and how they are printed with dots ("u.n"), apostrophes ("o’brien") or commas ("1,000")."""
    known = {start for start in starts if start}
    known |= {".".join(form) for form in lexeme(raw).forms if 1 < len(form) <= 4 and form.isalpha()}
    if "'" in raw or "’" in raw:
        known |= {raw.lower().replace("’", mark).replace("'", mark) for mark in "'’"}
    for start in [start for start in starts if len(start) > 3]:
        if start[0] == "o":
            known |= {f"o{mark}{start[1:]}" for mark in "'’"}
        elif start.isdecimal() and start.isascii():
            known.add(f"{int(start):,}")
    kept: list[str] = []
    for start in sorted(known):  # each right behind its own beginnings, which find it too
        if not kept or not start.startswith(kept[-1]):
            kept.append(start)
    return tuple(kept)


def _lowered(text: str) -> str:
    """Lower case, accents off, letter for letter: offsets stay."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two
        lowered = "".join(letter.lower()[0] for letter in text)
    return _MARKED.sub(lambda found: _bare(found[0]), lowered)


def _unaccented(letters: bytes, text: str) -> str:
    """The view of the text, accents off: `letters` with what stands for an accented one replaced. One by one that takes
    half of what lowering the whole text does, for 50 and for 3,000 of 6,000 letters."""
    if letters.count(_ACCENTED) * 3 > len(letters):  # no accents but a script of its own, such as Georgian
        return _lowered(text).encode("ascii", "replace").decode()
    found = bytearray(letters)
    at = letters.find(_ACCENTED)
    while at >= 0:
        found[at] = _ascii(text[at])
        at = letters.find(_ACCENTED, at + 1)
    return found.decode("latin-1")


@lru_cache(maxsize=1_000)
def _ascii(letter: str) -> int:
    """The ASCII letter that is left of it in lower case without its accent, _OTHER where none is."""
    bare = _lowered(letter)
    return ord(bare if bare.isascii() else _OTHER)


@lru_cache(maxsize=1_000)
def _bare(letter: str) -> str:
    """The first of the letters that folding makes of this one; itself where it makes none."""
    forms = lexeme(letter).forms if letter.isalpha() else ()
    return forms[0][0] if forms else letter


def _phrase_end(text: str, at: int, forms: tuple[str, ...]) -> int:
    """Where the phrase that begins at `at` ends, 0 where it does not stand there, OPEN where the text ends in it."""
    wanted = list(forms)
    for found in WORD.finditer(text, at) if wanted else ():
        end = found.start()
        for form in lexeme(found[0]).forms:
            end += len(form)
            if form != wanted.pop(0):
                return 0
            if not wanted:
                return end if spaceless(form) else found.end()
    return OPEN if wanted else 0
