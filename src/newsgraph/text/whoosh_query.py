"""A query tree, answered from whoosh's postings.

whoosh finds words, phrases and dates, and scores them (BM25F); how they are put together is done here, on
plain dicts of document number to score. Its own compound matchers drop documents whose score is 0, let NOT
miss the first document of a segment and run past the end of an array (whoosh3 3.54, found by the test that
holds both engines against each other), and since totals need every match anyway, nothing is lost.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import pairwise

from whoosh.query import NumericRange, Query, Term
from whoosh.query import Phrase as WhooshPhrase
from whoosh.searching import Searcher

from newsgraph.text.analysis import lexeme, lookups
from newsgraph.text.fields import WHOLE, ZONES
from newsgraph.text.index import EXACT, WEIGHTS
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
    Or,
    Phrase,
    Prefix,
    Word,
)

Matches = dict[int, float]


class Answerer:
    """Answers from one searcher and the languages that the index holds; `near` and `beginning` give the
    forms of a field within a distance of one, and those that begin so."""

    def __init__(
        self,
        searcher: Searcher,
        languages: Iterable[str],
        *,
        near: Callable[[str, str, int], Iterable[str]],
        beginning: Callable[[str, str], Iterable[str]],
    ) -> None:
        self._searcher, self._languages = searcher, tuple(languages)
        self._near_forms, self._beginning = near, beginning

    def matches(self, node: Node) -> Matches:
        """Document number to score of every match."""
        match node:
            case And():
                return self._all(node.nodes)
            case Maybe():
                found, better = self._all(node.must), _any(self.matches(child) for child in node.should)
                return {number: score + better.get(number, 0.0) for number, score in found.items()}
            case Or():
                return _any(self.matches(child) for child in node.nodes)
            case Not():
                return self._all((node,))
            case _:
                return self._leaf(node)

    def _all(self, nodes: Sequence[Node]) -> Matches:
        wanted = [self.matches(node) for node in nodes if not isinstance(node, Not)] or [self._everything()]
        found = reduce(_both, sorted(wanted, key=len))
        for node in nodes:
            if isinstance(node, Not):
                denied = self.matches(node.node)
                found = {number: score for number, score in found.items() if number not in denied}
        return found

    def _leaf(self, node: Node) -> Matches:
        match node:
            case Word():
                return self._word(node)
            case Phrase():
                return _any(self._exactly(node, field) for field in node.fields)
            case Prefix():
                return _any(self._prefix(node, field) for field in node.fields)
            case Fuzzy():
                return _any(self._fuzzy(node, field) for field in node.fields)
            case Named():
                return _silent(self._named(node))
            case Dated():
                return _silent(
                    self._found(NumericRange("published", node.start, node.end, endexcl=node.end is not None))
                )
            case Has():
                return _silent(self._found(Term("zones", node.zone)))
            case Everything():
                return self._everything()
            case _:
                return {}

    def _found(self, query: Query) -> Matches:
        """Every match of one of whoosh's own queries."""
        found: Matches = {}
        for searcher, offset in self._searcher.leaf_searchers():
            matcher = query.matcher(searcher)
            while matcher.is_active():
                found[matcher.id() + offset] = matcher.score()
                matcher.next()
        return found

    def _everything(self) -> Matches:
        return dict.fromkeys(self._searcher.reader().all_doc_ids(), 0.0)

    def _word(self, node: Word) -> Matches:
        """Any form, found by its stems; the form as typed adds to it. A compound is its parts side by
        side, or joined."""
        forms = lexeme(node.raw).forms
        looked_up = sorted({token for language in self._languages for token in lookups(node.raw, language)})
        parts: list[Matches] = []
        for zone in node.fields:
            weight = _weight(zone, node.boost)
            parts.extend(self._found(Term(f"{zone}_stems", token, boost=weight)) for token in looked_up)
            parts.append(self._phrase(forms, zone, weight * (EXACT if len(forms) == 1 else 1.0)))
        return _any(parts)

    def _phrase(self, forms: Sequence[str], field: str, weight: float = 1.0) -> Matches:
        if len(forms) == 1:
            return self._found(Term(field, forms[0], boost=weight))
        return self._found(WhooshPhrase(field, list(forms), boost=weight))

    def _exactly(self, node: Phrase, field: str) -> Matches:
        weight = _weight(field, node.boost)
        if not node.apart:
            return self._phrase(node.forms, field, weight)
        pairs = [self._near(a, b, field, node.apart) for a, b in pairwise(node.forms)]
        return {number: score * weight for number, score in reduce(_both, pairs).items()}

    def _near(self, a: str, b: str, field: str, apart: int) -> Matches:
        """Either order, at most `apart` words between."""
        orders = dict.fromkeys([(a, b), (b, a)])
        return _any(self._found(WhooshPhrase(field, list(pair), slop=apart + 1)) for pair in orders)

    def _prefix(self, node: Prefix, field: str) -> Matches:
        return self._constant(field, self._beginning(field, node.start), node.boost)

    def _fuzzy(self, node: Fuzzy, field: str) -> Matches:
        """Every match scores alike, except that the word as typed scores as a word on top."""
        found = self._constant(field, self._near_forms(field, node.form, node.distance), node.boost)
        if field not in ZONES:
            return found
        return _any([found, self._found(Term(field, node.form, boost=_weight(field, node.boost)))])

    def _constant(self, field: str, forms: Iterable[str], boost: float) -> Matches:
        """Any of the forms, all alike; names never score."""
        score = _weight(field, boost) if field in ZONES else 0.0
        return {number: score for form in forms for number in self._found(Term(field, form))}

    def _dated(self, node: Dated) -> Matches:
        return self._found(NumericRange("published", node.start, node.end, endexcl=node.end is not None))

    def _named(self, node: Named) -> Matches:
        wholes = [self._found(Term(node.field, f"{WHOLE}{name}")) for name in (node.whole, *node.also)]
        return _any([*wholes, self._phrase(node.words, node.field)] if node.words else wholes)


def _weight(field: str, boost: float) -> float:
    return WEIGHTS.get(field, 1.0) * boost


def _any(parts: Iterable[Matches]) -> Matches:
    found: Matches = {}
    for part in parts:
        for number, score in part.items():
            found[number] = found.get(number, 0.0) + score
    return found


def _both(one: Matches, other: Matches) -> Matches:
    return {number: score + other[number] for number, score in one.items() if number in other}


def _silent(found: Matches) -> Matches:
    """Matches without a score."""
    return dict.fromkeys(found, 0.0)
