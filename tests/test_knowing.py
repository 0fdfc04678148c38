"""What an archive says of an entity: counted as one would by hand, told whole, and what is hidden is said to be."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

import newsgraph
from newsgraph import knowing, walking
from newsgraph.entity import EntityId, EntityKind
from newsgraph.graph.rows import Articles, Entities, Links
from newsgraph.resolving import form_of
from newsgraph.serving import EntityWire

LATER = [
    {
        "id": "later",
        "title": "Dockers of Port Averin strike again",
        "published": "2025-02-01",
        "url": "https://averincourier.example/later",
        "text": "Marta Quillan led dockers in Port Averin out on strike again on Monday. Marta Quillan said that the "
        "harbour board of Port Averin had broken its word over the night shifts.\n\nThe strike is the third in two "
        "years. Shops by the quay closed early, and the ferry to Calder did not sail.\n\nTraders in Skarrow, which "
        "lives from the zinc of Mount Skarrow, said that they would wait.",
    },
]
COPY = [{**LATER[0], "id": "copy", "url": "https://merringazette.example/copy", "published": "2025-02-02"}]


def add(archive: newsgraph.Archive, folder: Path, records: list[dict[str, str]]) -> None:
    (folder / "more.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    archive.add([folder / "more.jsonl"])


def decide(archive: newsgraph.Archive, kind: str, *names: str) -> int:
    return archive.judge(archive.proposed(kind, names, because="for the test", who="tester"))


def reports_by_hand(archive: newsgraph.Archive) -> dict[str, set[str]]:
    """For each entity the articles that stand for those that are tied to it, out of rows of the store alone."""
    rows = walking.rows(archive._store)
    ids: dict[int, str] = {}
    leads: dict[int, str] = {}
    for some in cast(Iterable[Entities], rows.entities):
        ids |= zip(some.keys.tolist(), some.ids, strict=True)
    for these in cast(Iterable[Articles], rows.articles):
        leads |= zip(
            these.keys.tolist(), [lead or id for id, lead in zip(these.ids, these.origins, strict=True)], strict=True
        )
    found: dict[str, set[str]] = {id: set() for id in ids.values()}
    for part in cast(Iterable[Links], rows.links):
        for article, entity in zip(part.articles.tolist(), part.entities.tolist(), strict=True):
            found[ids[entity]].add(leads[article])
    return found


def check(archive: newsgraph.Archive) -> None:
    reports = reports_by_hand(archive)
    named = {article.id: archive.names(article.id) for article in archive.articles()}
    articles = {article.id: article for article in archive.articles()}
    shown = {one.id: one for names in named.values() for one in names}
    for node, origins in archive.prominent(kinds=["actor", "place"], limit=40):
        view = archive.entity(node.id)
        those = [articles[id] for id, names in named.items() if node.id in {one.id for one in names}]
        assert view.origins == origins == len(reports[node.id]), node
        assert view.articles == len(those)
        dates = sorted(one.published for one in those if one.published)
        assert (view.first, view.last) == (dates[0], dates[-1])
        assert dict(view.sources) == Counter(one.source for one in those if one.source)
        assert dict(view.authors) == Counter(author for one in those for author in one.authors)
        beside = {
            other: len(reports[other] & reports[node.id])
            for other, one in shown.items()
            if other != node.id and one.kind not in (EntityKind.AUTHOR, EntityKind.SOURCE)
        }
        most = sorted((-count, other) for other, count in beside.items() if count)
        assert [(-one.origins, one.id) for one in view.beside] == most[: knowing.BESIDE]
        assert view.totals.beside == len(most)
        assert all(one.name == shown[one.id].name for one in view.beside)


def test_an_entity_is_counted_as_by_hand_also_after_what_came_later(archive: newsgraph.Archive, tmp_path: Path) -> None:
    check(archive)
    before = archive.entity("Marta Quillan")
    add(archive, tmp_path, LATER)
    add(archive, tmp_path, COPY)
    after = archive.entity("Marta Quillan")
    assert (after.origins, after.articles) == (before.origins + 1, before.articles + 2)
    check(archive)
    decide(archive, "hide", "Port Averin")
    decide(archive, "rename", "Marta Quillan", "Martha Quillan")
    check(archive)
    archive.rebuild()
    check(archive)


def test_a_name_that_stands_in_an_article_only_in_passing_ties_it_to_no_report(
    archive: newsgraph.Archive, tmp_path: Path
) -> None:
    before = archive.entity("Skarrow")
    often = " ".join(f"The harbour board of Port Averin met for day {day} of its talks." for day in range(30))
    text = f"{often} A trader had come from Skarrow, and the talks in Port Averin went on until the night."
    add(archive, tmp_path, [{**LATER[0], "id": "passing", "url": "", "title": "Port Averin", "text": text}])
    after = archive.entity("Skarrow")
    assert (after.articles, after.origins) == (before.articles + 1, before.origins)


def test_lists_hold_the_first_and_totals_tell_how_many_there_are(
    archive: newsgraph.Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = archive.entity("Port Averin")
    monkeypatch.setattr(knowing, "LISTED", 2)
    cut = archive.entity("Port Averin")
    assert cut.totals == whole.totals
    assert (cut.sources, cut.authors) == (whole.sources[:2], whole.authors[:2])
    assert cut.totals.sources == len(whole.sources) > 2
    assert cut.totals.authors == len(whole.authors) > 2
    told = json.loads(EntityWire.of(cut).model_dump_json())
    assert told["totals"]["authors"] == len(whole.authors)


def test_what_is_hidden_says_so_and_by_which_decision(archive: newsgraph.Archive) -> None:
    assert archive.entity("Henrik Vasse").hidden_by is None
    number = decide(archive, "hide", "Henrik Vasse")
    view = archive.entity("actor/henrik-vasse")
    assert view.hidden_by is not None
    assert (view.hidden_by.number, view.hidden_by.because) == (number, "for the test")
    told = json.loads(EntityWire.of(view).model_dump_json())
    assert told["hidden_by"]["number"] == number
    assert "actor/henrik-vasse" not in {one.id for one in archive.suggest("henrik")}
    assert not archive.entities("Vasse", kinds=["person"])
    decide(archive, "undo", str(number))
    assert archive.entity("actor/henrik-vasse").hidden_by is None


def test_what_was_joined_and_then_hidden_is_told_with_its_decision(archive: newsgraph.Archive) -> None:
    number = decide(archive, "hide", "Ansel Quillan")
    decide(archive, "same", "Marta Quillan", "Ansel Quillan")
    view = archive.entity("actor/ansel-quillan")
    hidden = view.entity.id not in {one.entity.id for one in archive.entities(limit=10_000)}
    assert hidden == (view.hidden_by is not None)
    assert view.hidden_by is None or view.hidden_by.number == number


def test_of_two_of_one_name_the_hidden_one_is_not_who_is_meant(archive: newsgraph.Archive) -> None:
    decide(archive, "rename", "Henrik Vasse", "Marta Quillan")
    meant = archive.entity("Marta Quillan")
    (other,) = meant.others
    decide(archive, "hide", meant.entity.id)
    assert archive.entity("Marta Quillan").entity.id == other
    assert archive.entity(meant.entity.id).hidden_by is not None


def test_a_log_says_what_they_were_called_whom_nobody_is_any_more(archive: newsgraph.Archive) -> None:
    for kind, names in (
        ("same", ["Marta Quillan", "Corinna Aldous", "Ivo Halloway"]),
        ("rename", ["Marta Quillan", "Marta Ines Quillan"]),
        ("hide", ["actor/corinna-aldous"]),
    ):
        archive.judge(archive.proposed(kind, names, because="a test"))
    joined, renamed, hidden = archive.decisions()
    marta, corinna, ivo = joined.ids
    assert joined.called == {marta: "Marta Ines Quillan", corinna: "Corinna Aldous", ivo: "Ivo Halloway"}
    assert renamed.called == {marta: "Marta Quillan"}
    assert hidden.called == {marta: "Marta Ines Quillan"}  # whose the id was by then
    told = archive.entity(marta)
    assert [one.called for one in (*told.decisions, told.hidden_by) if one] == [
        joined.called,
        renamed.called,
        hidden.called,
        hidden.called,
    ]


def test_whom_no_article_names_any_more_is_called_by_the_id(archive: newsgraph.Archive) -> None:
    asked = archive.proposed("hide", ["actor/marta-quillan"], because="a test")
    archive.judge_all([replace(asked, ids=(EntityId("actor/nobody-whoever"),))])
    (found,) = archive.decisions()
    assert found.called == {"actor/nobody-whoever": "actor/nobody-whoever"}


@pytest.mark.parametrize(
    ("id", "forms", "told"),
    [
        ("actor/marta-quillan", ["Quillan", "Ms Quillan", "Marta Quillan"], "Marta Quillan"),
        ("actor/quillan-mrs", ["Marta Quillan", "Quillan"], "Quillan"),
        ("actor/dunmarrow-kitchen", ["Dunmarrow"], ""),
        ("actor/tarrant-3f9a0c5e", ["Nell Tarrant", "Tarrant"], "Tarrant"),
        ("author/halyard.example/adrian-kestle", ["A. Kestle", "Adrian Kestle"], "Adrian Kestle"),
        ("place/gb/port-averin", ["Averin", "Port Averin"], "Port Averin"),
        ("place/gn-2641455", ["Norfolk"], ""),
        ("source/halyard.example", ["halyard.example"], ""),
    ],
)
def test_an_id_is_made_of_one_of_the_names(id: str, forms: list[str], told: str) -> None:
    assert form_of(EntityId(id), forms) == told
