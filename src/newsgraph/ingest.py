"""How does an article come in? Read, clean, keep: the whole way on one screen."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from newsgraph.answers import IngestReport, Progress, Watcher
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.cleaning import clean
from newsgraph.errors import ArticleRejected
from newsgraph.parallel import spread
from newsgraph.raw import RawArticle, Rejection

T = TypeVar("T")
Arrived = RawArticle | Rejection
Cleaned = Article | Withdrawal | Rejection
# Keeps a batch in one transaction and says of each what became of it: "added", "updated", "unchanged", "withdrawn".
Keep = Callable[[Sequence[Article | Withdrawal]], Sequence[str]]

# A chunk is what travels to a worker and back, a batch is one transaction. Swept over the 18,000 articles of the
# ingest benchmark: chunks of 50-400 and batches of 500-4,000 differ by less than the noise; larger only costs memory.
CHUNK_ARTICLES, CHUNK_CHARACTERS = 100, 2_000_000
BATCH_ARTICLES, BATCH_CHARACTERS = 1_000, 16_000_000


def ingest(arrived: Iterable[Arrived], keep: Keep, *, workers: int, watch: Watcher | None = None) -> IngestReport:
    """Clean what arrives and have it kept, batch by batch; what cannot be used is reported and the rest goes on."""
    started = time.monotonic()
    tally = Tally()
    chunks = _grouped(arrived, CHUNK_ARTICLES, CHUNK_CHARACTERS, _weight_raw)
    cleaned = chain.from_iterable(spread(chunks, clean_all, workers=workers, crashed=_crashed))
    for batch in _grouped(cleaned, BATCH_ARTICLES, BATCH_CHARACTERS, _weight_clean):
        usable = [item for item in batch if not isinstance(item, Rejection)]
        tally.count(usable, keep(usable) if usable else ())
        tally.rejected += [item for item in batch if isinstance(item, Rejection)]
        if watch:
            watch(Progress("adding", tally.read, None, "articles"))
    return tally.report(time.monotonic() - started)


def clean_all(chunk: list[Arrived]) -> list[Cleaned]:
    """Each one clean, or the reason why not, in the same order."""
    return [item if isinstance(item, Rejection) else _clean_one(item) for item in chunk]


def _clean_one(raw: RawArticle) -> Cleaned:
    if raw.withdrawn:
        return Withdrawal(raw.url, raw.external_id, raw.source, raw.location)
    try:
        return clean(raw)
    except ArticleRejected as reason:
        return Rejection(raw.location, str(reason))


def _crashed(item: Arrived) -> Cleaned:
    return Rejection(item.location, "crashed the page parser, which reads it in a process of its own")


class Tally:
    """Counts on the way in."""

    def __init__(self) -> None:
        self.outcomes: dict[str, int] = {"added": 0, "updated": 0, "unchanged": 0, "withdrawn": 0}
        self.rejected: list[Rejection] = []
        self.ids: dict[ArticleId, None] = {}

    @property
    def read(self) -> int:
        return sum(self.outcomes.values()) + len(self.rejected)

    def count(self, items: Sequence[Article | Withdrawal], outcomes: Sequence[str]) -> None:
        for item, outcome in zip(items, outcomes, strict=True):
            self.outcomes[outcome] += 1
            if isinstance(item, Article) and outcome in ("added", "updated"):
                self.ids[item.id] = None

    def report(self, seconds: float) -> IngestReport:
        return IngestReport(
            read=self.read,
            **self.outcomes,
            rejected=tuple(self.rejected),
            ids=tuple(self.ids),
            seconds=seconds,
        )


def _grouped(items: Iterable[T], most: int, heaviest: int, weight: Callable[[T], int]) -> Iterator[list[T]]:
    group: list[T] = []
    load = 0
    for item in items:
        group.append(item)
        load += weight(item)
        if len(group) >= most or load >= heaviest:
            yield group
            group, load = [], 0
    if group:
        yield group


def _weight_raw(item: Arrived) -> int:
    if isinstance(item, Rejection):
        return 0
    return len(item.page or item.body_html or item.body_text or item.plain_page or "")


def _weight_clean(item: Cleaned) -> int:
    return len(item.text) if isinstance(item, Article) else 0
