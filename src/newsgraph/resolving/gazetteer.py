"""Which places bear this name? The shipped gazetteer, and over it what the user has added."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Self

from newsgraph.entity import EntityId
from newsgraph.resolving.folding import fold
from newsgraph.resolving.packed import PackedGazetteer
from newsgraph.resolving.packing import OWN_IDS
from newsgraph.resolving.place import Place

SHIPPED = Path(__file__).parents[1] / "data" / "gazetteer.bin"
NAMES_KEPT = 2000
# Of the codes of two capitals those that texts use as names; "IN", "OR" and "ME" are words in a headline.
SPOKEN_CODES = "BC DC EU HK LA NY NZ UK US"
GEONAMES = "place/gn-"


class Gazetteer:
    """Places by name and by id. What stands in a later layer replaces the same place of an earlier one.

    A process opens its own; not for threads. Answers are the same for the same files, whatever was asked before.
    """

    def __init__(self, layers: Sequence[PackedGazetteer]) -> None:
        self._layers = tuple(layers)
        self._demonyms: frozenset[str] = frozenset()
        self._exact: frozenset[str] | None = None
        self.candidates = lru_cache(NAMES_KEPT)(self._candidates)
        self.place = lru_cache(NAMES_KEPT)(self._place)
        self.demonym_places = lru_cache(NAMES_KEPT)(self._demonym_places)
        self.peoples_in = lru_cache(NAMES_KEPT * 8)(self._peoples_in)

    @classmethod
    def shipped(cls) -> Self:
        """The gazetteer that comes with newsgraph."""
        return cls.opened()

    @classmethod
    def opened(cls, *overlays: Path) -> Self:
        """The shipped gazetteer with the user's own files over it, the last one on top."""
        return cls([PackedGazetteer(path) for path in (SHIPPED, *overlays)])

    @property
    def layers(self) -> tuple[PackedGazetteer, ...]:
        return self._layers

    def _candidates(self, name: str) -> tuple[Place, ...]:
        """The places of this name, largest first, ties by id; empty where none is known.

        An abbreviation ("US", "U.S.", "Ala.") is only found in that writing and then shadows other readings; anything
        else by its folded form.
        """
        found: dict[EntityId, Place] = {}
        for key in self._keys(name):
            for layer in self._layers:
                own, other = layer.find(key)
                for number in other:
                    place = layer.place(number, alternate=True)
                    known = found.get(place.id)
                    found[place.id] = place if known is None or known.alternate else place._replace(alternate=False)
                for number in own:
                    place = layer.place(number)
                    found[place.id] = place
            if found:
                break
        if len(found) < 2:
            return tuple(found.values())
        return tuple(sorted(found.values(), key=lambda place: (-place.population, place.id)))

    def population(self, name: str) -> int:
        """The largest population of a place of this name, to an eighth; 1 for unknown, 0 for no place.

        Codes of two capitals have none, but those of `SPOKEN_CODES`.
        """
        if len(name) == 2 and name.isupper() and name not in SPOKEN_CODES.split():
            return 0
        keys = self._keys(name)
        return max([layer.largest(keys[0]) for layer in self._layers]) if keys else 0

    def _keys(self, name: str) -> list[str]:
        """Under what the name may stand in the files, the likelier first."""
        if self._exact is None:
            self._exact = frozenset(key for layer in self._layers for key in layer.names_between("=", "=\uffff"))
        exact, folded = f"={name}", fold(name)
        return [key for key in (exact if exact in self._exact else "", folded) if key]

    def _place(self, id: EntityId) -> Place | None:
        """The place with this id, None where the gazetteer has none."""
        key = key_of(id)
        if key is None:
            name = id.rpartition("/")[2].replace("-", " ")
            return next((place for place in self.candidates(name) if place.id == id), None)
        for layer in reversed(self._layers):
            number = layer.number(key)
            if number is not None:
                return layer.place(number)
        return None

    def demonym(self, word: str) -> str:
        """The country whose people or things are called so ("Congolese" is of two: the larger), "" for none."""
        return next((place.country for place in self.demonym_places(word) if place.country), "")

    def _demonym_places(self, word: str) -> tuple[Place, ...]:
        """The places whose people are called so ("Palestinians", "Texan", "European"), largest first."""
        if not word[:1].isupper():
            return ()
        places = self._called(word) or (self._called(word[:-1]) if word.endswith("s") else ())
        return tuple(sorted(places, key=lambda place: (-place.population, place.id)))

    def names_people(self, word: str) -> bool:
        """Whether the word is a demonym: a set look-up, for running over a whole text."""
        if not self._demonyms:
            self._demonyms = frozenset(name[1:] for name in self._layers[0].names_between("~", "~\uffff"))
        folded = word.lower()
        return folded in self._demonyms or (folded[-1:] == "s" and folded[:-1] in self._demonyms)

    def _peoples_in(self, words: str) -> tuple[str, ...]:
        """The demonyms among one or two capitalised words: both together, and each."""
        if words.isalpha():
            return (words,) if self.names_people(words) else ()
        return tuple(
            part for part in dict.fromkeys((words, *words.replace("-", " ").split(" "))) if self.names_people(part)
        )

    def _called(self, word: str) -> tuple[Place, ...]:
        key = f"~{fold(word)}"
        return tuple(layer.place(number) for layer in self._layers[:1] for number in layer.find(key)[1])

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        found = (self._layers[0].place(number) for number in self._layers[0].find(f"#{code.lower()}")[1])
        return next(found, None)

    def containers(self, place: Place) -> tuple[EntityId, ...]:
        """The ids of the places around a place, nearest first."""
        return place.within


def key_of(id: str) -> int | None:
    """The GeoNames number in an id, None for an id without."""
    number = id.removeprefix(GEONAMES)
    return int(number) if number != id and number.isdigit() and int(number) < OWN_IDS else None
