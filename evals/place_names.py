"""Are the names of places found in raw text? Exact spans, scored on gold articles.

    python -m evals.place_names [DATA] [--errors N]       # DATA defaults to ../shared/data

Micro F1 over exact spans, an article at a time; what is found in the headline is not counted, because gold has the
text alone. Protocols:

- lgl: gold is every toponym that is marked: also adjectives and peoples ("Palestinian", 5 of 100), which newsgraph
  does not count as places, and the place in "Athens City Council" (20 of 100), which is the council's.
- geowebnews literal: gold are toponyms with coordinates of the types Literal, Literal_Modifier, Mixed, Coercion and
  Embedded_Literal. A found span that overlaps a toponym of another type (Metonymic, Demonym, Embedded_Non_Lit,
  Non_Toponym, expressions …) is neither right nor wrong.

Rows "embedded" count the place in a civic body's name ("Athens City Council") as well. The exit status is 1 where a
floor in `evals/floors.json` (`place names.<set>`) is not reached, 2 where the data is absent.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.pages import DEFAULT_DATA, FLOORS
from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind, Mention
from newsgraph.finding import find_all
from newsgraph.resolving.gazetteer import Gazetteer

Span = tuple[int, int]
LITERAL = {"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"}
SETS = {"lgl": "lgl-dev", "geowebnews literal": "geowebnews-dev"}
Finder = Callable[[Iterable[Article]], Iterable[Sequence[Mention]]]


class GoldText(NamedTuple):
    """An article; `shift` leads from offsets in its text to those of gold. `ignored` spans count neither way."""

    article: Article
    shift: int
    gold: frozenset[Span]
    ignored: frozenset[Span]


class Score(NamedTuple):
    right: int
    found: int
    gold: int

    @property
    def f1(self) -> float:
        return 2 * self.right / ((self.found + self.gold) or 1)


def load(data: Path, name: str) -> Iterator[GoldText]:
    path = data / "places" / f"{SETS[name]}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        yield gold_text(json.loads(line), literal=name.endswith("literal"))


def gold_text(record: dict[str, Any], *, literal: bool) -> GoldText:
    text, zones = compose([Part(ZoneKind.TITLE, record["title"]), Part(ZoneKind.BODY, record["text"])])
    spans = {(t["start"], t["end"]): t for t in record["toponyms"]}
    gold = {span for span, t in spans.items() if not literal or (t["type"] in LITERAL and t.get("lat") is not None)}
    article = Article(
        id=ArticleId(record["id"]), text=text, zones=zones, language="en", source=record.get("domain", "")
    )
    leading = len(record["text"]) - len(record["text"].lstrip())
    return GoldText(article, leading - zones[-1].start, frozenset(gold), frozenset(spans) - frozenset(gold))


def found_places(one: GoldText, mentions: Iterable[Mention]) -> set[Span]:
    spans = {(m.start + one.shift, m.end + one.shift) for m in mentions if m.kind is EntityKind.PLACE}
    return {s for s in spans if s[0] >= 0 and (s in one.gold or not any(overlap(s, other) for other in one.ignored))}


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score(texts: Sequence[GoldText], found: Sequence[set[Span]]) -> Score:
    right = sum(len(spans & one.gold) for one, spans in zip(texts, found, strict=True))
    return Score(right, sum(map(len, found)), sum(len(one.gold) for one in texts))


def errors(texts: Sequence[GoldText], found: Sequence[set[Span]]) -> Iterator[str]:
    for one, spans in zip(texts, found, strict=True):
        text, shift = one.article.text, one.shift
        for what, wrong in (("extra", spans - one.gold), ("missed", one.gold - spans)):
            for start, end in sorted(wrong):
                a, b = start - shift, end - shift
                yield f"{what:7} {text[max(0, a - 30) : a]}[{text[a:b]}]{text[b : b + 30]}".replace("\n", " ")


def shipped_finders() -> dict[str, Finder]:
    """By the suffix of a set's name: as shipped, and with the places in the names of civic bodies."""
    places = Gazetteer.shipped().population
    return {
        "": lambda articles: find_all(articles, places=places),
        " embedded": lambda articles: find_all(articles, places=places, embedded=True),
    }


def main(arguments: Sequence[str], *, finders: Mapping[str, Finder] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="evals.place_names")
    parser.add_argument("data", nargs="?", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args(arguments)
    if not (options.data / "places").is_dir():
        print(f"no places in {options.data}: name the folder that holds places/", file=sys.stderr)
        return 2
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed = 0
    print(f"{'set':<30}{'precision':>10}{'recall':>8}{'F1':>7}{'gold':>6}{'floor':>8}")
    for name in SETS:
        texts = list(load(options.data, name))
        for suffix, finder in (finders or shipped_finders()).items():
            mentions = finder(one.article for one in texts)
            found = [found_places(one, here) for one, here in zip(texts, mentions, strict=True)]
            failed += not reaches(name + suffix, score(texts, found), floors.get(f"place names.{name}{suffix}", 0.0))
            shown = list(errors(texts, found))
            for line in shown[:: max(1, len(shown) // options.errors)] if options.errors else ():
                print("   ", line)
    return 1 if failed else 0


def reaches(name: str, result: Score, floor: float) -> bool:
    """Prints a row, and tells whether the floor is reached."""
    precision, recall = result.right / (result.found or 1), result.right / (result.gold or 1)
    below = "" if result.f1 >= floor else " below"
    print(f"{name:<30}{precision:>10.3f}{recall:>8.3f}{result.f1:>7.3f}{result.gold:>6}{floor:8.3f}{below}")
    return not below


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
