"""Where do the queried words stand in an article?

Ten articles are shown for each search, so this must not read them word by word: it looks for the beginnings of the
queried words with `str.find`, and analyses only the words found there. What it marks is what the index matches; a
rare form that does not begin like its stem ("dying" for "die") is matched but not marked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from newsgraph.article import Zone
from newsgraph.text.analysis import WORD, lexeme, lookups, spaceless, stems
from newsgraph.text.spelling import edits
from newsgraph.text.tree import Fuzzy, Leaf, Node, Phrase, Prefix, Word, leaves

FOLLOWS = 40  # letters between the beginnings of two words of a phrase, beside those of the first
OPEN = -1  # what `Finder.known` has where only the words behind tell
REMEMBERED = 64  # letters of what stands between two spaces; longer is no word that comes again
_LETTER = "\xff"
# From UTF-8 to lower case, one byte a letter: continuation bytes are dropped; "?" stands for what has no letters beyond
# ASCII (quotes, dashes and signs: U+0080 to U+00BF, U+2000 to U+2FFF; pictures), _LETTER for all else.
_CONTINUED = bytes(range(0x80, 0xC0))
_PLAIN = bytes(
    ord(chr(byte).lower()) if byte < 0x80 else ord("?" if byte < 0xC3 or byte == 0xE2 or byte >= 0xF0 else _LETTER)
    for byte in range(256)
)
_ACCENTED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff\u0300-\u036f]")


class Readable(Protocol):
    """What must be known of an article to show its passages."""

    @property
    def text(self) -> str: ...
    @property
    def zones(self) -> tuple[Zone, ...]: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
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
        forms = lexeme(raw).forms
        if isinstance(self.leaf, Prefix | Fuzzy):
            return any(self._alike(form) for form in forms)
        if len(forms) > 1 and spaceless(forms[0]):  # a line of letters, of which only those asked for are marked
            return forms == self.phrase
        return forms == self.phrase or not self.accepted.isdisjoint(stems(raw, self.language))

    def _alike(self, form: str) -> bool:
        if isinstance(self.leaf, Prefix):
            return form.startswith(self.leaf.start)
        return isinstance(self.leaf, Fuzzy) and edits(form, self.leaf.form, self.leaf.distance) <= self.leaf.distance


class Seeker(NamedTuple):
    """One beginning of the words of finder `number`."""

    number: int
    finder: Finder
    start: str
    anywhere: bool  # in scripts without spaces any letter may begin a word


class Seekers(NamedTuple):
    """What looks for a query in articles of one language: `rich` in lower-case text without accents, `plain` where
    the text has no letters beyond ASCII and "?" stands for all its other signs."""

    finders: tuple[Finder, ...]
    rich: tuple[Seeker, ...]
    plain: tuple[Seeker, ...]


class Page:
    """An article to look in. `view` is its text letter for letter, as the `seekers` need it."""

    __slots__ = ("begins", "finders", "seekers", "text", "view", "zones")

    def __init__(self, article: Readable, seekers: Seekers) -> None:
        text = self.text = article.text
        self.zones, self.finders = article.zones, seekers.finders
        self.begins = [zone[1] for zone in self.zones]
        self.seekers = seekers.plain
        if text.isascii():
            self.view = text.lower()
        else:
            self.view = text.encode("utf-8", "replace").translate(_PLAIN, _CONTINUED).decode("latin-1")
            if _LETTER in self.view:
                self.view, self.seekers = _lowered(text), seekers.rich

    def first(self, seeker: Seeker, low: int, high: int) -> tuple[int, int]:
        """Where the first match with this beginning starts, between low and high, and where it ends; else (-1, -1)."""
        _, finder, start, anywhere = seeker
        find, text, known = self.view.find, self.text, finder.known
        at = find(start, low, high)
        while at >= 0:
            if anywhere or at == 0 or not text[at - 1].isalnum():
                space = find(" ", at)
                chunk = text[at:space] if space >= 0 else text[at:]
                reach = known.get(chunk)
                if reach is None:
                    reach = finder.judge(chunk)
                if reach == OPEN:
                    reach = self._phrase(finder, at, len(start))
                if reach > 0:
                    return at, at + reach
            at = find(start, at + 1, high)
        return -1, -1

    def _phrase(self, finder: Finder, at: int, width: int) -> int:
        """How long the phrase is that begins at `at`, 0 or less where it does not stand there."""
        following = finder.following
        if following and self.view.find(following, at, at + FOLLOWS + 2 * width) < 0:
            return 0
        return _phrase_end(self.text, at, finder.phrase) - at


@lru_cache(maxsize=256)
def seekers(root: Node, language: str) -> Seekers:
    """What looks for the words of the query in articles of that language."""
    found = [pair for leaf in leaves(root) for pair in _found_by(leaf, language)]
    rich = [
        Seeker(i, finder, start, spaceless(start[0])) for i, (finder, starts) in enumerate(found) for start in starts
    ]
    plain = [Seeker(i, finder, start, False) for i, (finder, starts) in enumerate(found) for start in _plain(starts)]
    return Seekers(tuple(finder for finder, _ in found), tuple(rich), tuple(plain))


def _plain(starts: tuple[str, ...]) -> dict[str, None]:
    plain = [start for start in starts if not any(letter.isalnum() and not letter.isascii() for letter in start)]
    return dict.fromkeys(start.encode("ascii", "replace").decode() for start in plain)


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
        known={},
    )


def _start(stem: str) -> str:
    """A beginning that the forms of a stem share: Snowball turns a final y into i, and e into nothing."""
    return stem[:-1] if len(stem) > 3 and stem.isalpha() else stem


def _dressed(starts: set[str], raw: str) -> tuple[str, ...]:
    """The beginnings, and how they are printed with dots ("u.n"), apostrophes ("o’brien") or commas ("1,000")."""
    dotted = {".".join(form) for form in lexeme(raw).forms if 1 < len(form) <= 4 and form.isalpha()}
    quoted = {raw.lower().replace("’", mark).replace("'", mark) for mark in "'’" if "'" in raw or "’" in raw}
    quoted |= {f"o{mark}{start[1:]}" for start in starts if start.startswith("o") and len(start) > 3 for mark in "'’"}
    grouped = {f"{int(start):,}" for start in starts if start.isdecimal() and start.isascii() and len(start) > 3}
    known = {start for start in starts | dotted | quoted | grouped if start}
    return tuple(sorted(s for s in known if not any(s != other and s.startswith(other) for other in known)))


def _lowered(text: str) -> str:
    """Lower case, accents off, letter for letter: offsets stay."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two
        lowered = "".join(letter.lower()[0] for letter in text)
    return _ACCENTED.sub(lambda found: _bare(found[0]), lowered)


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
