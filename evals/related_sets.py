"""The sets that relatedness is judged on, as clean articles with gold.

All come from ../shared/data/related and ../shared/data/articles; the articles go through `newsgraph.cleaning` as any
record does. FNC-1 and SemEval have no titles; ECB+ and AllSides have.

- `semeval`: pairs of articles with human scores, 1 (the same) to 4 (unrelated), turned so that more is more alike.
- `ecb`, `fnc`: articles with the event (the claim) that they report. 8,000 unrelated ones are mixed in: drawn, with
  seed 0, from the AllSides articles.
- `allsides`: the archive is all 12,000. Gold: all articles of one day (a whole date) and one topic, where these are
  exactly three, from three outlets, one left, one centre, one right. AllSides itself puts its headlines of the day
  together that way, but two of three such triples are not about one event, only about one topic: no ranking gets near
  1. The file does not say who leans where, so `LEANINGS` does, after AllSides' public ratings of 2013 to 2020; outlets
  that are not listed belong to no triple.
"""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle

UNRELATED, SEED = 8000, 0
ASKED = ("overall", "geography", "entities")

LEFT = """CNN (Web News)|Politico|Vox|New York Times - News|Salon|The Guardian|ABC News|Daily Beast|CBS News
The Atlantic|Vanity Fair|Mother Jones|Slate|Washington Post|Media Matters|Daily Kos|BuzzFeed News|Time Magazine
The Week - News|CNN - Editorial
New York Times - Opinion|Democracy Now|ProPublica|Vice|Yahoo! The 360|Guest Writer - Left
The Intercept|New York Magazine|NBC News (Online)|NBCNews.com|MSNBC|The Nation|Jacobin|ThinkProgress|HuffPost
New York Times (Online News)|ABC News (Online)|Bloomberg|Yahoo! News|The New Yorker|New Republic|RollingStone.com"""
CENTRE = """NPR Online News|USA TODAY|The Hill|Christian Science Monitor|Reuters|BBC News|Associated Press|Al Jazeera
Wall Street Journal - News|CNBC|FiveThirtyEight|Axios|MarketWatch|Business Insider|Pew Research Center|The Flip Side
RealClearPolitics|Guest Writer|PBS NewsHour|Roll Call|The Economist|Foreign Policy|Chicago Sun-Times"""
RIGHT = """Washington Times|Fox Online News|Fox News|Townhall|National Review|Newsmax|Reason|Breitbart News|CBN
Guest Writer - Right|The Daily Caller|TheBlaze.com|American Spectator|New York Post|The Daily Wire|Fox News (Online)
HotAir|Fox News Opinion|Daily Mail|Media Research Center|Newsmax - News|Newsmax - Opinion|Newsmax (News)|NewsBusters
The Epoch Times|Independent Journal Review|Washington Free Beacon|Victor Hanson|John Stossel|Ben Shapiro|Rich Lowry"""
LEANINGS = {
    outlet: leaning
    for leaning, outlets in (("left", LEFT), ("centre", CENTRE), ("right", RIGHT))
    for outlet in outlets.replace("\n", "|").split("|")
}


class Pair(NamedTuple):
    """Two articles and how alike people found them: `alike[question]`, 0 (unrelated) to 3 (the same)."""

    one: Article
    other: Article
    alike: dict[str, float]


class Clustered(NamedTuple):
    """Articles with what they are about, by their place in the list."""

    name: str
    articles: list[Article]
    clusters: list[str]

    def relevant(self) -> list[tuple[int, frozenset[int]]]:
        """Each article that has fellows, with them."""
        groups: defaultdict[str, set[int]] = defaultdict(set)
        for at, cluster in enumerate(self.clusters):
            groups[cluster].add(at)
        return [(at, frozenset(groups[c] - {at})) for at, c in enumerate(self.clusters) if len(groups[c]) > 1]


def cleaned(
    where: str, text: str, *, title: str = "", date: str = "", source: str = "", authors: Sequence[str] = ()
) -> Article:
    raw = RawArticle(
        location=where,
        format="jsonl",
        body_text=text,
        title=title,
        published=date if len(date) == 10 else "",
        source=source or "gold.example",
        external_id=where,
        authors=tuple(authors),
        language="en",
    )
    try:
        return clean(raw)
    except ArticleRejected:
        return clean(raw.model_copy(update={"body_text": title or where}))


def lines(path: Path) -> Iterable[dict[str, str]]:
    with path.open("rb") as file, gzip.open(file) if path.suffix == ".gz" else file as opened:
        yield from map(json.loads, opened)


def semeval(data: Path) -> list[Pair]:
    return [
        Pair(
            cleaned(f"semeval {row['pair_id']} 1", row["text1"]),
            cleaned(f"semeval {row['pair_id']} 2", row["text2"]),
            {asked: 4 - float(row[asked]) for asked in ASKED},
        )
        for row in lines(data / "related" / "semeval2022-dev.jsonl")
    ]


def clustered(data: Path, name: str) -> Clustered:
    """`ecbplus-dev` or `fnc1-dev`."""
    rows = list(lines(data / "related" / f"{name}.jsonl"))
    articles = [cleaned(f"{name} {row['id']}", row["text"], title=row.get("title", "")) for row in rows]
    return Clustered(name, articles, [str(row["cluster"]) for row in rows])


class Outlets(NamedTuple):
    """All AllSides articles, and the triples by their places in the list."""

    articles: list[Article]
    triples: list[tuple[int, ...]]

    def relevant(self) -> list[tuple[int, frozenset[int]]]:
        return [(at, frozenset(triple) - {at}) for triple in self.triples for at in triple]

    def unrelated(self) -> list[Article]:
        drawn = random.Random(SEED).sample(range(len(self.articles)), UNRELATED)
        return [self.articles[at] for at in sorted(drawn)]


def allsides(data: Path) -> Outlets:
    rows = list(lines(data / "articles" / "allsides-12k.jsonl.gz"))
    articles = [
        cleaned(row["id"], row["text"], title=row["title"] or "", date=row["date"] or "", source=row["source_url"])
        for row in rows
    ]
    days: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if len(row["date"] or "") == 10 and row["topic"]:
            days[row["date"], row["topic"]].append(at)
    triples = [tuple(group) for _, group in sorted(days.items()) if opposed([rows[at]["source"] for at in group])]
    return Outlets(articles, triples)


def opposed(outlets: Sequence[str]) -> bool:
    return sorted(LEANINGS.get(outlet, "") for outlet in outlets) == ["centre", "left", "right"]
