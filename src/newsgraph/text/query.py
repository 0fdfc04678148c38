"""What a person typed, understood. The grammar is whoosh's query parser for every engine; nothing typed
can fail.

    words                 all of them, any form: `mine strike` finds "miners striking"
    "exact words"         side by side, as written
    "near words"~5        in any order, at most 5 words between one and the next
    a OR b, NOT c, -c     AND binds before OR, OR before side by side: `a b OR c` is a AND (b OR c)
    +a b c                a must be there, b and c make it better
    ( )                   groups
    port*  strke~  ~2     beginnings; words that differ in one letter, or two
    title:x  title,bio:x  look in these zones only; any:x in all of them
    zone:bio x y          moves the words of its group to that zone; alone: articles that have the zone
    source: author: place: actor: tag: lang: section:       names; they filter and do not score
    published:2014-05  published:[2012 TO 2014-06]  after:2019-05  before:"last week"
    word^2                weighs twice as much

`after:` begins with the first moment of what it names, `before:` ends at it: together they are everything
dated.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newsgraph.text import grammar
from newsgraph.text.analysis import WORD, fold, forms, lexeme
from newsgraph.text.fields import NAMES, SEARCHED, ZONES, seconds, whole
from newsgraph.text.grammar import DATES, FIELDS
from newsgraph.text.tree import (
    And,
    Dated,
    Everything,
    Fuzzy,
    Has,
    Maybe,
    Named,
    Node,
    Not,
    Nothing,
    Or,
    ParsedQuery,
    Phrase,
    Prefix,
    Word,
)

if TYPE_CHECKING:
    from newsgraph.text.dates import Span

LONGEST_QUERY = 2_000  # letters; what a person pastes beyond that changes no ranking and costs parser time
MOST_WORDS = 64
DEEPEST = 20  # brackets in brackets
SHORTEST_PREFIX = 2  # "a*" is a tenth of all words
FARTHEST = 2  # letters a fuzzy word may differ in; beyond 2 every short word is every other
WIDEST = 50  # words apart in a near phrase

OPERATORS = ("AND", "OR", "NOT", "TO")
_TEXTS = ("WordNode", "PhraseNode", "PrefixNode", "FuzzyTermNode")  # whoosh's syntax nodes that hold a text
_QUOTES = str.maketrans("“”„‟«»＂\u2039\u203a", '"' * 9)
_BAD = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]+")
_UNKNOWN = re.compile(r"([A-Za-z_]{2,20}):(?=[^\s/:])")


def parse_query(words: str, *, now: datetime | None = None) -> ParsedQuery:
    """What `words` ask for. Never raises: what does not parse is searched as words, and `notes` say so.

    `now` is what "last week" counts from; it must know its time zone.
    """
    plain = plain_words(words)
    if plain is not None:
        return ParsedQuery(words, plain)
    return by_the_parser(words, now or datetime.now(UTC))


def plain_words(words: str) -> Node | None:
    """The tree of words without any sign or operator, as the parser has it; None for anything else. The parser takes
    0.07 ms for two words, a third of a search without passages; this takes 0.002."""
    typed = words.split()
    if not typed or len(typed) > MOST_WORDS or len(words) > LONGEST_QUERY:
        return None
    if not all(word.isascii() and word.isalnum() and word not in OPERATORS for word in typed):
        return None
    found = [Word(_plain(word)) for word in typed]
    return And(tuple(found), loose=True) if len(found) > 1 else found[0]


def by_the_parser(words: str, now: datetime) -> ParsedQuery:
    """What any words ask for."""
    text, notes = _tidied(words)
    reader = _Reader(now, notes)
    if not text:
        return ParsedQuery(words, Everything() if not words.strip() else Nothing(), tuple(notes))
    root = reader.root(grammar.parser().process(text))
    return ParsedQuery(words, root, tuple(dict.fromkeys(notes)))


def _tidied(words: str) -> tuple[str, list[str]]:
    """The text as the parser may have it, and what was done to it."""
    notes: list[str] = []
    text = " ".join(_BAD.sub(" ", unicodedata.normalize("NFC", words[: LONGEST_QUERY * 4])).translate(_QUOTES).split())
    if len(text) > LONGEST_QUERY or len(text.split()) > MOST_WORDS:
        text = " ".join(text[:LONGEST_QUERY].split()[:MOST_WORDS])
        notes.append(f"the query is long: only its first {len(text.split())} words were searched")
    if text.count('"') % 2:
        at = text.rindex('"')
        text = " ".join(f"{text[:at]} {text[at + 1 :]}".split())
        notes.append("a quote was never closed: searched as words")
    return _balanced(text, notes), notes


def _balanced(text: str, notes: list[str]) -> str:
    """Brackets that open and close each other; where they do not, or are nested absurdly deep, none at
    all."""
    depth = deepest = 0
    for letter in re.sub(r'"[^"]*"', "", text):
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth == 0 and deepest <= DEEPEST:
        return text
    notes.append("the brackets do not match: read without them" if depth else "too many brackets: read without them")
    outside = [part if i % 2 else re.sub("[()]", " ", part) for i, part in enumerate(re.split(r'("[^"]*")', text))]
    return " ".join("".join(outside).split())


class _Reader:
    """Turns the parser's syntax nodes into our tree, and notes what it could not take as it was typed."""

    def __init__(self, now: datetime, notes: list[str]) -> None:
        self._now, self._notes = now, notes

    def root(self, group: Any) -> Node:
        node = self._node(group, SEARCHED, 1.0)
        if node is None:
            self._notes.append("there is no word in it to search for")
            return Nothing()
        return node

    def _node(self, syntax: Any, zones: tuple[str, ...], boost: float) -> Node | None:
        """None where nothing is left of it, such as a lone "!!"."""
        kind = type(syntax).__name__
        weight = boost * _weight(syntax.boost if syntax.has_boost else 1.0)
        if kind in ("Adjacent", "AndGroup"):
            return self._all(list(syntax), zones, weight, loose=kind == "Adjacent")
        if kind == "OrGroup":
            return _joined(Or, self._nodes(syntax, zones, weight))
        if kind == "NotGroup":
            denied = self._node(syntax[0], zones, weight) if len(syntax) else None
            return _denied(denied)
        if kind == "Plus":
            return self._node(syntax[0], zones, weight) if len(syntax) else None
        return self._leaf(kind, syntax, zones, weight)

    def _nodes(self, parts: Any, zones: tuple[str, ...], boost: float) -> list[Node]:
        return [node for part in parts if (node := self._node(part, zones, boost)) is not None]

    def _all(self, parts: list[Any], zones: tuple[str, ...], boost: float, *, loose: bool) -> Node | None:
        """A group whose parts must all be there; `zone:` in it moves the others, `+` makes the unmarked
        ones optional."""
        switches = [(part, moved) for part in parts if (moved := _switch(part))]
        rest = [part for part in parts if not _switch(part)]
        if switches:
            moved = tuple(dict.fromkeys(zone for _, found in switches for zone in found))
            if not rest:
                return _joined(Or, [Has(zone) for zone in moved])
            zones = tuple(zone for zone in ZONES if zone in moved)
        if any(type(part).__name__ == "Plus" for part in rest):
            return self._marked(rest, zones, boost)
        return _joined(And, self._nodes(rest, zones, boost), loose=loose)

    def _marked(self, parts: list[Any], zones: tuple[str, ...], boost: float) -> Node | None:
        must: list[Node] = []
        should: list[Node] = []
        for part in parts:
            node = self._node(part, zones, boost)
            if node is not None:
                optional = type(part).__name__ != "Plus" and not isinstance(node, Not | Named | Dated | Has)
                (should if optional else must).append(node)
        return Maybe(tuple(must), tuple(should)) if must and should else _joined(And, must or should)

    def _leaf(self, kind: str, syntax: Any, zones: tuple[str, ...], boost: float) -> Node | None:
        field = (syntax.fieldname or "").lower() if syntax.has_fieldname else ""
        if kind == "RangeNode":
            return self._range(syntax, field, zones, boost)
        if not syntax.has_text:  # a marker that no plug-in took up
            return None
        names = [name for name in field.split(",") if name]
        if any(name in DATES for name in names):
            return self._date(names[0], syntax.text, zones, boost)
        if any(name in NAMES for name in names):
            found = [node for name in names if (node := self._name(kind, name, syntax)) is not None]
            return _joined(Or, found)
        if "zone" in names:  # a zone that is none, or one that stands where it cannot move anything
            kinds = _zones(syntax.text)
            if kinds:
                return _joined(Or, [Has(zone) for zone in kinds])
            self._notes.append(f"there is no zone {syntax.text!r} (there are {', '.join(ZONES)}): searched as a word")
        wanted = ZONES if "any" in names else tuple(zone for zone in ZONES if zone in names) or zones
        return self._text(kind, syntax, wanted, boost)

    def _text(self, kind: str, syntax: Any, zones: tuple[str, ...], boost: float) -> Node | None:
        if kind == "PhraseNode":
            return self._phrase(syntax, zones, boost)
        if kind == "PrefixNode":
            return self._prefix(syntax.text, zones, boost)
        if kind == "FuzzyTermNode":
            return self._fuzzy(syntax, zones, boost)
        return self._words(syntax.text, zones, boost)

    def _words(self, text: str, zones: tuple[str, ...], boost: float) -> Node | None:
        if text and not text.strip("*"):
            return Everything()
        unknown = _UNKNOWN.match(text)
        if unknown and unknown[1].lower() not in FIELDS:
            self._notes.append(f"there is no field {unknown[1]!r}: searched as words")
        if re.search(r"\*.", text):
            self._notes.append("a * is understood at the end of a word only")
        found = [Word(_plain(raw), zones, boost) for raw in WORD.findall(text) if lexeme(raw).forms]
        return _joined(And, found)

    def _phrase(self, syntax: Any, zones: tuple[str, ...], boost: float) -> Node | None:
        words = forms(syntax.text)
        if not words:
            return None
        if syntax.slop > WIDEST:
            self._notes.append(f"~{syntax.slop} was read as ~{WIDEST}, the widest there is")
        return Phrase(words, zones, boost, min(syntax.slop, WIDEST) if len(words) > 1 else 0)

    def _prefix(self, text: str, zones: tuple[str, ...], boost: float) -> Node | None:
        words = forms(text)
        if not words:
            return None
        *before, last = words
        if len(last) < SHORTEST_PREFIX:
            self._notes.append(f"{last}* is too short for a beginning: searched as a word")
            return self._words(text, zones, boost)
        parts: list[Node] = [Phrase(tuple(before), zones, boost)] if before else []
        return _joined(And, [*parts, Prefix(last, zones, boost)])

    def _fuzzy(self, syntax: Any, zones: tuple[str, ...], boost: float) -> Node | None:
        words = forms(syntax.text)
        if len(words) != 1:
            return self._words(syntax.text, zones, boost)
        return Fuzzy(words[0], self._distance(syntax.maxdist, words[0]), zones, boost)

    def _distance(self, asked: int, word: str) -> int:
        """At most 2, and at most a third of the word: two letters off "war" is any short word."""
        most = min(FARTHEST, max(1, (len(word) - 1) // 3 + (len(word) > 3)))
        if asked > most:
            self._notes.append(f"{word}~{asked} was read as {word}~{most}: further away any word is like it")
        return max(1, min(asked, most))

    def _name(self, kind: str, name: str, syntax: Any) -> Node | None:
        text = syntax.text.strip()
        if kind == "PrefixNode":
            exact = name in ("source", "lang") and re.search(r"[./]", text)
            start = f"={whole(text)}" if exact else fold(text)
            return Prefix(start, (name,)) if start else None
        if kind == "FuzzyTermNode" and len(found := forms(text)) == 1:
            return Fuzzy(found[0], self._distance(syntax.maxdist, found[0]), (name,))
        return _named(name, text)

    def _date(self, field: str, text: str, zones: tuple[str, ...], boost: float) -> Node | None:
        found = self._span(text)
        if found is None:
            self._notes.append(f'{text!r} is not a date such as 2014, 2014-05 or "last week": searched as words')
            return self._words(text, zones, boost)
        if field == "after":
            return Dated(seconds(found.start), None)
        if field == "before":
            return Dated(None, seconds(found.start))
        return Dated(seconds(found.start), seconds(found.end))

    def _span(self, words: str) -> "Span | None":
        """Imported where a date is typed: most queries have none, and every search pays for what is imported."""
        from newsgraph.text.dates import span

        return span(words, self._now)

    def _range(self, syntax: Any, field: str, zones: tuple[str, ...], boost: float) -> Node | None:
        ends = [_bound(end) for end in (syntax.start, syntax.end)]
        spans = [self._span(end) if end else None for end in ends]
        if field not in DATES or any(end and not found for end, found in zip(ends, spans, strict=True)):
            self._notes.append("a range is of dates, such as published:[2012 TO 2014-06]: searched as words")
            return self._words(" ".join(ends), zones, boost)
        first, last = spans
        start = (first.end if syntax.startexcl else first.start) if first else None
        end = (last.start if syntax.endexcl else last.end) if last else None
        if start and end and start >= end:
            self._notes.append("the range ends before it begins: nothing can be in it")
        return Dated(seconds(start) if start else None, seconds(end) if end else None)


def _plain(raw: str) -> str:
    """A word that is no operator where it stands is none when it is read again."""
    return raw.lower() if raw in OPERATORS else raw


def _bound(end: str | None) -> str:
    """ "*" and nothing are an open end."""
    found = (end or "").strip().strip("\"'")
    return "" if found == "*" else found


def _weight(boost: float) -> float:
    """Boosts stay where they can still be told apart: 0.01 to 100."""
    return min(100.0, max(0.01, boost)) if math.isfinite(boost) else 1.0


def _joined(kind: type[And] | type[Or], nodes: Sequence[Node], *, loose: bool = False) -> Node | None:
    """The group, or its only member; groups of the same kind inside it are opened."""
    flat: list[Node] = []
    for node in nodes:
        same = type(node) is kind and (not isinstance(node, And) or node.loose == loose)
        flat.extend(node.nodes if same and isinstance(node, And | Or) else [node])
    if len(flat) < 2:
        return flat[0] if flat else None
    return And(tuple(flat), loose) if kind is And else Or(tuple(flat))


def _denied(node: Node | None) -> Node | None:
    """NOT NOT x is x, NOT everything is nothing."""
    if isinstance(node, Not):
        return node.node
    if isinstance(node, Everything | Nothing):
        return Nothing() if isinstance(node, Everything) else Everything()
    return Not(node) if node is not None else None


def _switch(syntax: Any) -> tuple[str, ...]:
    """The zones that a part such as `zone:bio` or `zone:(bio caption)` moves its group to; () for any
    other part."""
    kind = type(syntax).__name__
    if kind in ("Adjacent", "AndGroup", "OrGroup") and len(syntax):
        found = [_switch(part) for part in syntax]
        return tuple(zone for zones in found for zone in zones) if all(found) else ()
    if kind in _TEXTS and (syntax.fieldname or "").lower() == "zone":
        return _zones(syntax.text)
    return ()


def _zones(text: str) -> tuple[str, ...]:
    """ "bio,caption" as zones; () where one of them is none. "any" is all."""
    named = [name for name in text.lower().strip().split(",") if name]
    if "any" in named:
        return ZONES
    return tuple(named) if named and all(name in ZONES for name in named) else ()


def _named(name: str, text: str) -> Node | None:
    """A host or an id is meant as a whole; any other name also by words that stand side by side in it."""
    typed = _plain(" ".join(re.sub(r'["*~^()\[\]{}]+', " ", text).split()))
    if name == "source":
        typed = typed.removeprefix("www.")
    if name == "lang":
        typed = re.split("[-_]", typed)[0].lower()
    exact = name == "lang" or (name in ("source", "place", "actor") and re.search(r"[^\s][./][^\s]", typed))
    words = () if exact else forms(typed)
    return Named(name, whole(typed), words, typed) if words or (exact and typed) else None
