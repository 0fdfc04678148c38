"""Made tests/archives/v1/archive.db, with the newsgraph whose archives have format 1: `python
tests/archives/make_v1.py`.

Kept for the day when someone asks what is in it. Never run it again to make a test pass: an archive that
people have cannot be made again either.
"""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsgraph.article import Article, Evidence, Hyperlink, Part, Withdrawal, ZoneKind, article_id, compose
from newsgraph.store import Store

HERE = Path(__file__).parent / "v1"


def dockers() -> Article:
    url = "https://quayherald.example/2024/06/dockers"
    text, zones = compose(
        [
            Part(ZoneKind.TITLE, "Dockers at Vell Point walk out"),
            Part(ZoneKind.STANDFIRST, "Nine cranes stand still after talks fail."),
            Part(ZoneKind.BODY, "The port of Vell Point fell silent on Saturday."),
            Part(
                ZoneKind.BODY,
                "“We asked for nights off, not for the moon,” said Ines Dahl of the dockers' union.",
            ),
            Part(ZoneKind.BIO, "Ana Ruiz covers the port.", "Ana Ruiz"),
        ]
    )
    return Article(
        id=article_id(url=url),
        text=text,
        zones=zones,
        url=url,
        external_id="qh-1201",
        location="news/dockers.html",
        source="quayherald.example",
        authors=("Ana Ruiz",),
        agencies=("Coastwire",),
        published=datetime(2024, 6, 1, 8, 0, tzinfo=UTC),
        updated=datetime(2024, 6, 1, 9, 30, tzinfo=UTC),
        origin="coastwire.example",
        language="en",
        section="Harbour",
        tags=("port", "strike"),
        links=(Hyperlink("https://coastwire.example/vell", zones[2].start, zones[2].start + 8),),
        evidence=(Evidence("published", "2024-06-01T08:00:00Z", "json-ld datePublished", True),),
    )


def dockers_corrected() -> Article:
    first = dockers()
    text = first.text.replace("Nine", "Five")
    return replace(first, text=text, updated=datetime(2024, 6, 2, 7, 0, tzinfo=UTC))


def river() -> Article:
    text, zones = compose([Part(ZoneKind.TITLE, "Le fleuve monte à Sainte-Aure"), Part(ZoneKind.BODY, "Deux mètres.")])
    return Article(
        id=article_id(source="coastwire.example", external_id="cw-9"),
        text=text,
        zones=zones,
        external_id="cw-9",
        location="wire.jsonl:9",
        source="coastwire.example",
        language="fr",
        partial=True,
    )


def ledger() -> Article:
    url = "https://quayherald.example/2024/06/ledger"
    text, zones = compose([Part(ZoneKind.TITLE, "The ledger"), Part(ZoneKind.BODY, "Later taken back.")])
    return Article(id=article_id(url=url), text=text, zones=zones, url=url, source="quayherald.example")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Store.open(Path(folder), write=True, create=True) as store:
            store.set_setting("engine", "tantivy")
            store.keep([dockers(), river(), ledger()])
            store.keep([dockers_corrected(), Withdrawal(ledger().url, "", "")])
        HERE.mkdir(exist_ok=True)
        (HERE / "archive.db").write_bytes((Path(folder) / "archive.db").read_bytes())


if __name__ == "__main__":
    main()
