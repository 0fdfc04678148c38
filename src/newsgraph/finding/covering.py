"""Which spans of a text could be names? What the tagger guesses, and what of the runs of capitals no guess covers."""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from newsgraph.finding.candidates import PLACE_LEADS, SILENCE, Guess, Told, told_by
from newsgraph.finding.form import Forms, organisation_like
from newsgraph.finding.spans import fold, pieces, runs

LEAST_GROWN = 10_000
"""People of a place for whose name a tagger's span is made a word longer."""

Span = tuple[int, int, Told]
"""Offsets in the text, and what the tagger says of all of it."""
_NEXT = re.compile(r" ([^\W\d_][\w’']+)")
_first = itemgetter(0)


class Spans:
    """The spans of one text."""

    def __init__(self, text: str, cuts: Sequence[int], forms: Forms, language: str) -> None:
        """`cuts` are where the text's `glued` names end."""
        self._text, self._cuts, self._forms, self._language = text, cuts, forms, language

    def among(self, guesses: Sequence[Guess], start: int, end: int) -> list[Span]:
        """All in text[start:end], where these guesses begin. A run that is a known place or an organisation's name is
        not cut by guesses."""
        found: list[Span] = []
        whole: set[int] = set()
        at, count = 0, len(guesses)
        for first, last in self._runs(start, end):
            while at < count and guesses[at].end <= first:
                at += 1
            if at == count or guesses[at].start >= last:
                found.append((first, last, SILENCE))
                continue
            here = at + 1
            while here < count and guesses[here].start < last:
                here += 1
            if here == at + 1 and guesses[at].start == first and guesses[at].end == last:
                continue
            if self._is_whole((first, last), guesses[at:here]):
                whole.update(range(at, here))
                found.append((first, last, told_by(max((guess.odds for guess in guesses[at:here]), key=_first))))
            else:
                found += [(a, b, SILENCE) for a, b in self._uncovered((first, last), guesses[at:here])]
        found += self.guessed([guess for at, guess in enumerate(guesses) if at not in whole] if whole else guesses)
        found.sort(key=_first)
        return found

    def guessed(self, guesses: Sequence[Guess], *, grow: bool = True) -> list[Span]:
        """The guesses alone; with `grow` those of places a word longer where that makes their name."""
        found = []
        for begin, end, odds in guesses:
            told = told_by(odds)
            if grow and told.leads & PLACE_LEADS and self._text[end + 1 : end + 2].isupper():
                end = self._grown(begin, end)
            found.append((begin, end, told))
        return found

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int]] | list[tuple[int, int]]:
        found = runs(self._text, start, end)
        return self._cut(found) if self._cuts else found

    def _cut(self, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Runs, cut where one name ends that another or a headline sticks to."""
        for first, last in found:
            for cut in self._cuts:
                if first < cut < last:
                    yield first, cut
                    first = cut + self._text.startswith(" ", cut)
            yield first, last

    def _is_whole(self, run: tuple[int, int], inside: Sequence[Guess]) -> bool:
        """Is a run that guesses cut or cover in part one name?"""
        name = self._text[run[0] : run[1]]
        if " " not in name:
            return False
        if name[-1].isdigit():
            return True
        if inside[0].start < run[0] or inside[-1].end > run[1]:
            return False
        if organisation_like(name, self._language) and len(pieces(name, self._language)) == 1:
            return True
        return self._forms.place_like(fold(name))

    def _uncovered(self, run: tuple[int, int], guesses: Sequence[Guess]) -> Iterator[tuple[int, int]]:
        """The parts of a run that no guess covers."""
        start, end = run
        for guess in guesses:
            if guess.start > start:
                yield from self._runs(start, guess.start)
            start = max(start, guess.end)
        if start < end:
            yield from self._runs(start, end)

    def _grown(self, begin: int, end: int) -> int:
        """Where a place's guess ends: a word further, where that makes its name ("OKLAHOMA" + "CITY")."""
        word = _NEXT.match(self._text, end)
        if word:
            longer = fold(self._text[begin : word.end()])
            if self._forms.places(longer) >= LEAST_GROWN:
                return word.end()
        return end
