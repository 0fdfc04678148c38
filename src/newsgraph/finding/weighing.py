"""An article's candidates with all votes on them, in order of the text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newsgraph.finding.acronyms import definitions
from newsgraph.finding.agreement import agree, listed_votes, sums_of
from newsgraph.finding.archive_votes import ArchiveVotes
from newsgraph.finding.candidates import KINDS, Candidate, Guess, Vote, fold, pieces, runs
from newsgraph.finding.evidence import (
    Places,
    context_votes,
    gazetteer_votes,
    neighbour_votes,
    organisation_like,
    place_like,
    small_votes,
    surface_votes,
)
from newsgraph.finding.headlines import headline_case, repeats
from newsgraph.finding.named_text import NamedText
from newsgraph.finding.signs import signs_of
from newsgraph.finding.weights import WEIGHTS

_NO_TAGGER = {
    "en": Vote("no tagger", None, WEIGHTS["no tagger"]),
    "de": Vote("capitals of nouns", None, WEIGHTS["capitals of nouns"]),
    "fr": Vote("no tagger here", None, WEIGHTS["no tagger here"]),
    "es": Vote("no tagger here", None, WEIGHTS["no tagger here"]),
}
"""What a span without a guess loses: in languages that the tagger does not know, a capital counts for itself, least in
German."""
_UNSEEN = Vote("unseen", None, WEIGHTS["unseen"])
_HEADLINE = Vote("headline", None, WEIGHTS["headline"])


def weighed(
    named: NamedText, guesses: Sequence[Guess], *, language: str, places: Places, archive: ArchiveVotes | None
) -> list[Candidate]:
    """All candidates, votes of the article and of the archive included."""
    plain = [not headline_case(named.text[a:b]) for a, b in zip(named.begins, named.ends, strict=True)]
    found = by_themselves(named, guesses, plain, language=language, places=places)
    if archive is not None:
        for candidate in found:
            candidate.votes += archive.votes(candidate.key)
    repeated = [c for zone, is_plain in enumerate(plain) if not is_plain for c in _repeats(found, named, zone)]
    everything = _without_overlap(found, repeated)
    listed_votes(everything, named.text)
    agree(
        everything,
        [d for a, b in zip(named.begins, named.ends, strict=True) for d in definitions(named.text, a, b)],
        cached(places),
    )
    return everything


def by_themselves(
    named: NamedText, guesses: Sequence[Guess], plain: Sequence[bool], *, language: str, places: Places
) -> list[Candidate]:
    """All candidates with the votes that each has from its own words and those beside it.

    `plain` tells of each zone whether its capitals tell something.
    """
    known = cached(places)
    found = list(_candidates(named, guesses, plain, language=language, places=known))
    for candidate in found:
        _own_votes(candidate, named, language=language, places=known)
    neighbour_votes(found, named.text, known)
    small_votes(found, set(named.text.split()))
    return found


@lru_cache(maxsize=8)
def cached(places: Places) -> Places:
    """The look-up with a memory: an archive's articles ask for the same names over and over."""
    return lru_cache(maxsize=1 << 17)(places)


def _candidates(
    named: NamedText, guesses: Sequence[Guess], plain: Sequence[bool], *, language: str, places: Places
) -> Iterator[Candidate]:
    text = named.text
    at = 0
    for zone, (begin, end) in enumerate(zip(named.begins, named.ends, strict=True)):
        first = at
        while at < len(guesses) and guesses[at].start < end:
            at += 1
        here = guesses[first:at]
        spans = (
            _spans(text, (begin, end), here, language=language, places=places)
            if plain[zone]
            else [(g.start, g.end, g.odds) for g in here]
        )
        for start, stop, odds in spans:
            for piece in pieces(text[start:stop], language):
                surface = text[start + piece.start : start + piece.end]
                candidate = Candidate(start + piece.start, start + piece.end, surface=surface, guess=odds)
                candidate.role, candidate.headline = piece.role, not plain[zone]
                yield candidate


Spans = list[tuple[int, int, tuple[float, float, float] | None]]


def _spans(text: str, zone: tuple[int, int], guesses: Sequence[Guess], *, language: str, places: Places) -> Spans:
    """The guesses, and the parts of runs that none covers. A run that is a known place is not cut by guesses."""
    found: Spans = []
    gone: set[int] = set()
    at = 0
    for start, end in runs(text, *zone):
        while at < len(guesses) and guesses[at].end <= start:
            at += 1
        here = at
        while here < len(guesses) and guesses[here].start < end:
            here += 1
        inside = guesses[at:here]
        if inside and " " in text[start:end] and _whole(text, (start, end), inside, language=language, places=places):
            gone.update(range(at, here))
            found.append((start, end, max((guess.odds for guess in inside), key=lambda odds: odds[0])))
        else:
            found += [(a, b, None) for a, b in _uncovered(text, (start, end), inside)]
    for number, guess in enumerate(guesses):
        if number not in gone:
            found.append((guess.start, _grown(text, guess, places), guess.odds))
    return sorted(found, key=lambda span: span[0])


_NEXT = re.compile(r" ([^\W\d_][\w’']+)")


def _grown(text: str, guess: Guess, places: Places) -> int:
    """Where a guess ends: a word further, where that makes the name of a larger place ("OKLAHOMA" + "CITY")."""
    if guess.odds[0] == max(guess.odds):
        word = _NEXT.match(text, guess.end)
        if word and word[1][0].isupper():
            longer = places(fold(text[guess.start : word.end()]))
            if longer >= LEAST_GROWN:
                return word.end()
    return guess.end


LEAST_GROWN = 10_000


def _whole(text: str, run: tuple[int, int], inside: Sequence[Guess], *, language: str, places: Places) -> bool:
    """Is a run that guesses cut or cover in part the name of a place?"""
    if len(inside) == 1 and (inside[0].start, inside[0].end) == run:
        return False
    if inside[0].start < run[0] or inside[-1].end > run[1]:
        return False
    name = text[run[0] : run[1]]
    if name[-1].isdigit():
        return True
    return place_like(fold(name), places) or (organisation_like(name, language) and len(pieces(name, language)) == 1)


def _uncovered(text: str, run: tuple[int, int], guesses: Sequence[Guess]) -> Iterator[tuple[int, int]]:
    """The parts of a run that no guess covers."""
    start, end = run
    for guess in guesses:
        if guess.start > start:
            yield from runs(text, start, guess.start)
        start = max(start, guess.end)
    if start < end:
        yield from runs(text, start, end)


def _own_votes(candidate: Candidate, named: NamedText, *, language: str, places: Places) -> None:
    candidate.votes = votes = [*surface_votes(candidate.surface, language), *gazetteer_votes(candidate.key, places)]
    candidate.forms = len(votes)
    if candidate.guess is not None:
        weight = WEIGHTS["tagger"]
        votes += [Vote("tagger", kind, weight * odds) for kind, odds in zip(KINDS[:3], candidate.guess, strict=True)]
    if candidate.headline:
        votes.append(_HEADLINE)
    begin = named.begins[named.zone_at(candidate.start)]
    votes += context_votes(candidate, named.text, begin, signs=signs_of(language))
    if candidate.guess is None:
        votes.append(_unguessed(votes, language))


def _unguessed(votes: Sequence[Vote], language: str) -> Vote:
    """What the tagger's silence weighs: less where a word is no common one and has no other reason for its capital."""
    if language != "en":
        return _NO_TAGGER[language]
    explained = any(vote.sign in ("common word", "one word opens") for vote in votes)
    return _NO_TAGGER["en"] if explained else _UNSEEN


def _repeats(found: Sequence[Candidate], named: NamedText, zone: int) -> Iterator[Candidate]:
    """Names that a line in headline case repeats from the article."""
    begin, end = named.begins[zone], named.ends[zone]
    keys = {c.key.casefold(): c.key for c in found if not c.headline and max(sums_of(c)) > 0}
    for repeat in repeats(named.text[begin:end], begin, keys):
        candidate = Candidate(repeat.start, repeat.end, surface=named.text[repeat.start : repeat.end], guess=None)
        candidate.key, candidate.headline = repeat.key, True
        candidate.votes.append(_HEADLINE)
        yield candidate


def _without_overlap(found: Sequence[Candidate], repeated: Sequence[Candidate]) -> list[Candidate]:
    """All in order of the text; where a headline repeats a name of the body, that reading holds."""
    if not repeated:
        return list(found)
    taken = [(c.start, c.end) for c in repeated]
    kept = [c for c in found if not c.headline or not any(a < c.end and c.start < b for a, b in taken)]
    return sorted([*kept, *repeated], key=lambda c: c.start)
