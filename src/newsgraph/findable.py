"""By which words is an article found where no archive is at hand? Those of its headline and its opening."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from newsgraph.answers import Progress, Watcher
from newsgraph.article import Article, ArticleId
from newsgraph.boxes import Findable
from newsgraph.parallel import Crew
from newsgraph.store import Store
from newsgraph.text.analysis import forms, stems

AT_ONCE = 200
OPENING_WORDS = 120  # words of the body, after headline and standfirst: where news says who, where and what
IN_TITLE, IN_STANDFIRST, IN_OPENING, MOST = 4, 2, 1, 9  # what a word weighs each time it stands there


def findables(
    folder: Path, ids: Sequence[ArticleId], *, crew: Crew, watch: Watcher | None = None
) -> Iterator[Findable]:
    """Of the articles in the archive that are shown, in the order of `ids`."""
    chunks = [list(ids[at : at + AT_ONCE]) for at in range(0, len(ids), AT_ONCE)]
    done = 0
    for some in crew.spread(chunks, partial(found_in, folder), crashed=_crashed):
        yield from (one for one in some if one)
        done += len(some)
        if watch:
            watch(Progress("making the search", done, len(ids), "articles"))


def _crashed(_: ArticleId) -> None:
    """An article that killed its process is found by nothing."""


def found_in(folder: Path, ids: list[ArticleId]) -> list[Findable | None]:
    """Of these articles of the archive in `folder`; None for those that are not shown."""
    with Store.open(folder) as store:
        found = {article.id: findable(article) for article in store.articles(ids)}
    return [found.get(id) for id in ids]


def findable(article: Article) -> Findable:
    """Pure. Words are folded and stemmed as the text index does it, by the article's language."""
    opening = " ".join(article.body.split(maxsplit=OPENING_WORDS)[:OPENING_WORDS])
    weights: dict[str, int] = {}
    for part, weight in ((article.title, IN_TITLE), (article.standfirst, IN_STANDFIRST), (opening, IN_OPENING)):
        for form in forms(part):
            weights[form] = min(MOST, weights.get(form, 0) + weight)
    words = {form: (_stems(form, article.language), weight) for form, weight in sorted(weights.items())}
    return Findable(article.id, article.title, article.url, article.source, article.published, words)


def _stems(form: str, language: str) -> tuple[str, ...]:
    return stems(form, language) or (f":{form}",)
