"""Whom and what does an article name? Its names found, then resolved, as far as the article alone can tell."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from newsgraph.article import Article
from newsgraph.entity import ACTORS, EntityKind, Extraction, Mention, Named
from newsgraph.finding import find_all
from newsgraph.resolving import (
    Gazetteer,
    Home,
    author_profiles,
    profiles_of,
    resolve_actors,
    resolve_authors,
    resolve_places,
    resolve_source,
)

RULES = "1"  # raise it when other names are found: archives named by other rules are then named again by `rebuild`
OVERLAY = "gazetteer.bin"  # the user's own places, in the archive's folder


class Told(NamedTuple):
    """What is kept of a name beside itself: how an actor is printed and how often, and what is told of an author."""

    forms: tuple[tuple[str, int], ...] = ()
    bio: str = ""


class Namer:
    """Finds and resolves the names of articles. One for each process: what it has loaded is used again."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def find(self, articles: Sequence[Article]) -> list[list[Mention]]:
        """The names in each; many articles at once cost less than one by one."""
        return list(find_all(articles, places=self.gazetteer.population))

    def resolve(
        self, article: Article, mentions: Sequence[Mention], *, home: Home | None = None, all_places: bool = False
    ) -> Extraction:
        """What the mentions name. `home` is where the outlet is at home; with `all_places` every place gets an entity,
        however doubtful."""
        places = resolve_places(article, mentions, gazetteer=self.gazetteer, home=home, keep_all=all_places)
        actors = resolve_actors(article, mentions)
        named = sorted([*places, *actors], key=_first_mention)
        rest = [*resolve_authors(article), *resolve_source(article)]
        return Extraction(article=article.id, language=article.language, entities=(*named, *rest))

    def name(self, article: Article) -> Extraction:
        """Find and resolve."""
        (mentions,) = self.find([article])
        return self.resolve(article, mentions)


def _first_mention(named: Named) -> tuple[int, str]:
    return (named.mentions[0].start if named.mentions else 0, named.id)


@lru_cache(maxsize=4)
def namer(overlay: str = "") -> Namer:
    """The process's own, with the shipped tagger and gazetteer and over it the user's places in the file `overlay`."""
    return Namer(Gazetteer.opened(Path(overlay)) if overlay else Gazetteer.shipped())


def told_of(article: Article, entities: Sequence[Named]) -> list[Told]:
    """What is kept of each of an article's names, for telling them apart from those of other articles."""
    forms = {profile.local: profile.forms for profile in profiles_of(article, entities)}
    bios = {profile.local: profile.bio for profile in author_profiles(article)}
    return [
        Told(forms=forms.get(one.id, ()))
        if one.kind in ACTORS
        else Told(bio=bios.get(one.id, "") if one.kind is EntityKind.AUTHOR else "")
        for one in entities
    ]
