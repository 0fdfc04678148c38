"""Is each place name taken for the right place? Resolution with the spans given, scored on ../shared/data/places.

    python -m evals.places [DATA] [--errors]        # DATA defaults to ../shared/data

What is counted: every toponym with coordinates (in GeoWebNews of any type; its literal ones also by themselves). It is
right where our place has the gold's GeoNames id, or lies within 161 km (100 miles) of the gold's coordinates; a name
without a place is wrong. `strict` is the share by distance alone, `id` the share of exact GeoNames ids among those that
have one. Errors in kilometres are by distance alone, over the names that have a place.

The spans of an article are given all at once, nothing else is: no types, no order of reading. The outlet of LGL's
articles is known and its home learnt from the outlet's other articles, as resolved without a home (`learn_home` with
the article itself left out); the other sets have none. `alone` is LGL without any home.

Also printed: how right we are by confidence (calibration), what the veto would leave unresolved and how much of that
was wrong (its precision), and processor time per article. The exit status is 1 where a floor in `evals/floors.json`
(`places.<set>.near`) is not reached, 2 where the data is absent.
"""

import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.pages import DEFAULT_DATA, FLOORS
from newsgraph.article import Article, ArticleId, Zone, ZoneKind
from newsgraph.entity import EntityKind, Location, Mention, Named
from newsgraph.resolving.calibration import LEAST_CONFIDENCE
from newsgraph.resolving.context import Home
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.geometry import distance_km
from newsgraph.resolving.homes import HomeTally, learn_home
from newsgraph.resolving.places import resolve_places

SETS = ("lgl-dev", "geowebnews-dev", "geovirus")
NEAR_KM = 161.0
LITERAL = ("Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal", "Literal_Expression")


class Gold(NamedTuple):
    start: int
    end: int
    lat: float
    lon: float
    geonameid: int | None
    type: str


class GoldArticle(NamedTuple):
    article: Article
    toponyms: tuple[Gold, ...]


class Judged(NamedTuple):
    """One gold toponym with the place that we gave it. `km` is None where we gave none."""

    gold: Gold
    named: Named | None
    km: float | None

    @property
    def exact(self) -> bool:
        return bool(self.location and self.gold.geonameid and self.location.geonameid == self.gold.geonameid)

    @property
    def location(self) -> Location | None:
        return self.named.location if self.named else None

    @property
    def strictly_near(self) -> bool:
        return self.km is not None and self.km <= NEAR_KM

    @property
    def near(self) -> bool:
        return self.strictly_near or self.exact


def load_places(data: Path, name: str) -> list[GoldArticle]:
    with (data / "places" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [gold_article(json.loads(line)) for line in lines]


def gold_article(record: dict[str, object]) -> GoldArticle:
    text = str(record["text"])
    article = Article(
        id=ArticleId(str(record["id"])),
        text=text,
        zones=(Zone(ZoneKind.BODY, 0, len(text)),),
        source=str(record.get("domain") or ""),
    )
    return GoldArticle(article, tuple(golds(record["toponyms"])))


def golds(toponyms: object) -> Iterator[Gold]:
    assert isinstance(toponyms, list)
    for one in toponyms:
        if one.get("lat") is not None:
            id = int(one["geonameid"]) if one.get("geonameid") else None
            yield Gold(one["start"], one["end"], one["lat"], one["lon"], id, one.get("type") or "")


def resolved(gold: GoldArticle, gazetteer: Gazetteer, home: Home | None) -> list[Named]:
    spans = sorted({(one.start, one.end) for one in gold.toponyms})
    mentions = [Mention(start, end, EntityKind.PLACE, 1.0) for start, end in spans]
    return resolve_places(gold.article, mentions, gazetteer=gazetteer, home=home, every_span=True)


def judged(gold: GoldArticle, places: Sequence[Named]) -> Iterator[Judged]:
    at = {(mention.start, mention.end): named for named in places for mention in named.mentions}
    for one in gold.toponyms:
        named = at.get((one.start, one.end))
        where = named.location if named else None
        yield Judged(one, named, distance_km(one.lat, one.lon, where.lat, where.lon) if where else None)


def homes_by_article(articles: Sequence[GoldArticle], gazetteer: Gazetteer) -> list[Home | None]:
    """The home of each article's outlet as its other articles tell it."""
    alone = [tally_of(resolved(one, gazetteer, None), gazetteer) for one in articles]
    whole: defaultdict[str, HomeTally] = defaultdict(HomeTally)
    for one, tally in zip(articles, alone, strict=True):
        whole[one.article.source].merge(tally)
    return [
        learn_home(whole[one.article.source].without(tally), gazetteer, host=one.article.source)
        if one.article.source
        else None
        for one, tally in zip(articles, alone, strict=True)
    ]


def tally_of(places: Sequence[Named], gazetteer: Gazetteer) -> HomeTally:
    tally = HomeTally()
    tally.add(places, gazetteer)
    return tally


def judge_set(articles: Sequence[GoldArticle], gazetteer: Gazetteer, homes: Sequence[Home | None]) -> list[Judged]:
    return [
        one for gold, home in zip(articles, homes, strict=True) for one in judged(gold, resolved(gold, gazetteer, home))
    ]


def share(found: Sequence[Judged], right: Callable[[Judged], bool]) -> float:
    return sum(map(right, found)) / (len(found) or 1)


def row(name: str, found: Sequence[Judged]) -> str:
    known = [one for one in found if one.gold.geonameid]
    kilometres = [one.km for one in found if one.km is not None] or [0.0]
    return (
        f"{name:<26}{len(found):>6}{share(found, lambda one: one.near):>8.3f}"
        f"{share(found, lambda one: one.strictly_near):>8.3f}{share(known, lambda one: one.near):>8.3f}"
        f"{share(known, lambda one: one.exact):>8.3f}{share(found, lambda one: one.km is None):>9.3f}"
        f"{statistics.fmean(kilometres):>8.0f}{statistics.median(kilometres):>8.1f}"
    )


def print_calibration(found: Sequence[Judged]) -> None:
    told = [one for one in found if one.named]
    print("\nconfidence       names   right")
    for low in (0.0, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.25, 0.25: 0.5, 0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        part = [one for one in told if one.named and low <= one.named.confidence < high]
        print(f"{low:.2f} to {min(high, 1):.2f}{len(part):>10}{share(part, lambda one: one.near):>8.3f}")
    low_ones = [
        one for one in told if one.named and not one.named.provisional and one.named.confidence < LEAST_CONFIDENCE
    ]
    wrong = 1 - share(low_ones, lambda one: one.near)
    print(f"vetoed below {LEAST_CONFIDENCE}: {len(low_ones)}, of which wrong {wrong:.3f}")


def print_errors(articles: Sequence[GoldArticle], found: Sequence[Judged]) -> None:
    texts = [gold.article for gold in articles for _ in gold.toponyms]
    for article, one in zip(texts, found, strict=True):
        if not one.near:
            where = f"{one.named.name} ({one.named.id}) {one.named.confidence}" if one.named else "-"
            print(article.id, article.text[one.gold.start : one.gold.end], "->", where, tuple(one.gold[2:]))


def milliseconds(articles: Sequence[GoldArticle], gazetteer: Gazetteer) -> float:
    """Processor time for one article, blocks unpacked."""
    before = time.process_time()
    for one in articles:
        resolved(one, gazetteer, None)
    return 1000 * (time.process_time() - before) / len(articles)


def main(arguments: Sequence[str]) -> int:
    paths = [argument for argument in arguments if not argument.startswith("-")]
    data = Path(paths[0]) if paths else DEFAULT_DATA
    if not (data / "places").is_dir():
        print(f"no gold places in {data}: name the folder that holds places/", file=sys.stderr)
        return 2
    gazetteer = Gazetteer.shipped()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    everything: list[Judged] = []
    failed = 0
    print(
        f"{'set':<26}{'of':>6}{'near':>8}{'strict':>8}{'id near':>8}{'id':>8}{'missing':>9}{'mean km':>8}{'median':>8}"
    )
    for name in SETS:
        articles = load_places(data, name)
        nowhere: list[Home | None] = [None] * len(articles)
        homes = homes_by_article(articles, gazetteer)
        found = judge_set(articles, gazetteer, homes)
        everything += found
        print(row(name, found))
        if any(homes):
            print(row(f"{name} alone", judge_set(articles, gazetteer, nowhere)))
        if any(one.gold.type for one in found):
            print(row(f"{name} literal", [one for one in found if one.gold.type in LITERAL]))
        if "--errors" in arguments:
            print_errors(articles, found)
        failed += share(found, lambda one: one.near) < floors.get(f"places.{name}.near", 0)
        print(f"{'':<26}{milliseconds(articles, gazetteer):.2f} ms an article")
    print_calibration(everything)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
