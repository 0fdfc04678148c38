"""Which pairs are worth deciding?"""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

import newsgraph
from newsgraph.entity import EntityId, EntityKind, Named
from newsgraph.leads import Undecided
from newsgraph.resolving import alike

# A port town with two spellings of one pilot, a judge and a docker of one surname, and two papers with one byline.
NEWS = (
    (
        "gazette.example",
        "Pilot aground",
        "Tobias Merrivale, the pilot, ran aground off Skarrow. Henrik Vasse spoke.",
        "Ann Lee",
    ),
    ("gazette.example", "Pilot heard", "Tobias Merrivale was heard at Skarrow. Henrik Vasse listened.", "Ann Lee"),
    (
        "gazette.example",
        "Pilot cleared",
        "Tobias Merrivale was cleared. Henrik Vasse of Skarrow was glad.",
        "Bo Karlsen",
    ),
    (
        "courier.example",
        "Pilot returns",
        "Tobyas Merrivalle, the pilot, is back at Skarrow, said Henrik Vasse.",
        "Ann Lee",
    ),
    ("courier.example", "Pilot sails", "T. Merrivale sailed from Skarrow with Henrik Vasse.", "Cy Dunn"),
    ("courier.example", "Twins", "Osric Bellweather and Osrick Bellweather ran the mill at Eskham.", "Cy Dunn"),
)


@pytest.fixture
def archive(tmp_path: Path) -> newsgraph.Archive:
    lines = [
        json.dumps(
            {"id": n, "source": source, "title": title, "text": text, "author": author, "date": f"2024-03-{n + 1:02}"}
        )
        for n, (source, title, text, author) in enumerate(NEWS)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    made = newsgraph.open_archive(tmp_path / "archive", create=True)
    made.add([tmp_path / "news.jsonl"])
    return made


def pairs(found: list[Undecided]) -> list[set[str]]:
    return [{one.keep.id, one.join.id} for one in found]


def test_what_changes_most_comes_first_and_is_counted_right(archive: newsgraph.Archive) -> None:
    found = archive.undecided()
    assert found
    assert [one.articles for one in found] == sorted((one.articles for one in found), reverse=True)
    for one in found:
        asked = archive.proposed("same", [one.keep.id, one.join.id], because="a test", who="ana")
        effect = archive.preview(asked)
        if one.keep.kind is not EntityKind.AUTHOR:
            assert one.join.id in effect.gone
        assert len(effect.articles) >= one.articles > 0
        assert one.of >= one.articles
    assert {"author/gazette.example/ann-lee", "author/courier.example/ann-lee"} in pairs(found)


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_what_was_decided_is_in_the_queue_no_more_until_it_is_undone(archive: newsgraph.Archive, verdict: str) -> None:
    first = archive.undecided()[0]
    before = pairs(archive.undecided())
    archive.judge(archive.proposed(verdict, [first.keep.id, first.join.id], because="a test", who="ana"))
    assert {first.keep.id, first.join.id} not in pairs(archive.undecided())
    archive.judge(archive.proposed("undo", ["1"], who="ana"))
    assert pairs(archive.undecided()) == before


def test_a_shorter_queue_is_the_beginning_of_a_longer_one(archive: newsgraph.Archive) -> None:
    whole = archive.undecided(limit=100)
    for limit in range(1, len(whole) + 1):
        assert archive.undecided(limit=limit) == whole[:limit]


def test_two_who_stand_side_by_side_are_no_pair(archive: newsgraph.Archive) -> None:
    assert not [one for one in archive.undecided(limit=100) if "bellweather" in one.keep.id]


def named(name: str, kind: EntityKind, id: str = "") -> Named:
    made = id or f"actor/{name.casefold().replace(' ', '-').replace('.', '')}"
    return Named(id=EntityId(made), kind=kind, name=name, confidence=1.0)


P, ORG = EntityKind.PERSON, EntityKind.ORGANISATION


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (named("Marta Quillan", P), named("Quillan", P), "a surname alone"),
        (named("Marta Quillan", P), named("M. Quillan", P), "an initial"),
        (named("Marta Quillan", P), named("Ansel Quillan", P), None),
        (named("Marta Quillan", P), named("Mr Quillan", P), None),
        (named("Bartholomew Averin", P), named("Bartolomew Averin", P), "a letter or a word more or less"),
        (named("Averin Harbour Company", ORG), named("AHC", ORG), "its initials"),
        (named("Calder Marine Surveys", ORG), named("Calder Marine", ORG), "a short form"),
        (named("Calder Marine Surveys", ORG), named("Skarrow Mining", ORG), None),
        (
            named("Ann Lee", EntityKind.AUTHOR, "author/a.example/ann-lee"),
            named("Ann Lee", EntityKind.AUTHOR, "author/b.example/ann-lee"),
            "authors of one name at two outlets",
        ),
        (named("Marta Quillan", P), named("Quillan", ORG), None),
    ],
)
def test_what_is_alike_in_two_names(one: Named, other: Named, why: str | None) -> None:
    found = list(alike([one, other]))
    assert [pair.why for pair in found] == ([] if why is None else [why])
    assert list(alike([other, one])) == found


def test_pairs_are_told_as_soon_as_both_names_are_known() -> None:
    def names() -> Iterator[Named]:
        yield named("Marta Quillan", P)
        yield named("Quillan", P)
        pytest.fail("a third name was asked for")

    assert next(alike(names())).why == "a surname alone"


def test_the_pairs_of_many_are_those_of_each_two() -> None:
    words = ["Calder", "Marine", "Surveys", "Averin", "Harbour", "Company"]
    firms = [named(" ".join(some), ORG) for n in (1, 2, 3) for some in combinations(words, n)]
    people = [named(f"{first}{last}", P) for first in ("", "M. ", "Marta ", "Ansel ") for last in ("Quillan", "Quilan")]
    everyone = [*firms, *people]
    by_hand = [pair for at, one in enumerate(everyone) for other in everyone[:at] for pair in alike([other, one])]
    assert sorted(alike(everyone)) == sorted(by_hand)
