"""Who copied whom in an archive, whatever the order and the parts in which its articles came: as `Tracer` has it."""

import random
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import newsgraph
from newsgraph import following
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.following import follow
from newsgraph.parallel import Crew
from newsgraph.store import KeptOrigin, Store
from newsgraph.tracing import DAYS, Pair, Tracer, claim_of, day_of, groups, origins, rewritten_from

EXAMPLES = [Path(__file__).parents[1] / "examples" / name for name in ("news", "feeds", "exports", "records")]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "corpus"
    with newsgraph.open_archive(folder, create=True, names=False) as archive:
        archive.add(EXAMPLES)
    return folder


@pytest.fixture(scope="module")
def articles(corpus: Path) -> list[Article]:
    with newsgraph.open_archive(corpus) as archive:
        return list(archive.articles())


@pytest.fixture
def archive(corpus: Path, tmp_path: Path) -> Iterator[newsgraph.Archive]:
    with newsgraph.open_archive(Path(shutil.copytree(corpus, tmp_path / "archive"))) as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "archive", write=True, create=True) as opened:
        yield opened


def held(store: Store) -> tuple[list[Pair], list[KeptOrigin]]:
    """All pairs and origins that the store holds."""
    ids = [article.id for article in store.all_articles()]
    pairs = {following.pair_of(kept) for id in ids for kept in store.pairs_of(id)}
    return sorted(pairs), sorted(store.origins(ids).values())


def expected(articles: Iterable[Article]) -> tuple[list[Pair], list[KeptOrigin]]:
    """The same in memory, over all articles at once."""
    tracer = Tracer()
    for article in articles:
        tracer.add(article)
    known = tracer.articles
    found = groups(tracer.pairs(), {id: one.published for id, one in known.items()})
    alone = known.keys() - {id for members in found for id in members}
    told = []
    for members in [*found, *((id,) for id in sorted(alone))]:
        rewritten = {id: first for id in members if (first := rewritten_by(known[id], members, tracer))}
        group = origins([known[id] for id in members], rewritten)
        if len(members) > 1 or group[0].origin != group[0].article:
            told += [following.kept_origin(one, group) for one in group]
    leads = {one.article: one.lead for one in told}
    return tracer.pairs(), sorted(one._replace(lead=leads.get(one.lead, one.lead)) for one in told)


def rewritten_by(article: Article, members: Iterable[ArticleId], tracer: Tracer) -> ArticleId | None:
    claim = claim_of(article)
    theirs = [one for one in tracer.articles.values() if claim and one.source == claim.host]
    if any(one.id in members for one in theirs):
        return None
    found = rewritten_from(article, theirs)
    return found.id if found else None


def near(one: Article, other: Article) -> bool:
    days = day_of(one), day_of(other)
    return days[0] is None or days[1] is None or abs(days[0] - days[1]) <= DAYS


@pytest.mark.parametrize("seed", range(4))
def test_the_order_and_the_parts_in_which_articles_come_do_not_show(
    store: Store, articles: list[Article], seed: int
) -> None:
    shuffled, chance = list(articles), random.Random(seed)
    chance.shuffle(shuffled)
    while shuffled:
        some = chance.randint(1, 40)
        store.keep(shuffled[:some])
        follow(store, Crew())
        del shuffled[:some]
    assert held(store) == expected(articles)


@pytest.mark.parametrize("seed", range(4))
def test_articles_that_were_taken_back_leave_nothing(store: Store, articles: list[Article], seed: int) -> None:
    chance = random.Random(seed)
    store.keep(articles)
    follow(store, Crew())
    gone = {article.id for article in chance.sample(articles, 25) if article.url}
    for article in articles:
        if article.id in gone:
            store.keep([Withdrawal(article.url, "", article.source)])
            if chance.random() < 0.3:
                follow(store, Crew())
    follow(store, Crew())
    left = list(store.all_articles())
    assert 0 < len(left) < len(articles)
    assert held(store) == expected(left)
