"""What is the article that is asked about? Its vectors and facts, each looked up when it is first asked for."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from newsgraph.article import ArticleId
from newsgraph.relating.cells import Ints, Sparse
from newsgraph.relating.features import Field
from newsgraph.relating.meaning import Vector
from newsgraph.relating.numbering import Hashes
from newsgraph.relating.spots import Floats

V = TypeVar("V")
TopicVectors = Mapping[Field, Ints]


class Asked(dict[Field, V]):
    """What is worked out when it is first asked for: few ask for all fields of an article."""

    def __init__(self, make: Callable[[Field], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, field: Field) -> V:
        self[field] = made = self._make(field)
        return made


class Own(NamedTuple):
    """The article that is asked about: a row of the corpus, or (row -1) a draft that is in none."""

    row: int
    article: ArticleId
    vectors: Mapping[Field, Sparse]
    topics: TopicVectors
    spots: Floats
    day: int
    source: int
    url: int
    authors: Hashes
    links: Hashes
    meaning: Vector
