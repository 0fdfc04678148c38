"""An archive that was given a sentence model: one reason more, until it is taken away."""

import shutil
from pathlib import Path

import pytest

import newsgraph
from newsgraph.errors import UsageError
from tests.relating.small_model import WIDTH, write_model

NEWS = Path(__file__).parents[1] / "examples" / "news"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    pytest.importorskip("tokenizers", reason="the extra `semantic` is not installed")
    write_model(tmp_path / "model")
    return tmp_path / "model"


def signals(archive: newsgraph.Archive) -> set[str]:
    (first, *_) = archive.search("strike dockers").hits
    return {reason.signal for one in archive.related(first.id) for reason in one.reasons}


def test_a_new_archive_compares_by_meaning_and_the_next_add_does_so_too(tmp_path: Path, model: Path) -> None:
    some, more = sorted(NEWS.iterdir())[::2], sorted(NEWS.iterdir())[1::2]
    with newsgraph.open_archive(tmp_path / "made", create=True, model=str(model)) as archive:
        archive.add(some)
    with newsgraph.open_archive(tmp_path / "made") as archive:
        archive.add(more)
        assert "meaning" in signals(archive)
        (file,) = (tmp_path / "made" / "related").rglob("meanings.bin")
        rows = file.stat().st_size // (2 * WIDTH)
        assert rows >= archive.stats().articles


def test_rebuild_gives_an_archive_a_model_and_takes_it_away(archive: newsgraph.Archive, model: Path) -> None:
    (first, *_) = archive.search("strike dockers").hits
    before = archive.related(first.id)
    archive.rebuild(model=str(model))
    told = archive.related(first.id)
    assert "meaning" in signals(archive)
    assert {reason.signal for reason in archive.why(first.id, told[0].id).reasons} >= {"meaning", "opening"}
    archive.rebuild()
    assert archive.related(first.id) == told
    archive.rebuild(model="none")
    assert archive.related(first.id) == before
    assert not list((archive.folder / "related").rglob("meanings*"))


def test_a_draft_is_compared_by_its_meaning(archive: newsgraph.Archive, model: Path) -> None:
    archive.rebuild(model=str(model))
    found = archive.related_to_text("The dockers of Port Averin strike again, said the union.", title="Strike")
    assert "meaning" in {reason.signal for one in found for reason in one.reasons}


def test_without_its_model_an_archive_is_read_but_not_added_to(
    archive: newsgraph.Archive, model: Path, tmp_path: Path
) -> None:
    archive.rebuild(model=str(model))
    told = signals(archive)
    shutil.move(model, tmp_path / "elsewhere")
    from newsgraph.relating import load_model

    load_model.cache_clear()  # as in a new process
    assert signals(archive) == told
    page = tmp_path / "new.txt"
    page.write_text("Dockers walk out\n\nThe dockers of Port Averin walked out on Monday morning.", encoding="utf-8")
    with pytest.raises(UsageError, match="neither a folder nor an installed package") as caught:
        archive.add([page])
    assert "newsgraph rebuild --model" in caught.value.hint
    with pytest.raises(UsageError):
        archive.related_to_text("The dockers of Port Averin strike again.")
    archive.rebuild(model="none")
    assert archive.add([page]).added == 1


def test_another_model_than_the_archive_has_is_refused_with_what_to_type(
    archive: newsgraph.Archive, model: Path
) -> None:
    with pytest.raises(UsageError, match="no sentence model") as caught:
        newsgraph.open_archive(archive.folder, create=True, model=str(model))
    assert f"newsgraph rebuild --model {model}" in caught.value.hint


def test_no_archive_is_made_with_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-model"):
        newsgraph.open_archive(tmp_path / "made", create=True, model="no-such-model")
    assert not (tmp_path / "made").exists()
