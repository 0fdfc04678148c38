"""A corpus in a folder: the same as one in memory, whatever was added when."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from newsgraph.errors import ArchiveDamaged, ArchiveNotFound
from newsgraph.relating import Corpus, Features, Rules, new_folder, numbered, open_corpus, ranked, save_corpus, sweep
from tests.relating.port import TOWN, many_features

EVERYTHING = Rules(floor=0.0, limit=50, collapse=False)


def kept(folder: Path, articles: list[Features]) -> Corpus:
    """A corpus whose epoch is that of the articles, saved and opened again."""
    first = Corpus()
    first.add_all([numbered(one) for one in articles])
    save_corpus(first.renewed(new_folder(folder, 1)), folder, revision=1)
    return open_corpus(folder)[0]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(many_features(least=3))
def test_what_is_kept_answers_as_what_is_in_memory(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Features]
) -> None:
    opened, memory = kept(tmp_path_factory.mktemp("kept"), articles), Corpus.of(articles)
    for article in articles:
        assert ranked(opened, article.article, rules=EVERYTHING) == ranked(memory, article.article, rules=EVERYTHING)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(many_features(least=3))
def test_added_one_by_one_between_savings_gives_what_all_at_once_gives(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Features]
) -> None:
    folder = tmp_path_factory.mktemp("grown")
    grown = kept(folder, articles)
    for revision, article in enumerate(articles[1:], 2):
        grown.remove([article.article])
        save_corpus(grown, folder, revision=revision)
        grown, covered = open_corpus(folder)
        assert covered == revision
        grown.add(article)
        save_corpus(grown, folder, revision=revision)
        grown, _ = open_corpus(folder)
    memory = Corpus.of(articles)
    for article in articles:
        assert ranked(grown, article.article, rules=EVERYTHING) == ranked(memory, article.article, rules=EVERYTHING)
    renewed, again = grown.renewed(), memory.renewed()
    assert [renewed.id(row) for row in range(len(renewed))] == [again.id(row) for row in range(len(again))]


def test_what_a_killed_writer_left_is_passed_over(tmp_path: Path) -> None:
    features = [one.features for one in TOWN]
    before = kept(tmp_path, features[:-1])
    expected = ranked(before, features[0].article, rules=EVERYTHING)
    killed, _ = open_corpus(tmp_path)
    killed.add(features[-1])  # and never saved
    again, _ = open_corpus(tmp_path)
    assert ranked(again, features[0].article, rules=EVERYTHING) == expected
    again.add(features[-1])
    save_corpus(again, tmp_path, revision=2)
    whole, memory = open_corpus(tmp_path)[0], before
    memory.add(features[-1])
    assert ranked(whole, features[0].article, rules=EVERYTHING) == ranked(memory, features[0].article, rules=EVERYTHING)


def test_a_reader_goes_on_with_what_it_opened(tmp_path: Path) -> None:
    features = [one.features for one in TOWN]
    reader = kept(tmp_path, features)
    expected = ranked(reader, features[0].article, rules=EVERYTHING)
    writer, _ = open_corpus(tmp_path)
    save_corpus(writer.renewed(new_folder(tmp_path, 2)), tmp_path, revision=2)
    assert ranked(reader, features[0].article, rules=EVERYTHING) == expected


def test_what_is_not_there_or_broken_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(ArchiveNotFound) as found:
        open_corpus(tmp_path)
    assert found.value.hint == "newsgraph rebuild"
    (tmp_path / "header.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ArchiveDamaged):
        open_corpus(tmp_path)


def test_a_new_epoch_of_what_is_left_is_whole(tmp_path: Path) -> None:
    """Nothing was added since its keys were saved under the old epoch's folder."""
    features = [one.features for one in TOWN]
    kept(tmp_path, features)
    writer, _ = open_corpus(tmp_path)
    writer.remove([one.article for one in features[1:3]])
    save_corpus(writer.renewed(new_folder(tmp_path, 2)), tmp_path, revision=2)
    sweep(tmp_path)
    left, memory = open_corpus(tmp_path)[0], Corpus.of([features[0], *features[3:]])
    for one in (features[0], *features[3:]):
        assert ranked(left, one.article, rules=EVERYTHING) == ranked(memory, one.article, rules=EVERYTHING)
