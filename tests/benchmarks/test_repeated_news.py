import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.repeated_news import (
    later,
    records,
    repeated_articles,
    repeated_features,
    repeated_records,
    repeated_rows,
    syllable,
)
from newsgraph.article import Article, ArticleId
from newsgraph.entity import EntityId, EntityKind
from newsgraph.graph import ArticleRow, EntityRow, LinkRow, Rows, assemble, graph_of
from newsgraph.relating import Features, Field, features_of
from newsgraph.tracing import COPIES, Tracer, compare
from tests.tracing.writing import MINE, STRIKE

DATA = Path(__file__).parents[3] / "shared/data/articles"
REAL = DATA / "allsides-12k.jsonl.gz"
real = pytest.mark.skipif(not REAL.is_file(), reason="real articles are laboratory data outside of the project")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two articles and, so that their words are rare, a few hundred of one line."""
    told = [
        ("strike", "Dockers walk off in Port Averin", STRIKE, "2024-06-03"),
        ("mine", "Water in the Skarrow mine", MINE, ""),
        *(
            (f"tide-{at}", "Tides", ("The tide and the wind on the quays.",), "5-MAR-1987 08:20:45.68")
            for at in range(400)
        ),
    ]
    lines = [
        {"id": id, "title": title, "text": "\n\n".join(text), "date": date, "source": "Averin Post", "authors": []}
        for id, title, text, date in told
    ]
    path = tmp_path / "told.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    return [path]


def test_the_real_ones_come_first_and_as_they_are(files: list[Path]) -> None:
    assert list(repeated_records(files, 402)) == list(records(files))


def test_a_round_tells_of_others_on_other_days(files: list[Path]) -> None:
    strike, mine = list(repeated_records(files, 1000))[402:404]
    assert strike["id"] == "strike~1"
    assert strike["date"] == mine["date"] == "2024-07-10", "what has no date has the date before it"
    assert "BAPORT BAAVERIN" in strike["text"]
    assert "Bamarta Baquillan" in strike["text"]


def test_it_is_the_same_whenever_it_is_asked_for(files: list[Path]) -> None:
    assert list(repeated_records(files, 900)) == list(repeated_records(files, 900))


def test_two_rounds_of_one_article_are_no_copies(files: list[Path]) -> None:
    told = list(repeated_articles(files, 900))
    strikes = [one for one in told if one.external_id.startswith("strike")]
    assert len(strikes) == 3
    pairs = [compare(one, other) for one in strikes for other in strikes if one.id < other.id]
    assert not [pair for pair in pairs if pair and pair.kind in COPIES]


def test_each_round_has_a_syllable_of_its_own() -> None:
    assert len({syllable(turn) for turn in range(1, 3000)}) == 2999


@pytest.mark.parametrize(
    ("written", "days", "expected"),
    [
        ("2024-06-30", 1, "2024-07-01"),
        ("5-MAR-1987 08:20:45.68", 30, "4-APR-1987 08:20:45.68"),
        ("some day", 3, ""),
        ("2024-13-45", 3, ""),
    ],
)
def test_dates_move_as_they_are_written(written: str, days: int, expected: str) -> None:
    assert later(written, days) == expected


def test_what_related_knows_is_renamed_by_the_same_rules() -> None:
    common = {"en:the": 5}
    found = [
        Features(
            article=ArticleId(f"article/{at}"),
            bags={Field.WHOLE: {**common, f"en:strike{at}": 2}, Field.PEOPLE: {f"actor/{at}": 1}},
            day=700_000,
            authors=(EntityId("author/x"),),
        )
        for at in range(300)
    ]
    again = list(repeated_features(found, 601))
    assert again[:300] == found
    assert again[300].bags == {Field.WHOLE: {"en:bastrike0": 2, "en:the": 5}, Field.PEOPLE: {"actor/0-ba": 1}}
    assert (again[300].day, again[300].authors) == (700_037, ("author/x",))
    assert again[600].bag(Field.PEOPLE) == {"actor/0-be": 1}


# -- on real ones --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def some_real(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every tenth, outside of the project."""
    path = tmp_path_factory.mktemp("real") / "some.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in islice(records([REAL]), 0, None, 10))
    return [path]


@pytest.mark.real
@real
def test_no_two_rounds_of_real_articles_are_copies(some_real: list[Path]) -> None:
    told: dict[str, list[Article]] = {}
    articles = list(repeated_articles(some_real, 3_600))
    tracer = Tracer()
    for article in articles:
        if article.external_id.partition("~")[0] not in told and len(told) == 100:
            continue
        told.setdefault(article.external_id.partition("~")[0], []).append(article)
        tracer.add(article)
    assert max(map(len, told.values())) == 3
    between = [pair for pair in tracer.pairs() if pair.kind in COPIES]
    copied = [p for p in between if len({_real_id(tracer, p.one), _real_id(tracer, p.other)}) == 1]
    assert not copied
    both = [compare(*articles[:2]) for articles in told.values()]
    assert not [pair for pair in both if pair and pair.kind in COPIES], "though nobody would compare them"


def _real_id(tracer: Tracer, article: ArticleId) -> str:
    return tracer.articles[article].external_id.partition("~")[0]


@pytest.mark.real
@real
def test_no_text_of_the_real_ones_is_in_the_project(some_real: list[Path]) -> None:
    """No twelve words in a row of every tenth of them."""
    root = Path(__file__).parents[2]
    ours = set()
    for folder in ("src", "cli", "tests", "evals", "benchmarks", "docs", "examples"):
        for path in (root / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".txt", ".jsonl", ".html", ".json"} and path.stat().st_size < 2**20:
                ours.update(_runs(path.read_text(encoding="utf-8", errors="replace")))
    found = [run for record in records(some_real) for run in _runs(record["text"]) if run in ours]
    assert not found


def _runs(text: str) -> list[tuple[str, ...]]:
    words = text.lower().split()
    return list(zip(*(words[at:] for at in range(12)), strict=False))


def test_features_of_told_articles_are_features(files: list[Path]) -> None:
    found = [features_of(one) for one in islice(repeated_articles(files, 500), 404)]
    assert len({one.article for one in found}) == 404


def test_a_graph_is_repeated_with_rare_names_of_its_own() -> None:
    people = [EntityRow(at, f"actor/{at}", EntityKind.PERSON, f"Docker {at}") for at in range(299)]
    real = Rows(
        [ArticleRow(at, f"article/{at}", 19_000) for at in range(300)],
        [*people, EntityRow(299, "place/port-averin", EntityKind.PLACE, "Port Averin")],
        [link for at in range(299) for link in (LinkRow(at, at), LinkRow(at, 299))],
    )
    graph = graph_of(assemble(repeated_rows(real, 750)))
    assert graph.article_ids.find("article/2992") < 0 <= graph.article_ids.find("article/1492")
    assert [graph.counts[graph.entity(id)] for id in ("actor/0", "actor/01", "actor/02")] == [1, 1, 1]
    assert graph.counts[graph.entity("place/port-averin")] == 299 + 299 + 150
    assert set(graph.report_days.tolist()) == {19_000, 19_037, 19_074}
