"""What every text engine can do, and what it takes and gives."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Protocol

from newsgraph.answers import FacetCount
from newsgraph.article import ArticleId
from newsgraph.errors import UsageError
from newsgraph.text.fields import FACETS, Document, shown_month
from newsgraph.text.tree import Node, ParsedQuery

Sort = Literal["score", "newest", "oldest"]
SORTS: tuple[Sort, ...] = ("score", "newest", "oldest")

WEIGHTS: Mapping[str, float] = {"title": 2.0, "standfirst": 1.5}
"""How much a word weighs by its zone; 1 where it is not listed.

Swept with EXACT on 999 queries of 2-4 title words of ECB+ (dev) articles, the other articles of the event wanted,
among 5,000 others: of titles at 1, 2, 3 and 5 the first is best for 4 words (precision of ten .684, .676, .671, .665),
the others for 2 (.501, .504, .505, .504); 2 is what asking for weight costs least. Again:
`python benchmarks/search_choices.py`.
"""

EXACT = 0.5
"""What the form as typed adds to a match of any form, as a share of that match's weight. Same sweep, reciprocal rank
for 2 words: .681 with 0, .689 with 0.25, .692 with 0.5, .688 with 1; flat beyond 0.25."""


class TextHit(NamedTuple):
    """A match; `score` orders the hits of one search, 0 where they are sorted by date."""

    article: ArticleId
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer:
    """`total` counts all matches, `hits` are the page asked for. `facets` maps each facet asked for to all
    its values over all matches, most frequent first, then by value. `read_as` and `notes` are those of the
    query that was answered in the end, which is a wider one where the query itself had no match."""

    hits: list[TextHit]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    read_as: str = ""
    notes: tuple[str, ...] = ()


class TextIndex(Protocol):
    """A folder of words. One writer at a time, any number of readers, who see each commit with their next
    search."""

    @property
    def revision(self) -> int:
        """The store's revision that the last commit covered; 0 when nothing was ever committed, or by
        other rules."""
        ...

    def add(self, documents: Iterable[Document]) -> None:
        """Index articles, each made ready by `document`; one whose id is known is replaced. Seen by searches after
        `commit`."""
        ...

    def remove(self, ids: Iterable[str]) -> None:
        """Forget articles; unknown ids are ignored. Seen by searches after `commit`."""
        ...

    def clear(self) -> None:
        """Forget everything, at once and for good; the revision is 0 again."""
        ...

    def commit(self, revision: int) -> None:
        """Make what was added and removed durable and visible, as covering the store's revision."""
        ...

    def search(
        self,
        query: ParsedQuery,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "score",
        facets: Sequence[str] = (),
        facet_values: int | None = None,
    ) -> TextAnswer:
        """Best first (or by date, undated last), ties by id. Where no article has all the words that were
        typed side by side, those that have any of them, and `notes` say so. Of each facet the `facet_values` most
        frequent values, which is much cheaper than all."""
        ...

    def did_you_mean(self, query: ParsedQuery) -> str:
        """The query with each word that no article has replaced by the likeliest one that some have; ""
        where that changes nothing."""
        ...

    def frequency(self, field: str, form: str) -> int:
        """About how many articles have the token in the field of the engine ("body_stems", "actor"), forgotten ones
        among them."""
        ...

    def forms_from(self, field: str, start: str) -> Iterable[tuple[str, int]]:
        """The tokens of the field of the engine that begin so, with about how many articles have each, forgotten ones
        among them."""
        ...

    def __len__(self) -> int:
        """Articles in it, as of the last commit."""
        ...

    def close(self) -> None:
        """Release files; what was not committed is lost. Waits for work on the files that is still going
        on."""
        ...


def answered(query: ParsedQuery, run: Callable[[Node], TextAnswer]) -> TextAnswer:
    """The answer to the query, or to the wider one where it has none.

    Words side by side all have to be there, and only where no article has them all any one is enough. On the queries of
    WEIGHTS this gives the most precise first page at every length (precision of ten .504, .589, .676 for 2, 3, 4 words,
    against .455, .547, .618 where any word is always enough and .477, .547, .612 where any is below ten matches), a
    total that means something, and never an empty page.
    """
    answer = run(query.root)
    wider = query.relaxed() if not answer.total else None
    if wider is not None:
        widened = run(wider.root)
        if widened.total:
            note = "no article has all of these words: shown are those that have any"
            return replace(widened, read_as=wider.read_as, notes=(*query.notes, note))
    return replace(answer, read_as=query.read_as, notes=query.notes)


def asked(sort: str, facets: Iterable[str]) -> None:
    """Raises UsageError for an order or a facet that there is not."""
    if sort not in SORTS:
        raise UsageError(f"articles cannot be sorted by {sort!r}: expected {', '.join(SORTS)}", hint="--sort newest")
    for facet in facets:
        if facet not in FACETS:
            raise UsageError(f"there is no facet {facet!r}: expected {', '.join(FACETS)}")


def counted(facet: str, counts: Iterable[tuple[str | int, int]], most: int | None = None) -> tuple[FacetCount, ...]:
    """A facet's values as they are shown, most frequent first, then by value, or the first of them; `year` is counted
    from months."""
    totals: Counter[str] = Counter()
    for value, number in counts:
        shown = value if isinstance(value, str) else shown_month(int(value))
        totals[shown[:4] if facet == "year" else shown] += number
    ordered = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(*pair) for pair in ordered[:most])
