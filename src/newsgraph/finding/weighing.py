"""An article's candidates with all votes on them, in order of the text."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from newsgraph.finding.acronyms import definitions
from newsgraph.finding.agreement import add_lists, agree
from newsgraph.finding.candidates import ANY, SILENCE, Candidate, Guess, Spelling, Vote, told_by, vote
from newsgraph.finding.context import add_context, add_neighbours, add_small, beside_of
from newsgraph.finding.covering import Span, Spans
from newsgraph.finding.form import Forms
from newsgraph.finding.headlines import MOST_LETTERS, headline_case, repeats
from newsgraph.finding.joining import joined
from newsgraph.finding.named_text import NamedText
from newsgraph.finding.nobodies import Nobodies
from newsgraph.finding.offices import without_office
from newsgraph.finding.signs import signs_of
from newsgraph.finding.spellings import spellings_of
from newsgraph.finding.tokens import glued
from newsgraph.finding.usage import ArchiveVotes

_HEADLINE = vote("headline", ANY)
_UNSEEN, _NO_TAGGER = vote("unseen", ANY), vote("no tagger", ANY)
_ELSEWHERE = {"de": vote("capitals of nouns", ANY)}
_NO_TAGGER_HERE = vote("no tagger here", ANY)


class Setting(NamedTuple):
    """What an article is weighed with, and in which language."""

    forms: Forms
    language: str
    archive: ArchiveVotes | None = None


def weighed(named: NamedText, guesses: Sequence[Guess], setting: Setting) -> list[Candidate]:
    """All candidates, votes of the article and of the archive included."""
    plain = [
        b - a > MOST_LETTERS or not headline_case(named.text[a:b], setting.language)
        for a, b in zip(named.begins, named.ends, strict=True)
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
    alone = _Alone(named, small, setting)
    cuts = [at for both in glued(named.text) for at in both]
    spans = Spans(named.text, cuts, setting.forms, setting.language)
    guesses = joined(named.text, guesses, cuts)
    found: list[Candidate] = []
    at = 0
    for is_plain, together in groupby(range(len(plain)), plain.__getitem__):
        zones = [*together]
        first, begin, end = at, named.begins[zones[0]], named.ends[zones[-1]]
        while at < len(guesses) and guesses[at].start < end:
            at += 1
        some = guesses[first:at]
        here = spans.among(some, begin, end) if is_plain else spans.guessed(some, grow=False)
        found += alone.candidates(here, zones[0], headline=not is_plain)
    add_neighbours(found, named.text, setting.forms)
    add_small(found, small)
    return found


class _Alone:
    """Candidates with the votes of their own words and of those beside them."""

    def __init__(self, named: NamedText, small: Container[str], setting: Setting) -> None:
        """Single common words are none where the article has them among its `small` words too."""
        self._named, self._small, self._language = named, small, setting.language
        self._signs = signs_of(setting.language)
        self._nobodies = Nobodies(named.text, self._signs, setting.forms)
        self._run = spellings_of(setting.forms, setting.language).run
        self._beside = beside_of(setting.language)
        self._silent = _NO_TAGGER_HERE if setting.language != "en" else _UNSEEN
        self._silent = _ELSEWHERE.get(setting.language, self._silent)

    def candidates(self, spans: Iterable[Span], zone: int, *, headline: bool) -> Iterator[Candidate]:
        """Those in the spans, the first of which stands in this zone or behind it."""
        named, small = self._named, self._small
        text, ends = named.text, named.ends
        for start, stop, told in spans:
            while start >= ends[zone]:
                zone += 1
            if told is not SILENCE:
                start, stop = without_office(text, start, stop, self._signs)
            run = text[start:stop]
            common, parts, is_office = self._run(run, told.leads if " " in run else 0)
            if common and told is SILENCE and common in small:
                continue
            told = SILENCE if is_office else told
            for left, right, role, called, spelling in parts:
                end, dotted = start + right, spelling.dotted
                if dotted is not None and text[end : end + 1] == ".":
                    spelling, end = dotted, end + 1
                if self._nobodies.among(spelling.surface, start + left, end):
                    continue
                candidate = Candidate(start + left, end, spelling, told)
                if headline:
                    candidate.headline = True
                    candidate.add(_HEADLINE)
                if called is not None:
                    candidate.role = role
                    candidate.add_context(called)
                opens = add_context(candidate, text, named.begins[zone], self._beside)
                if told is SILENCE:
                    candidate.add(self._silence(opens or spelling.is_common))
                yield candidate

    def _silence(self, explained: bool) -> Vote:
        """What it weighs that the tagger sees no name.

        Less where a word is no common one and has no other reason for its capital. In languages that the tagger does
        not know a capital counts for itself, least in German.
        """
        return _NO_TAGGER if explained and self._language == "en" else self._silent


def _repeats(found: Sequence[Candidate], named: NamedText, zone: int, setting: Setting) -> Iterator[Candidate]:
    """Names that a line in headline case repeats from the article."""
    begin, end = named.begins[zone], named.ends[zone]
    keys = {c.key.casefold(): c.key for c in found if not c.headline and max(c.sums) > 0}
    guesses = {(c.start, c.end): c.guess for c in found if c.headline}
    for start, stop, key in repeats(named.text[begin:end], begin, keys):
        guess = guesses.get((start, stop))
        spelling = Spelling(named.text[start:stop], key, setting.forms.of(key, setting.language))
        candidate = Candidate(start, stop, spelling, SILENCE if guess is None else told_by(guess))
        candidate.headline = True
        candidate.add(_HEADLINE)
        yield candidate


def _without_overlap(found: Sequence[Candidate], repeated: Sequence[Candidate]) -> list[Candidate]:
    """All in order of the text; where a headline repeats a name of the body, that reading holds."""
    if not repeated:
        return list(found)
    taken = [(c.start, c.end) for c in repeated]
    kept = [c for c in found if not c.headline or not any(a < c.end and c.start < b for a, b in taken)]
    return sorted([*kept, *repeated], key=lambda c: c.start)
