"""What in an archive is worth reading next? Weighed in its corpus, told by its reasons, quoted."""

from collections.abc import Iterable, Mapping, Sequence

from newsgraph.answers import Quote
from newsgraph.article import Article, ArticleId
from newsgraph.entity import Named
from newsgraph.errors import UnknownName, UsageError
from newsgraph.leads import Ground, Listing, Related
from newsgraph.relating import (
    Among,
    Corpus,
    Known,
    Quotation,
    Rules,
    SignalName,
    Told,
    entered,
    placed,
    ranked,
    why,
    with_evidence,
)
from newsgraph.relating import Related as Ranked
from newsgraph.shelving import all_numbered, model_of, shown
from newsgraph.store import Store


def related(store: Store, corpus: Corpus, id: ArticleId, *, rules: Rules, among: Among) -> list[Related]:
    """What to read beside an article of the archive, best first."""
    found = ranked(corpus, id, rules=rules, known=lambda ids: _known(store, ids), among=among)
    held = shown(store, [one.article for one in found])
    return _shown(found, corpus, _own(store, id, found), held)


def _own(store: Store, id: ArticleId, found: Sequence[Ranked]) -> Told:
    """The article that is read; whom it names is told only where that is a reason: its authors. Raises UnknownName
    where it was withdrawn a moment ago."""
    by_author = any(reason.signal is SignalName.AUTHOR for one in found for reason in one.reasons)
    article = store.article(id)
    if article is None:
        raise UnknownName(f"no article {id} to relate", hint="newsgraph search WORDS")
    return Told(article, given=store.called_in([id]).get(id, []) if by_author else ())


def related_to(
    store: Store, corpus: Corpus, draft: Article, names: Sequence[Named], *, rules: Rules, among: Among
) -> list[Related]:
    """The same for a text that the archive does not hold. Raises UsageError where the archive has a sentence model that
    is not there."""
    own = Told(draft, names)
    if model_of(store) != corpus.meanings.model:
        raise UsageError("the archive's articles have no meanings by its model yet", hint="newsgraph rebuild")
    (asked,) = all_numbered(store, [own])
    found = ranked(corpus, asked, rules=rules, known=lambda ids: _known(store, ids), among=among)
    return _shown(found, corpus, own, shown(store, [one.article for one in found]))


def listings(store: Store, corpus: Corpus, id: ArticleId, *, rules: Rules) -> list[Listing]:
    """In whose lists the article stands now, the highest places first."""
    stands = placed(entered(corpus, [id], rules=rules, known=lambda ids: _known(store, ids)), id)
    held = shown(store, [id, *(reader for _, reader, _ in stands)])
    return [
        _listing(place, with_evidence(one, corpus, held[reader], held[id]), held[reader].article)
        for place, reader, one in stands
        if reader in held
    ]


def _listing(place: int, backed: Ranked, reader: Article) -> Listing:
    return Listing(
        id=reader.id,
        title=reader.title,
        url=reader.url,
        source=reader.source,
        published=reader.published,
        place=place,
        score=backed.score,
        relation=backed.relation.value,
        line=backed.line,
    )


def grounds(store: Store, corpus: Corpus, one: ArticleId, other: ArticleId) -> Related:
    """Why the other is, or is not, in the list of the one."""
    held = shown(store, [one, other])
    (told,) = _shown([why(corpus, one, other, known=_known(store, [one, other]))], corpus, held[one], held)
    return told


def _known(store: Store, ids: Sequence[ArticleId]) -> Known:
    """Which article stands for all copies of each of these, where there are any."""
    return Known(original={id: kept.lead for id, kept in store.origins(ids).items()})


def _shown(found: Iterable[Ranked], corpus: Corpus, own: Told, held: Mapping[ArticleId, Told]) -> list[Related]:
    """With their evidence, as the archive answers; without those that were withdrawn a moment ago."""
    return [
        _one(with_evidence(one, corpus, own, held[one.article]), held[one.article].article, own.article)
        for one in found
        if one.article in held
    ]


def _one(backed: Ranked, article: Article, own: Article) -> Related:
    texts = {one.id: one for one in (own, article)}
    return Related(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        published=article.published,
        score=backed.score,
        relation=backed.relation.value,
        line=backed.line,
        rung=backed.rung.value,
        kept_out=backed.kept_out,
        reasons=tuple(
            Ground(
                signal=reason.signal.value,
                value=reason.value,
                strength=reason.strength,
                weight=reason.weight,
                names=reason.evidence.names,
                words=reason.evidence.words,
                days=reason.evidence.days,
                quote=_quote(texts, reason.evidence.quotation),
            )
            for reason in backed.reasons
        ),
    )


def _quote(texts: Mapping[ArticleId, Article], found: Quotation | None) -> Quote | None:
    if found is None:
        return None
    article = texts[found.article]
    text = article.text[found.start : found.end]
    return Quote(article.id, article.title, article.source, article.published, found.start, text, ())
