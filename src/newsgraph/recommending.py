"""What in an archive is worth reading next? Found by the words, weighed by the reasons, quoted."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsgraph.answers import Quote
from newsgraph.article import Article, ArticleId
from newsgraph.entity import Named
from newsgraph.knowing import names_of
from newsgraph.leads import Ground, Related
from newsgraph.relating import (
    Corpus,
    Epoch,
    Features,
    Field,
    Known,
    Quotation,
    Rules,
    Told,
    features_of,
    ranked,
    why,
    with_evidence,
)
from newsgraph.relating import Related as Ranked
from newsgraph.store import Store
from newsgraph.text import TextIndex, parse_query, stemmed, whole_name

TELLING = 25  # words of an article that its candidates are found by
CANDIDATES = (
    120  # articles that are looked at; reading and weighing them is most of the work. Not swept yet, as TELLING
)
LEAST_LETTERS = 2
_COUNTED = {
    Field.WHOLE: "body_stems",
    Field.PEOPLE: "actor",
    Field.ORGANISATIONS: "actor",
    Field.PLACES: "place",
}


class _Shelf(NamedTuple):
    """The articles that are weighed, and what they bring."""

    corpus: Corpus
    told: Mapping[ArticleId, Told]


def related(store: Store, text: TextIndex, id: ArticleId, *, rules: Rules) -> list[Related]:
    """What to read beside an article of the archive, best first."""
    (own,) = _told(store, [id])
    return _ranked(store, text, own, rules)


def related_to(store: Store, text: TextIndex, draft: Article, names: Sequence[Named], *, rules: Rules) -> list[Related]:
    """The same for a text that the archive does not hold."""
    return _ranked(store, text, Told(draft, names), rules)


def grounds(store: Store, text: TextIndex, one: ArticleId, other: ArticleId) -> Related:
    """Why the other is, or is not, in the list of the one."""
    both = _told(store, [one, other])
    shelf = _shelf(text, both)
    return _shown(why(shelf.corpus, one, other, known=_known(store, [one, other])), shelf, one)


def _ranked(store: Store, text: TextIndex, own: Told, rules: Rules) -> list[Related]:
    id = own.article.id
    query = parse_query(_query(text, own.article))
    found = [hit.article for hit in text.search(query, limit=CANDIDATES).hits if hit.article != id]
    shelf, known = _shelf(text, [own, *_told(store, found)]), _known(store, [id, *found])
    return [_shown(one, shelf, id) for one in ranked(shelf.corpus, id, rules=rules, known=known, candidates=found)]


def _known(store: Store, ids: Sequence[ArticleId]) -> Known:
    """Which article stands for all copies of each of these, where there are any."""
    return Known(original={id: kept.lead for id, kept in store.origins(ids).items()})


def _query(text: TextIndex, article: Article) -> str:
    """Its most telling words, any of which is enough, each as heavy as it is rare and frequent here."""
    words = Counter(f"{article.title} {article.title} {article.body}".lower().split())
    stems = {word: stemmed(word, article.language) for word in words if word.isalpha() and len(word) > LEAST_LETTERS}
    rare = {word: _rarity(text, "body_stems", stem) for word, stem in stems.items()}
    weights = {word: (1 + math.log(words[word])) * rare[word] for word in stems}
    best = sorted(weights, key=lambda word: (-weights[word], word))[:TELLING]
    return " OR ".join(f'"{word}"^{weights[word]:.1f}' for word in best)


def _rarity(text: TextIndex, field: str, form: str) -> float:
    """As in `Epoch.rarity`; nothing for what no other article has."""
    seen = text.frequency(field, form)
    return max(0.0, math.log((len(text) + 1) / (seen + 0.5))) if seen > 1 else 0.0


def _told(store: Store, ids: Sequence[ArticleId]) -> list[Told]:
    named = names_of(store, ids)
    return [Told(article, named.get(article.id, [])) for article in store.articles(ids)]


def _shelf(text: TextIndex, told: Sequence[Told]) -> _Shelf:
    features = [features_of(*one) for one in told]
    corpus = Corpus(_epoch(text, features))
    for one in features:
        corpus.add(one)
    return _Shelf(corpus, {one.article.id: one for one in told})


def _epoch(text: TextIndex, features: Sequence[Features]) -> Epoch:
    """How rare in the whole archive the words and names are that these articles bring: the text index has counted
    them, places with all that lies around them."""
    counts = {
        field: {
            key: text.frequency(name, key if field is Field.WHOLE else whole_name(key))
            for key in {key for one in features for key in one.bag(field)}
        }
        for field, name in _COUNTED.items()
    }
    return Epoch(len(text), {**counts, Field.QUOTED: {}})


def _shown(found: Ranked, shelf: _Shelf, id: ArticleId) -> Related:
    """With its evidence, as the archive answers."""
    one, other = shelf.told[id], shelf.told[found.article]
    backed = with_evidence(found, shelf.corpus, one, other)
    article = other.article
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
                quote=_quote(shelf, reason.evidence.quotation),
            )
            for reason in backed.reasons
        ),
    )


def _quote(shelf: _Shelf, found: Quotation | None) -> Quote | None:
    if found is None:
        return None
    article = shelf.told[found.article].article
    text = article.text[found.start : found.end]
    return Quote(article.id, article.title, article.source, article.published, found.start, text, ())
