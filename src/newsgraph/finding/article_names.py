"""Finding names in whole articles: weigh every candidate, keep what is more likely a name than not."""

import gc
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from newsgraph.article import Article
from newsgraph.entity import EntityKind, Mention
from newsgraph.finding.archive_votes import ArchiveVotes, votes_of
from newsgraph.finding.candidates import KINDS, Candidate, Guess, Vote
from newsgraph.finding.embedded import embedded_place
from newsgraph.finding.form import Places, forms_of
from newsgraph.finding.guessing import Guesser, tagger_guesses
from newsgraph.finding.named_text import NamedText, named_text
from newsgraph.finding.signs import LANGUAGES, signs_of
from newsgraph.finding.weighing import Setting, weighed

Finder = Callable[[Article], list[Mention]]
"""Anything that finds an article's names: `find` with its parameters bound, a spaCy pipeline, a GLiNER model."""
BATCH = 64
"""Articles whose sentences are tagged together."""
TEMPERATURE = 1.3
"""Sums are divided by it before they become probabilities.

Votes are not independent, so their sums are too sure. Swept over 1, 1.3 and 1.6 on LGL, GeoWebNews and conllpp-dev: at
1.3 what is given .5-.6 is right in .5 to .6 of cases, .9-.95 in .83 to .9, .99 and more in .97 to .99.
"""
THRESHOLD = 0.45
"""Likelier names are mentions. From .40 to .50 F1 moves by less than .01 on all three sets, recall for precision."""


_HOPELESS = TEMPERATURE * math.log(THRESHOLD / (1 - THRESHOLD))
"""With a lower sum no kind can reach the threshold."""


def no_places(name: str) -> int:
    """Knows no place."""
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A span that could have been a name: what was said for and against, and what came of it (None: no name)."""

    start: int
    end: int
    surface: str
    votes: tuple[Vote, ...]
    sums: tuple[float, ...]
    mention: Mention | None


def find(
    article: Article,
    *,
    places: Places = no_places,
    archive: ArchiveVotes | None = None,
    guesser: Guesser | None = None,
    embedded: bool = False,
) -> list[Mention]:
    """The names in an article's title, standfirst and body, in order, not overlapping.

    `places` tells the largest population of a place of a name, `archive` how other articles use names; `guesser`
    takes the place of the shipped tagger. Without any of them it works all the same, and worse. With `embedded` the
    place that a civic body's name begins with is a mention as well, right before that of the body which it lies in.
    """
    return next(find_all([article], places=places, archive=archive, guesser=guesser, embedded=embedded))


def find_all(
    articles: Iterable[Article],
    *,
    places: Places = no_places,
    archive: ArchiveVotes | None = None,
    guesser: Guesser | None = None,
    embedded: bool = False,
) -> Iterator[list[Mention]]:
    """`find` for each article, in order; much faster than one by one. Holds at most a batch of 64 articles."""
    for article, candidates in _weighed_all(articles, places=places, archive=archive, guesser=guesser):
        named, language = named_text(article), _language(article)
        mentions = [mention for candidate in candidates if (mention := _mention(candidate, named, language))]
        yield _with_embedded(mentions, article.text, places) if embedded else mentions


def _with_embedded(mentions: Sequence[Mention], text: str, places: Places) -> list[Mention]:
    found = []
    for mention in mentions:
        if mention.kind is EntityKind.ORGANISATION:
            place = embedded_place(text[mention.start : mention.end], places)
            if place:
                found.append(Mention(mention.start, mention.start + len(place), EntityKind.PLACE, mention.confidence))
        found.append(mention)
    return found


def explain(
    article: Article, *, places: Places = no_places, archive: ArchiveVotes | None = None, guesser: Guesser | None = None
) -> list[Weighed]:
    """Every span that was looked at, in order, with the votes that decided; their sums are what was decided on."""
    ((_, candidates),) = _weighed_all([article], places=places, archive=archive, guesser=guesser)
    named, language = named_text(article), _language(article)
    return [_shown(candidate, named, language) for candidate in candidates]


def archive_votes(
    articles: Iterable[Article], *, places: Places = no_places, guesser: Guesser | None = None
) -> Iterator[ArchiveVotes]:
    """Each article's say on its names, to be merged into the archive's."""
    for _, candidates in _weighed_all(articles, places=places, archive=None, guesser=guesser):
        yield votes_of((c, best[0]) for c in candidates if (best := best_kind(c.sums))[1] >= THRESHOLD)


def _weighed_all(
    articles: Iterable[Article], *, places: Places, archive: ArchiveVotes | None, guesser: Guesser | None
) -> Iterator[tuple[Article, list[Candidate]]]:
    waiting = iter(articles)
    forms = forms_of(places)
    while batch := list(islice(waiting, BATCH)):
        texts = [named_text(article) for article in batch]
        with _no_search_for_cycles():
            guessed = _guessed(batch, texts, guesser)
        for article, named, guesses in zip(batch, texts, guessed, strict=True):
            with _no_search_for_cycles():
                found = weighed(named, guesses, Setting(forms, _language(article), archive))
            yield article, found


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Candidates and votes are many and hold no cycles. Searched for all the same, they made Python walk its whole heap
    every hundred and fifty articles: a ninth of the time for 600 articles, of which a quarter is left."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _language(article: Article) -> str:
    """The article's language, English where there are no lists of it."""
    return article.language if article.language in LANGUAGES else "en"


def _guessed(batch: Sequence[Article], texts: Sequence[NamedText], guesser: Guesser | None) -> list[list[Guess]]:
    """The tagger knows English alone."""
    if guesser is not None:
        return guesser([named.text for named in texts])
    english = [_language(article) == "en" for article in batch]
    guesses = iter(tagger_guesses([named.text for named, is_english in zip(texts, english, strict=True) if is_english]))
    return [next(guesses) if is_english else [] for is_english in english]


def best_kind(sums: Sequence[float]) -> tuple[EntityKind, float]:
    """The likeliest kind and its probability, "no name" being the fifth possibility."""
    odds = [math.exp(value / TEMPERATURE) for value in sums]
    best = max(odds)
    return KINDS[odds.index(best)], best / (1 + sum(odds))


def _mention(candidate: Candidate, named: NamedText, language: str) -> Mention | None:
    if max(candidate.sums) < _HOPELESS:
        return None
    kind, confidence = best_kind(candidate.sums)
    if confidence < THRESHOLD:
        return None
    shift = named.shifts[named.zone_at(candidate.start)]
    role = _role(candidate.role, kind, language) if candidate.role else ""
    return Mention(candidate.start + shift, candidate.end + shift, kind, round(confidence, 3), role)


def _role(printed: str, kind: EntityKind, language: str) -> str:
    """A place's role is a word for places, a person's is none."""
    if kind is EntityKind.ORGANISATION or kind is EntityKind.GROUP:
        return ""
    is_place_word = printed.casefold() in signs_of(language).place_words
    return printed if is_place_word == (kind is EntityKind.PLACE) else ""


def _shown(candidate: Candidate, named: NamedText, language: str) -> Weighed:
    shift = named.shifts[named.zone_at(candidate.start)]
    return Weighed(
        start=candidate.start + shift,
        end=candidate.end + shift,
        surface=candidate.surface,
        votes=tuple(candidate.votes),
        sums=tuple(round(value, 3) for value in candidate.sums),
        mention=_mention(candidate, named, language),
    )
