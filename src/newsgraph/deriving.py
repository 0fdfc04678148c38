"""How does what is derived keep in step with the truth? Names and words are caught up, or made again."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from newsgraph.answers import Progress, Watcher
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.entity import ACTORS, Decision, DecisionKind, EntityId, EntityKind, Mention, Named
from newsgraph.errors import ArchiveError
from newsgraph.gathering import blocks_of
from newsgraph.naming import RULES, Home, Namer, forms_and_bios, namer, spellings
from newsgraph.parallel import Crew, rarely_collecting
from newsgraph.settling import in_force, settle
from newsgraph.store import Change, Column, KeptHome, KeptName, Naming, Packed, Store, pack, pack_names
from newsgraph.text import Document, Spelled, TextIndex, document, open_text_index, text_folder

# The index is derived: it is committed far more rarely than the store, whose batches are the promise.
ARTICLES_A_COMMIT = 20_000
# Articles that are indexed between two reports. 100 and 500 took the same processor time for 6,000 articles with
# tantivy (3.4 to 4.1 s); with whoosh, at a few hundred a second, 100 are half a second.
BATCH = 100
ROUND = 2_000  # articles whose names are found between two looks at which are left
# A place that is as sure as this stays what it is wherever its outlet is at home. Of 600 articles of 67 outlets 26 name
# other places once the homes are known; 232 have places below .4, 24 of the 26 among them; below .8 are 451 and all 26.
SURE = 0.4
NAMES, OFF = "names", "off"  # the setting of an archive of words alone
FINDER = "finder"  # the setting that says who finds the names


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an archive knows that an article does not: the folder of the user's own places ("" for none), and where
    outlets are at home, by `article.source`. `names` is whether it wants any: words alone come in much quicker.
    `finder` is who finds them ("spacy:PIPELINE"), the shipped tagger for ""."""

    names: bool = True
    finder: str = ""
    places: str = ""
    homes: Mapping[str, Home] = field(default_factory=dict)

    @property
    def namer(self) -> Namer:
        return namer(self.places, self.finder)

    @property
    def rules(self) -> str:
        """What names depend on beside the articles: those that were found by other rules are found anew."""
        return f"{RULES} {self.finder}".strip()


def surroundings(store: Store, places: Path) -> Surroundings:
    """Those of an archive; `places` is the folder of the user's own, if there is one."""
    homes = {source: Home(*home[:3], EntityId(home.admin1)) for source, home in store.homes().items()}
    wanted = store.setting(NAMES) != OFF
    return Surroundings(
        names=wanted, finder=store.setting(FINDER), places=str(places) if places.exists() else "", homes=homes
    )


def catch_up(store: Store, text: TextIndex, around: Surroundings, crew: Crew, *, watch: Watcher | None = None) -> int:
    """Bring the text index to the store's revision; gives the number of articles that it had to touch.

    An interrupted catching-up is safe to repeat: adding replaces. The analysis of words is done by the crew.
    """
    revision, touched = store.revision, 0
    if text.revision == revision:
        return 0
    if text.revision > revision:  # archive.db was put back from an older copy
        text.clear()
    changes, total = store.changed_since(text.revision), store.changes(text.revision)
    if watch:
        watch(Progress("indexing", 0, total, "articles"))
    batches = _batches(changes, text)
    work = partial(documents_in, store.folder, around)
    for made in crew.spread(batches, work, crashed=_crashed):
        text.add(document for document in made if document is not None)
        touched += len(made)
        if watch:
            watch(Progress("indexing", touched, total, "articles"))
    _commit(text, revision, touched, watch=watch)
    return touched


def _batches(changes: Iterator[Change], text: TextIndex) -> Iterator[list[ArticleId]]:
    """The ids of the articles to index, BATCH at a time; what was withdrawn is taken out of the index on the way."""
    while batch := list(islice(changes, BATCH)):
        text.remove([change.id for change in batch if change.withdrawn])
        yield [change.id for change in batch]


def documents_in(folder: Path, around: Surroundings, ids: list[ArticleId]) -> list[Document | None]:
    """The articles of the archive in `folder` as they are indexed, one for each id; None for those withdrawn."""
    with Store.open(folder) as store:
        found = {document.id: document for document in documents(store, ids, around)}
    return [found.get(id) for id in ids]


def _crashed(id: ArticleId) -> None:
    """An article whose analysis killed its process is not found by its words."""


def _commit(text: TextIndex, revision: int, articles: int, *, watch: Watcher | None) -> None:
    """What is in the index becomes what it shows. whoosh takes longer for that than for the articles before it."""
    if watch:
        watch(Progress("writing the index", articles, None, "articles"))
    text.commit(revision)


def documents(store: Store, ids: Sequence[ArticleId], around: Surroundings) -> Iterator[Document]:
    """The articles as they are indexed, with who is who across the archive as far as that is known."""
    namings, identities = store.namings(ids, mentions=False), store.identities(ids)
    known = store.entities({id for id, _ in identities.values()})
    for article in store.articles(ids):
        names = namings[article.id].names if article.id in namings else ()
        found = [(kept.named, *identities.get((article.id, n), (kept.named.id, False))) for n, kept in enumerate(names)]
        shown = [(one, id, known[id].name if id in known else "") for one, id, hidden in found if not hidden]
        yield document(article, *_spelled(shown, around.namer))


def _spelled(named: Iterable[tuple[Named, EntityId, str]], names: Namer) -> tuple[list[Spelled], list[Spelled]]:
    """Places and actors as they are indexed, each with its id across the archive and its name there, "" if unknown."""
    places: list[Spelled] = []
    actors: list[Spelled] = []
    for one, id, name in named:
        spelled = Spelled(id, (*spellings(one, names.gazetteer), name))
        if one.kind is EntityKind.PLACE:
            places.append(spelled)
        elif one.kind in ACTORS:
            actors.append(spelled)
    return places, actors


def catch_up_all(
    store: Store, text: TextIndex, around: Surroundings, crew: Crew, *, watch: Watcher | None = None
) -> None:
    """Everything that is derived, brought to the store's revision: names, who is who, words."""
    with rarely_collecting():
        if around.names:
            name_all(store, around, crew, watch=watch)
            around = learn_homes(store, around, crew, watch=watch)
            crew.rest()  # who finds names holds 300 MiB, and telling them apart needs as much
            settle(store, crew, watch=watch)
        catch_up(store, text, around, crew, watch=watch)


def name_all(store: Store, around: Surroundings, crew: Crew, *, watch: Watcher | None = None) -> int:
    """Find the names of articles whose names are not known, or were found by other rules; gives how many."""
    done, work = 0, partial(_named_in, store.folder, around)
    while ids := store.unnamed(around.rules, limit=ROUND):
        for made in crew.spread(_chunks(ids), work, crashed=_crashed):
            store.name(dict(filter(None, made)), rules=around.rules)
            done += len(made)
            if watch:
                watch(Progress("finding names", done, None, "articles"))
    return done


def _named_in(folder: Path, around: Surroundings, ids: list[ArticleId]) -> list[tuple[ArticleId, Column] | None]:
    with Store.open(folder) as store:
        articles = store.articles(ids)
    found = {article.id: column for article, column in _named(articles, around)}
    return [(id, found[id]) if id in found else None for id in ids]


def _chunks(ids: Sequence[ArticleId]) -> Iterator[list[ArticleId]]:
    return (list(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def learn_homes(store: Store, around: Surroundings, crew: Crew, *, watch: Watcher | None = None) -> Surroundings:
    """Learn where the outlets of the articles that changed are at home, and resolve the places of those anew that turn
    out to be at home elsewhere than was thought. A function of the set of their articles and of people's decisions."""
    log = [one for one in store.decisions() if one.kind in (DecisionKind.HOME, DecisionKind.UNDO)]
    told = {_outlet(one): one.name for one in in_force(log) if one.kind is DecisionKind.HOME}
    about = {_outlet(one) for one in log if one.kind is DecisionKind.HOME}
    stored = surroundings(store, Path(around.places)).homes
    moved, ids = dict[str, Home | None](), list[ArticleId]()
    for source in sorted({*store.changed_sources(store.settled), *about}):
        home = _home(store, source, around.namer, told.get(source, ""))
        if home != stored.get(source):
            moved[source] = home
            ids += store.doubtful_of(source)
        elif home != around.homes.get(source):  # learnt since the processes began that found the newest names
            ids += store.doubtful_of(source, since=store.settled)
    homes = {source: home for source, home in {**stored, **moved}.items() if home is not None}
    known = replace(around, homes=homes)
    _resolve_anew(store, ids, known, crew, watch=watch)
    for source, home in moved.items():  # last: killed before, it is learnt again
        store.put_home(source, None if home is None else KeptHome(*home))
    return known


def _outlet(decision: Decision) -> str:
    return decision.ids[0].removeprefix("source/")


def _home(store: Store, source: str, names: Namer, told: str) -> Home | None:
    place = names.gazetteer.place(EntityId(told)) if told else None
    if place is not None:
        return Home(place.lat, place.lon, place.country, place.admin1)
    return names.home(source, store.unaided(source))


def _resolve_anew(
    store: Store, ids: Sequence[ArticleId], around: Surroundings, crew: Crew, *, watch: Watcher | None
) -> None:
    """The places of these articles, from the names that were found in them."""
    done, work = 0, partial(_resolved_in, store.folder, around)
    for made in crew.spread(_chunks(ids), work, crashed=_crashed):
        store.rename(dict(filter(None, made)))
        done += len(made)
        if watch:
            watch(Progress("resolving places", done, len(ids), "articles"))


def _resolved_in(folder: Path, around: Surroundings, ids: list[ArticleId]) -> list[tuple[ArticleId, Column] | None]:
    """What these articles name with their outlets' homes known; None where that is what was known."""
    with Store.open(folder) as store:
        known = store.namings(ids)
        articles = {article.id: article for article in store.articles(ids)}
    return [_resolved(articles[id], known[id], around) if id in articles and id in known else None for id in ids]


def _resolved(article: Article, naming: Naming, around: Surroundings) -> tuple[ArticleId, Column] | None:
    found = around.namer.resolve(article, _mentions(naming), home=around.homes.get(article.source)).entities
    column = _packed(article, found)
    return None if column.names == pack_names(naming.names) else (article.id, column)


def _mentions(naming: Naming) -> list[Mention]:
    """The mentions that were found in the words of an article, whatever they were taken for."""
    kinds = (EntityKind.PLACE, *ACTORS)
    return sorted(m for kept in naming.names if kept.named.kind in kinds for m in kept.named.mentions)


def _named(articles: Sequence[Article], around: Surroundings) -> Iterator[tuple[Article, Column]]:
    for article, mentions in zip(articles, around.namer.find(articles), strict=True):
        yield article, _column(article, mentions, around)


def _column(article: Article, mentions: Sequence[Mention], around: Surroundings) -> Column:
    """What the article names, as the store keeps it."""
    home = around.homes.get(article.source)
    alone = around.namer.resolve(article, mentions).entities
    doubtful = any(is_doubtful(one) for one in alone)
    found = around.namer.resolve(article, mentions, home=home).entities if home and doubtful else alone
    unaided = around.namer.unaided(alone) if article.source else ()
    return _packed(article, found)._replace(unaided=unaided, doubtful=doubtful)


def is_doubtful(one: Named) -> bool:
    """Whether the home of its outlet might make a place another one: of what is sure already it does not."""
    return one.kind is EntityKind.PLACE and (one.confidence < SURE or one.provisional)


def _packed(article: Article, found: Sequence[Named]) -> Column:
    told = forms_and_bios(article, found)
    names = [KeptName(one, *more) for one, more in zip(found, told, strict=True)]
    beside = tuple(sorted(one.id for one in found))
    return Column(pack_names(names), blocks=tuple(blocks_of(article.id, names)), beside=beside)


def build_text(store: Store, engine: str, around: Surroundings, crew: Crew, *, watch: Watcher | None = None) -> None:
    """Make the text index from the store alone, beside the one in use, and put it in its place when it is whole."""
    place = text_folder(store.folder, engine)
    fresh, old = place.with_name(f"{engine}.new"), place.with_name(f"{engine}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    text = open_text_index(engine, fresh, write=True)
    try:
        catch_up(store, text, around, crew, watch=watch)
        text.close()
    except BaseException:  # half an index on a disk that is full would keep it full
        with suppress(Exception):
            text.close()
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


class Made(NamedTuple):
    """What the store takes of an article: itself, and what it names, None where names are not wanted."""

    packed: Packed
    names: Column | None


def make(around: Surroundings, articles: Sequence[Article]) -> list[Made]:
    """All the work on articles that needs no archive, for any process to do."""
    if not around.names:
        return [Made(pack(article), None) for article in articles]
    return [Made(pack(article), column) for article, column in _named(articles, around)]


class Keeper:
    """Keeps batches in the store, and brings what is derived up to it now and then.

    That is done late, because who is who is told apart for all that came together, and an article that is indexed
    again leaves a deleted one behind; the more there is already, the later. At the end of the `with` it is done in any
    case.
    """

    def __init__(
        self,
        store: Store,
        text: TextIndex,
        around: Surroundings,
        crew: Crew,
        *,
        watch: Watcher | None = None,
    ) -> None:
        self._store, self._text, self._around = store, text, around
        self._crew, self._watch = crew, watch
        self._pending, self._most = 0, max(ARTICLES_A_COMMIT, store.stats().articles // 2)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(*(() if error is None else (ArchiveError,))):  # what went wrong first is what is told
            self.commit()

    def keep(self, batch: Sequence[tuple[ArticleId, Made, int] | Withdrawal]) -> Sequence[str]:
        """What became of each: "added", "updated", "unchanged" or "withdrawn"."""
        arrived = [item for item in batch if not isinstance(item, Withdrawal)]
        names = {id: made.names for id, made, _ in arrived if made.names is not None}
        items = [item if isinstance(item, Withdrawal) else item[1].packed for item in batch]
        kept = self._store.keep(items, names=names, rules=self._around.rules)
        self._pending += len(kept.changed)
        if self._pending >= self._most:
            self.commit()
        return kept.outcomes

    def commit(self) -> None:
        """What is derived covers all that was kept. After an interruption that is made up for on opening."""
        catch_up_all(self._store, self._text, self._around, self._crew, watch=self._watch)
        self._most = max(ARTICLES_A_COMMIT, self._most + self._pending // 2)
        self._pending = 0
