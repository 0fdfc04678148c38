"""Whom and what does an article name? Its names found, then resolved, as far as the article alone can tell."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from newsgraph.article import Article
from newsgraph.entity import EntityId, EntityKind, Extraction, Mention, Named
from newsgraph.resolving import (
    Gazetteer,
    Home,
    HomeTally,
    author_profiles,
    learn_home,
    profiles_of,
    resolve_actors,
    resolve_authors,
    resolve_places,
    resolve_source,
)

__all__ = ["OVERLAY", "RULES", "Home", "Namer", "forms_and_bios", "gazetteer", "namer", "spellings"]

Forms = tuple[tuple[str, int], ...]
RULES = "1"  # raise it when other names are found: archives named by other rules are then named again by `rebuild`
OVERLAY = "gazetteer.bin"  # the user's own places, in the archive's folder


class Namer:
    """Finds and resolves the names of articles. One for each process: what it has loaded is used again."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def find(self, articles: Sequence[Article]) -> list[list[Mention]]:
        """The names in each; many articles at once cost less than one by one."""
        from newsgraph.finding import find_all  # numpy and the tagger, which a look-up of a place does without

        return list(find_all(articles, places=self.gazetteer.population))

    def resolve(
        self, article: Article, mentions: Sequence[Mention], *, home: Home | None = None, all_places: bool = False
    ) -> Extraction:
        """What the mentions name. `home` is where the outlet is at home; with `all_places` every place gets an entity,
        however doubtful."""
        places = resolve_places(article, mentions, gazetteer=self.gazetteer, home=home, every_span=all_places)
        actors = resolve_actors(article, mentions)
        named = sorted([*places, *actors], key=_first_mention)
        rest = [*resolve_authors(article), *resolve_source(article)]
        return Extraction(article=article.id, language=article.language, entities=(*named, *rest))

    def unaided(self, article: Article, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """Where the article's places lie as far as it tells by itself, for `home`: its regions, countries and towns."""
        tally = HomeTally()
        tally.add(resolve_places(article, mentions, gazetteer=self.gazetteer), self.gazetteer)
        found = (("region", tally.regions), ("country", tally.countries), ("town", tally.towns))
        return tuple(f"{kind} {name}" for kind, names in found for name in sorted(names))

    def home(self, host: str, articles: int, unaided: Mapping[str, int]) -> Home | None:
        """Where an outlet is at home, of whose so many articles so many have each of these `unaided` places."""
        tally = HomeTally(articles=articles)
        counters = {"region": tally.regions, "country": tally.countries, "town": tally.towns}
        for place, count in unaided.items():
            kind, _, name = place.partition(" ")
            counters[kind][name] = count
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


def _first_mention(named: Named) -> tuple[int, str]:
    return (named.mentions[0].start if named.mentions else 0, named.id)


@lru_cache(maxsize=4)
def gazetteer(overlay: str = "") -> Gazetteer:
    """The process's own: the shipped one, and over it the user's places in the file `overlay`."""
    return Gazetteer.opened(Path(overlay)) if overlay else Gazetteer.shipped()


@lru_cache(maxsize=4)
def namer(overlay: str = "") -> Namer:
    """The process's own, with the shipped tagger and that gazetteer."""
    return Namer(gazetteer(overlay))


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
    forms = {profile.local: profile.forms for profile in profiles_of(article, entities)}
    bios = {profile.local: profile.bio for profile in author_profiles(article)}
    return [(forms.get(one.id, ()), bios.get(one.id, "")) for one in entities]
