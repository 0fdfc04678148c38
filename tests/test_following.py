"""Who copied whom in an archive, whatever the order and the parts in which its articles came: as `Tracer` has it."""

import json
import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import newsgraph
from newsgraph import following
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.errors import ArchiveError
from newsgraph.following import follow
from newsgraph.parallel import Crew
from newsgraph.store import KeptOrigin, Store
from newsgraph.tracing import BucketIndex, MemoryIndex, Pair, Tracer, claim_of, groups, origins, rewritten_from

EXAMPLES = [Path(__file__).parents[1] / "examples" / name for name in ("news", "feeds", "exports", "records")]


FEW = {"common": 2, "least": 1, "undated": 2}


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


@pytest.fixture
def rare_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """What three texts hold is a stop-phrase, so that phrases turn common and rare all the time."""
    monkeypatch.setattr(following, "BucketIndex", partial(BucketIndex, **FEW))


def held(store: Store) -> tuple[list[Pair], list[KeptOrigin]]:
    """All pairs and origins that the store holds."""
    ids = [article.id for article in store.all_articles()]
    pairs = {following.pair_of(kept) for id in ids for kept in store.pairs_of(id)}
    return sorted(pairs), sorted(store.origins(ids).values())


def expected(articles: Iterable[Article], index: MemoryIndex | None = None) -> tuple[list[Pair], list[KeptOrigin]]:
    """The same in memory, over all articles at once."""
    tracer = Tracer(index)
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


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.usefixtures("rare_phrases")
def test_phrases_that_become_common_and_rare_again_are_seen(store: Store, articles: list[Article], seed: int) -> None:
    chance = random.Random(seed)
    waiting, here = list(articles), set[ArticleId]()
    chance.shuffle(waiting)
    while waiting:
        some = waiting[: chance.randint(1, 20)]
        store.keep(some)
        del waiting[: len(some)]
        here |= {article.id for article in some}
        for article in articles:
            if article.id in here and article.url and chance.random() < 0.1:
                store.keep([Withdrawal(article.url, "", article.source)])
                here.discard(article.id)
        follow(store, Crew())
    left = list(store.all_articles())
    assert {article.id for article in left} == here
    assert held(store) == expected(left, MemoryIndex(**FEW))


def test_an_article_whose_words_changed_is_compared_anew(store: Store, articles: list[Article]) -> None:
    store.keep(articles)
    follow(store, Crew())
    pairs = [pair for pair in held(store)[0] if pair.copies]
    changed = store.article(pairs[0].other)
    other = store.article(max(one.id for one in articles if one.id not in pairs[0][:2]))
    assert changed is not None
    assert other is not None
    store.keep([replace(changed, text=other.text, zones=other.zones, updated=None)])
    follow(store, Crew())
    assert held(store) == expected(store.all_articles())
    assert pairs[0] not in held(store)[0]


def test_names_that_are_told_apart_anew_compare_nothing(
    store: Store, articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(articles)
    follow(store, Crew())
    store.name({}, rules="")
    monkeypatch.setattr(following, "_traces_in", pytest.fail)
    assert follow(store, Crew()) == 0
    assert store.traced == store.revision


@pytest.mark.parametrize("step", ["_compared_in", "_told_in"])
def test_killed_on_the_way_it_is_made_up_for(
    store: Store, articles: list[Article], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    store.keep(articles[::2])
    follow(store, Crew())
    gone = next(pair for pair in held(store)[0] if pair.copies)
    (taken_back,) = store.articles([gone.one])
    store.keep([*articles, Withdrawal(taken_back.url, "", taken_back.source)])
    with monkeypatch.context() as patched:
        patched.setattr(following, step, killed)
        with pytest.raises(KeyboardInterrupt):
            follow(store, Crew())
    assert store.traced < store.revision
    follow(store, Crew())
    assert held(store) == expected(store.all_articles())


def test_several_processes_find_the_same(tmp_path: Path, archive: newsgraph.Archive) -> None:
    found = [archive.copies(article.id) for article in archive.articles()]
    archive.rebuild(workers=2)
    assert [archive.copies(article.id) for article in archive.articles()] == found


def test_a_copy_is_beside_its_original_with_what_it_left_out(archive: newsgraph.Archive) -> None:
    found = archive.copies("https://www.averincourier.example/harbour/deal-at-dawn-ends-the-strike-40611")
    assert found.origin == found.article == found.first.article
    assert found.certain
    (copy,) = found.ran
    assert (copy.source, copy.kind, copy.taken) == ("dailycurrents.example", "copy", 1.0)
    assert 0.6 < copy.kept < 0.7
    first, article = archive.article(found.article), archive.article(copy.article)
    for paragraph in copy.paragraphs:
        assert article.text[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.source is not None
        assert first.text[slice(*paragraph.source)]
    assert all(words in first.text for words in copy.left_out)
    assert len(copy.left_out) == 2
    assert found.signs[0].kind == "named as the origin"
    assert archive.copies(copy.article).first == found.first
    assert archive.copies(copy.article).origin == found.article


def test_an_article_that_came_later_leads_the_copies_that_were_there(tmp_path: Path) -> None:
    """In the graph too, though its arrays were built before: they are one report."""
    with newsgraph.open_archive(tmp_path / "archive", create=True) as archive:
        archive.add([EXAMPLES[0] / "dailycurrents.example"])
        (copy,) = (one.id for one in archive.articles() if one.title.startswith("Deal at Dawn"))
        outlet = frozenset((copy, "source/averincourier.example"))
        assert outlet in copied(archive)
        archive.add([EXAMPLES[0] / "averincourier.example"])
        (first,) = (one.id for one in archive.articles() if one.title.startswith("Deal at dawn"))
        laid_over = copied(archive)
        assert frozenset((copy, first)) in laid_over
        assert outlet not in laid_over
        archive.rebuild()
        assert copied(archive) == laid_over


def test_who_is_who_is_not_told_anew_because_an_origin_moved(tmp_path: Path) -> None:
    with newsgraph.open_archive(tmp_path / "archive", create=True) as archive:
        archive.add([EXAMPLES[0] / "dailycurrents.example"])
        archive.add([EXAMPLES[0] / "averincourier.example"])
    with Store.open(tmp_path / "archive") as store:
        assert store.settled == store.traced == store.revision


def copied(archive: newsgraph.Archive) -> set[frozenset[str]]:
    """The articles that the graph ties as copies."""
    ties = archive.graph.edges(data=True)
    return {frozenset((one, other)) for one, other, facts in ties if "copied from" in facts["kinds"]}


def test_who_ran_it_before_the_correction_is_told(tmp_path: Path) -> None:
    body = (
        "The harbour council of Port Averin voted on Tuesday to close the north quay for the whole winter.\n\n"
        "{} dockers will be moved to the south quay, the council said, and their shifts will begin an hour earlier "
        "than those of the crane crews who work there now.\n\n"
        "The union asked for a vote of its own, which will be held in the fish hall before the end of the month."
    )
    record = {"url": "https://quayherald.example/quay", "title": "North quay closes", "date": "2025-02-11T06:00:00Z"}
    states = ({**record, "text": body.format("Forty nine")}, {**record, "text": body.format("Some ninety four")})
    copy = {
        "url": "https://daily.example/quay",
        "title": "Quay to close",
        "date": "2025-02-11T09:00:00Z",
        "text": body.format("Forty nine"),
    }
    records = tmp_path / "records.jsonl"
    with newsgraph.open_archive(tmp_path / "archive", create=True, names=False) as archive:
        for one in (states[0], copy, states[1]):
            records.write_text(json.dumps(one), encoding="utf-8")
            archive.add([records])
        found = archive.copies("https://daily.example/quay")
    assert found.first.source == "quayherald.example"
    (ran,) = found.ran
    assert "Forty nine" in ran.uncorrected
    assert ("Some ninety four", "Forty nine") in [change for p in ran.paragraphs for change in p.changes]


def test_copies_of_other_rules_ask_for_a_rebuild(
    archive: newsgraph.Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An archive that does not say so yet is of the first rules."""
    assert archive.verify() == []
    with Store.open(archive.folder, write=True) as opened:
        follow(opened, Crew())
        assert opened.setting(following.RULED) == following.RULES == following.FIRST_RULES
        opened.set_setting(following.RULED, "")
        before = held(opened)
    monkeypatch.setattr(following, "RULES", "4-grams, one of 8 in a row, 2")
    (problem,) = archive.verify()
    assert "by older rules (3-grams, one of 8 in a row, 1), those of now are 4-grams" in problem.what
    assert problem.mend.startswith("newsgraph rebuild")
    one = write_lines(tmp_path, {"url": "https://quayherald.example/tide", "title": "Tide", "text": "High at noon."})
    archive.add([one])
    with pytest.raises(ArchiveError, match="older rules"):
        archive.copies("https://quayherald.example/tide")
    archive.rebuild()
    assert archive.verify() == []
    assert archive.copies("https://quayherald.example/tide").ran == ()
    with Store.open(archive.folder, write=True) as opened:
        assert held(opened) == before


def write_lines(folder: Path, *records: dict[str, str]) -> Path:
    path = folder / "written.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path
