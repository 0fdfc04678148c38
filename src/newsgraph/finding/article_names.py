"""Finding names in whole articles: weigh every candidate, keep what is more likely a name than not."""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple

from newsgraph.article import Article
from newsgraph.entity import EntityKind, Mention
from newsgraph.finding.candidates import KINDS, Candidate, Guess, Vote
from newsgraph.finding.embedded import embedded_place
from newsgraph.finding.form import Places, forms_of
from newsgraph.finding.guessing import Guesser, tagger_guesses
from newsgraph.finding.named_text import NamedText, named_text
from newsgraph.finding.signs import LANGUAGES, signs_of
from newsgraph.finding.usage import ArchiveVotes, votes_of, with_votes
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


_ORGANISATION = EntityKind.ORGANISATION
_made = tuple.__new__  # what Mention(…) calls in the end, at half its time
_exp = math.exp
_SILENT = TEMPERATURE * math.log(0.05)
"""With a lower sum of each kind none has a probability of .05."""
_HOPELESS = TEMPERATURE * math.log(THRESHOLD / (1 - THRESHOLD))
"""With a lower sum no kind can reach the threshold."""


def no_places(name: str) -> int:
    """Knows no place."""
    return 0


DOUBT = (0.25, 0.85)
"""Between these probabilities of its likeliest kind an article is in doubt whether, or what, a name is: there it hears
the archive. Of 500 articles' 20,200 candidates 90 were decided otherwise with the archive's votes, all of them from .25
to .85."""


class Doubt(NamedTuple):
    """A name that an article is in doubt about: offsets in its text, the folded name, the role printed before it, and
    the sum of each kind to the hundredth."""

    start: int
    end: int
    name: str
    role: str
    sums: tuple[float, ...]


class Look(NamedTuple):
    """What an article by itself says of its names.

    `mentions` are as `find` gives them. `ballot` are its votes for the archive: (name, index in KINDS, how often, at
    most three times), sorted. `doubts` are in order of the text.
    """

    mentions: list[Mention]
    ballot: tuple[tuple[str, int, int], ...]
    doubts: tuple[Doubt, ...]


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
    for article, named, candidates in _weighed_all(articles, places=places, archive=lambda _: archive, guesser=guesser):
        mentions = _mentions(named, candidates, _language(article))
        yield _with_embedded(mentions, article.text, places) if embedded else mentions


def look_all(articles: Iterable[Article], *, places: Places = no_places) -> Iterator[Look]:
    """What each article says of its names, the places that civic bodies begin with among them."""
    for article, named, candidates in _weighed_all(articles, places=places, archive=lambda _: None, guesser=None):
        language = _language(article)
        mentions, doubts, sure = list[Mention](), list[Doubt](), list[tuple[Candidate, EntityKind]]()
        for candidate in candidates:
            if max(candidate.sums) < _SILENT:
                continue
            kind, confidence = best_kind(candidate.sums)
            if confidence >= THRESHOLD:
                sure.append((candidate, kind))
            if DOUBT[0] <= confidence < DOUBT[1]:
                doubts.append(_doubt(candidate, named))
                mention = decided(doubts[-1], language)
            else:
                mention = _as_kind(candidate, kind, confidence, named=named, language=language)
            mentions += [mention] if mention else []
        ballot = tuple((name, KINDS.index(kind), count) for name, kind, count in votes_of(sure))
        yield Look(_with_embedded(mentions, article.text, places), ballot, tuple(doubts))


def _doubt(candidate: Candidate, named: NamedText) -> Doubt:
    shift = named.shifts[named.zone_at(candidate.start)]
    sums = tuple(round(value, 2) for value in candidate.sums)
    return Doubt(candidate.start + shift, candidate.end + shift, candidate.key, candidate.role, sums)


def decided(doubt: Doubt, language: str, counts: Sequence[int] = ()) -> Mention | None:
    """What a doubtful name is, None where none, once the article has heard the archive's `counts` of it by KINDS."""
    kind, confidence = best_kind(with_votes(doubt.sums, counts))
    if confidence < THRESHOLD:
        return None
    role = _role(doubt.role, kind, language) if doubt.role else ""
    return Mention(doubt.start, doubt.end, kind, round(confidence, 3), role)


def changes_a_name(doubts: Iterable[Doubt], counts: Mapping[str, Sequence[int]]) -> bool:
    """Whether the archive's counts make one of the doubtful names another kind, a name, or none."""
    return any(
        _kind(decided(doubt, "en", heard)) is not _kind(decided(doubt, "en"))
        for doubt in doubts
        if (heard := counts.get(doubt.name))
    )


def _kind(mention: Mention | None) -> EntityKind | None:
    return None if mention is None else mention.kind


def heard(
    article: Article,
    mentions: Iterable[Mention],
    doubts: Sequence[Doubt],
    *,
    counts: Mapping[str, Sequence[int]],
    places: Places,
) -> list[Mention]:
    """The article's mentions once it has heard the archive's `counts` of its doubtful names: by itself, without any.

    `mentions` are those of any hearing before. Those inside of other names' spans stay as they are.
    """
    spans = sorted((doubt.start, doubt.end) for doubt in doubts)
    starts, ends = [start for start, _ in spans], [0, *accumulate((end for _, end in spans), max)]
    kept = [m for m in mentions if m.end > ends[bisect_right(starts, m.start)]]  # inside of none that begins before it
    told = [decided(doubt, _language(article), counts.get(doubt.name, ())) for doubt in doubts]
    return sorted([*kept, *_with_embedded(list(filter(None, told)), article.text, places)])


def _mentions(named: NamedText, candidates: Iterable[Candidate], language: str) -> list[Mention]:
    found = []
    for candidate in candidates:
        sums = candidate.sums
        if max(sums) >= _HOPELESS:
            kind, confidence = best_kind(sums)
            mention = _as_kind(candidate, kind, confidence, named=named, language=language)
            if mention is not None:
                found.append(mention)
    return found


def _with_embedded(mentions: Sequence[Mention], text: str, places: Places) -> list[Mention]:
    found = []
    for mention in mentions:
        if mention.kind is _ORGANISATION:
            place = embedded_place(text[mention.start : mention.end], places)
            if place:
                found.append(Mention(mention.start, mention.start + len(place), EntityKind.PLACE, mention.confidence))
        found.append(mention)
    return found


def explain(
    article: Article, *, places: Places = no_places, archive: ArchiveVotes | None = None, guesser: Guesser | None = None
) -> list[Weighed]:
    """Every span that was looked at, in order, with the votes that decided; their sums are what was decided on."""
    ((_, named, candidates),) = _weighed_all([article], places=places, archive=lambda _: archive, guesser=guesser)
    language = _language(article)
    return [_shown(candidate, named, language) for candidate in candidates]


def archive_votes(
    articles: Iterable[Article], *, places: Places = no_places, guesser: Guesser | None = None
) -> Iterator[ArchiveVotes]:
    """Each article's say on its names, to be merged into the archive's."""
    for _, _, candidates in _weighed_all(articles, places=places, archive=lambda _: None, guesser=guesser):
        yield votes_of((c, best[0]) for c in candidates if (best := best_kind(c.sums))[1] >= THRESHOLD)


def _weighed_all(
    articles: Iterable[Article],
    *,
    places: Places,
    archive: Callable[[Article], ArchiveVotes | None],
    guesser: Guesser | None,
) -> Iterator[tuple[Article, NamedText, list[Candidate]]]:
    waiting = iter(articles)
    forms = forms_of(places)
    while batch := list(islice(waiting, BATCH)):
        texts = [named_text(article) for article in batch]
        for article, named, guesses in zip(batch, texts, _guessed(batch, texts, guesser), strict=True):
            yield article, named, weighed(named, guesses, Setting(forms, _language(article), archive(article)))


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
    a, b, c, d = odds = [_exp(value / TEMPERATURE) for value in sums]
    best = max(odds)
    return KINDS[odds.index(best)], best / (1 + (a + b + c + d))


def _mention(candidate: Candidate, named: NamedText, language: str) -> Mention | None:
    if max(candidate.sums) < _HOPELESS:
        return None
    kind, confidence = best_kind(candidate.sums)
    return _as_kind(candidate, kind, confidence, named=named, language=language)


def _as_kind(
    candidate: Candidate, kind: EntityKind, confidence: float, *, named: NamedText, language: str
) -> Mention | None:
    if confidence < THRESHOLD:
        return None
    start = candidate.start
    shift = named.shifts[bisect_right(named.begins, start) - 1]
    role = candidate.role and _role(candidate.role, kind, language)
    return _made(Mention, (start + shift, candidate.end + shift, kind, thousandths(confidence), role))


def thousandths(share: float) -> float:
    """`round(share, 3)` of what is 0 to 1, at a third of its time."""
    scaled = share * 1000 + 0.5
    whole = int(scaled)
    return whole / 1000 if 1e-6 < scaled - whole < 1 - 1e-6 else round(share, 3)


def _role(printed: str, kind: EntityKind, language: str) -> str:
    """A place's role is a word for places, a person's is none."""
    if kind is _ORGANISATION or kind is EntityKind.GROUP:
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
