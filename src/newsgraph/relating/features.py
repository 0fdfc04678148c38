"""What does one article bring to be compared by? Its words, names, quotations, places and day: facts, no weights."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from newsgraph.address import canonical_url
from newsgraph.article import Article, ArticleId, ZoneKind
from newsgraph.entity import EntityId, EntityKind, Named
from newsgraph.text.analysis import tokens

OPENING_WORDS = 60
"""How many words of the body, after the title, are its opening. Swept: with 30, 60 and 120 the signal `opening` alone
has SemEval .846, .846, .844, ECB+ .935, .947, .948, FNC-1 .942, .964, .969: flat from 60 on."""
FIRST_CHARACTERS = 400  # a place that is named this early is what the article is about; 60 words have as many
QUOTED = re.compile(r"[“\"«]([^“”\"«»]{12,400})[”\"»]")
_SUFFIXES = frozenset(("com", "org", "net", "gov", "edu", "gob"))  # "theage.com.au" is registered as "theage"
_TOLD = (ZoneKind.STANDFIRST, ZoneKind.BODY)  # what an article tells beside its title
SHINGLE = 3  # words in a row that two quotations must share


class Field(StrEnum):
    """The bags of an article. WHOLE, TITLE and OPENING hold stems, QUOTED runs of three stems out of quotation marks,
    the rest ids of entities: PLACES with the places around them, PLACES_FIRST those of the opening."""

    WHOLE = "whole"
    TITLE = "title"
    OPENING = "opening"
    QUOTED = "quoted"
    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    PLACES = "places"
    PLACES_FIRST = "places first"


class Spot(NamedTuple):
    """A place on the map, WGS 84 degrees, and how often the article names it."""

    lat: float
    lon: float
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Facts of one article. `bags[field][key]` is how often; a field without keys is left out. `day` is the proleptic
    Gregorian ordinal of the day of publication in UTC, None where it has no date. `links` and `url` are canonical."""

    article: ArticleId
    bags: Mapping[Field, Mapping[str, int]]
    spots: tuple[Spot, ...] = ()
    day: int | None = None
    source: str = ""
    authors: tuple[EntityId, ...] = ()
    url: str = ""
    links: tuple[str, ...] = ()

    def bag(self, field: Field) -> Mapping[str, int]:
        return self.bags.get(field, {})


def features_of(
    article: Article, entities: Sequence[Named] = (), *, stems_of: Mapping[str, str] | None = None
) -> Features:
    """Pure. `entities` are those of this article, with their mentions in it and, in an archive, their settled ids.
    `stems_of` are the stems of its zones by kind, where whoever asks has them at hand: those of its `document`."""
    bags = {**_words(article, stems_of), **_names(article, entities)}
    places = [one for one in entities if one.kind is EntityKind.PLACE and one.location and one.mentions]
    return Features(
        article=article.id,
        bags={field: bag for field, bag in bags.items() if bag},
        spots=tuple(sorted(Spot(p.location.lat, p.location.lon, len(p.mentions)) for p in places if p.location)),
        day=article.published.toordinal() if article.published else None,
        source=article.source,
        authors=tuple(sorted({one.id for one in entities if one.kind is EntityKind.AUTHOR})),
        url=canonical_url(article.url) if article.url else "",
        links=tuple(sorted({canonical_url(link.url) for link in article.links})),
    )


def _words(article: Article, stems_of: Mapping[str, str] | None) -> dict[Field, Counter[str]]:
    body = " ".join(article.parts(*_TOLD))
    opening = " ".join(body.split(maxsplit=OPENING_WORDS)[:OPENING_WORDS])
    if stems_of is None:
        title, words = stems(article.title, article.language), stems(body, article.language)
    else:
        title = stems_of.get(ZoneKind.TITLE, "").split()
        words = [stem for kind in _TOLD for stem in stems_of.get(kind, "").split()]
    return {
        Field.TITLE: Counter(title),
        Field.OPENING: Counter([*title, *stems(opening, article.language)]),
        Field.WHOLE: Counter([*title, *words]),
        Field.QUOTED: Counter(_shingles(QUOTED.findall(body), article.language)),
    }


def quoted_of(article: Article) -> set[str]:
    """The runs of words inside quotation marks: the keys of QUOTED."""
    body = " ".join(article.parts(*_TOLD))
    return set(_shingles(QUOTED.findall(body), article.language))


def stems(text: str, language: str) -> list[str]:
    """The stems of a text in order, each with its language: "en:strike"."""
    return tokens(text, language)[1].split()


def _shingles(quotations: Iterable[str], language: str) -> Iterable[str]:
    for quotation in quotations:
        words = stems(quotation, language)
        yield from map(" ".join, zip(*(words[at:] for at in range(SHINGLE)), strict=False))


def is_outlet(name: str, host: str) -> bool:
    """Does an organisation's name mean the outlet of this host? Who publishes an article is none of its actors: else
    all that one outlet writes would be related by "Also about BBC".

    Told by the name that the host is registered under: the organisation's letters ("foxnews"), the first ones of all
    its words, or of all but the last, that being whole ("wsj", "nytimes").
    """
    labels = [label for label in host.split(".")[:-1] if len(label) > 2 and label not in _SUFFIXES]
    return bool(labels) and labels[-1] in _written_as_host(name)


@lru_cache(maxsize=1 << 14)
def _written_as_host(name: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9]+", name.casefold().replace(".", ""))
    words = words[1:] if words[:1] == ["the"] else words
    if not words:
        return frozenset()
    whole, short = "".join(words), "".join(word[0] for word in words[:-1]) + words[-1]
    initials = {"".join(word[0] for word in words)} if len(words) > 2 else set()
    return frozenset((whole, f"the{whole}", short, *initials))


def _names(article: Article, entities: Sequence[Named]) -> dict[Field, Counter[str]]:
    bags: dict[Field, Counter[str]] = {field: Counter() for field in Field}
    early = min((zone.start for zone in article.zones if zone.kind is ZoneKind.BODY), default=0) + FIRST_CHARACTERS
    for one in entities:
        times = len(one.mentions)
        if one.kind is EntityKind.PERSON:
            bags[Field.PEOPLE][one.id] += times
        elif one.kind in (EntityKind.ORGANISATION, EntityKind.GROUP) and not is_outlet(one.name, article.source):
            bags[Field.ORGANISATIONS][one.id] += times
        elif one.kind is EntityKind.PLACE and times:
            first = sum(mention.start < early for mention in one.mentions)
            for id in (one.id, *one.within):
                bags[Field.PLACES][id] += times
                bags[Field.PLACES_FIRST][id] += first
    return {field: +bags[field] for field in list(Field)[4:]}
