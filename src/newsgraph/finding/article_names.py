"""Finding names in whole articles: weigh every candidate, keep what is more likely a name than not."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from newsgraph.article import Article
from newsgraph.entity import EntityKind, Mention
from newsgraph.finding.agreement import sums_of
from newsgraph.finding.archive_votes import ArchiveVotes, votes_of
from newsgraph.finding.candidates import KINDS, Candidate, Vote, of_language
from newsgraph.finding.embedded import embedded_place
from newsgraph.finding.evidence import Places
from newsgraph.finding.guessing import Guesser, no_guesses, tagger_guesses
from newsgraph.finding.named_text import NamedText, named_text
from newsgraph.finding.weighing import weighed

BATCH = 64
"""Articles whose sentences are tagged together."""
THRESHOLD = 0.5


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
        named = named_text(article)
        mentions = [mention for candidate in candidates if (mention := _mention(candidate, named))]
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
    named = named_text(article)
    return [_shown(candidate, named) for candidate in candidates]


def archive_votes(
    articles: Iterable[Article], *, places: Places = no_places, guesser: Guesser | None = None
) -> Iterator[ArchiveVotes]:
    """Each article's say on its names, to be merged into the archive's."""
    for _, candidates in _weighed_all(articles, places=places, archive=None, guesser=guesser):
        yield votes_of((c, best[0]) for c in candidates if (best := best_kind(sums_of(c)))[1] >= THRESHOLD)


def _weighed_all(
    articles: Iterable[Article], *, places: Places, archive: ArchiveVotes | None, guesser: Guesser | None
) -> Iterator[tuple[Article, list[Candidate]]]:
    waiting = iter(articles)
    while batch := list(islice(waiting, BATCH)):
        texts = [named_text(article) for article in batch]
        for article, named, guesses in zip(batch, texts, _guessed(batch, texts, guesser), strict=True):
            language = of_language(article.language)
            yield article, weighed(named, guesses, language=language, places=places, archive=archive)


def _guessed(batch: Sequence[Article], texts: Sequence[NamedText], guesser: Guesser | None) -> list[list]:
    if guesser is not None:
        return guesser([named.text for named in texts])
    english = [of_language(article.language) == "en" for article in batch]
    guesses = iter(tagger_guesses([named.text for named, is_english in zip(texts, english, strict=True) if is_english]))
    return [next(guesses) if is_english else [] for is_english in english]


def best_kind(sums: Sequence[float]) -> tuple[EntityKind, float]:
    """The likeliest kind and its probability, "no name" being the fifth possibility."""
    top = max(0.0, *sums)
    odds = [math.exp(value - top) for value in sums]
    best = max(range(len(odds)), key=odds.__getitem__)
    return KINDS[best], odds[best] / (sum(odds) + math.exp(-top))


def _mention(candidate: Candidate, named: NamedText) -> Mention | None:
    kind, confidence = best_kind(sums_of(candidate))
    if confidence < THRESHOLD:
        return None
    shift = named.shifts[named.zone_at(candidate.start)]
    role = candidate.role if kind in (EntityKind.PERSON, EntityKind.PLACE) else ""
    return Mention(candidate.start + shift, candidate.end + shift, kind, round(confidence, 3), role)


def _shown(candidate: Candidate, named: NamedText) -> Weighed:
    shift = named.shifts[named.zone_at(candidate.start)]
    return Weighed(
        start=candidate.start + shift,
        end=candidate.end + shift,
        surface=candidate.surface,
        votes=tuple(candidate.votes),
        sums=tuple(round(value, 3) for value in sums_of(candidate)),
        mention=_mention(candidate, named),
    )
