"""What do these articles name, without an archive? One answer for each, in the order in which they come."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.cleaning.given import as_given
from newsgraph.entity import EntityKind, Extraction, Mention, Named
from newsgraph.errors import ArticleRejected
from newsgraph.naming import namer
from newsgraph.parallel import Crew, rarely_collecting
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import ReadOptions, read
from newsgraph.reading.web import FetchRules

CHUNK = 50
# Articles among which an outlet's home is learnt before their places are settled: what a batch of one paper needs, and
# some 40 MB of texts.
WINDOW = 2_000


class Extracted(NamedTuple):
    """What one article names. `id` is the one that it brought along (a number where it was one), else the archive's.

    Offsets of mentions count code points of `article.text`; `text_start` is where the record's own text begins in it,
    so that a mention of the title counts from the title's first letter and any other from the text's.
    """

    id: str | int
    article: Article
    text_start: int
    extraction: Extraction


class _Found(NamedTuple):
    id: str | int
    article: Article
    text_start: int
    mentions: list[Mention]


def extract_all(
    locations: Iterable[str | Path],
    options: ReadOptions | None = None,
    *,
    spans: bool = False,
    finder: str = "",
    allow_private: bool = False,
    workers: int = 1,
) -> Iterator[Extracted | Rejection]:
    """What each article at these locations names; what cannot be used gives its Rejection, and the rest goes on.

    With `spans` the places are those that the records' `toponyms` name, and none is left out. The home of an outlet
    is learnt from the articles that come with it, WINDOW at a time. `finder` is as in `open_archive`.
    """
    chosen = replace(options or ReadOptions(), rules=FetchRules(allow_private=allow_private))
    arrived = read([str(location) for location in locations], chosen)
    work = partial(_found_all, spans, finder)
    with rarely_collecting(), Crew(workers, preload=("newsgraph.naming",)) as crew:
        found = chain.from_iterable(crew.spread(_chunks(arrived), work, crashed=_crashed))
        while window := list(islice(found, WINDOW)):
            yield from _settled(window, spans=spans)


def extract(text: str, *, title: str = "", source: str = "") -> Extraction:
    """What a text names, without an archive. Offsets of mentions count in the title, two line ends and the text.

    Raises ArticleRejected where there are no words.
    """
    raw = RawArticle(location="text", format="text", body_text=text, title=title, source=source)
    return namer().name(as_given(raw, clean(raw)).article)


def drafted(text: str, *, title: str = "") -> tuple[Article, tuple[Named, ...]]:
    """A text as an article that is in no archive, and whom and what it names. Raises ArticleRejected."""
    article = clean(RawArticle(location="text", format="text", body_text=text, title=title))
    return article, namer().name(article).entities


def _settled(window: list[_Found | Rejection], *, spans: bool) -> Iterator[Extracted | Rejection]:
    names = namer()
    homes = names.homes((one.article, one.mentions) for one in window if isinstance(one, _Found))
    for one in window:
        if isinstance(one, Rejection):
            yield one
            continue
        home = homes.get(one.article.source)
        named = names.resolve(one.article, one.mentions, home=home, all_places=spans)
        yield Extracted(one.id, one.article, one.text_start, named)


def _chunks(arrived: Iterable[RawArticle | Rejection]) -> Iterator[list[RawArticle | Rejection]]:
    rest = iter(arrived)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _found_all(spans: bool, finder: str, chunk: list[RawArticle | Rejection]) -> list[_Found | Rejection]:
    """The names in each, in the same order; those of a chunk are found together."""
    given = [item if isinstance(item, Rejection) else _given(item) for item in chunk]
    usable = [item for item in given if not isinstance(item, Rejection)]
    mentions = iter(namer(finder=finder).find([one.article for one in usable]))
    return [
        one if isinstance(one, Rejection) else _with_names(one, next(mentions), raw, spans=spans)
        for raw, one in zip(chunk, given, strict=True)
    ]


def _with_names(one: _Found, names: list[Mention], raw: RawArticle | Rejection, *, spans: bool) -> _Found:
    if spans and isinstance(raw, RawArticle):
        names = _with_spans(names, one, raw)
    return one._replace(mentions=names)


def _given(raw: RawArticle) -> _Found | Rejection:
    try:
        cleaned = clean(raw)
    except ArticleRejected as reason:
        return Rejection(raw.location, str(reason))
    except Exception as fault:  # parsers of others' making will always have one more way to fail
        return Rejection(raw.location, f"broke the page parser ({type(fault).__name__}: {fault})")
    article, _, start = as_given(raw, cleaned)
    number = raw.external_id
    id: str | int = int(number) if raw.counted else number or article.id
    return _Found(id, article, start, [])


def _with_spans(found: list[Mention], one: _Found, raw: RawArticle) -> list[Mention]:
    """The places that the record names, and of what was found only what stands apart from them and is no place."""
    start, end = one.text_start, len(one.article.text)
    told = [Mention(a + start, b + start, EntityKind.PLACE, 1.0) for a, b in raw.spans or () if b + start <= end]
    actors = [m for m in found if m.kind is not EntityKind.PLACE]
    kept = [m for m in actors if not any(m.start < place.end and place.start < m.end for place in told)]
    return sorted([*told, *kept])


def _crashed(item: RawArticle | Rejection) -> Rejection:
    return Rejection(item.location, "crashed the page parser, which reads it in a process of its own")
