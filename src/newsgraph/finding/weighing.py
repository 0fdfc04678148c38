"""An article's candidates with all votes on them, in order of the text."""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from newsgraph.finding.acronyms import definitions
from newsgraph.finding.agreement import add_lists, agree
from newsgraph.finding.candidates import ANY, NOTHING, Candidate, Guess, Odds, Vote, counted_odds, vote
from newsgraph.finding.context import add_context, add_neighbours, add_small
from newsgraph.finding.credit import is_credit
from newsgraph.finding.form import Forms, organisation_like
from newsgraph.finding.headlines import headline_case, repeats
from newsgraph.finding.joining import is_one, joined
from newsgraph.finding.named_text import NamedText
from newsgraph.finding.signs import abbreviated_places, common_words, organisations, signs_of
from newsgraph.finding.spans import (
    Piece,
    ends_in_office,
    fold,
    is_persons,
    pieces,
    runs,
    stands_whole,
    without_portfolio,
)
from newsgraph.finding.tokens import glued
from newsgraph.finding.usage import ArchiveVotes

SURE_OF_BOUNDS = 1.0
"""From these odds on the tagger knows where a name begins and ends: "All Blacks", "First Chicago Corp."."""
LEAST_GROWN = 10_000
"""People of a place for whose name a tagger's span is made a word longer."""

_HEADLINE = vote("headline", ANY)
_UNSEEN, _NO_TAGGER = vote("unseen", ANY), vote("no tagger", ANY)
_ELSEWHERE = {"de": vote("capitals of nouns", ANY)}
_NO_TAGGER_HERE = vote("no tagger here", ANY)
_NEXT = re.compile(r" ([^\W\d_][\w’']+)")
_EXPLAINED = frozenset(("common word", "one word opens"))

_WHO_OF = re.compile(r"(\w+) of (?:the )?(?=[A-Z])")


_OFFICE_OF = re.compile(r"(?<![\w-])(\w+) of (?:the )?$")
_OFFICE_BEHIND = re.compile(r" (\w+)")
_NO_NAME_ALONE = re.compile(r"[A-Z]\.|(?:Jr|Sr)\.?|I{1,3}|IV")
_STORMS = ("urricane ", "yphoon ", "yclone ", "uperstorm ", "opical Storm ")
_STORM = re.compile(r"(?:[Hh]urricane|[Tt]yphoon|[Cc]yclone|[Ss]uperstorm|Tropical Storm) ([A-Z]\w+)")
_REACH = 24


class Setting(NamedTuple):
    """What an article is weighed with, and in which language."""

    forms: Forms
    language: str
    archive: ArchiveVotes | None = None


def weighed(named: NamedText, guesses: Sequence[Guess], setting: Setting) -> list[Candidate]:
    """All candidates, votes of the article and of the archive included."""
    plain = [
        not headline_case(named.text[a:b], setting.language) for a, b in zip(named.begins, named.ends, strict=True)
    ]
    found = by_themselves(named, guesses, plain, setting)
    if setting.archive is not None:
        for candidate in found:
            for one in setting.archive.votes(candidate.key):
                candidate.add(one)
    repeated = [c for zone, is_plain in enumerate(plain) if not is_plain for c in _repeats(found, named, zone, setting)]
    everything = _without_overlap(found, repeated)
    add_lists(everything, named.text)
    agree(everything, definitions(named.text), setting.forms)
    return everything


def by_themselves(
    named: NamedText, guesses: Sequence[Guess], plain: Sequence[bool], setting: Setting
) -> list[Candidate]:
    """All candidates with the votes that each has from its own words and those beside it.

    `plain` tells of each zone whether its capitals tell something.
    """
    small = set(named.text.split())
    cuts = [at for both in glued(named.text) for at in both]
    found: list[Candidate] = []
    at = 0
    for zone, (begin, end) in enumerate(zip(named.begins, named.ends, strict=True)):
        first = at
        while at < len(guesses) and guesses[at].start < end:
            at += 1
        spans = _Spans(named.text, cuts, guesses[first:at], setting)
        for candidate in spans.candidates((begin, end), plain[zone], small):
            candidate.headline = not plain[zone]
            _add_own(candidate, named.text, begin, setting)
            found.append(candidate)
    add_neighbours(found, named.text, setting.forms)
    add_small(found, small)
    return found


class _Spans:
    """The spans of one zone: the guesses, and what of the runs none of them covers."""

    def __init__(self, text: str, cuts: Sequence[int], guesses: Sequence[Guess], setting: Setting) -> None:
        """`cuts` are where the text's `glued` names end."""
        self._text, self._cuts, self._setting = text, cuts, setting
        self._storms = frozenset(_STORM.findall(text)) if any(map(text.__contains__, _STORMS)) else frozenset()
        self._guesses = joined(text, guesses, cuts)

    def candidates(self, zone: tuple[int, int], plain: bool, small: set[str]) -> Iterator[Candidate]:
        """Without their votes. Runs count only where the zone is `plain`, a single one of `small` words never."""
        text, language = self._text, self._setting.language
        for start, stop, odds in self._plain(zone) if plain else [(g.start, g.end, g.odds) for g in self._guesses]:
            run = text[start:stop]
            if odds is None and " " not in run and _is_small(run, small):
                continue
            parts = self._named(start, run, odds)
            if odds is not None and " " in run and ends_in_office(run, language):
                odds = None  # what the tagger says of an office is not said of what is left of it
            for left, right, role in parts:
                surface, end = run[left:right], start + right
                if self._is_none(surface, start + left, end):
                    continue
                if text[end : end + 1] == "." and f"{surface}." in abbreviated_places():
                    surface, end = f"{surface}.", end + 1
                candidate = Candidate((start + left, end), surface, fold(surface), odds)
                candidate.role = role
                yield candidate

    def _is_none(self, surface: str, start: int, end: int) -> bool:
        """Is it a numeral, an initial, a storm or a credit, whatever else speaks for it?"""
        return (
            surface in self._storms
            or _NO_NAME_ALONE.fullmatch(surface) is not None
            or is_credit(self._text, start, end)
        )

    def _named(self, start: int, run: str, odds: Odds | None) -> Sequence[Piece]:
        """The pieces of a run without what an office beside it is for: "Secretary of | State Rex Oster"."""
        text, language = self._text, self._setting.language
        signs = signs_of(language)
        if odds is None or not signs.portfolios:
            return self._parts(run, odds, language)
        office = (
            _OFFICE_OF.search(text, max(0, start - _REACH), start)
            if text[start - 3 : start] in ("of ", "he ")
            else None
        )
        if office and office[1].casefold() in signs.roles:
            words = run.split(" ")
            cut = without_portfolio(words, signs)
            if cut:
                behind = sum(len(word) + 1 for word in words[:cut])
                role = f"{office[1]} of {' '.join(words[:cut])}"
                return [
                    Piece(a + behind, b + behind, role if a == 0 and not called else called)
                    for a, b, called in self._parts(run[behind:], odds, language)
                ]
        if run.casefold() in signs.portfolios and run not in organisations():
            office = _OFFICE_BEHIND.match(text, start + len(run))
            if office and office[1].casefold() in signs.roles:
                return ()
        return self._parts(run, odds, language)

    def _parts(self, run: str, odds: Odds | None, language: str) -> Sequence[Piece]:
        """The pieces of a run; all of it, where it is the name of a place as it stands; two names that "and" joins."""
        if odds is None or " " not in run:
            return pieces(run, language)
        if odds[0] == max(odds) and run[:4] not in ("The ", "the ") and self._setting.forms.places(fold(run)) > 0:
            return (Piece(0, len(run), ""),)
        if odds[1] == max(odds) and odds[1] > SURE_OF_BOUNDS and is_persons(run, language):
            return (Piece(0, len(run), ""),)
        left, joint, right = run.partition(" and ")
        if joint and self._are_two(left, right, odds):
            behind = len(left) + len(joint)
            return (
                *pieces(left, language),
                *(Piece(a + behind, b + behind, role) for a, b, role in pieces(right, language)),
            )
        found = pieces(run, language)
        who = _WHO_OF.match(run)
        if (
            who and who[1] in signs_of(language).no_names
        ):  # "Officials of the Harbour Company" at a sentence's beginning
            return [Piece(a + who.end(), b + who.end(), role) for a, b, role in pieces(run[who.end() :], language)]
        if odds[2] == max(odds) and odds[2] > SURE_OF_BOUNDS and stands_whole(run, language):
            return found if any(piece.role for piece in found) else (Piece(0, len(run), ""),)
        return found

    def _are_two(self, left: str, right: str, odds: Odds) -> bool:
        if is_one(left, right):
            return False
        if odds[0] == max(odds):
            return True
        forms = self._setting.forms
        if forms.places(fold(left)) > 0 and forms.places(fold(right)) > 0:
            return True
        return all(organisation_like(name, self._setting.language) for name in (left, right))

    def _plain(self, zone: tuple[int, int]) -> list[tuple[int, int, Odds | None]]:
        """A run that is a known place or an organisation's name is not cut by guesses."""
        found: list[tuple[int, int, Odds | None]] = []
        whole: set[int] = set()
        guesses, at = self._guesses, 0
        for start, end in self._runs(*zone):
            while at < len(guesses) and guesses[at].end <= start:
                at += 1
            here = at
            while here < len(guesses) and guesses[here].start < end:
                here += 1
            if here == at:
                found.append((start, end, None))
            elif here == at + 1 and guesses[at].start == start and guesses[at].end == end:
                continue
            elif self._is_whole((start, end), guesses[at:here]):
                whole.update(range(at, here))
                found.append((start, end, max((guess.odds for guess in guesses[at:here]), key=_place_odds)))
            else:
                found += [(a, b, None) for a, b in self._uncovered((start, end), guesses[at:here])]
        for number, guess in enumerate(guesses):
            if number not in whole:
                begin, stop, odds = guess
                is_place = odds[0] >= odds[1] and odds[0] >= odds[2]
                found.append((begin, self._grown(guess) if is_place else stop, odds))
        found.sort(key=_first)
        return found

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Runs, cut where one name ends that another or a headline sticks to."""
        for first, last in runs(self._text, start, end):
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
        language = self._setting.language
        if self._setting.forms.place_like(fold(name)):
            return True
        return organisation_like(name, language) and len(pieces(name, language)) == 1

    def _uncovered(self, run: tuple[int, int], guesses: Sequence[Guess]) -> Iterator[tuple[int, int]]:
        """The parts of a run that no guess covers."""
        start, end = run
        for guess in guesses:
            if guess.start > start:
                yield from self._runs(start, guess.start)
            start = max(start, guess.end)
        if start < end:
            yield from self._runs(start, end)

    def _grown(self, guess: Guess) -> int:
        """Where a place's guess ends: a word further, where that makes its name ("OKLAHOMA" + "CITY")."""
        end = guess.end
        if self._text[end + 1 : end + 2].isupper():
            word = _NEXT.match(self._text, end)
            if word:
                longer = fold(self._text[guess.start : word.end()])
                if self._setting.forms.places(longer) >= LEAST_GROWN:
                    return word.end()
        return end


_first = itemgetter(0)


def _place_odds(odds: Odds) -> float:
    return odds[0]


def _is_small(word: str, small: set[str]) -> bool:
    lower = word.lower()
    return lower in small and lower in common_words()


def _add_own(candidate: Candidate, text: str, begin: int, setting: Setting) -> None:
    guess = candidate.guess
    candidate.begin_with(
        setting.forms.of(candidate.surface, setting.language), NOTHING if guess is None else counted_odds(guess)
    )
    if candidate.headline:
        candidate.add(_HEADLINE)
    add_context(candidate, text, begin, language=setting.language)
    if candidate.guess is None:
        candidate.add(_silence(candidate, setting.language))


def _silence(candidate: Candidate, language: str) -> Vote:
    """What it weighs that the tagger sees no name.

    Less where a word is no common one and has no other reason for its capital. In languages that the tagger does not
    know a capital counts for itself, least in German.
    """
    if language != "en":
        return _ELSEWHERE.get(language, _NO_TAGGER_HERE)
    for one in candidate.votes:
        if one.sign in _EXPLAINED:
            return _NO_TAGGER
    return _UNSEEN


def _repeats(found: Sequence[Candidate], named: NamedText, zone: int, setting: Setting) -> Iterator[Candidate]:
    """Names that a line in headline case repeats from the article."""
    begin, end = named.begins[zone], named.ends[zone]
    keys = {c.key.casefold(): c.key for c in found if not c.headline and max(c.sums) > 0}
    guesses = {(c.start, c.end): c.guess for c in found if c.headline}
    for start, stop, key in repeats(named.text[begin:end], begin, keys):
        guess = guesses.get((start, stop))
        candidate = Candidate((start, stop), named.text[start:stop], key, guess)
        candidate.headline = True
        candidate.begin_with(setting.forms.of(key, setting.language), NOTHING if guess is None else counted_odds(guess))
        candidate.add(_HEADLINE)
        yield candidate


def _without_overlap(found: Sequence[Candidate], repeated: Sequence[Candidate]) -> list[Candidate]:
    """All in order of the text; where a headline repeats a name of the body, that reading holds."""
    if not repeated:
        return list(found)
    taken = [(c.start, c.end) for c in repeated]
    kept = [c for c in found if not c.headline or not any(a < c.end and c.start < b for a, b in taken)]
    return sorted([*kept, *repeated], key=lambda c: c.start)
