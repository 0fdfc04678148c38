"""How much of a page's article does cleaning find, and how much else? Scored on real pages with gold bodies.

    python -m evals.pages [DATA]        # DATA defaults to ../shared/data

The measure is the one of Zyte's article-extraction-benchmark: each text is the multiset of its runs of four word
tokens; a page's true and false positives and false negatives are counted on these, precision and recall are means
over the pages, and F1 is taken of the two means. The exit status is 1 where a floor in `evals/floors.json`
(`pages.<set>.body`) is not reached, 2 where the data is absent.
"""

import ast
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.near_headline import headline_element
from newsgraph.cleaning.page_zones import PageParts, page_parts
from newsgraph.cleaning.titles import page_title

SETS = ("mixed", "publishers", "zyte")
FLOORS = Path(__file__).with_name("floors.json")
DEFAULT_DATA = Path(__file__).parents[1] / "../shared/data"
TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A saved page and what people say is in it. What a set does not label is "" or ().

    `authors` is one string as printed in the set `mixed` ("A, B"), one name each in `publishers`. `date` is
    ISO 8601, the day alone. `standfirst` is the set's summary, which its `body` begins with where it is given.
    """

    set: str
    file: str
    html: str
    body: str
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    standfirst: str = ""
    topics: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    country: str = ""

    @property
    def is_english(self) -> bool:
        """By the words, since two of the publishers' countries print in several languages."""
        words = Counter(TOKEN.findall(self.body.lower()))
        return words["the"] + words["of"] + words["and"] > 0.04 * words.total()


def load_pages(data: Path, name: str) -> list[GoldPage]:
    """The pages of a set, in the order of its list. Raises FileNotFoundError where the set is absent."""
    folder = data / "pages"
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [_gold_page(folder / name, json.loads(line)) for line in lines]


def _gold_page(folder: Path, row: dict[str, object]) -> GoldPage:
    with gzip.open(folder / str(row["file"])) as file:
        html = file.read().decode("utf-8", "replace")
    return GoldPage(
        set=folder.name,
        file=str(row["file"]),
        html=html,
        body=str(row["articleBody"]),
        title=str(row.get("title") or ""),
        authors=_listed(row.get("authors")),
        date=str(row.get("date") or ""),
        standfirst=" ".join(_listed(row.get("summary"))),
        topics=_listed(row.get("topics")),
        site=str(row.get("site") or ""),
        url=str(row.get("url") or ""),
        country=str(row.get("country") or ""),
    )


def _listed(value: object) -> tuple[str, ...]:
    """A list, a list that was printed into a string, or one string."""
    if isinstance(value, str) and value.startswith("["):
        value = ast.literal_eval(value)
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    return tuple(str(item) for item in value) if isinstance(value, Iterable) else ()


class BodyScore(NamedTuple):
    """Means over `pages` documents, and F1 of the two means."""

    precision: float
    recall: float
    pages: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1.0)


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """The runs of `size` word tokens as a multiset; a shorter text is one run."""
    tokens = TOKEN.findall(text)
    return Counter(tuple(tokens[at : at + size]) for at in range(max(1, len(tokens) - size + 1)))


def page_score(gold: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page. Nothing found where something was to be found gives 0 for both."""
    true, said = shingles(gold), shingles(found)
    both = (true & said).total()
    if not both:
        return 0.0, 0.0
    return both / said.total(), both / true.total()


def body_score(pairs: Iterable[tuple[str, str]]) -> BodyScore:
    """Of (gold body, found body) pairs, one a page."""
    scores = [page_score(gold, found) for gold, found in pairs]
    return BodyScore(fmean(p for p, _ in scores), fmean(r for _, r in scores), len(scores))


def parts_of(page: GoldPage) -> PageParts:
    """A page's parts, from the page alone: gold is not looked at."""
    markup = Markup(page.html, page.url)
    title, _ = page_title(markup, headline_element(markup))
    return page_parts(markup, title=title, authors=())


class Row(NamedTuple):
    """One line of the table: what is scored, and how fast it was found on one core."""

    name: str
    score: BodyScore
    pages_per_second: float


def rows(data: Path) -> Iterator[Row]:
    """The table: each set, the English pages of the publishers, and each set's body without its standfirst."""
    for name in SETS:
        pages = load_pages(data, name)
        started = time.perf_counter()
        parts = [parts_of(page) for page in pages]
        rate = len(pages) / (time.perf_counter() - started)
        whole = [
            (page, "\n\n".join((*part.standfirst, *part.paragraphs))) for page, part in zip(pages, parts, strict=True)
        ]
        yield Row(name, body_score((page.body, text) for page, text in whole), rate)
        if name == "publishers":
            english = [(page.body, text) for page, text in whole if page.is_english]
            yield Row(f"{name}-english", body_score(english), rate)
        alone = [(page.body, "\n\n".join(part.paragraphs)) for page, part in zip(pages, parts, strict=True)]
        yield Row(f"{name} without standfirst", body_score(alone), rate)


def main(arguments: Sequence[str]) -> int:
    """Print the table and what falls below its floor; gives the exit status."""
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "pages").is_dir():
        print(f"no pages in {data}: give the folder that holds pages/mixed.jsonl", file=sys.stderr)
        return 2
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    print(f"{'set':30} {'precision':>9} {'recall':>7} {'F1':>7} {'floor':>6} {'pages':>6} {'pages/s':>8}")
    missed = 0
    for name, score, rate in rows(data):
        floor = floors.get(f"pages.{name}.body", 0.0)
        missed += score.f1 < floor
        low = " BELOW" if score.f1 < floor else ""
        print(
            f"{name:30} {score.precision:9.4f} {score.recall:7.4f} {score.f1:7.4f} {floor or '':>6} "
            f"{score.pages:6} {rate:8.1f}{low}",
            flush=True,
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
