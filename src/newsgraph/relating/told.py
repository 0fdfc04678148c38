"""What is at hand of an article whose list is told? Its text and names, and what is looked up in them when asked."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import ACTORS, Called, EntityId, EntityKind, Named
from newsgraph.relating.cells import Ints, Sparse
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.features import Features, Field, features_of, quoted_of
from newsgraph.relating.numbered import bag_of
from newsgraph.relating.numbering import Hashes, hash_of, hashes_of
from newsgraph.relating.printed import Printed
from newsgraph.sentences import sentences_of

COMMON_NAME = 0.2  # of the rarest: a name below it, the town of a town's paper, says nothing in a line
LEAST_RARITY = 0.3  # of the rarest: "for" and "and" are shared too, and explain nothing
ALL_TOLD = (Field.PEOPLE, Field.ORGANISATIONS, Field.PLACES)
COUNTED_AS = dict.fromkeys(ACTORS, Field.ORGANISATIONS) | {
    EntityKind.PERSON: Field.PEOPLE,
    EntityKind.PLACE: Field.PLACES,
}

Found = TypeVar("Found")
K = TypeVar("K")


class Telling(NamedTuple):
    """The cells of one field of an article: columns, what they weigh, the hashes of their keys, and which are telling:
    names all, of words those that are rare enough."""

    columns: Ints
    weights: Ints
    hashes: Hashes
    telling: NDArray[np.bool_]


@dataclass(frozen=True)
class Told:
    """An article with its entities, as they are kept; or with what they are `given` as, where nobody asks for its
    features. `stems_of` where its words were just made for another purpose."""

    article: Article
    entities: Sequence[Named] = ()
    given: Sequence[Called] | None = None
    stems_of: Mapping[str, str] | None = None

    @cached_property
    def called(self) -> Sequence[Called]:
        """What it names, in order of its entities."""
        return self.given if self.given is not None else [Called.of(one) for one in self.entities]

    @cached_property
    def features(self) -> Features:
        return features_of(self.article, self.entities, stems_of=self.stems_of)

    @cached_property
    def printed(self) -> Printed:
        """The words of what is named in."""
        return Printed(self.article.text, self._in_order, self.article.language)

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """The sentences of body and standfirst in order, then the title: offsets into the text."""
        zones = [zone for zone in self.article.zones if zone.kind in (ZoneKind.STANDFIRST, ZoneKind.BODY)]
        zones += [zone for zone in self.article.zones if zone.kind is ZoneKind.TITLE]
        return [found for zone in zones for found in sentences_of(self.article.text, zone.start, zone.end)]

    @cached_property
    def _in_order(self) -> Sequence[tuple[int, int, int]]:
        """The sentences by where they start: (start, end, number among `sentences`)."""
        return sorted((start, end, number) for number, (start, end) in enumerate(self.sentences))

    def sentence_of(self, start: int, end: int) -> int | None:
        """Which of the sentences holds all of that, None for none."""
        at = bisect_right(self._in_order, start, key=itemgetter(0)) - 1
        if at < 0 or self._in_order[at][1] < end:
            return None
        return self._in_order[at][2]

    @cached_property
    def authors(self) -> frozenset[EntityId]:
        return frozenset(one.id for one in self.called if one.kind is EntityKind.AUTHOR)

    @cached_property
    def by_id(self) -> Mapping[str, Called]:
        return {one.id: one for one in self.called}

    def key(self, field: Field, hashed: int) -> str | None:
        """The key of that field with this hash, where the article itself has it: a stem, a run of quoted stems, an
        id."""
        if field in ALL_TOLD:
            return self._ids.get(hashed)
        return self._quoted.get(hashed) if field is Field.QUOTED else self.printed.stem(hashed)

    @cached_property
    def _ids(self) -> Mapping[int, str]:
        return {hash_of(one.id): one.id for one in self.called if one.spans}

    @cached_property
    def _quoted(self) -> Mapping[int, str]:
        return {hash_of(run): run for run in quoted_of(self.article)}

    @cached_property
    def _read(self) -> dict[object, tuple[Epoch, Any]]:
        return {}

    def row(self, corpus: Corpus) -> int:
        """-1 for a draft."""
        return self._once(corpus, "row", lambda _: corpus.row_of(self.article.id))

    def vector(self, corpus: Corpus, field: Field) -> Sparse:
        """What each column of that field weighs in it: read off its row, worked out for a draft."""
        return self._once(corpus, field, partial(_vector, self, corpus))

    def telling(self, corpus: Corpus, field: Field) -> Telling:
        """The same, with the key of each and whether it is telling."""
        return self._once(corpus, (field, "telling"), lambda _: _telling(self, corpus, field))

    def common(self, corpus: Corpus, names: Collection[str]) -> frozenset[str]:
        """Those of these names in it that many of the archive's articles have too."""
        some = [one for one in self.called if one.name in names and one.kind in COUNTED_AS]
        return frozenset(some[at].name for at in _common(corpus, [one.id for one in some]))

    def _once(self, corpus: Corpus, what: K, make: Callable[[K], Found]) -> Found:
        """Worked out when it is first asked for, and again for another epoch."""
        held = self._read.get(what)
        if held is None or held[0] is not corpus.epoch:
            held = self._read[what] = (corpus.epoch, make(what))
        found: Found = held[1]
        return found


def _vector(told: Told, corpus: Corpus, field: Field) -> Sparse:
    row = told.row(corpus)
    if row >= 0:
        return corpus.fields[field].row(row)
    columns, weights = corpus.epoch.of_bag(bag_of(told.features.bag(field)), field)
    return Sparse(columns[columns >= 0].astype(np.int32), weights[columns >= 0])


def _telling(told: Told, corpus: Corpus, field: Field) -> Telling:
    columns, weights = told.vector(corpus, field)
    telling = np.ones(len(columns), dtype=np.bool_)
    if field not in ALL_TOLD:
        telling = corpus.epoch.rarities_of(field, columns) >= LEAST_RARITY * corpus.epoch.rarest(field)
    return Telling(columns, weights, corpus.key_hashes.data[columns], telling)


def _common(corpus: Corpus, ids: Sequence[str]) -> list[int]:
    """Which of the entities many articles have. What is rarest among people is so among organisations and places."""
    rare = corpus.epoch.rarities_of(Field.PEOPLE, corpus.keys.find(hashes_of(ids)))
    return np.flatnonzero(rare < COMMON_NAME * corpus.epoch.rarest(Field.PEOPLE)).tolist()
