"""Who and where, across the articles of an archive: found, told apart, decided about, undone."""

import json
import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import newsgraph
from newsgraph import settling
from newsgraph.entity import Decision, DecisionKind, EntityId, EntityKind, Named
from newsgraph.errors import UnknownName, UsageError
from newsgraph.gathering import Others
from newsgraph.knowing import KINDS
from newsgraph.store import Store

EXAMPLES = [Path(__file__).parents[1] / "examples" / name for name in ("news", "feeds", "exports", "records")]
SETTLEMENTS = Path(__file__).parent / "archives" / "v1"


def who_is_who(archive: newsgraph.Archive) -> dict[str, list[tuple[str, str]]]:
    """The entities of every article, by id and name."""
    return {article.id: [(one.id, one.name) for one in archive.names(article.id)] for article in archive.articles()}


def decide(archive: newsgraph.Archive, kind: str, *names: str, articles: tuple[str, ...] = ()) -> newsgraph.Effect:
    asked = archive.proposed(kind, names, because="for the test", who="tester", articles=articles)
    effect = archive.preview(asked)
    archive.judge(asked)
    return effect


def test_two_people_of_one_surname_are_two(archive: newsgraph.Archive) -> None:
    found = {one.entity.id: one.entity.kind for one in archive.entities("Quillan", kinds=["actor"])}
    assert found["actor/marta-quillan"] == found["actor/ansel-quillan"] == "person"


def test_what_articles_name_lies_in_what_is_around_it(archive: newsgraph.Archive) -> None:
    def titles(query: str) -> set[str]:
        return {hit.id for hit in archive.search(query, limit=200).hits}

    assert titles("actor:DSU") == titles("actor:\"Dockers' and Stevedores' Union\"") != set()
    assert titles('place:"Port Averin"') != set()
    assert not titles('place:"Port Averin" -place:"Port Averin"')
    ids = titles('actor:"Marta Quillan"')
    assert ids == titles("actor:actor/marta-quillan")
    assert all("actor/marta-quillan" in {one.id for one in archive.names(id)} for id in ids)


def test_a_place_that_a_headline_has_in_capitals_is_shown_as_it_is_written(archive: newsgraph.Archive) -> None:
    (found,) = archive.entities("Skarrow", kinds=["place"])
    assert found.entity.name == "Skarrow"


@pytest.mark.parametrize("sort", ["articles", "name", "recent"])
@pytest.mark.parametrize(("name", "kinds"), [("", []), ("quill", ["actor"]), ("%", []), ("", ["place", "source"])])
def test_a_list_of_entities_counts_as_one_would_by_hand(
    archive: newsgraph.Archive, sort: str, name: str, kinds: list[str]
) -> None:
    wanted = {kind for one in kinds for kind in KINDS[one]} or set(EntityKind)
    dates: dict[EntityId, list[datetime | None]] = {}
    known: dict[EntityId, Named] = {}
    for article in archive.articles():
        known |= (named := {one.id: one for one in archive.names(article.id)})
        for id in named:
            dates.setdefault(id, []).append(article.published)
    rows = [
        (id, known[id].name, len(found), max(filter(None, found), default=None))
        for id, found in dates.items()
        if name in known[id].name.casefold() and known[id].kind in wanted
    ]
    orders = {
        "articles": lambda row: (-row[2], row[0]),
        "name": lambda row: (_nocase(row[1]), row[0]),
        "recent": lambda row: (row[3] is None, -(row[3] or datetime.max).timestamp(), row[0]),
    }
    rows.sort(key=orders[sort])
    for offset in (0, 3):
        found = archive.entities(name, kinds=kinds, sort=sort, limit=20, offset=offset)
        assert [(one.entity.id, one.entity.name, one.articles, one.latest) for one in found] == rows[offset:][:20]


def _nocase(name: str) -> str:
    """As SQLite folds it: ASCII alone."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def test_facets_show_names_with_their_ids(archive: newsgraph.Archive) -> None:
    facets = archive.search("strike", facets=True).facets
    assert ("Marta Quillan", "actor/marta-quillan") in {(one.value, one.id) for one in facets["actor"]}
    assert not any("/" in one.value for one in facets["actor"] + facets["place"])
    assert not any(one.id for one in facets["source"] + facets["month"])
    for name in ("actor", "place"):
        for one in facets[name][:5]:
            assert archive.search(f'strike {name}:"{one.id}"', limit=0).total == one.articles


def test_two_of_one_name_are_two_values_of_a_facet(archive: newsgraph.Archive) -> None:
    decide(archive, "rename", "Ansel Quillan", "Marta Quillan")
    found = archive.search("*", facets=True).facets["actor"]
    assert len({one.id for one in found if one.value == "Marta Quillan"}) == 2


def test_a_biography_and_a_comment_make_nobody_an_actor(archive: newsgraph.Archive) -> None:
    names = {one.entity.name for one in archive.entities(kinds=["actor", "place"], limit=1000)}
    assert not {name for name in names if "Sandmouth Mercury" in name or "Leave a Reply" in name}


@pytest.mark.parametrize("seed", [1, 2])
def test_no_order_of_arrival_changes_who_is_who(corpus: Path, tmp_path: Path, seed: int) -> None:
    order = list(EXAMPLES)
    random.Random(seed).shuffle(order)
    with newsgraph.open_archive(tmp_path / "other", create=True) as other, newsgraph.open_archive(corpus) as first:
        for part in order:
            other.add([part])
        assert who_is_who(other) == who_is_who(first)


def test_a_rebuild_tells_the_same_people_apart(archive: newsgraph.Archive) -> None:
    decide(archive, "rename", "Marta Quillan", "Marta A. Quillan")
    decide(archive, "hide", "Henrik Vasse")
    before = who_is_who(archive)
    archive.rebuild()
    assert who_is_who(archive) == before


def test_same_makes_one_of_two_and_undo_two_again(archive: newsgraph.Archive) -> None:
    before = who_is_who(archive)
    effect = decide(archive, "same", "Marta Quillan", "Ansel Quillan")
    assert effect.gone == ("actor/ansel-quillan",)
    assert len(effect.articles) <= effect.links
    assert archive.entity("actor/ansel-quillan").entity.id == "actor/marta-quillan"
    changed = {id for id, names in who_is_who(archive).items() if names != before[id]}
    assert changed == set(effect.articles)
    assert {hit.id for hit in archive.search('actor:"Ansel Quillan"', limit=200).hits} >= changed
    decide(archive, "undo", "1")
    assert who_is_who(archive) == before
    assert [one.kind for one in archive.decisions()] == ["same", "undo"]


def test_an_entity_shows_the_decisions_that_are_in_force(archive: newsgraph.Archive) -> None:
    decide(archive, "rename", "actor/marta-quillan", "Marta A. Quillan")
    decide(archive, "hide", "actor/marta-quillan")
    decide(archive, "undo", "2")
    found = archive.entity("actor/marta-quillan")
    assert [(one.kind, one.name) for one in found.decisions] == [("rename", "Marta A. Quillan")]


def test_an_entity_is_in_fewer_independent_reports_than_articles(archive: newsgraph.Archive) -> None:
    """The Halyard's report ran in three papers."""
    found = archive.entity("Marta Quillan")
    articles = {hit.id for hit in archive.search("actor:actor/marta-quillan", limit=200).hits}
    texts = {min({id, *(one.article for one in archive.copies(id).ran)} & articles) for id in articles}
    assert found.articles == len(articles) > found.origins == len(texts)


def test_undoing_an_undoing_brings_the_decision_back(archive: newsgraph.Archive) -> None:
    decide(archive, "rename", "Henrik Vasse", "H. Vasse")
    decided = who_is_who(archive)
    decide(archive, "undo", "1")
    decide(archive, "undo", "2")
    assert who_is_who(archive) == decided


def test_a_hidden_entity_is_in_no_list_and_no_facet(archive: newsgraph.Archive) -> None:
    effect = decide(archive, "hide", "Henrik Vasse")
    assert effect.articles
    assert "actor/henrik-vasse" not in {one.entity.id for one in archive.entities(limit=1000)}
    assert not archive.search("actor:actor/henrik-vasse").hits
    assert not any(id == "actor/henrik-vasse" for names in who_is_who(archive).values() for id, _ in names)
    assert not archive.preview(archive.proposed("hide", ["Emil Rask"])).gone


def test_a_place_that_no_gazetteer_holds_is_where_a_person_says(archive: newsgraph.Archive) -> None:
    assert archive.entity("Port Averin").entity.provisional
    decide(archive, "place", "Port Averin", "53.1, 4.9")
    settled = archive.entity("Port Averin").entity
    assert settled.location is not None
    assert (settled.location.lat, settled.location.lon) == (53.1, 4.9)
    assert not settled.provisional
    archive.rebuild()
    assert archive.entity("Port Averin").entity.location == settled.location


def test_different_in_one_article_makes_another_of_that_name(archive: newsgraph.Archive) -> None:
    article = next(id for id, names in who_is_who(archive).items() if ("actor/emil-rask", "Emil Rask") in names)
    effect = decide(archive, "different", "Emil Rask", articles=(article,))
    assert effect.articles == (article,)
    assert ("actor/emil-rask", "Emil Rask") not in who_is_who(archive)[article]


def test_a_home_is_taken_and_given_back(archive: newsgraph.Archive) -> None:
    effect = decide(archive, "home", "averincourier.example", "Norfolk")
    own = [article.id for article in archive.articles() if article.source == "averincourier.example"]
    assert sorted(effect.articles) == own
    decide(archive, "undo", "1")
    assert archive.verify() == []


@pytest.mark.parametrize(
    ("kind", "names", "error"),
    [
        ("same", ["Marta Quillan"], UsageError),
        ("different", ["Marta Quillan"], UsageError),
        ("rename", ["Marta Quillan"], UsageError),
        ("hide", ["Nobody At All"], UnknownName),
        ("place", ["Port Averin", "95,200"], UsageError),
        ("place", ["Port Averin", "Xyzzyburgh"], UnknownName),
        ("undo", ["7"], UnknownName),
    ],
)
def test_what_is_no_decision_is_refused(
    archive: newsgraph.Archive, kind: str, names: list[str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        archive.proposed(kind, names)
    assert archive.decisions() == []


def test_everything_about_an_entity_is_told_with_its_sentences(archive: newsgraph.Archive) -> None:
    view = archive.entity("Corinna Aldous")
    assert (view.entity.id, view.entity.kind, view.articles) == ("actor/corinna-aldous", "person", 1)
    assert any("Aldous" in quote.text[a:b] for quote in view.quotes for a, b in quote.marks)
    for quote in view.quotes:
        article = archive.article(quote.article)
        assert article.text[quote.start : quote.start + len(quote.text)] == quote.text
    assert "actor/corinna-aldous" not in {other.id for other in view.beside}


@pytest.mark.parametrize(("most", "workers"), [(1, 1), (30, 2)])
def test_told_apart_in_parts_is_told_apart_at_once(
    archive: newsgraph.Archive, monkeypatch: pytest.MonkeyPatch, most: int, workers: int
) -> None:
    decide(archive, "different", "Marta Quillan", "Ansel Quillan")
    decide(archive, "same", "Marta Quillan", "Corinna Aldous")
    known, entities = who_is_who(archive), archive.entities(limit=10_000)
    monkeypatch.setattr(settling, "AT_ONCE", most)
    archive.rebuild(workers=workers)
    assert who_is_who(archive) == known
    assert archive.entities(limit=10_000) == entities


def test_names_that_a_killed_process_did_not_find_are_found_by_the_next(archive: newsgraph.Archive) -> None:
    before = who_is_who(archive)
    archive.close()
    with Store.open(archive.folder, write=True) as store:
        store.forget_names()
        store.unsettle()
    with newsgraph.open_archive(archive.folder) as again:
        again.add([])
        assert who_is_who(again) == before


def test_an_archive_from_before_names_gets_them(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SETTLEMENTS, tmp_path / "v1"))
    with newsgraph.open_archive(folder) as archive:
        archive.rebuild()
        assert "Ines Dahl" in {one.entity.name for one in archive.entities(kinds=["person"])}


def test_a_withdrawn_article_names_nobody(archive: newsgraph.Archive, tmp_path: Path) -> None:
    (only,) = archive.search('actor:"Corinna Aldous"').hits
    note = tmp_path / "note.jsonl"
    note.write_text(f'{{"url": "{only.url}", "withdrawn": true}}\n', encoding="utf-8")
    archive.add([note])
    with pytest.raises(UnknownName):
        archive.entity("Corinna Aldous")
    assert archive.verify() == []


def test_an_archive_of_words_alone_has_names_once_it_is_asked_for_them(tmp_path: Path) -> None:
    with newsgraph.open_archive(tmp_path / "words", create=True, names=False) as archive:
        archive.add(EXAMPLES)
        (first, *_) = archive.search("strike").hits
        assert archive.names(first.id) == []
        with pytest.raises(UsageError):
            archive.entities()
        archive.rebuild(names=True)
        assert archive.names(first.id)
        assert archive.verify() == []
        assert archive.entity("Marta Quillan").articles


def test_a_spacy_pipeline_may_find_the_names(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "harbour choir"}, {"label": "GPE", "pattern": "Goma"}])
    pipeline.to_disk(tmp_path / "pipeline")
    record = tmp_path / "choir.jsonl"
    record.write_text('{"title": "Song", "text": "The harbour choir sang in Goma with Ann Lee."}\n', encoding="utf-8")
    finder = f"spacy:{tmp_path / 'pipeline'}"
    with newsgraph.open_archive(tmp_path / "made", create=True, finder=finder) as archive:
        archive.add([record])
        assert {one.entity.name for one in archive.entities(kinds=["actor", "place"])} == {"harbour choir", "Goma"}
    (found,) = newsgraph.extract_all([record], finder=finder)
    assert not isinstance(found, newsgraph.Rejection)
    assert [one.name for one in found.extraction.entities if one.kind == "place"] == ["Goma"]


@pytest.mark.parametrize("finder", ["nonsense", "spacy:", "spacy:no such pipeline"])
def test_a_finder_that_is_not_there_says_what_to_type(tmp_path: Path, finder: str) -> None:
    with pytest.raises(UsageError) as told:
        list(newsgraph.extract_all([EXAMPLES[0]], finder=finder))
    assert told.value.hint


def skarrow(tmp_path: Path, lines: dict[str, str]) -> list[Path]:
    """A file for each text."""
    files = []
    for name, text in lines.items():
        file = tmp_path / f"{name}.txt"
        file.write_text(f"{name.title()}\n\n{text}\n", encoding="utf-8")
        files.append(file)
    return files


TOWN = "They came from the town of Skarrow on Monday. The mayor of Skarrow said that {} in Skarrow would be paid."
TRADES = ("dockers", "miners", "clerks", "nurses", "pilots", "porters", "cooks", "drivers", "teachers", "masons")
SILENT = "It was a cold day and nobody spoke of Skarrow again. The boats lay still."


def test_an_article_in_doubt_hears_what_the_others_say_of_a_name(tmp_path: Path) -> None:
    silent, *others = skarrow(tmp_path, {"silence": SILENT} | {trade: TOWN.format(trade) for trade in TRADES})
    with newsgraph.open_archive(tmp_path / "a", create=True) as archive:
        archive.add([silent])
        (alone,) = archive.articles()
        assert "Skarrow" not in {one.name for one in archive.names(alone.id)}
        archive.add(others)
        assert "Skarrow" in {one.name for one in archive.names(alone.id)}
        assert alone.id in {hit.id for hit in archive.search("place:Skarrow", limit=50).hits}
        known = who_is_who(archive)
        archive.rebuild()
        assert who_is_who(archive) == known
    with newsgraph.open_archive(tmp_path / "b", create=True) as archive:
        archive.add([*others, silent])
        assert who_is_who(archive) == known


def test_what_the_others_said_is_not_heard_any_more_once_they_are_withdrawn(tmp_path: Path) -> None:
    silent, *others = skarrow(tmp_path, {"silence": SILENT} | {trade: TOWN.format(trade) for trade in TRADES})
    records = [{"id": file.stem, "title": file.stem, "text": TOWN.format(file.stem), "source": "x"} for file in others]
    kept, gone = tmp_path / "kept.jsonl", tmp_path / "gone.jsonl"
    kept.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    notices = [{"id": record["id"], "source": "x", "withdrawn": True} for record in records]
    gone.write_text("".join(json.dumps(notice) + "\n" for notice in notices), encoding="utf-8")
    with newsgraph.open_archive(tmp_path / "a", create=True) as archive:
        archive.add([silent, kept])
        (article,) = (one for one in archive.articles() if one.title == "Silence")
        assert "Skarrow" in {one.name for one in archive.names(article.id)}
        archive.add([gone])
        assert "Skarrow" not in {one.name for one in archive.names(article.id)}


def test_no_third_place_makes_one_of_two_that_were_decided_to_be_different(archive: newsgraph.Archive) -> None:
    one, two, third = (place.entity.id for place in archive.entities(kinds=["place"], limit=3))
    decide(archive, "different", one, two)
    decide(archive, "same", third, one)
    with pytest.raises(UsageError, match=r"different \(decision 1\)"):
        archive.proposed("same", [third, two])
    archive.judge(replace(archive.proposed("hide", [two]), kind=DecisionKind.SAME, ids=(third, two)))
    assert archive.entity(one).entity.id == third
    assert archive.entity(two).entity.id == two


def test_a_third_is_refused_until_the_different_is_undone(archive: newsgraph.Archive) -> None:
    decide(archive, "different", "Marta Quillan", "Ansel Quillan")
    decide(archive, "same", "Corinna Aldous", "Marta Quillan")
    with pytest.raises(UsageError, match="would make them one") as refused:
        archive.proposed("same", ["Corinna Aldous", "Ansel Quillan"])
    assert refused.value.hint == "newsgraph judge undo 1"
    decide(archive, "undo", "1")
    assert archive.proposed("same", ["Corinna Aldous", "Ansel Quillan"]).ids


def test_places_that_were_decided_to_be_different_are_not_made_one_by_their_name() -> None:
    ids = [EntityId(f"place/{around}eskham") for around in ("gb/", "gb/eng/", "gb/eng/kent/")]
    found = {id: Named(id=id, kind=EntityKind.PLACE, name="Eskham", confidence=1.0, provisional=True) for id in ids}
    others = Others()
    others.add(found, {ids[1]: ids[0], ids[2]: ids[0]})
    when = datetime(2024, 7, 1, tzinfo=UTC)
    different = Decision(kind=DecisionKind.DIFFERENT, ids=(ids[1], ids[2]), because="", who="ed", when=when)
    assert set(others.settled(()).entities) == {ids[0]}
    assert set(others.settled([different]).entities) == {ids[0], ids[2]}
    same = replace(different, kind=DecisionKind.SAME)
    assert set(others.settled([different, same]).entities) == {ids[0]}
