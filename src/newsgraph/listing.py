"""Which lists does a whole site show, and which of them changed? Made in several processes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from newsgraph.answers import Progress, Watcher
from newsgraph.article import ArticleId
from newsgraph.boxes import PINNED, Box, Boxed, Due, Rulings, Standing, is_a_link
from newsgraph.errors import UnknownName
from newsgraph.parallel import Crew
from newsgraph.relating import Corpus, Known, Related, Rules, Told, open_corpus, ranked
from newsgraph.relating.bars import bar_of, may_enter
from newsgraph.relating.brief import brief
from newsgraph.shelving import FOLDER, shown
from newsgraph.store import Store

R = TypeVar("R")
AT_ONCE = 100  # lists that a process gets
FEW = 25  # articles that a process looks for lists of
HELD = 3_000  # articles that a process remembers, some 20 kB each, more where words were looked for; not swept
ENTERED_SHARE = 0.05
"""Of all articles; where more changed, all lists are made anew: to tell which lists one article may enter takes as
long as some ten of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How lists are chosen: as long as `limit`, one article of each story, filled by weaker ones where `full`, under
    these rulings."""

    limit: int = 3
    full: bool = False
    rulings: Rulings = field(default_factory=Rulings)

    @property
    def rules(self) -> Rules:
        return Rules(limit=self.limit, full=self.full)

    def known(self, originals: Mapping[ArticleId, ArticleId], ids: Sequence[ArticleId]) -> Known:
        """What keeps any of these, the first of which is read, out of its list. `originals` are those of copies."""
        return Known(original=originals, hidden=self.rulings.hidden(ids[0], ids[1:]))


def epoch_of(store: Store, corpus: Corpus) -> str:
    """Names the weights of all lists: among how many articles they were counted, and by which model of meaning, "" for
    none. Where it is another, every list may be another one."""
    return f"{corpus.epoch.articles} {store.setting('model')}".strip()


def due(store: Store, corpus: Corpus, asked: Asked, held: Standing | None, *, crew: Crew) -> Due:
    """What changed since `held`; every list where that is None, or of another epoch, or much has changed."""
    everything = {corpus.id(row) for row in corpus.rows().tolist()} - asked.rulings.kept_back
    gone = sorted(held.lists.keys() - everything) if held else []
    came = {change.id for change in store.changed_since(held.revision)} if held else everything
    came |= everything - held.lists.keys() if held else set()
    if not held or held.epoch != epoch_of(store, corpus) or len(came) > max(1, ENTERED_SHARE * len(everything)):
        return Due(sorted(everything), gone, everything, all=True)
    shown = [id for id in came if corpus.row_of(id) >= 0]
    moved = set(shown) | {page for page, ids in held.lists.items() if not came.isdisjoint(ids)}
    moved |= _entered(store, asked, held, shown, crew=crew) | ruled(store, corpus, asked, held, crew=crew)
    return Due(sorted(moved & everything), gone, came & everything, all=False)


def ruled(store: Store, corpus: Corpus, asked: Asked, held: Standing, *, crew: Crew) -> set[ArticleId]:
    """The pages whose lists the rulings change, and some that they may: not all of them will be found changed."""
    was, now = held.rulings, asked.rulings
    if was == now:
        return set()
    hidden, back = now.nowhere - was.nowhere, was.nowhere - now.nowhere
    pages = {page for page, ids in held.lists.items() if not hidden.isdisjoint(ids)}
    pages |= _entered(store, asked, held, sorted(id for id in back if corpus.row_of(id) >= 0), crew=crew)
    pages |= {one.page for one in set(was.pins) ^ set(now.pins)} | {
        page for page, _ in set(was.blocked) ^ set(now.blocked)
    }
    for left, right in set(was.apart) ^ set(now.apart):
        pages |= left | right
    return pages


def _entered(store: Store, asked: Asked, held: Standing, ids: Sequence[ArticleId], *, crew: Crew) -> set[ArticleId]:
    """The pages whose lists these may stand in."""
    chunks = [list(ids[at : at + FEW]) for at in range(0, len(ids), FEW)]
    bars = {page: bar for page, bar in held.bars.items() if bar > 0}
    found = crew.spread(chunks, partial(entered_in, store.folder, asked, bars), crashed=_crashed)
    return {page for some in found for pages in some for page in pages}


def entered_in(
    folder: Path, asked: Asked, bars: Mapping[ArticleId, float], ids: list[ArticleId]
) -> list[set[ArticleId]]:
    """Of the archive in `folder`: the pages whose lists these articles may stand in, together in one set."""
    with Store.open(folder) as store:
        shelf = _shelf(folder, store.revision)
        shelf.look_up(store)
        return [may_enter(shelf.corpus, [id for id in ids if id not in shelf.unlinked], bars, rules=asked.rules)]


def boxes(
    folder: Path,
    corpus: Corpus,
    pages: Sequence[ArticleId],
    asked: Asked,
    *,
    then: Callable[[Box], R],
    crew: Crew,
    watch: Watcher | None = None,
) -> Iterator[R]:
    """What `then` gives of each page's box, in order of day, so that each process meets neighbours again. `then` is
    called in the process that made the box; a partial of what is importable."""
    days = {
        corpus.id(row): day
        for row, day in zip(corpus.rows().tolist(), corpus.days[corpus.rows()].tolist(), strict=True)
    }
    ordered = sorted(pages, key=lambda id: (days.get(id, 0), id))
    chunks = [ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE)]
    work = partial(boxed_in, folder, asked, then)
    done = 0
    for some in crew.spread(chunks, work, crashed=_crashed):
        yield from some
        done += len(some)
        if watch:
            watch(Progress("making lists", done, len(ordered), "lists"))


def _crashed(id: ArticleId) -> Any:
    raise UnknownName(f"the list of {id} ended its process", hint=f"newsgraph related {id}")


def boxed_in(folder: Path, asked: Asked, then: Callable[[Box], R], pages: list[ArticleId]) -> list[R]:
    """The boxes of these pages of the archive in `folder`, handed on one by one."""
    with Store.open(folder) as store:
        shelf = _shelf(folder, store.revision)
        shelf.look_up(store)
        asked = shelf.only_links(asked)
        lists = {page: shelf.chosen(page, asked) for page in pages if shelf.corpus.row_of(page) >= 0}
        pinned = (one.shown for one in asked.rulings.pins if one.page in lists)
        shelf.fetch(store, {*pinned, *(one.article for found in lists.values() for one in found)})
        owns = {article.id: Told(article, ()) for article in store.articles(list(lists))}
        return [then(shelf.box(owns[page], found, asked)) for page, found in lists.items() if page in owns]


@lru_cache(maxsize=1)
def _shelf(folder: Path, revision: int) -> "Shelf":
    """Of each process; opened anew when the archive is at another revision."""
    return Shelf(open_corpus(folder / FOLDER)[0])


class Shelf:
    """A corpus, which articles are copies, which are `unlinked`, on no page that a page could link to, and the articles
    that were listed last, with all that they name."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.originals: dict[ArticleId, ArticleId] | None = None
        self.unlinked: frozenset[ArticleId] = frozenset()
        self.told: dict[ArticleId, Told] = {}

    def look_up(self, store: Store) -> None:
        """All copies at once, and all addresses: of each list by itself this takes a tenth of the list's time."""
        if self.originals is None:
            ids = self.corpus.ids(self.corpus.rows())
            self.originals = {id: kept.lead for id, kept in store.origins(ids).items()}
            self.unlinked = frozenset(id for id, url in store.addresses() if not is_a_link(url))

    def only_links(self, asked: Asked) -> Asked:
        """The same, with nothing in a list that a page cannot link to, not even what is pinned: it would take the place
        of what can be read."""
        nowhere = asked.rulings.nowhere | self.unlinked
        return replace(asked, rulings=replace(asked.rulings, nowhere=nowhere))

    def chosen(self, page: ArticleId, asked: Asked) -> list[Related]:
        return ranked(self.corpus, page, rules=asked.rules, known=partial(asked.known, self.originals or {}))

    def fetch(self, store: Store, ids: Iterable[ArticleId]) -> None:
        """Have all these at hand, and of no more than HELD others."""
        wanted = set(ids)
        missing = sorted(wanted - self.told.keys())
        if len(self.told) + len(missing) > HELD:
            newest = list(self.told)[len(missing) - HELD :] if len(missing) < HELD else []
            self.told = {id: self.told[id] for id in {*newest, *(wanted & self.told.keys())}}
        self.told |= shown(store, missing)

    def box(self, own: Told, found: Sequence[Related], asked: Asked) -> Box:
        """The list with what is shown of each, what is pinned among them; without those that were withdrawn a moment
        ago."""
        page = own.article.id
        chosen = asked.rulings.pinned(page, {one.article: one for one in found}, asked.limit)
        sources = [self.told[one.article].article.source for one in found if one.article in self.told]
        some = [(self.told[id], one) for id, one in chosen.items() if id in self.told]
        return Box(
            article=page,
            title=own.article.title,
            url=own.article.url,
            language=own.article.language,
            entries=tuple(_entry(own, other, one, self.corpus, because=asked.rulings.because) for other, one in some),
            bar=bar_of(self.corpus, found, sources, asked.rules),
        )


def _entry(
    own: Told, other: Told, one: Related | None, corpus: Corpus, *, because: Callable[[ArticleId, ArticleId], str]
) -> Boxed:
    """None is one that is pinned and would not stand there: it has the editors' words in place of a line."""
    article = other.article
    line, quotation = brief(one, corpus, own, other) if one else (because(own.article.id, article.id), None)
    return Boxed(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        published=article.published,
        language=article.language,
        relation=one.relation.value if one else PINNED,
        line=line,
        quote=" ".join(article.text[quotation.start : quotation.end].split()) if quotation else "",
    )
