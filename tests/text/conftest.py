"""A small fictional region for the text room: the port of Harrow Quay, its strike, its mine, its river."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.text import Spelled, TextIndex, document, open_text_index

Maker = Callable[..., Article]


def _article(
    name: str,
    title: str = "",
    body: str = "",
    *,
    standfirst: str = "",
    bio: str = "",
    caption: str = "",
    **fields: object,
) -> Article:
    """An article of that id; `body` in paragraphs parted by empty lines, `published` as an ISO date."""
    parts = [Part(ZoneKind.TITLE, title), Part(ZoneKind.STANDFIRST, standfirst)]
    parts += [Part(ZoneKind.BODY, paragraph) for paragraph in body.split("\n\n")]
    parts += [Part(ZoneKind.CAPTION, caption), Part(ZoneKind.BIO, bio)]
    text, zones = compose(parts)
    published = fields.pop("published", None)
    when = datetime.fromisoformat(str(published)).replace(tzinfo=UTC) if published else None
    return Article(id=ArticleId(f"article/{name}"), text=text, zones=zones, published=when, **fields)  # type: ignore[arg-type]


HARROW_QUAY = Spelled("place/gn-77", ("Harrow Quay",))


@pytest.fixture(scope="session")
def article() -> Maker:
    return _article


CORPUS = [
    _article(
        "01",
        "Dockers strike at Harrow Quay",
        "Dockers at Harrow Quay walked out on Monday. The strikes will last a week, said Mara O’Brien of the union.\n\n"
        "The port's owner, Selby Lines, called the walk-out illegal.",
        standfirst="The port stands still for the first time since 1987.",
        bio="Ida Wren covers the harbour and once worked on a trawler.",
        source="harrowherald.example",
        authors=("Ida Wren",),
        tags=("labour", "port"),
        section="Local",
        language="en",
        published="2014-05-05",
    ),
    _article(
        "02",
        "Mine reopens above Tarn Valley",
        "The Bellmoor mine reopened on Tuesday. Miners said the mine's new owner had promised 1,000 jobs.",
        source="tarnpost.example",
        authors=("Omar Hale", "Ida Wren"),
        tags=("mining",),
        language="en",
        published="2014-06-01",
        caption="A miner at the gate of the mine.",
    ),
    _article(
        "03",
        "River dispute goes to the U.N.",
        "The far-right mayor asked the U.N. to rule on the River Sall. The UN declined. "
        "E-mail from M-23 Street shows why.",
        source="harrowherald.example",
        authors=("Omar Hale",),
        tags=("river",),
        language="en",
        published="2012-01-31",
    ),
    _article(
        "04",
        "La grève des dockers continue",
        "Les grévistes du port de Harrow ont voté. L'Union générale réclame des élections.\n\n"
        "Généraux et ouvriers attendent.",
        source="lequai.example",
        authors=("Zoë Brûlé",),
        tags=("labour",),
        language="fr",
        published="2014-05-07",
    ),
    _article(
        "05",
        "Letters",
        "Strike? Striking is what we did in the old days. The old port was the best port, and the port was ours.",
        source="harrowherald.example",
        tags=("port", "letters"),
        bio="The union of letter writers meets at the mine.",
        language="en",
    ),
    _article(
        "06",
        "北京代表团访问港口",
        "代表团星期三访问了港口。",
        source="quayline.example",
        language="zh",
        published="2015-12-31",
    ),
    _article(
        "07",
        "Wire: dockers strike",
        "Dockers at Harrow Quay walked out on Monday.",
        source="quayline.example",
        tags=("labour", "port"),
        language="en",
        published="2014-05-05",
    ),
    _article("08", "Nothing but a headline", source="tarnpost.example", language=""),
]


@pytest.fixture(scope="session")
def corpus() -> Sequence[Article]:
    return CORPUS


@pytest.fixture(params=["tantivy", "whoosh"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty(engine: str, tmp_path: Path) -> Iterator[TextIndex]:
    """An index to write to, with nothing in it."""
    index = open_text_index(engine, tmp_path / "text", write=True)
    yield index
    index.close()


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The corpus, indexed by each engine."""
    made = {}
    for name in ("tantivy", "whoosh"):
        made[name] = tmp_path_factory.mktemp(name)
        index = open_text_index(name, made[name], write=True)
        entries = [document(a, places=[HARROW_QUAY] if a.id < "article/04" else []) for a in CORPUS]
        index.add(entries[:5])
        index.commit(1)
        index.add(entries[5:])
        index.commit(2)
        index.close()
    return made


@pytest.fixture
def index(engine: str, folders: dict[str, Path]) -> Iterator[TextIndex]:
    """The corpus, to search."""
    opened = open_text_index(engine, folders[engine])
    yield opened
    opened.close()
