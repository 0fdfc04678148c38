"""A file is far too large: it is given up or read piece by piece, and the memory does not grow with it."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZE = 200 << 20
# What the whole process, every engine and parser loaded, may take however long the input.
MEMORY = 500 << 20
ADD = """
import json, resource, sys
from pathlib import Path
from newsgraph import open_archive

folder, *locations = sys.argv[1:]
with open_archive(folder, create=True) as archive:
    report = archive.add(locations)
    problems = [list(problem) for problem in archive.verify()]
status = Path("/proc/self/status")
if status.exists():  # getrusage counts the process that started this one, too
    peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) << 10
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"added": report.added, "rejected": report.rejected, "peak": peak, "problems": problems}))
"""


def sparse(file: Path, *, begin: bytes, end: bytes = b"") -> Path:
    """A file of SIZE bytes: `begin`, a hole that reads as zeros and takes no room on the disk, `end`."""
    with file.open("wb") as out:
        out.write(begin)
        out.truncate(SIZE - len(end))
        out.seek(0, 2)
        out.write(end)
    return file


def records(made: Any, numbers: range) -> bytes:
    return "".join(made.record(number) + "\n" for number in numbers).encode()


LONG = b"The crane on the north quay stood still. " * 5_000
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://varnpost.example/\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)
HUGE: dict[str, Callable[[Any], tuple[bytes, bytes]]] = {
    "a page": lambda made: (b"<!doctype html><html><body><p>" + LONG, b"</p></body></html>"),
    "a text": lambda made: (b"Cranes\n\n" + LONG, b"The end."),
    "one line of json": lambda made: (b'{"title": "Cranes", "text": "' + LONG, b'"}\n'),
    "one value of a json array": lambda made: (b'[{"title": "Cranes", "text": "' + LONG, b'"}]\n'),
    "one row of csv": lambda made: (b'id,title,text\n1,Cranes,"' + LONG, b'"\n'),
    "one item of a feed": lambda made: (
        b"<rss version='2.0'><channel><item><description>" + LONG,
        b"</description></item></channel></rss>",
    ),
    "one record of a warc": lambda made: (
        WARC % (SIZE - len(WARC % SIZE) - 4) + b"HTTP/1.1 200 OK\r\n\r\n<html><body><p>" + LONG,
        b"\r\n\r\n",
    ),
}


def place(location: str) -> str:
    """The name of the file that it is in."""
    return Path(location).name.partition(":")[0].partition("#")[0]


def test_one_thing_of_200_mb_is_refused_in_bounded_memory(
    tmp_path: Path, news: Path, made: Any, run_forked: Callable[..., str]
) -> None:
    for name in HUGE:
        begin, end = HUGE[name](made)
        sparse(news / name, begin=begin, end=end)
    told = json.loads(run_forked(ADD, tmp_path / "archive", news))
    assert told["added"] == 2
    assert sorted(place(location) for location, _ in told["rejected"]) == sorted(HUGE)
    assert all("larger" in reason or "longer" in reason for _, reason in told["rejected"])
    assert told["problems"] == []
    assert told["peak"] < MEMORY


def test_a_large_file_of_small_records_is_read_to_its_end(
    tmp_path: Path, made: Any, run_forked: Callable[..., str]
) -> None:
    """Almost all of it is blank lines: keeping as many articles would take minutes."""
    file = tmp_path / "large.jsonl.gz"
    blank = (b" " * 1_023 + b"\n") * 1_024
    with gzip.open(file, "wb", compresslevel=1) as out:
        out.write(records(made, range(100)))
        for _ in range(60):  # more would be a bomb
            out.write(blank)
        out.write(records(made, range(200)))
    told = json.loads(run_forked(ADD, tmp_path / "archive", file))
    assert told["added"] == 200
    assert told["rejected"] == []
    assert told["peak"] < MEMORY


def test_lines_upon_lines_that_are_no_articles_do_not_fill_the_report(
    tmp_path: Path, run_forked: Callable[..., str]
) -> None:
    files = []
    for number, line in enumerate((b"{}", b"1", b"%", b'{"title": "Cranes"}')):
        good = f'{{"title": "Crane {number}", "text": "It stands still, as number {number}."}}\n'
        files.append(tmp_path / f"{number}.jsonl")
        files[-1].write_bytes(good.encode() + (line + b"\n") * 12_000)
    told = json.loads(run_forked(ADD, tmp_path / "archive", *files))
    assert told["added"] == len(files)
    assert len(files) <= len(told["rejected"]) <= 10_000
    assert told["peak"] < MEMORY


def test_200_mb_behind_good_articles_do_not_take_them_along(
    tmp_path: Path, made: Any, run_forked: Callable[..., str]
) -> None:
    rows = "".join(f'{n},Crane {n},"{made.story(n)}"\n' for n in range(40, 60))
    begins = {
        "jsonl": records(made, range(20)) + b'{"title": "Cranes", "text": "' + LONG,
        "json": b"[" + records(made, range(20, 40)).replace(b"\n", b",\n") + b'{"text": "' + LONG,
        "csv": f'id,title,text\n{rows}60,Crane,"'.encode() + LONG,
    }
    files = [sparse(tmp_path / name, begin=begin) for name, begin in begins.items()]
    told = json.loads(run_forked(ADD, tmp_path / "archive", *files))
    assert told["added"] == 60
    assert [place(location) for location, _ in told["rejected"]] == list(begins)
    assert told["peak"] < MEMORY
