"""Are a page's author, date and title right? Scored on real pages with gold labels.

    python -m evals.page_facts [DATA]        # DATA defaults to ../shared/data

What is counted:

- authors: micro F1 over all pages on sets of names, each name folded (case, accents, dots, white space) and
an agency
  under its one name ("The Associated Press" is AP). Found are the article's authors and the agencies and
  institutions that are credited in an author's place; an agency that only its dateline names is no credit.
  Gold labels mix people, agencies and the outlet's own name, and list an agency on some pages that it is
  missing from on others, so nothing is counted in anybody's favour: what gold does not have is wrong, what
  only the outlet's own name would match is missed.
- date: share of pages whose calendar day is the gold's. Gold has the day that the page prints, in the
outlet's zone; ours
  is the day of the date used, as the page wrote it with its own offset, or, where that was told in UTC, the
  local day that the page shows of the same moment. A page without gold date counts as right when none is
  found.
- title: share of pages whose folded title (the outlet's name cut off both) is the gold's; `title stated` is
the share
  of pages where the gold title is among all those that the article keeps, used or as evidence.

The exit status is 1 where a floor in `evals/floors.json` (`pages.<set>.authors|date|title`) is not reached,
2 where the data is absent.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.pages import DEFAULT_DATA, FLOORS, GoldPage, load_pages
from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.cleaning.agencies import agency_named
from newsgraph.cleaning.dates import LOCAL_DAY
from newsgraph.cleaning.person_names import folded_name
from newsgraph.cleaning.titles import tidy, without_outlet
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle

SETS = ("mixed", "publishers")


class Score(NamedTuple):
    """Precision, recall and F1 for authors; for the others all three are the share of right pages."""

    set: str
    field: str
    precision: float
    recall: float
    f1: float
    size: int


def cleaned(page: GoldPage) -> Article | None:
    """The page as newsgraph cleans it, None where it is refused."""
    try:
        return clean(RawArticle(location=page.file, format="html", page=page.html, url=page.url))
    except ArticleRejected:
        return None


def gold_authors(page: GoldPage) -> set[str]:
    names = page.authors if page.set == "publishers" else tuple(n for text in page.authors for n in text.split(","))
    return {credit(name) for name in names if name.strip(" |.\t")}


def credit(name: str) -> str:
    return folded_name(agency_named(name) or name)


def found_authors(article: Article | None) -> set[str]:
    if article is None:
        return set()
    named = {name for e in article.evidence if e.field == "authors" and e.used for name in e.value.split(", ")}
    return {credit(name) for name in (*article.authors, *(agency for agency in article.agencies if agency in named))}


def found_day(article: Article | None) -> str:
    """The calendar day of publication where the article was published, "" for none."""
    told = [e for e in (article.evidence if article else ()) if e.field == "published"]
    local = next((e.value[:10] for e in told if e.how.endswith(LOCAL_DAY)), "")
    return local or next((e.value[:10] for e in told if e.used), "")


def found_titles(article: Article | None) -> list[str]:
    if article is None:
        return []
    return [article.title, *(e.value for e in article.evidence if e.field == "title")]


def same_title(found: str, gold: str, article: Article) -> bool:
    outlet = [folded_name(article.source.rpartition(".")[0]).replace(" ", "")]
    return folded_name(without_outlet(tidy(found), outlet)) == folded_name(without_outlet(tidy(gold), outlet))


def author_score(name: str, pairs: Iterable[tuple[set[str], set[str]]]) -> Score:
    """Micro-averaged over (gold, found) pairs, one a page."""
    pairs = list(pairs)
    right = sum(len(gold & found) for gold, found in pairs)
    said, true = sum(len(found) for _, found in pairs), sum(len(gold) for gold, _ in pairs)
    return Score(name, "authors", right / (said or 1), right / (true or 1), 2 * right / ((said + true) or 1), true)


def share(name: str, field: str, right: Sequence[bool]) -> Score:
    accuracy = sum(right) / (len(right) or 1)
    return Score(name, field, accuracy, accuracy, accuracy, len(right))


def score_set(name: str, pages: Sequence[GoldPage]) -> list[Score]:
    articles = [cleaned(page) for page in pages]
    both = list(zip(pages, articles, strict=True))
    titles = [
        [same_title(title, page.title, article) for title in found_titles(article)] if article else []
        for page, article in both
    ]
    return [
        author_score(name, ((gold_authors(page), found_authors(article)) for page, article in both)),
        share(name, "date", [found_day(article) == page.date.replace("NaT", "") for page, article in both]),
        share(name, "title", [bool(right) and right[0] for right in titles]),
        share(name, "title stated", [any(right) for right in titles]),
    ]


def pooled(scores: Sequence[Score], field: str) -> Score:
    """Both sets as one: the share of all their pages."""
    mine = [score for score in scores if score.field == field]
    size = sum(score.size for score in mine)
    mean = sum(score.f1 * score.size for score in mine) / (size or 1)
    return Score("both", field, mean, mean, mean, size)


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "pages").is_dir():
        print(f"no pages in {data}: name the folder that holds pages/", file=sys.stderr)
        return 2
    scores = [score for name in SETS for score in score_set(name, load_pages(data, name))]
    scores += [pooled(scores, "title"), pooled(scores, "title stated")]
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = 0
    print(f"{'set':<12}{'field':<14}{'precision':>10}{'recall':>8}{'F1/acc.':>9}{'of':>6}{'floor':>8}")
    for score in scores:
        floor = floors.get(f"pages.{score.set}.{score.field}")
        below = floor is not None and score.f1 < floor
        failed += below
        print(
            f"{score.set:<12}{score.field:<14}{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>9.3f}"
            f"{score.size:>6}"
            f"{'' if floor is None else f'{floor:8.3f}'}{' below' if below else ''}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
