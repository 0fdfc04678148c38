"""Are places found in raw text and put where they are? Names and positions at once, scored on gold articles.

    python -m evals.end_to_end [DATA] [--errors N]       # DATA defaults to ../shared/data

Each file of gold is read as `newsgraph extract FILE` reads it, so that everything is as a person gets it: the outlet is
the one that the record or its URL names, and its home is learnt from all of its articles in the file.

Micro precision, recall and F1 over spans of the texts; what is found in the headline is not counted, because gold has
the text alone. Gold are the toponyms with coordinates. One is right where a place that has a position is found at
exactly its span, no more than 161 km (100 miles) from its coordinates; GeoNames ids do not count. Found are all places
with a position, but for those that overlap what gold marks and leaves out, which are neither right nor wrong.

- lgl: what is left out are the toponyms without coordinates (318 of 2485).
- lgl strict: the same, but a place that is found at such a toponym is wrong. The goal of .70 is for this row.
- geowebnews literal: gold is of the types that `evals.place_names` lists; the others are left out.
- geovirus: all toponyms have coordinates.

The exit status is 1 where a floor in `evals/floors.json` (`end to end.<set>`, F1) is not reached, 2 where the data is
absent.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.pages import DEFAULT_DATA, FLOORS
from evals.place_names import LITERAL, Score, Span, overlap, reaches
from evals.places import NEAR_KM
from newsgraph.entity import EntityKind
from newsgraph.extracting import Extracted, extract_all
from newsgraph.raw import Rejection
from newsgraph.resolving.geometry import distance_km

SETS = {
    "lgl": "lgl-dev",
    "lgl strict": "lgl-dev",
    "geowebnews literal": "geowebnews-dev",
    "geovirus": "geovirus",
}

Position = tuple[float, float]


class Placed(NamedTuple):
    """A text with where its gold toponyms lie and where we put what we found, by span of the text.

    A span that gold gives several positions is right at any of them. `left_out` count neither way.
    """

    text: str
    gold: Mapping[Span, Sequence[Position]]
    found: Mapping[Span, Position]
    left_out: frozenset[Span] = frozenset()

    def right(self) -> set[Span]:
        return {span for span in self.found if any(near(self.found[span], each) for each in self.gold.get(span, ()))}

    def counted(self) -> set[Span]:
        """What is found and counts."""
        return {s for s in self.found if s in self.gold or not any(overlap(s, other) for other in self.left_out)}


def near(one: Position, other: Position) -> bool:
    return distance_km(*one, *other) <= NEAR_KM


def placed(path: Path, *, literal: bool = False, strict: bool = False) -> list[Placed]:
    """Every article of a file of gold, as `newsgraph extract` reads, names and places it."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    pairs = zip(records, extract_all([path]), strict=True)
    return [_placed(record, one, literal=literal, strict=strict) for record, one in pairs]


def _placed(record: dict[str, Any], one: Extracted | Rejection, *, literal: bool, strict: bool) -> Placed:
    gold: dict[Span, list[Position]] = {}
    for toponym in record["toponyms"]:
        if toponym.get("lat") is not None and (not literal or toponym["type"] in LITERAL):
            gold.setdefault((toponym["start"], toponym["end"]), []).append((toponym["lat"], toponym["lon"]))
    others = frozenset((toponym["start"], toponym["end"]) for toponym in record["toponyms"]) - gold.keys()
    found = {} if isinstance(one, Rejection) else dict(_found(one))
    return Placed(record["text"], gold, found, frozenset() if strict else others)


def _found(one: Extracted) -> Iterator[tuple[Span, Position]]:
    for named in one.extraction.entities:
        if named.kind is EntityKind.PLACE and named.location:
            for mention in named.mentions:
                if mention.start >= one.text_start:
                    span = (mention.start - one.text_start, mention.end - one.text_start)
                    yield span, (named.location.lat, named.location.lon)


def score(texts: Sequence[Placed]) -> Score:
    """Counts over all texts."""
    return Score(
        right=sum(len(one.right()) for one in texts),
        found=sum(len(one.counted()) for one in texts),
        gold=sum(len(one.gold) for one in texts),
    )


def errors(texts: Sequence[Placed]) -> Iterator[str]:
    """Each wrong span in its words: found where gold has none, put elsewhere, or missed."""
    for one in texts:
        right, found = one.right(), one.counted()
        wrong = dict.fromkeys(found - one.gold.keys(), "extra")
        wrong |= {span: "afar" if span in found else "missed" for span in one.gold.keys() - right}
        for (a, b), what in sorted(wrong.items()):
            yield f"{what:7} {one.text[max(0, a - 30) : a]}[{one.text[a:b]}]{one.text[b : b + 30]}".replace("\n", " ")


def main(arguments: Sequence[str]) -> int:
    """Print a row for each set; gives the exit status."""
    parser = argparse.ArgumentParser(prog="evals.end_to_end")
    parser.add_argument("data", nargs="?", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args(arguments)
    if not (options.data / "places").is_dir():
        print(f"no places in {options.data}: name the folder that holds places/", file=sys.stderr)
        return 2
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed = 0
    print(f"{'places end to end':<30}{'precision':>10}{'recall':>8}{'F1':>7}{'gold':>6}{'floor':>8}")
    for name, file in SETS.items():
        path = options.data / "places" / f"{file}.jsonl"
        texts = placed(path, literal=name.endswith("literal"), strict=name.endswith("strict"))
        failed += not reaches(name, score(texts), floors.get(f"end to end.{name}", 0.0))
        shown = list(errors(texts))
        for line in shown[:: max(1, len(shown) // options.errors)] if options.errors else ():
            print("   ", line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
