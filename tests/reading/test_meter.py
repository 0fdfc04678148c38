"""How far is the reading?"""

import gzip
import json
import os
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest

from newsgraph.reading import Meter, ReadOptions, read

Put = Callable[..., Path]
STORY = "The ferry did not sail. " * 200


def shares(*locations: object) -> list[float | None]:
    """The share after each arrival, and at the end."""
    names = [str(location) for location in locations]
    meter = Meter(names)
    seen = [meter.share]
    seen += [meter.share for _ in read(names, ReadOptions(meter=meter))]
    return [*seen, meter.share]


def lines(numbers: Iterable[int]) -> str:
    return "".join(json.dumps({"title": f"Ferry {n}", "text": f"{STORY} {n * 7919}"}) + "\n" for n in numbers)


def test_each_file_counts_by_its_size(put: Put, tmp_path: Path) -> None:
    for name, size in (("a.txt", 1_000), ("b/c.txt", 3_000), ("d.txt", 4_000)):
        put(name, STORY[:size])
    assert shares(tmp_path) == pytest.approx([0, 1 / 8, 4 / 8, 8 / 8, 1])


def test_inside_a_large_file_it_goes_on(put: Put) -> None:
    path = put("news.jsonl", lines(range(400)))
    seen = [share or 0.0 for share in shares(path)]
    assert seen == sorted(seen)
    assert len(set(seen)) >= path.stat().st_size // (1 << 18)
    assert seen[-1] == 1


def test_what_is_packed_counts_as_packed(put: Put, tmp_path: Path) -> None:
    put("a.jsonl.gz", gzip.compress(lines(range(5)).encode()))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", os.urandom(3_000).hex())
    gz, whole = (tmp_path / "a.jsonl.gz").stat().st_size, sum(path.stat().st_size for path in tmp_path.iterdir())
    seen = [share or 0.0 for share in shares(tmp_path)]
    assert seen[1:6] == pytest.approx([gz / whole] * 5)
    assert seen[6:10] == pytest.approx([(gz + quarter * (whole - gz) / 4) / whole for quarter in (1, 2, 3, 4)], abs=0.1)
    assert seen[-1] == 1


def test_what_is_refused_after_a_glance_is_behind_us_all_the_same(put: Put, tmp_path: Path) -> None:
    put("a.png", b"\x89PNG\r\n\x1a\n" + bytes(900_000))
    put("b.txt", STORY)
    seen = shares(tmp_path)
    assert seen[2] == pytest.approx(1)


def test_what_cannot_be_opened_weighs_nothing(put: Put, tmp_path: Path) -> None:
    put("a.txt", STORY)
    (tmp_path / "gone").symlink_to("nowhere")
    assert shares(tmp_path, tmp_path / "missing.txt", tmp_path / "*.nothing")[-1] == 1


def test_a_file_that_is_named_twice_is_read_and_counted_twice(put: Put) -> None:
    path = put("a.txt", STORY)
    assert shares(path, path) == pytest.approx([0, 1 / 2, 1, 1])


def test_a_file_that_grows_while_it_is_read_is_never_more_than_whole(put: Put) -> None:
    path = put("a.txt", "Short.")
    meter = Meter([str(path)])
    path.write_text(STORY)
    list(read([str(path)], ReadOptions(meter=meter)))
    assert meter.share == 1


@pytest.mark.parametrize("location", ["-", "https://varnpost.example/feed", "HTTP://varnpost.example/"])
def test_nobody_knows_how_much_comes_from_elsewhere(put: Put, location: str) -> None:
    assert Meter([str(put("a.txt")), location]).share is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_nobody_knows_how_much_comes_through_a_pipe(put: Put, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert Meter([str(tmp_path / "pipe")]).share is None
    put("a.txt")
    assert Meter([str(tmp_path)]).share == 0  # in a folder it is passed over


def test_of_nothing_there_is_no_share(tmp_path: Path) -> None:
    assert Meter([]).share is None
    assert Meter([str(tmp_path)]).share is None


def test_standard_input_is_read_whoever_watches() -> None:
    options = ReadOptions(meter=Meter(["-"]), stdin=BytesIO(STORY.encode()))
    assert [arrival.location for arrival in read(["-"], options)] == ["-"]
    assert options.share() is None
    assert ReadOptions().share() is None
