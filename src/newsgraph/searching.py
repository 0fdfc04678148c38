"""How is a query answered? Found in the text index, shown from the store, its names read as the entities they mean."""

from collections.abc import Mapping, Sequence
from heapq import nsmallest
from pathlib import Path

from newsgraph.answers import Begun, Facet, FacetCount, Highlight, Hit, SearchResult, Suggestion
from newsgraph.article import ArticleId
from newsgraph.entity import EntityId
from newsgraph.store import Shown, Store, Summary
from newsgraph.text import FACETS, ParsedQuery, Sort, TextHit, TextIndex, forms, highlight_all, parse_query

FACET_VALUES = 50  # of each facet, the most frequent: an archive of 467 outlets has 9,000 authors
SHORTEST = 2  # letters after which names and words are suggested
BODY = "body"  # the field of the index whose words are suggested
ENTITY_FACETS = ("place", "actor")  # whose values are ids in the index, names with their ids in the answer


def search(
    store: Store,
    index: TextIndex,
    parsed: ParsedQuery,
    *,
    page: tuple[int, int],
    sort: Sort,
    facets: bool,
    highlights: bool,
) -> SearchResult:
    """The answer to the query; `page` is (limit, offset)."""
    limit, offset = page
    answer = index.search(
        parsed, limit=limit, offset=offset, sort=sort, facets=FACETS if facets else (), facet_values=FACET_VALUES
    )
    return SearchResult(
        query=parsed.typed,
        read_as=answer.read_as,
        notes=answer.notes,
        did_you_mean=index.did_you_mean(parsed) if not answer.total or answer.notes else "",
        total=answer.total,
        offset=offset,
        hits=_hits(store, parsed, answer.hits, highlights=highlights),
        facets=_with_names(store, answer.facets),
    )


def understood(query: str, store: Store, places: Path) -> ParsedQuery:
    """The query, with the entities that its names of places and actors may mean; `places` is the user's own folder."""
    parsed = parse_query(query)
    if not any(field in ENTITY_FACETS for field in parsed.fields_of_names()):
        return parsed
    from newsgraph.knowing import Meanings  # 60 ms that only such a query needs
    from newsgraph.naming import gazetteer

    return parsed.meaning(Meanings(store, gazetteer(str(places) if places.exists() else "")))


def suggested(store: Store, index: TextIndex, typed: str, *, limit: int) -> list[Suggestion]:
    """How what is being typed may go on: names that begin with all of it, or with its last words, then its last word
    completed; each kind those in most articles first, names up to two thirds of the list where there are words too."""
    from newsgraph.resolving import fold  # what most searches do not need

    words = typed.split()
    named: list[Begun] = []
    for first in range(len(words)):
        start = fold(" ".join(words[first:]))
        if len(start) >= SHORTEST and not named:
            named = store.suggested(start, limit=limit)
    names = [Suggestion(one.kind.value, one.id, one.name, one.articles) for one in named]
    completed = _completed(index, typed, limit=limit)
    kept = max(limit - len(completed), limit - limit // 3)
    return (names[:kept] + completed)[:limit]


def _completed(index: TextIndex, typed: str, *, limit: int) -> list[Suggestion]:
    """The query with its last word completed."""
    last = (forms(typed) or [""])[-1]
    if len(last) < SHORTEST or not typed[-1:].isalnum():
        return []
    before = typed[: len(typed) - len(typed.split()[-1])]
    likely = nsmallest(limit, index.forms_from(BODY, last), key=lambda one: (-one[1], one[0]))
    return [Suggestion("word", "", before + word, articles) for word, articles in likely if articles and word != last]


def _hits(store: Store, query: ParsedQuery, found: Sequence[TextHit], *, highlights: bool) -> tuple[Hit, ...]:
    ids, scores = [hit.article for hit in found], dict(found)
    outlets = _outlets(store, ids)
    if not highlights:
        return tuple(_hit(one, scores[one.id], (), outlets[one.id]) for one in store.summaries(ids))
    articles = store.shown(ids)
    passages = highlight_all(query, articles)
    return tuple(_hit(one, scores[one.id], few, outlets[one.id]) for one, few in zip(articles, passages, strict=True))


def _outlets(store: Store, ids: Sequence[ArticleId]) -> dict[ArticleId, int]:
    """How many outlets ran the text of each of these."""
    known = store.origins(ids)
    leads = {id: known[id].lead if id in known else id for id in ids}
    ran = {lead: {lead, *(one.article for one in store.led_by(lead))} for lead in sorted(set(leads.values()))}
    copied = sorted({id for copies in ran.values() if len(copies) > 1 for id in copies})
    sources = {one.id: one.source for one in store.summaries(copied)}
    return {id: max(1, len({sources[one] for one in ran[lead] if one in sources})) for id, lead in leads.items()}


def _hit(article: Summary | Shown, score: float, passages: tuple[Highlight, ...], outlets: int) -> Hit:
    return Hit(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        authors=article.authors,
        published=article.published,
        score=score,
        highlights=passages,
        outlets=outlets,
    )


def _with_names(store: Store, facets: Mapping[str, tuple[FacetCount, ...]]) -> dict[str, tuple[Facet, ...]]:
    """The facets with the names of places and actors beside their ids."""
    ids = [EntityId(value) for name in ENTITY_FACETS for value, _ in facets.get(name, ())]
    names = {id: entity.name for id, entity in store.entities(ids).items()} if ids else {}
    return {
        facet: tuple(
            Facet(names.get(EntityId(value), value), count, value) if facet in ENTITY_FACETS else Facet(value, count)
            for value, count in counts
        )
        for facet, counts in facets.items()
    }
