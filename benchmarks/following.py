"""What does it cost to know who copied whom?

    python -m benchmarks.following [DATA] [--part N]

DATA is a folder of *.jsonl.gz or one such file, ../shared/data/articles if not named; --part takes the first N articles
of it, 6,000 if not named. Printed: processor time (this process does all of it) of an `add` without names, of `follow`
in it, and of `follow` for one more article; the bytes of its tables; how many groups of copies there are. Nothing here
fails.
"""

import argparse
import gzip
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest import mock

import newsgraph
from newsgraph import deriving
from newsgraph.answers import Watcher
from newsgraph.following import follow
from newsgraph.parallel import Crew
from newsgraph.store import Store

DATA = Path(__file__).parents[1] / "../shared/data/articles"
TABLES = (
    "traced",
    "traced_outlet",
    "traced_claims",
    "bucket",
    "stop",
    "shared",
    "shared_other",
    "origin",
    "origin_lead",
)
_GROUPS = "SELECT count(*), coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM origin GROUP BY lead HAVING n > 1)"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--part", type=int, default=6_000)
    asked = parser.parse_args()
    lines = list(_lines(asked.data, asked.part + 1))
    with tempfile.TemporaryDirectory() as place:
        measure(lines, Path(place))


def _lines(data: Path, most: int) -> Iterator[str]:
    for path in sorted(data.glob("*.jsonl.gz")) if data.is_dir() else [data]:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                if most <= 0:
                    return
                most -= 1
                yield line


def measure(lines: list[str], place: Path) -> None:
    *before, one_more = lines
    taken: list[float] = []

    def timed(store: Store, crew: Crew, *, watch: Watcher | None = None) -> int:
        begun = time.process_time()
        moved = follow(store, crew, watch=watch)
        taken.append(time.process_time() - begun)
        return moved

    folder = place / "archive"
    with (
        mock.patch.object(deriving, "follow", timed),
        newsgraph.open_archive(folder, create=True, names=False) as archive,
    ):
        begun = time.process_time()
        archive.add([_file(place / "before.jsonl", before)])
        whole = time.process_time() - begun
        print(f"add without names: {whole:.2f} s for {len(before):,}, {1000 * whole / len(before):.2f} ms each")
        print(f"  follow in that: {sum(taken):.2f} s, {1000 * sum(taken) / len(before):.2f} ms each")
        taken.clear()
        archive.add([_file(place / "more.jsonl", [one_more])])
        print(f"  follow for one more: {1000 * sum(taken):.1f} ms")
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        _tables(connection, folder)


def _file(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _tables(connection: sqlite3.Connection, folder: Path) -> None:
    query = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ?"
    total = sum(connection.execute(query, (name,)).fetchone()[0] for name in TABLES)
    print(f"tables: {total / 1e6:.1f} MB of {(folder / 'archive.db').stat().st_size / 1e6:.1f}")
    groups, members = connection.execute(_GROUPS).fetchone()
    print(f"groups of copies: {groups:,} with {members:,} articles")
    for kind, count in connection.execute("SELECT kind, count(*) FROM shared GROUP BY kind ORDER BY kind"):
        print(f"  {kind}: {count:,} pairs")


if __name__ == "__main__":
    main()
