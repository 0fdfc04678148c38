"""The passages of an article that show why it matches.

Ten articles are shown for each search, so this must not read them word by word: it looks for the
beginnings of the queried words with `str.find`, analyses only the words found there, and seeks the bounds
of a sentence only around them. What it marks is what the index matches; a rare form that does not begin
like its stem ("dying" for "die") is matched but not marked.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from newsgraph.answers import Highlight
from newsgraph.article import Zone
from newsgraph.text.analysis import WORD, lexeme, lookups, spaceless, stems
from newsgraph.text.spelling import edits
from newsgraph.text.tree import Fuzzy, Leaf, Node, ParsedQuery, Phrase, Prefix, Word, leaves

WIDTH = 240  # letters of a passage: three lines of a terminal, two of a page
FOLLOWS = 40  # letters between the beginnings of two words of a phrase, beside those of the first
LEAD = 60  # letters before the first mark where a long sentence must be cut
REACH = 320  # letters around a mark in which the bounds of its sentence are sought; what is longer than WIDTH is cut
SEEN = 4
"""Zones that each queried word is sought in, first to last; later ones only where another queried word is.

Swept on the hits of 300 queries of one or two title words among 18,000 articles: of 2,746 best passages 56, 24, 12, 3,
1 and 0 have fewer of the words than the article could show with 2, 3, 4, 6, 8 and 16; 16 takes a tenth
longer than 4.
"""
MOST = 16  # marks of one word that a zone is cut into sentences by
_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W_a-z])|\n+|[。！？]")
_STOP = re.compile(r"[.!?…\n。！？]")  # what _END begins with, found much faster
_ACCENTED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff\u0300-\u036f]")
# The UTF-8 bytes of ASCII and of what has no letters beyond: quotes, dashes and signs (U+0080 to U+00BF, U+2000 to
# U+2FFF), pictures.
_LETTERLESS = bytes(byte for byte in range(256) if byte < 0xC3 or byte == 0xE2 or byte >= 0xF0)


class Readable(Protocol):
    """What must be known of an article to show its passages."""

    @property
    def text(self) -> str: ...
    @property
    def zones(self) -> tuple[Zone, ...]: ...
    @property
    def language(self) -> str: ...


class _Mark(NamedTuple):
    start: int
    end: int
    finder: int


class _Sentence(NamedTuple):
    """Sorts best first: those with most of the queried words, then as they stand."""

    cost: float
    start: int
    end: int
    marks: list[_Mark]
    zone: Zone


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds one leaf of a query. `starts` are how its words begin in lower-case text without accents, `plain` how
    they do where the text has no letters beyond ASCII and "?" stands for all its other signs."""

    leaf: Leaf
    starts: tuple[str, ...]
    plain: tuple[str, ...]
    accepted: frozenset[str]  # stems, for a word
    phrases: tuple[tuple[str, ...], ...]  # forms that stand side by side
    zones: frozenset[str]
    following: str  # how the second word of the phrase begins, "" where that is not sure
    worth: float  # of a sentence that has it: long words, which are rarer, count a little more
    known: dict[str, bool]  # raw words seen before, and whether they match

    def takes(self, raw: str, language: str) -> bool:
        """Whether the one raw word is a match by itself."""
        taken = self.known.get(raw)
        if taken is None:
            taken = self.known[raw] = self._takes(raw, language)
        return taken

    def phrase_end(self, text: str, at: int) -> int:
        """Where the longest phrase that begins at `at` ends, 0 where none does."""
        return max((_phrase_end(text, at, phrase) for phrase in self.phrases), default=0)

    def _takes(self, raw: str, language: str) -> bool:
        if isinstance(self.leaf, Prefix | Fuzzy):
            return any(self._alike(form) for form in lexeme(raw).forms)
        forms = lexeme(raw).forms
        if len(forms) > 1 and spaceless(forms[0]):  # a line of letters, of which only those asked for are marked
            return forms in self.phrases
        return not self.accepted.isdisjoint(stems(raw, language)) or forms in self.phrases

    def _alike(self, form: str) -> bool:
        if isinstance(self.leaf, Prefix):
            return form.startswith(self.leaf.start)
        return isinstance(self.leaf, Fuzzy) and edits(form, self.leaf.form, self.leaf.distance) <= self.leaf.distance


class _Page:
    """An article to look in. `view` is its text letter for letter, lower case and without accents; where `plain`,
    that is without any letter beyond ASCII, which is cheaper, all that is not ASCII is "?" in it."""

    __slots__ = ("begins", "language", "plain", "text", "view", "zones")

    def __init__(self, article: Readable) -> None:
        text = self.text = article.text
        self.zones, self.language = article.zones, article.language
        self.begins = [zone[1] for zone in self.zones]
        ascii = text.isascii()
        self.plain = ascii or not text.encode("utf-8", "replace").translate(None, _LETTERLESS)
        if self.plain:
            self.view = (text if ascii else text.encode("ascii", "replace").decode()).lower()
        else:
            self.view = _lowered(text)

    def first(self, finder: _Finder, start: str, low: int, high: int) -> tuple[int, int]:
        """Where the first match with this beginning starts, between low and high, and where it ends; else (-1, -1)."""
        find, text, known = self.view.find, self.text, finder.known
        at = find(start, low, high)
        while at >= 0:
            # In scripts without spaces any letter may begin a word.
            if at == 0 or not text[at - 1].isalnum() or spaceless(start[0]):
                word = WORD.match(text, at)
                if word and (known.get(raw := word[0]) or finder.takes(raw, self.language)):
                    return at, word.end()
                following = finder.following
                if following and find(following, at, at + FOLLOWS + 2 * len(start)) < 0:
                    end = 0
                else:
                    end = finder.phrase_end(text, at) if finder.phrases else 0
                if end:
                    return at, end
            at = find(start, at + 1, high)
        return -1, -1

    def starts(self, finder: _Finder) -> tuple[str, ...]:
        return finder.plain if self.plain else finder.starts


def highlight(query: ParsedQuery, article: Readable, *, limit: int = 2) -> tuple[Highlight, ...]:
    """The sentences with most of the queried words, best first, ties by where they stand; () where only
    names, dates or zones were asked for. The title is shown only where nothing else matches. At most WIDTH
    letters each."""
    return highlight_all(query, [article], limit=limit)[0]


def highlight_all(query: ParsedQuery, articles: Sequence[Readable], *, limit: int = 2) -> list[tuple[Highlight, ...]]:
    """`highlight` of each."""
    known = {language: _finders(query.root, language) for language in {article.language for article in articles}}
    return [_passages(article, known[article.language], limit) for article in articles]


def _passages(article: Readable, finders: Sequence[_Finder], limit: int) -> tuple[Highlight, ...]:
    if not finders or not article.zones or limit < 1:
        return ()
    page = _Page(article)
    return tuple([_passage(page, sentence) for sentence in _best(page, finders, limit)])


def _best(page: _Page, finders: Sequence[_Finder], limit: int) -> list[_Sentence]:
    """The sentences to show, best first."""
    held = _held(page, finders)
    told = [place for place in held if page.zones[place][0] != "title"] or list(held)
    order = sorted([(-sum([finders[number].worth for number in held[place]]), place) for place in told])
    found: list[_Sentence] = []
    for cost, place in order:
        if len(found) >= limit and found[limit - 1][:2] <= (cost, page.begins[place]):
            break  # no sentence of this zone or a later one is better
        found += _sentences(page, page.zones[place], finders)
        found.sort()
    return found[:limit]


@lru_cache(maxsize=256)
def _finders(root: Node, language: str) -> tuple[_Finder, ...]:
    return tuple(finder for leaf in leaves(root) for finder in _found_by(leaf, language))


def _found_by(leaf: Leaf, language: str) -> Iterator[_Finder]:
    match leaf:
        case Word():
            word = lexeme(leaf.raw)
            accepted = frozenset(lookups(leaf.raw, language))
            roots = {_start(stem.partition(":")[2]) for stem in accepted} | {_start(word.forms[0])}
            yield _finder(leaf, _dressed(roots, leaf.raw), accepted, [word.forms])
        case Phrase() if leaf.apart:
            for form in dict.fromkeys(leaf.forms):
                yield _finder(leaf, _dressed({form}, form), phrases=[(form,)])
        case Phrase():
            yield _finder(leaf, _dressed({leaf.forms[0]}, leaf.forms[0]), phrases=[leaf.forms])
        case Prefix():
            yield _finder(leaf, (leaf.start,))
        case Fuzzy():
            yield _finder(leaf, (leaf.form[:1],))


def _finder(
    leaf: Word | Phrase | Prefix | Fuzzy,
    starts: tuple[str, ...],
    accepted: frozenset[str] = frozenset(),
    phrases: Sequence[tuple[str, ...]] = (),
) -> _Finder:
    plain = [start for start in starts if not any(letter.isalnum() and not letter.isascii() for letter in start)]
    shown = dict.fromkeys(start.encode("ascii", "replace").decode() for start in plain)
    second = phrases[0][1] if phrases and len(phrases[0]) > 1 else ""
    sure = len(second) > 4 and second.isascii() and second.isalpha() and second[0] != "o"  # not "U.N.", "O’Brien"
    worth = 1 + len(starts[0]) / 20
    found = (leaf, starts, tuple(shown), accepted, tuple(phrases), frozenset(leaf.fields))
    return _Finder(*found, second[:3] if sure else "", worth, {})


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


def _held(page: _Page, finders: Sequence[_Finder]) -> dict[int, list[int]]:
    """The numbers of the zones that have queried words where the query looks, each with those of their finders."""
    held: dict[int, list[int]] = {}
    frequent: list[tuple[int, str, int]] = []
    for number, finder in enumerate(finders):
        for start in page.starts(finder):
            reached = _hold(page, held, number, start=start, finder=finder)
            if reached:
                frequent.append((number, start, reached))
    for number, start, reached in frequent:  # what was not looked at: whether they stand beside the others
        for place, numbers in held.items():
            kind, low, high, _ = page.zones[place]
            beyond = low >= reached and number not in numbers and kind in finders[number].zones
            if beyond and page.first(finders[number], start, low, high)[0] >= 0:
                numbers.append(number)
    return held


def _hold(page: _Page, held: dict[int, list[int]], number: int, *, start: str, finder: _Finder) -> int:
    """Notes the first SEEN zones that have a word with this beginning. How far it has looked, 0 for to the end."""
    at = seen = 0
    while seen < SEEN:
        at, _ = page.first(finder, start, at, len(page.view))
        if at < 0:
            return 0
        place = max(0, bisect_right(page.begins, at) - 1)
        zone = page.zones[place]
        if zone[0] in finder.zones:
            numbers = held.setdefault(place, [])
            if number not in numbers:
                numbers.append(number)
            seen += 1
        at = max(at + 1, zone[2])
    return at


def _sentences(page: _Page, zone: Zone, finders: Sequence[_Finder]) -> list[_Sentence]:
    """The sentences of the zone that have marks. A mark that reaches across the end of one, as that of "Mr. Smith"
    does, makes one of two."""
    found: list[_Sentence] = []
    marks = _marks(page, zone, finders, MOST)
    start, at = zone[1], 0
    while at < len(marks):
        first = at
        start = _begin(page.text, max(start, marks[at][0] - REACH), marks[at][0])
        end = 0
        while at < len(marks) and (at == first or marks[at][0] < end):
            if marks[at][1] > end:
                end = _end(page.text, marks[at][1], zone[2])
            at += 1
        inside = marks[first:at]
        if len(marks) >= MOST:  # more of them than were asked for may stand here
            inside = _marks(page, zone._replace(start=start, end=end), finders, REACH)
        found.append(_Sentence(-_worth(inside, finders), start, end, inside, zone))
        start = end
    return found


def _marks(page: _Page, zone: Zone, finders: Sequence[_Finder], most: int) -> list[_Mark]:
    """The matches in the zone in order, for each beginning of a queried word as many as asked for."""
    kind, low, high, _ = zone
    found: list[_Mark] = []
    for number, finder in enumerate(finders):
        for start in page.starts(finder) if kind in finder.zones else ():
            at, end = page.first(finder, start, low, high)
            left = most
            while at >= 0 and left:
                found.append(_Mark(at, min(end, high), number))
                at, end = page.first(finder, start, at + 1, high)
                left -= 1
    found.sort()
    return found


def _begin(text: str, low: int, at: int) -> int:
    """Where the sentence around `at` begins, at `low` at the earliest."""
    for stop in _STOP.finditer(text, low, at):
        end = _END.match(text, stop.start())
        if end and end.end() <= at:
            low = end.end()
    return low


def _end(text: str, at: int, high: int) -> int:
    """Where the sentence that goes on at `at` ends, at `high` at the latest."""
    for stop in _STOP.finditer(text, at, min(high, at + REACH)):
        end = _END.match(text, stop.start())
        if end:
            return min(end.end(), high)
    return min(high, at + REACH)


def _worth(marks: Sequence[_Mark], finders: Sequence[_Finder]) -> float:
    """How many of the queried words stand there."""
    if len(marks) == 1:
        return finders[marks[0].finder].worth
    return sum([finders[number].worth for number in {mark.finder for mark in marks}])


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
    """Where the phrase that begins at `at` ends, 0 where it does not stand there."""
    wanted = list(forms)
    for found in WORD.finditer(text, at):
        end = found.start()
        for form in lexeme(found.group()).forms:
            end += len(form)
            if form != wanted.pop(0):
                return 0
            if not wanted:
                return end if spaceless(form) else found.end()
    return 0


def _passage(page: _Page, sentence: _Sentence) -> Highlight:
    """The sentence as a passage; cut at words where it is too long, so that the first mark is well inside."""
    text, (_, start, end, marks, zone) = page.text, sentence
    if end - start > WIDTH:
        if marks[0].start - start > LEAD:
            start = _word_edge(text, marks[0].start - LEAD, marks[0].start)
        end = max(marks[0].end, text.rfind(" ", start, start + WIDTH) if end - start > WIDTH else end)
    shown = text[start:end].rstrip()
    kept = [
        (mark.start - start, mark.end - start)
        for mark in marks
        if mark.end - start <= len(shown) and mark.start >= start
    ]
    return Highlight(zone.kind.value, start, shown, tuple(_apart(kept)))


def _word_edge(text: str, at: int, latest: int) -> int:
    """The first beginning of a word from there on."""
    space = text.find(" ", at, latest)
    return space + 1 if space >= 0 else latest


def _apart(marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Marks that overlap become one."""
    reached: tuple[int, int] | None = None
    for mark in sorted(marks):
        if reached is None or mark[0] >= reached[1]:
            if reached:
                yield reached
            reached = mark
        else:
            reached = (reached[0], max(reached[1], mark[1]))
    if reached:
        yield reached
