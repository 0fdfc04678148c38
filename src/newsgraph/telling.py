"""How did it go on? Stories in order of time, with what was new, and chains from one article to another."""

from collections.abc import Sequence
from datetime import date

import newsgraph.relating as relating
from newsgraph.answers import Quote
from newsgraph.article import Article, ArticleId
from newsgraph.leads import Fresh, Report, Story, Trail
from newsgraph.relating import Corpus, Stories
from newsgraph.shelving import shown
from newsgraph.store import Store


def story(store: Store, corpus: Corpus, id: ArticleId) -> Story:
    """The reports on the event of that article."""
    relating.row_of(corpus, id)
    stories = Stories(corpus)
    stories.reach(id)
    return _told(store, corpus, stories.of(id))


def stories(store: Store, corpus: Corpus, *, until: date | None, days: int, limit: int) -> list[Story]:
    """Those of most independent reports first, then those of the earliest article."""
    end = until.toordinal() if until else corpus.latest()
    recent = corpus.published(end - days + 1, end)
    held = [corpus.id(int(row)) for row in recent]
    found = Stories(corpus, held, among=recent).all()
    groups = [(len(_independent(store, story)), story) for story in found if len(story) > 1]
    most = sorted((-many, story) for many, story in groups if many > 1)
    return [_told(store, corpus, story) for _, story in most[:limit]]


def trail(store: Store, corpus: Corpus, ends: tuple[ArticleId, ArticleId], *, hops: int) -> Trail | None:
    """From the earlier of the ends to the later."""
    found = relating.chain(corpus, *ends, hops=hops)
    if found is None:
        return None
    held = shown(store, found.articles)
    reports = []
    for at, id in enumerate(found.articles):
        line = ""
        if at:
            before = found.articles[at - 1]
            line = relating.with_evidence(relating.why(corpus, before, id), corpus, held[before], held[id]).line
        reports.append(_report(held[id].article, link=found.links[at - 1] if at else 0.0, line=line))
    return Trail(tuple(reports))


def _told(store: Store, corpus: Corpus, ids: Sequence[ArticleId]) -> Story:
    groups = _independent(store, ids)
    held = shown(store, list(groups))
    ordered = sorted(held, key=lambda id: _when(held[id].article))
    news = relating.news([held[id] for id in ordered], corpus.epoch)
    return Story(
        tuple(
            _report(held[id].article, ran=len(groups[id]), fresh=[_fresh(one, held[id].article) for one in new])
            for id, new in zip(ordered, news, strict=True)
        )
    )


def _when(article: Article) -> tuple[bool, float, ArticleId]:
    """By the moment; what states none last."""
    return article.published is None, article.published.timestamp() if article.published else 0.0, article.id


def _independent(store: Store, ids: Sequence[ArticleId]) -> dict[ArticleId, list[ArticleId]]:
    """Articles by the one that stands for their text: the first of them in this order."""
    leads = {id: kept.lead for id, kept in store.origins(ids).items()}
    groups: dict[ArticleId, list[ArticleId]] = {}
    for id in ids:
        groups.setdefault(leads.get(id, id), []).append(id)
    return {group[0]: group for group in groups.values()}


def _report(
    article: Article, *, ran: int = 1, fresh: Sequence[Fresh] = (), link: float = 0.0, line: str = ""
) -> Report:
    return Report(
        article=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        ran=ran,
        fresh=tuple(fresh),
        link=link,
        line=line,
    )


def _fresh(new: relating.New, article: Article) -> Fresh:
    start, end = new.sentence.start, new.sentence.end
    told = (article.id, article.title, article.source, article.published)
    return Fresh(Quote(*told, start, article.text[start:end], ()), new.names, new.numbers, new.claim)
