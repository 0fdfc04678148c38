"""A query, understood: a small tree that every engine compiles, and that can be written out again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from newsgraph.text.analysis import lexeme
from newsgraph.text.fields import SEARCHED, ZONES, whole


@dataclass(frozen=True, slots=True)
class Word:
    """Any form of the word, in any of the zones; the form as typed scores higher. `raw` is one word of
    WORD."""

    raw: str
    fields: tuple[str, ...] = SEARCHED
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """These forms. `apart` 0: side by side in this order; n: in any order, each with at most n words
    between it and the next one of the list."""

    forms: tuple[str, ...]
    fields: tuple[str, ...] = SEARCHED
    boost: float = 1.0
    apart: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any form that begins so."""

    start: str
    fields: tuple[str, ...] = SEARCHED
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any form within so many letters inserted, dropped, changed or swapped with the next
    (Damerau-Levenshtein, no letter edited twice)."""

    form: str
    distance: int
    fields: tuple[str, ...] = SEARCHED
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Named:
    """A field of names holds this one: the whole of it is `whole`, or, where there are `words`, they stand
    in it side by side, or the whole of it is one of `also`: the ids of what is called so."""

    field: str
    whole: str
    words: tuple[str, ...]
    typed: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """Published in [start, end), seconds since 1970 UTC; None is open. Undated articles never match."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Has:
    """The article has words in that zone."""

    zone: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of them. `loose` where they were only written side by side, so that an empty answer may be
    widened."""

    nodes: tuple["Node", ...]
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """All of `must`; those of `should` only raise the score."""

    must: tuple["Node", ...]
    should: tuple["Node", ...]


Leaf = Word | Phrase | Prefix | Fuzzy | Named | Dated | Has | Everything | Nothing
Node = Leaf | Not | And | Or | Maybe


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was understood. `notes` say what was changed to understand it, in the order it was
    noticed."""

    typed: str
    root: Node
    notes: tuple[str, ...] = ()

    @property
    def read_as(self) -> str:
        """The query as understood, in the query language itself: parsed again it is the same query."""
        return written(self.root)

    def tree(self) -> str:
        """One node a line, children two spaces deeper."""
        return "\n".join(_outline(self.root, 0))

    def fields_of_names(self) -> set[str]:
        """The fields in which names are looked for."""
        return {leaf.field for leaf in leaves(self.root, denied=True) if isinstance(leaf, Named)}

    def meaning(self, ids: Callable[[str, str], Iterable[str]]) -> "ParsedQuery":
        """The query with, for each name in a field of names, the ids of what `ids` (field, name as typed) says it may
        mean: it is found by these too."""

        def named(leaf: Leaf) -> Node:
            if not isinstance(leaf, Named):
                return leaf
            return replace(leaf, also=tuple(dict.fromkeys(map(whole, ids(leaf.field, leaf.typed)))))

        return replace(self, root=mapped(self.root, named, denied=True))

    def relaxed(self) -> "ParsedQuery | None":
        """The query with one of its plain words enough instead of all; None where it does not only ask for
        words.

        Phrases, names, dates, and whatever was joined by an operator stay required.
        """
        root = self.root
        if not isinstance(root, And) or not root.loose:
            return None
        words = tuple(node for node in root.nodes if isinstance(node, Word | Fuzzy | Prefix))
        if len(words) < 2:
            return None
        kept = tuple(node for node in root.nodes if node not in words)
        return replace(self, root=And((Or(words), *kept)) if kept else Or(words))


def leaves(node: Node, *, denied: bool = False) -> Iterator[Leaf]:
    """The leaves in order; those under NOT only when `denied`."""
    match node:
        case And() | Or():
            for child in node.nodes:
                yield from leaves(child, denied=denied)
        case Maybe():
            for child in (*node.must, *node.should):
                yield from leaves(child, denied=denied)
        case Not():
            if denied:
                yield from leaves(node.node, denied=denied)
        case _:
            yield node


def mapped(node: Node, change: Callable[[Leaf], Node], *, denied: bool = False) -> Node:
    """The tree with each leaf replaced, those under NOT only when `denied`."""

    def each(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(mapped(child, change, denied=denied) for child in nodes)

    match node:
        case And():
            return And(each(node.nodes), node.loose)
        case Or():
            return Or(each(node.nodes))
        case Maybe():
            return Maybe(each(node.must), each(node.should))
        case Not():
            return Not(mapped(node.node, change, denied=True)) if denied else node
        case _:
            return change(node)


def scores(node: Node) -> bool:
    """Whether one match can be better than another: words tell, names and dates only filter."""
    return any(isinstance(leaf, Word | Phrase | Prefix | Fuzzy) and leaf.fields[0] in ZONES for leaf in leaves(node))


def written(node: Node) -> str:
    """The node in the query language."""
    match node:
        case And():
            joint = " " if node.loose else " AND "
            return joint.join(_beside(child) for child in node.nodes)
        case Or():
            return " OR ".join(_bracketed(child) for child in node.nodes)
        case Maybe():
            return " ".join([f"+{_bracketed(child)}" for child in node.must] + [_bracketed(c) for c in node.should])
        case Not():
            return f"NOT {_bracketed(node.node)}"
        case _:
            return _leaf(node)


def _beside(node: Node) -> str:
    """A part of a group whose parts must all be there, where a bare `zone:bio` would move the others to that zone."""
    return f"(NOT NOT {_leaf(node)})" if isinstance(node, Has) else _bracketed(node)


def _bracketed(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, And | Or | Maybe | Not) else written(node)


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Word():
            return f"{_field(leaf.fields)}{leaf.raw}{_boost(leaf.boost)}"
        case Phrase():
            near = f"~{leaf.apart}" if leaf.apart else ""
            return f'{_field(leaf.fields)}"{" ".join(leaf.forms)}"{near}{_boost(leaf.boost)}'
        case Prefix():
            return f"{_field(leaf.fields)}{leaf.start}*{_boost(leaf.boost)}"
        case Fuzzy():
            return f"{_field(leaf.fields)}{leaf.form}~{leaf.distance}{_boost(leaf.boost)}"
        case Named():
            return f'{leaf.field}:"{leaf.typed}"' if " " in leaf.typed else f"{leaf.field}:{leaf.typed}"
        case Dated():
            return f"published:[{_day(leaf.start, 0)} TO {_day(leaf.end, 1)}]".replace("[ TO", "[TO").replace(
                "TO ]", "TO]"
            )
        case Has():
            return f"zone:{leaf.zone}"
        case Everything():
            return "*"
        case Nothing():
            return "NOT *"


def _field(fields: tuple[str, ...]) -> str:
    if fields == SEARCHED:
        return ""
    return "any:" if fields == ZONES else f"{','.join(fields)}:"


def _boost(boost: float) -> str:
    return "" if boost == 1.0 else f"^{boost:g}"


def _day(moment: int | None, back: int) -> str:
    """A bound as people write it; the end of a range is shown as its last day, which is inside."""
    if moment is None:
        return ""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=moment)
    if at.time() == datetime.min.time():
        return (at - timedelta(days=back)).date().isoformat()
    return (at - timedelta(seconds=back)).strftime("%Y-%m-%dT%H:%M:%S")


_EXPLAINED: dict[type, str] = {
    And: "all of",
    Or: "any of",
    Not: "not",
    Maybe: "better with",
    Has: "has words in zone",
    Everything: "every article",
    Nothing: "no article",
}


def _outline(node: Node, depth: int) -> Iterator[str]:
    pad = "  " * depth
    match node:
        case And() | Or():
            yield pad + _EXPLAINED[type(node)]
            for child in node.nodes:
                yield from _outline(child, depth + 1)
        case Maybe():
            yield pad + _EXPLAINED[And]
            for child in node.must:
                yield from _outline(child, depth + 1)
            yield pad + _EXPLAINED[Maybe]
            for child in node.should:
                yield from _outline(child, depth + 1)
        case Not():
            yield pad + _EXPLAINED[Not]
            yield from _outline(node.node, depth + 1)
        case _:
            yield pad + _told(node)


def _told(leaf: Leaf) -> str:
    """One leaf in words: what is looked for, where, with which weight."""
    match leaf:
        case Word():
            word = lexeme(leaf.raw)
            joined = f' or "{word.joined}"' if word.joined else ""
            said = f'word "{" ".join(word.forms)}"{joined} and its other forms'
        case Phrase():
            gap = f"within {leaf.apart} words of each other" if leaf.apart else "side by side"
            said = f'exactly "{" ".join(leaf.forms)}", {gap}' if len(leaf.forms) > 1 else f'exactly "{leaf.forms[0]}"'
        case Prefix():
            said = f'words that begin with "{leaf.start}"'
        case Fuzzy():
            said = f'words within {leaf.distance} letters of "{leaf.form}"'
        case Named():
            how = f' or has in it "{" ".join(leaf.words)}"' if leaf.words else ""
            meant = f", which may be {', '.join(leaf.also)}" if leaf.also else ""
            return f'{leaf.field} is "{leaf.typed}"{how}{meant}'
        case Dated():
            return f"published from {_day(leaf.start, 0) or 'ever'} to {_day(leaf.end, 1) or 'now on'}"
        case Has():
            return f"{_EXPLAINED[Has]} {leaf.zone}"
        case _:
            return _EXPLAINED[type(leaf)]
    weight = f", weight {leaf.boost:g}" if leaf.boost != 1.0 else ""
    return f"{said} in {', '.join(leaf.fields)}{weight}"
