"""Made tests/archives/v2/archive.db, with the newsgraph whose archives have format 2: `python
tests/archives/make_v2.py`.

Kept for the day when someone asks what is in it. Never run it again to make a test pass: an archive that
people have cannot be made again either.
"""

import json
import shutil
import tempfile
from pathlib import Path

import newsgraph

HERE = Path(__file__).parent / "v2"
RECORDS = (
    {
        "url": "https://quayherald.example/2024/06/dockers",
        "title": "Dockers at Vell Point walk out",
        "text": "Ines Dahl of the Dockers' Union said that nobody would work in Vell Point, in Norway, on Sunday.",
        "date": "2024-06-01",
    },
    {
        "url": "https://quayherald.example/2024/06/talks",
        "title": "Talks at Vell Point",
        "text": "Ines Dahl met the harbour master, Tom Okafor, in Oslo. The Dockers' Union wants nights off.",
        "date": "2024-06-03",
    },
)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        records = Path(place) / "records.jsonl"
        records.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
        with newsgraph.open_archive(folder, create=True) as archive:
            archive.add([records])
            asked = archive.proposed("rename", ["Tom Okafor", "Tom A. Okafor"], because="his card says so", who="ana")
            archive.judge(asked)
        HERE.mkdir(exist_ok=True)
        shutil.copy(folder / "archive.db", HERE)


if __name__ == "__main__":
    main()
