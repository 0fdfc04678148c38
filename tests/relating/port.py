"""Articles of the port town, made in one line: names in {braces} are people, in [brackets] organisations, in <angles>
places."""

import re
from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import strategies as st

from newsgraph.article import Article, ArticleId, Hyperlink, Part, ZoneKind, compose
from newsgraph.entity import EntityId, EntityKind, Location, Mention, Named
from newsgraph.relating import Corpus, Features, Field, Told
from newsgraph.relating.cells import Rows
from newsgraph.relating.features import Spot

MARKED = re.compile(r"\{([^}]+)\}|\[([^]]+)\]|<([^>]+)>")
KINDS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE)
WHERE = {
    "Port Averin": Location(51.0, -4.0, "GB"),
    "Skarrow": Location(51.3, -3.8, "GB"),
    "Ostrand": Location(54.0, 1.0, "GB"),
}
FIRST_DAY = datetime(2024, 2, 1, 8, tzinfo=UTC)


def told(
    name: str, title: str, body: str, *, day: int | None = 0, source: str = "averincourier.example", link: str = ""
) -> Told:
    """`day` counts from the first of February; None is an article without a date."""
    found: dict[str, tuple[EntityKind, list[tuple[int, int]]]] = {}
    paragraphs = []
    plain_title = MARKED.sub(lambda m: m[1] or m[2] or m[3], title)
    text, _ = compose([Part(ZoneKind.TITLE, plain_title)])
    at = len(text) + 2
    plain, last = "", 0
    for match in MARKED.finditer(body):
        plain += body[last : match.start()]
        called = match[1] or match[2] or match[3]
        kind = KINDS[next(i for i in range(3) if match[i + 1])]
        found.setdefault(called, (kind, []))[1].append((at + len(plain), at + len(plain) + len(called)))
        plain, last = plain + called, match.end()
    plain += body[last:]
    paragraphs.append(Part(ZoneKind.BODY, plain))
    text, zones = compose([Part(ZoneKind.TITLE, plain_title), *paragraphs])
    article = Article(
        id=ArticleId(f"article/{name}"),
        text=text,
        zones=zones,
        url=f"https://{source}/{name}",
        source=source,
        published=FIRST_DAY + timedelta(days=day) if day is not None else None,
        language="en",
        links=(Hyperlink(link, zones[1].start, zones[1].start + 3),) if link else (),
    )
    return Told(article, [_named(called, kind, spans) for called, (kind, spans) in found.items()])


def _named(called: str, kind: EntityKind, spans: list[tuple[int, int]]) -> Named:
    place = kind is EntityKind.PLACE
    return Named(
        id=EntityId(f"{'place' if place else 'actor'}/{called.lower().replace(' ', '-')}"),
        kind=kind,
        name=called,
        confidence=0.9,
        mentions=tuple(Mention(start, end, kind, 0.9) for start, end in spans),
        location=WHERE.get(called),
        within=(EntityId("place/merrin-coast"),) if place else (),
    )


STRIKE = told(
    "strike",
    "Cranes stop at Port Averin as strike begins",
    "The dockers of <Port Averin> stopped work at dawn, and all eleven cranes stand still. {Marta Quillan} of the "
    "[Dockers Union] said the crane frame that crushed {Emil Rask} had never been inspected. “No crane moves until "
    "each of them is safe,” she said.",
    day=18,
)
TALKS = told(
    "talks",
    "Talks in the crane strike collapse",
    "{Marta Quillan} and the [Averin Harbour Company] broke off their talks in <Port Averin> after nine hours. The "
    "dockers want every crane inspected. “No crane moves until each of them is safe,” the [Dockers Union] repeats.",
    day=32,
)
WALKOUT = told(
    "walkout",
    "Dockers walk out over crane safety",
    "Eleven cranes stand still in <Port Averin>: the dockers stopped work at dawn. {Marta Quillan} of the "
    "[Dockers Union] said that the crane frame which crushed {Emil Rask} was never inspected.",
    day=19,
    source="radioskarrow.example",
)
MINE = told(
    "mine",
    "Three die as hoist rope parts in Shaft 3",
    "Three men died in the mine at <Skarrow> when the hoist rope of Shaft 3 parted. {Rhona Pell} of the [Valley Miners "
    "Federation] called for an inquiry into [Calder Marine Surveys], which had signed for the rope.",
    day=55,
)
INQUIRY = told(
    "inquiry",
    "Surveyor never went down the shaft, inquiry hears",
    "The inquiry into the deaths in the mine at <Skarrow> heard that [Calder Marine Surveys] signed for the hoist rope "
    "of Shaft 3 without seeing it. {Rhona Pell} left the room in anger.",
    day=105,
    link="https://averincourier.example/mine",
)
OYSTERS = told(
    "oysters",
    "Oyster feast draws a crowd",
    "Visitors ate nine thousand oysters on Sunday. The weather was kind and the band played until dark.",
    day=20,
)
BUDGET = told(
    "budget",
    "Council adopts its budget by one vote",
    "The council of <Ostrand> adopted its budget by eighteen votes to seventeen; the library keeps its Saturday hours.",
    day=40,
)
REPRINT = told(
    "reprint",
    STRIKE.article.title,
    "The dockers of <Port Averin> stopped work at dawn, and all eleven cranes stand still. {Marta Quillan} of the "
    "[Dockers Union] said the crane frame that crushed {Emil Rask} had never been inspected. “No crane moves until "
    "each of them is safe,” she said.",
    day=19,
    source="dailycurrents.example",
)
TOWN = (STRIKE, TALKS, WALKOUT, MINE, INQUIRY, OYSTERS, BUDGET, REPRINT)


def corpus_of(*articles: Told) -> Corpus:
    return Corpus.of(one.features for one in articles)


def rows_of(corpus: Corpus, *articles: Told | Features) -> Rows:
    """In which rows of the corpus they stand."""
    ids = [one.article if isinstance(one, Features) else one.article.id for one in articles]
    return np.array([corpus.row_of(id) for id in ids], dtype=np.intp)


STEMS = ("en:crane", "en:dock", "en:strike", "en:mine", "en:rope", "en:river", "en:dam")
_WORDS = st.dictionaries(st.sampled_from(STEMS), st.integers(1, 4), max_size=6)
_NAMES = st.dictionaries(st.sampled_from(["actor/marta-quillan", "actor/rhona-pell", "actor/dsu"]), st.integers(1, 3))
_SPOTS = st.lists(st.builds(Spot, st.floats(-80, 80), st.floats(-179, 179), st.integers(1, 3)), max_size=3)


@st.composite
def many_features(draw: st.DrawFn, *, least: int = 2, most: int = 8) -> list[Features]:
    """Articles of a few words and names, in some order."""
    made = []
    for name in draw(st.permutations(range(draw(st.integers(least, most))))):
        bags = {
            Field.WHOLE: draw(_WORDS),
            Field.TITLE: draw(_WORDS),
            Field.OPENING: draw(_WORDS),
            Field.PEOPLE: draw(_NAMES),
            Field.PLACES: {"place/skarrow": 1},
            Field.PLACES_FIRST: {"place/skarrow": 1},
        }
        made.append(
            Features(
                article=ArticleId(f"article/{name}"),
                bags={field: dict(sorted(bag.items())) for field, bag in bags.items() if bag},
                spots=tuple(sorted(draw(_SPOTS))),
                day=draw(st.none() | st.integers(738_900, 738_960)),
                source=draw(st.sampled_from(["", "averincourier.example"])),
            )
        )
    return made
