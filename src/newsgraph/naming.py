"""Whom and what does an article name? Its names found, then resolved, as far as the article alone can tell."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import ACTORS, EntityId, EntityKind, Extraction, Mention, Named
from newsgraph.resolving import (
    Gazetteer,
    Home,
    HomeTally,
    PlacesOf,
    author_profiles,
    learn_home,
    printed_forms,
    resolve_actors,
    resolve_authors,
    resolve_places,
    resolve_source,
)

if TYPE_CHECKING:
    from newsgraph.finding import Doubt, Finder, Look

__all__ = ["RULES", "Home", "Namer", "first_mention", "forms_and_bios", "gazetteer", "namer", "spellings"]

Forms = tuple[tuple[str, int], ...]
# Raise it when other names are found or the keys of blocks change: archives named by other rules are then named again.
RULES = "4"


class Namer:
    """Finds and resolves the names of articles. One for each process: what it has loaded is used again."""

    def __init__(self, gazetteer: Gazetteer, finder: "Finder | None" = None) -> None:
        """`finder` takes the place of the shipped tagger and its signs."""
        self.gazetteer, self._finder = gazetteer, finder

    def find(self, articles: Sequence[Article]) -> list[list[Mention]]:
        """The names in each; many articles at once cost less than one by one."""
        if self._finder is not None:
            return [self._finder(article) for article in articles]
        from newsgraph.finding import find_all  # numpy and the tagger, which a look-up of a place does without

        return list(find_all(articles, places=self.gazetteer.population, embedded=True))

    def look(self, articles: Sequence[Article]) -> "list[Look]":
        """What each says of its names, for others to hear and to hear others about. Another finder says what it finds,
        and is never in doubt."""
        from newsgraph.finding import Look, look_all

        if self._finder is not None:
            return [Look(self._finder(article), (), ()) for article in articles]
        return list(look_all(articles, places=self.gazetteer.population))

    def heard(
        self,
        article: Article,
        mentions: Iterable[Mention],
        doubts: "Sequence[Doubt]",
        counts: Mapping[str, Sequence[int]],
    ) -> list[Mention]:
        """The article's mentions once it has heard how the archive uses its doubtful names; by itself, without any."""
        from newsgraph.finding import heard

        return heard(article, mentions, doubts, counts=counts, places=self.gazetteer.population)

    def resolve(
        self, article: Article, mentions: Sequence[Mention], *, home: Home | None = None, all_places: bool = False
    ) -> Extraction:
        """What the mentions name. `home` is where the outlet is at home; with `all_places` every place gets an entity,
        however doubtful."""
        places = resolve_places(article, mentions, gazetteer=self.gazetteer, home=home, every_span=all_places)
        return self.beside(article, mentions, places)

    def places(self, article: Article, mentions: Sequence[Mention]) -> PlacesOf:
        """The places among what they name, to be read from any home: nothing else depends on it."""
        return PlacesOf(article.text, mentions, gazetteer=self.gazetteer)

    def beside(self, article: Article, mentions: Sequence[Mention], places: Sequence[Named]) -> Extraction:
        """`resolve` where the places are known."""
        named = sorted([*places, *resolve_actors(article, mentions)], key=first_mention)
        rest = [*resolve_authors(article), *resolve_source(article)]
        return Extraction(article=article.id, language=article.language, entities=(*named, *rest))

    def unaided(self, entities: Iterable[Named]) -> tuple[str, ...]:
        """Where an article's places lie as far as it tells by itself, for `home`: regions, as often as their places
        count, and towns."""
        tally = HomeTally()
        tally.add((one for one in entities if one.kind is EntityKind.PLACE), self.gazetteer)
        regions = [f"region {id}" for id, count in sorted(tally.regions.items()) for _ in range(count)]
        return (*regions, *(f"town {id}" for id in sorted(tally.towns)))

    def home(self, host: str, unaided: Mapping[str, int]) -> Home | None:
        """Where an outlet is at home, in whose articles these `unaided` places stand so often."""
        tally = HomeTally()
        for place, count in unaided.items():
            kind, _, id = place.partition(" ")
            (tally.regions if kind == "region" else tally.towns)[id] = count
        return learn_home(tally, self.gazetteer, host=host)

    def homes(self, found: Iterable[tuple[Article, Sequence[Mention]]]) -> dict[str, Home]:
        """Where the outlets of these articles are at home, by `article.source`, as far as the articles tell."""
        tallies: dict[str, HomeTally] = {}
        for article, mentions in found:
            if article.source:
                places = resolve_places(article, mentions, gazetteer=self.gazetteer)
                tallies.setdefault(article.source, HomeTally()).add(places, self.gazetteer)
        learnt = {host: learn_home(tally, self.gazetteer, host=host) for host, tally in tallies.items()}
        return {host: home for host, home in learnt.items() if home is not None}

    def name(self, article: Article) -> Extraction:
        """Find and resolve."""
        (mentions,) = self.find([article])
        return self.resolve(article, mentions)


def first_mention(named: Named) -> tuple[int, str]:
    """The names of an article are in the order of this."""
    return (named.mentions[0].start if named.mentions else 0, named.id)


def gazetteer(folder: str = "") -> Gazetteer:
    """The process's own: the shipped one, and over it the places that `add_dump` laid into the folder."""
    if not folder:
        return _gazetteer()
    from newsgraph.resolving import overlays  # and with it all that reads a dump

    return _gazetteer(tuple((path, path.stat().st_mtime_ns) for path in overlays(Path(folder))))


@lru_cache(maxsize=4)
def _gazetteer(files: tuple[tuple[Path, int], ...] = ()) -> Gazetteer:
    return Gazetteer.opened(*(path for path, _ in files))


def namer(folder: str = "", finder: str = "") -> Namer:
    """The process's own, with that gazetteer and the finder of that name, the shipped tagger for ""."""
    return Namer(gazetteer(folder), _finder(finder) if finder else None)


@lru_cache(maxsize=1)
def _finder(name: str) -> "Finder":
    from newsgraph.finding import finder_named

    return finder_named(name)


def spellings(entity: Named, places: Gazetteer) -> tuple[str, ...]:
    """All that an entity is found by: its id and names; of a place also the ids and names of those around it."""
    around = [name for id in entity.within for name in (id, _called(id, places))]
    return tuple(dict.fromkeys(filter(None, (entity.id, entity.name, *entity.aliases, *around))))


def _called(id: EntityId, places: Gazetteer) -> str:
    place = places.place(id)
    return place.name if place else ""


def forms_and_bios(article: Article, entities: Sequence[Named]) -> list[tuple[Forms, str]]:
    """How each actor is printed and how often, and what is told of each author: what telling them apart from those of
    other articles needs beside the entities themselves; empty for the rest."""
    told = any(zone.kind is ZoneKind.BIO for zone in article.zones)
    bios = {profile.local: profile.bio for profile in author_profiles(article)} if told else {}
    return [(printed_forms(article.text, one) if one.kind in ACTORS else (), bios.get(one.id, "")) for one in entities]
