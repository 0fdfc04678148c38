"""Did you mean: the words of a query that no article has, replaced by the likeliest ones that some have."""

from collections.abc import Iterable
from dataclasses import replace
from string import ascii_lowercase
from typing import Protocol

from newsgraph.text.analysis import lexeme
from newsgraph.text.tree import Leaf, Node, ParsedQuery, Phrase, Word, mapped, written

SHORTEST = 4  # letters: of three, anything is one letter from anything
TRIED = 12  # candidates whose articles are counted exactly


class Vocabulary(Protocol):
    """The indexed words, as an engine knows them."""

    def articles_with(self, word: Node) -> int:
        """How many articles match, exactly."""
        ...

    def frequency(self, field: str, form: str) -> int:
        """About how many articles have the form in the field."""
        ...

    def forms_from(self, field: str, start: str) -> Iterable[tuple[str, int]]:
        """The forms of the field that begin so, with about how many articles have each."""
        ...


def corrected(query: ParsedQuery, vocabulary: Vocabulary) -> str:
    """The query with its unknown words replaced; "" where there are none, or nothing is near enough.

    Near is: one letter inserted, dropped, changed or two neighbours swapped; or two such, with the first
    letter right. Of the near ones the one with fewer edits wins, then the one in more articles, then the
    first by alphabet.
    """
    root = mapped(query.root, lambda leaf: _better(leaf, vocabulary))
    return "" if root == query.root else written(root)


def _better(leaf: Leaf, vocabulary: Vocabulary) -> Node:
    if isinstance(leaf, Word):
        forms = lexeme(leaf.raw).forms
        if len(forms) == 1 and not vocabulary.articles_with(leaf):
            return replace(leaf, raw=_nearest(forms[0], leaf, vocabulary) or leaf.raw)
    if isinstance(leaf, Phrase):
        return replace(leaf, forms=tuple(_phrase_word(form, leaf, vocabulary) for form in leaf.forms))
    return leaf


def _phrase_word(form: str, phrase: Phrase, vocabulary: Vocabulary) -> str:
    word = Phrase((form,), phrase.fields)
    known = vocabulary.articles_with(word)
    return form if known else _nearest(form, word, vocabulary) or form


def _nearest(form: str, leaf: Word | Phrase, vocabulary: Vocabulary) -> str:
    """The likeliest indexed form near this one, "" where there is none."""
    if len(form) < SHORTEST or not form.isalpha():
        return ""
    found: dict[str, int] = {}
    for field in leaf.fields:
        for other, articles in _candidates(form, field, vocabulary):
            found[other] = max(found.get(other, 0), articles)
    near = sorted((edits(form, other, 2), -articles, other) for other, articles in found.items())[:TRIED]
    exact = [(steps, -vocabulary.articles_with(Phrase((other,), leaf.fields)), other) for steps, _, other in near]
    alive = sorted(candidate for candidate in exact if candidate[1])
    return alive[0][2] if alive else ""


def _candidates(form: str, field: str, vocabulary: Vocabulary) -> Iterable[tuple[str, int]]:
    """Indexed forms near this one: each word one edit away is looked up, those two away are sought among the forms with
    the same beginning, which are a few hundred where those with the same first letter are thousands."""
    for other in _one_edit(form):
        articles = vocabulary.frequency(field, other)
        if articles:
            yield other, articles
    for other, articles in vocabulary.forms_from(field, form[:2]):
        if edits(form, other, 2) <= 2:
            yield other, articles


def _one_edit(form: str) -> set[str]:
    """Every word one edit away, with the letters a to z and those of the word itself."""
    letters = sorted({*ascii_lowercase, *form})
    halves = [(form[:at], form[at:]) for at in range(len(form) + 1)]
    found = {left + right[1:] for left, right in halves if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    found |= {left + letter + right[cut:] for left, right in halves for letter in letters for cut in (0, 1)}
    return found - {form}


def edits(a: str, b: str, most: int) -> int:
    """Optimal string alignment distance: insertions, deletions, changes and swaps of neighbours, no letter
    edited twice.

    `most + 1` where it is more than `most`.
    """
    if abs(len(a) - len(b)) > most or len(set(a) ^ set(b)) > 2 * most:  # one edit brings and takes a letter at most
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        oldest, before, row = before, row, [i] + [0] * len(b)
        for j, other in enumerate(b, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                row[j] = min(row[j], oldest[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
