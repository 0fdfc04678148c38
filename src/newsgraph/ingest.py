"""How does an article come in? Read, clean, keep: the whole way on one screen."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from math import inf
from typing import Generic, NamedTuple, TypeVar

from newsgraph.answers import REJECTIONS_KEPT, ArticleIds, IngestReport, Progress, Watcher
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.cleaning import clean
from newsgraph.errors import ArticleRejected
from newsgraph.parallel import Crew, rarely_collecting
from newsgraph.raw import RawArticle, Rejection

T = TypeVar("T")
P = TypeVar("P")


class Ready(NamedTuple, Generic[P]):
    """What was made of a clean article, in the process that cleaned it."""

    id: ArticleId
    made: P
    weight: int  # characters of its text


Arrived = RawArticle | Rejection
Cleaned = Ready[P] | Withdrawal | Rejection
# Keeps a batch in one transaction and says of each what became of it: "added", "updated", "unchanged", "withdrawn".
Keep = Callable[[Sequence[Ready[P] | Withdrawal]], Sequence[str]]
NEW = ("added", "updated")

# Imported when they are first needed, at 0.3 s: by the parent of all workers, once.
CLEANERS = ("newsgraph.cleaning.records", "newsgraph.cleaning.web_page")
# A chunk is what travels to a worker and back, a batch is one transaction. Swept over the 18,000 articles of the
# ingest benchmark: chunks of 50, 100, 400 and batches of 500, 1,000, 4,000 took 14.6 to 16.2 s, which is the noise.
# With names and all, a thousand articles of 1,000 words on their way into the store hold 76 MiB in the keeping process,
# 500 52 and 250 41, for .36, .35 and .36 ms of processor time each.
# Half a million characters of web pages are a quarter of a second of cleaning, so whoever watches hears as often; over
# 174 saved pages two million took 4.4 s and half a million 4.2 s.
CHUNK_ARTICLES, CHUNK_CHARACTERS = 100, 500_000
BATCH_ARTICLES, BATCH_CHARACTERS = 500, 8_000_000
# Seconds until a chunk travels that does not fill up: pages that are fetched trickle in.
CHUNK_SECONDS = 1.0
# Seconds between two reports to whoever watches; a report costs a microsecond, drawing one a millisecond.
REPORT_SECONDS = 0.2


def ingest(
    arrived: Iterable[Arrived],
    keep: Keep[P],
    *,
    make: Callable[[Sequence[Article]], Sequence[P]],
    crew: Crew,
    tally: "Tally",
    course: "Course",
) -> IngestReport:
    """Clean what arrives and have it kept, batch by batch; what cannot be used is reported and the rest goes on.

    `make` is called on the clean articles of a chunk in the process that cleaned them, gives one value for each, in
    order, and these are what `keep` gets: with a crew of several the keeping process has only keeping to do. It must be
    importable by name, or a partial of what is. `keep` may use the crew for work of its own.
    """
    work = partial(clean_all, make)
    chunks = _grouped(course.reading(arrived), CHUNK_ARTICLES, CHUNK_CHARACTERS, _weight_raw, seconds=CHUNK_SECONDS)
    spreading = crew.spread(course.leaving(chunks), work, crashed=_crashed)
    cleaned = chain.from_iterable(course.returning(spreading))
    with rarely_collecting():
        for batch in _grouped(cleaned, BATCH_ARTICLES, BATCH_CHARACTERS, _weight_clean):
            usable = [item for item in batch if not isinstance(item, Rejection)]
            tally.count(usable, keep(usable) if usable else ())
            tally.reject(item for item in batch if isinstance(item, Rejection))
            del batch, usable  # while the next one fills up
            course.tell()
    course.tell(at_once=True)
    return tally.report()


def clean_all(make: Callable[[Sequence[Article]], Sequence[P]], chunk: list[Arrived]) -> list[Cleaned[P]]:
    """Each one clean, or the reason why not, in the same order."""
    cleaned = [item if isinstance(item, Rejection) else _clean_one(item) for item in chunk]
    made = iter(_made([item for item in cleaned if isinstance(item, Article)], make))
    return [next(made) if isinstance(item, Article) else item for item in cleaned]


def _clean_one(raw: RawArticle) -> Article | Withdrawal | Rejection:
    if raw.withdrawn:
        return Withdrawal(raw.url, raw.external_id, raw.source, raw.location)
    try:
        return clean(raw)
    except ArticleRejected as reason:
        return Rejection(raw.location, str(reason))
    except Exception as fault:  # parsers of others' making will always have one more way to fail
        return _broken(raw.location, "page parser", fault)


def _made(
    articles: Sequence[Article], make: Callable[[Sequence[Article]], Sequence[P]]
) -> Iterator[Ready[P] | Rejection]:
    """What `make` makes of them; where it fails at one, of each by itself."""
    try:
        made: Sequence[P] = make(articles)
    except Exception as fault:
        if len(articles) == 1:
            yield _broken(articles[0].location, "name finder", fault)
        else:
            for article in articles:
                yield from _made([article], make)
        return
    yield from (Ready(one.id, result, len(one.text)) for one, result in zip(articles, made, strict=True))


def _broken(location: str, what: str, fault: Exception) -> Rejection:
    return Rejection(location, f"broke the {what} ({type(fault).__name__}: {fault})")


def _crashed(item: Arrived) -> Rejection:
    return Rejection(item.location, "crashed the page parser, which reads it in a process of its own")


class Course:
    """How far the articles are on their way, told to `watch` a few times a second, in the thread of the caller.

    What is told is what came back clean. The reading is ahead of that by the chunks under way, which at the end of a
    small folder are all of it: so each chunk remembers `share`, the part of the input that was read when it left.
    """

    def __init__(self, watch: Watcher | None = None, share: Callable[[], float | None] = lambda: None) -> None:
        self._watch, self._share = watch, share
        self._under_way: deque[float | None] = deque()
        self._clean, self._worked_off = 0, share()
        self._told = -inf

    def reading(self, arrived: Iterable[Arrived]) -> Iterator[Arrived]:
        for item in arrived:
            self.tell()
            yield item

    def leaving(self, chunks: Iterable[list[Arrived]]) -> Iterator[list[Arrived]]:
        for chunk in chunks:
            self._under_way.append(self._share())
            yield chunk

    def returning(self, chunks: Iterable[list[T]]) -> Iterator[list[T]]:
        for chunk in chunks:  # in the order in which they left
            self._clean += len(chunk)
            self._worked_off = self._under_way.popleft()
            self.tell()
            yield chunk

    def tell(self, *, at_once: bool = False) -> None:
        if self._watch is None:
            return
        now = time.monotonic()
        if at_once or now - self._told >= REPORT_SECONDS:
            self._told = now
            self._watch(Progress("adding", self._clean, None, "articles", self._worked_off))


class Tally:
    """Counts on the way in."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._outcomes = {"added": 0, "updated": 0, "unchanged": 0, "withdrawn": 0}
        self._rejected_count = 0
        self._rejected: list[Rejection] = []
        self._notices: list[Rejection] = []
        self._ids = ArticleIds()

    @property
    def read(self) -> int:
        return sum(self._outcomes.values()) + self._rejected_count

    def count(self, items: Sequence[Ready[P] | Withdrawal], outcomes: Sequence[str]) -> None:
        for outcome in outcomes:
            self._outcomes[outcome] += 1
        new = (
            item.id for item, outcome in zip(items, outcomes, strict=True) if outcome in NEW and isinstance(item, Ready)
        )
        self._ids.extend(dict.fromkeys(new))

    def reject(self, items: Iterable[Rejection]) -> None:
        for item in items:
            self._rejected_count += 1
            if len(self._rejected) < REJECTIONS_KEPT:
                self._rejected.append(item)

    def notice(self, location: str, message: str) -> None:
        """Something was left out on purpose."""
        if len(self._notices) < REJECTIONS_KEPT:
            self._notices.append(Rejection(location, message))

    def report(self) -> IngestReport:
        return IngestReport(
            read=self.read,
            **self._outcomes,
            rejected_count=self._rejected_count,
            rejected=tuple(self._rejected),
            notices=tuple(self._notices),
            ids=self._ids,
            seconds=time.monotonic() - self._started,
        )


def _grouped(
    items: Iterable[T], most: int, heaviest: int, weight: Callable[[T], int], *, seconds: float = inf
) -> Iterator[list[T]]:
    """Groups of at most `most` items, ended early once one weighs `heaviest` or has been filling for `seconds`."""
    group: list[T] = []
    load, begun = 0, time.monotonic()
    for item in items:
        group.append(item)
        load += weight(item)
        if len(group) >= most or load >= heaviest or time.monotonic() - begun >= seconds:
            yield group
            group, load, begun = [], 0, time.monotonic()
    if group:
        yield group


def _weight_raw(item: Arrived) -> int:
    if isinstance(item, Rejection):
        return 0
    return len(item.page or item.body_html or item.body_text or item.plain_page or "")


def _weight_clean(item: Cleaned[P]) -> int:
    return item.weight if isinstance(item, Ready) else 0
