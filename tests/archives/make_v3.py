"""Made tests/archives/v3/archive.db, with the newsgraph whose archives have format 3: `python
tests/archives/make_v3.py`.

Kept for the day when someone asks what is in it. Never run it again to make a test pass: an archive that
people have cannot be made again either.
"""

import json
import shutil
import tempfile
from pathlib import Path

import newsgraph

HERE = Path(__file__).parent / "v3"
RECORDS = (
    {
        "url": "https://quayherald.example/2025/02/dredger",
        "title": "Dredger aground off Vell Point",
        "text": "The harbour master, Tom Okafor, closed the channel to Vell Point, in Norway, after a dredger of "
        "Brandt Marine ran aground. Ines Dahl of the Dockers' Union said that no docker was on board.",
        "date": "2025-02-11",
        "authors": ["Ana Ruiz"],
    },
    {
        "url": "https://quayherald.example/2025/02/channel",
        "title": "Channel open again",
        "text": "Okafor reopened the channel on Thursday. Brandt Marine will pay for the tugs, Tom Okafor told the "
        "council in Oslo, and Dahl was not at the meeting.",
        "date": "2025-02-13",
        "authors": ["Ana Ruiz"],
    },
)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        records = Path(place) / "records.jsonl"
        records.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
        with newsgraph.open_archive(folder, create=True) as archive:
            archive.add([records])
            asked = archive.proposed("rename", ["Brandt Marine", "Brandt Marine AS"], because="the register", who="ana")
            archive.judge(asked)
        HERE.mkdir(exist_ok=True)
        shutil.copy(folder / "archive.db", HERE)


if __name__ == "__main__":
    main()
