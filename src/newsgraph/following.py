"""Who ran it first, and who ran it too? Copies and origins are brought up to the store, as articles come and go."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeVar

from newsgraph.answers import Progress, Watcher
from newsgraph.article import Article, ArticleId
from newsgraph.errors import ArchiveError, UnknownName
from newsgraph.leads import Copies, Paragraph, Ran, Sign
from newsgraph.parallel import Crew
from newsgraph.store import KeptClue, KeptOrigin, KeptPair, KeptTrace, Store, Tracing, Untraced
from newsgraph.tracing import (
    DAYS,
    RULES,
    BucketIndex,
    CopyKind,
    Fingerprints,
    Origin,
    Pair,
    Turned,
    Version,
    claim_of,
    compare,
    day_of,
    fingerprints_of,
    groups,
    origins,
    rewritten_from,
    sketch_of,
    text_of,
    versions,
    words_of,
)

T = TypeVar("T")
R = TypeVar("R")
_Ids = tuple[ArticleId, ArticleId]
AT_ONCE = 5_000
"""Articles that are taken in together: each bucket of fingerprints is read and written once for all of them. For
6,000 articles of 8 KB following took .87 ms of processor time each: .3 to fingerprint it, .35 to compare it with those
that share a passage, .13 to find these, .07 to keep the fingerprints; one taken in alone 7 ms, most of it for SQLite
(`python -m benchmarks.following`)."""
BATCH = 100  # articles, pairs or groups that a process gets at once
RULED, FIRST_RULES = "traced by", "3-grams, one of 8 in a row, 1"
"""The setting that says by which rules copies were looked for, and the rules of archives that do not say so yet."""
MOST_TO_CHOOSE_FROM = 300
"""An outlet with more reports in those days is not asked which of them another tells in other words."""


def follow(store: Store, crew: Crew, *, watch: Watcher | None = None) -> int:
    """Bring copies and origins to the store's revision; gives how many articles another one stands for now that had not
    changed themselves. Raises ArchiveError where the store holds fingerprints of other rules.

    A pure function of the set of articles. Killed anywhere it is safe to repeat: a batch is taken in whole or not at
    all, and whom it touched stands in the store until their origins are told.
    """
    upto, total = store.revision, store.changes(store.traced)
    if upto == store.traced:
        return 0
    must_be_of_these_rules(store)
    if store.setting(RULED) != RULES:
        store.set_setting(RULED, RULES)
    done = 0
    if watch:
        watch(Progress("looking for copies", 0, total, "articles"))
    while waiting := store.untraced(limit=AT_ONCE):
        made = _traces(store, crew, [one.id for one in waiting if not one.withdrawn])
        store.trace(partial(_take, store, crew, waiting=waiting, made=made))
        done += len(waiting)
        if watch:
            watch(Progress("looking for copies", done, total, "articles"))
    asked = store.trace(_asked)
    return store.tell_origins(_told(store, crew, asked), upto=upto)


def other_rules(store: Store) -> str:
    """What is wrong where copies were looked for by other rules than today's, "" where they were not: the fingerprints
    of both are not to be compared."""
    known = store.setting(RULED) or (FIRST_RULES if store.traced else RULES)
    return "" if known == RULES else f"copies were looked for by older rules ({known}), those of now are {RULES}"


def must_be_of_these_rules(store: Store) -> None:
    """Raises ArchiveError where they are not."""
    if trouble := other_rules(store):
        raise ArchiveError(trouble, hint="newsgraph rebuild")


def forget(store: Store) -> None:
    """All copies are to be looked for anew, by the rules of now."""
    store.untrace()
    store.set_setting(RULED, RULES)


# -- fingerprints and pairs --------------------------------------------------------------------------------------


class _Trace(NamedTuple):
    id: ArticleId
    day: int | None
    sketch: int
    outlet: str
    claims: str
    prints: Fingerprints


def _traces_in(folder: Path, ids: list[ArticleId]) -> "list[_Trace | None]":
    with Store.open(folder) as store:
        found = {article.id: _trace(article) for article in store.articles(ids)}
    return [found.get(id) for id in ids]


def _trace(article: Article) -> _Trace:
    prints, claim = fingerprints_of(words_of(article, quoted=False)), claim_of(article)
    host = claim.host if claim else ""
    return _Trace(article.id, day_of(article), sketch_of(prints), article.source, host, prints)


def _take(
    store: Store, crew: Crew, tables: Tracing, *, waiting: Sequence[Untraced], made: Mapping[ArticleId, _Trace]
) -> None:
    """Take the articles in, or out, and compare whom that brings together."""
    removed = [one.key for one in waiting if one.before]
    if removed:
        tables.forget(removed, days=DAYS)
    arrived = [(one.key, made[one.id]) for one in waiting if one.id in made]
    tables.put([KeptTrace(key, *trace[1:5]) for key, trace in arrived], days=DAYS)
    index = BucketIndex(tables)
    added = [(key, trace.prints) for key, trace in arrived]
    turned = index.change(added, removed)
    new = index.candidates(added)
    new |= _turn(partial(_traces, store, crew), tables, index, turned)
    ids = tables.ids({key for pair in new for key in pair})
    pairs = [(min(ids[one], ids[other]), max(ids[one], ids[other])) for one, other in new]
    tables.begin(_spread(crew, _side_by_side(pairs), partial(_compared_in, store.folder)))


def _traces(store: Store, crew: Crew, ids: Sequence[ArticleId]) -> "dict[ArticleId, _Trace]":
    made = _spread(crew, ids, partial(_traces_in, store.folder))
    return {one.id: one for one in made if one is not None}


def _turn(
    traces: "Callable[[Sequence[ArticleId]], dict[ArticleId, _Trace]]",
    tables: Tracing,
    index: BucketIndex,
    turned: Turned,
) -> set[tuple[int, int]]:
    """End the pairs of those who hold a phrase that became common where they share too little now; the new ones of
    those who hold one that became rare."""
    common, rare = turned
    before = tables.pairs_among(common | rare)
    about = ({key for pair in before for key in pair} & common) | rare
    ids = tables.ids(about)
    made = traces(sorted(ids.values()))
    now = index.candidates([(key, made[id].prints) for key, id in sorted(ids.items()) if id in made])
    tables.end(sorted(before - now))
    return {pair for pair in now - before if not rare.isdisjoint(pair)}


def _side_by_side(pairs: Sequence[_Ids]) -> list[_Ids]:
    """In an order in which pairs of one article mostly follow each other: half as many texts are read for them."""
    partners: defaultdict[ArticleId, list[_Ids]] = defaultdict(list)
    for pair in sorted(pairs):
        for id in pair:
            partners[id].append(pair)
    ordered: dict[_Ids, None] = {}
    seen: set[ArticleId] = set()
    for start in sorted(partners):
        waiting = [start]
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                ordered.update(dict.fromkeys(partners[id]))
                waiting += [one for pair in partners[id] for one in pair]
    return list(ordered)


def _compared_in(folder: Path, pairs: list[tuple[ArticleId, ArticleId]]) -> list[KeptPair]:
    """What they share, those that share nothing to speak of left out."""
    with Store.open(folder) as store:
        ids = sorted({id for pair in pairs for id in pair})
        held = {article.id: article for some in _batches(ids) for article in store.articles(some)}
    texts = {id: text_of(words_of(article)) for id, article in held.items()}
    found = (compare(held[one], held[other], (texts[one], texts[other])) for one, other in pairs)
    return [_kept(pair) for pair in found if pair is not None]


def _kept(pair: Pair) -> KeptPair:
    return KeptPair(pair.one, pair.other, pair.kind.value, *pair.words, *pair.shared, pair.longest)


def pair_of(kept: KeptPair) -> Pair:
    one, other, kind, *counts, longest = kept
    return Pair(one, other, CopyKind(kind), (counts[0], counts[1]), (counts[2], counts[3]), longest)


# -- origins -----------------------------------------------------------------------------------------------------


class _Asked(NamedTuple):
    """A group of copies, or one article, whose origins are to be told; for those whose line names an outlet the
    articles of that outlet which it may mean."""

    members: tuple[ArticleId, ...]
    theirs: Mapping[ArticleId, Sequence[ArticleId]]


def _asked(tables: Tracing) -> list[_Asked]:
    tables.reach()
    pairs = [pair_of(kept) for kept in tables.untold_pairs()]
    found = groups(pairs, tables.published({id for pair in pairs for id in pair[:2]}))
    meant = {id: _theirs(tables, id, host, day) for id, host, day in tables.claims()}
    alone = meant.keys() - {id for members in found for id in members}
    every = [*found, *((id,) for id in sorted(alone))]
    return [_Asked(members, {id: meant[id] for id in members if meant.get(id)}) for members in every]


def _theirs(tables: Tracing, id: ArticleId, host: str, day: int | None) -> list[ArticleId]:
    found = tables.theirs(host, day, days=DAYS, most=MOST_TO_CHOOSE_FROM + 1)
    return [one for one in found if one != id] if len(found) <= MOST_TO_CHOOSE_FROM else []


def _told(store: Store, crew: Crew, asked: list[_Asked]) -> Iterator[KeptOrigin]:
    yield from _spread(crew, asked, partial(_told_in, store.folder))


def _told_in(folder: Path, asked: list[_Asked]) -> list[KeptOrigin]:
    with Store.open(folder) as store:
        return [one for each in asked for one in _origins_of(store, each)]


def _origins_of(store: Store, asked: _Asked) -> list[KeptOrigin]:
    members = store.articles(asked.members)
    rewritten = {}
    for article in members:
        theirs = asked.theirs.get(article.id, ())
        if theirs and not any(one in asked.members for one in theirs):
            found = rewritten_from(article, store.articles(theirs))
            if found is not None:
                rewritten[article.id] = found.id
    told = origins(members, rewritten)
    return [kept_origin(one, told) for one in told]


def kept_origin(one: Origin, told: Sequence[Origin]) -> KeptOrigin:
    """With the clues that the article gives itself: so each is kept once."""
    own = {clue for origin in told for clue in origin.clues if clue.article == one.article}
    clues = sorted(KeptClue(clue.of, clue.kind.value, clue.weight, clue.words) for clue in own)
    outlet = one.origin if one.origin.startswith("source/") else ""
    return KeptOrigin(one.article, lead_of(told), "" if outlet else one.origin, outlet, one.certain, tuple(clues))


def lead_of(told: Sequence[Origin]) -> ArticleId:
    """The article that stands for a group: the origin of most of them; the first of them where that is an outlet."""
    count = Counter(one.origin for one in told)
    best = min(count, key=lambda one: (-count[one], one))
    return told[0].article if best.startswith("source/") else ArticleId(best)


# -- answers -----------------------------------------------------------------------------------------------------


def copies(store: Store, id: ArticleId) -> Copies:
    """Who ran the article, and where it is from."""
    article = store.article(id)
    if article is None:
        raise UnknownName(f"{id} was withdrawn by its publisher", hint=f"newsgraph show {id} --versions")
    kept = store.origins([id]).get(id) or KeptOrigin(id, id, id, "", certain=False, clues=())
    led = store.led_by(kept.lead)
    held = {one.id: one for one in store.articles(sorted({id, kept.lead, *(one.article for one in led)}))}
    first = held.get(kept.lead, article)
    others = [one for one in held.values() if one.id != first.id]
    told = versions(first, others, earlier=_former(store, first.id))
    return Copies(
        article=id,
        origin=kept.source or kept.outlet,
        certain=kept.certain,
        signs=_signs(kept, led, held),
        first=_ran(first, "", (1.0, 1.0)),
        ran=tuple(_version(one, held[one.article]) for one in told),
        shares=_shares(store, article, held),
    )


def _former(store: Store, id: ArticleId) -> list[Article]:
    """The states of the article before the one that is shown."""
    states = store.versions(id)
    return [store.version(id, one.number) for one in states if not one.withdrawn and not one.current]


def _signs(kept: KeptOrigin, led: Sequence[KeptOrigin], held: Mapping[ArticleId, Article]) -> tuple[Sign, ...]:
    origin = kept.source or kept.outlet
    known = {one.article: one for one in (*led, kept)}
    found = [
        Sign(clue.kind, clue.weight, one.article, held[one.article].source, clue.words)
        for one in known.values()
        for clue in one.clues
        if clue.of == origin and one.article in held
    ]
    return tuple(sorted(found, key=lambda sign: (-abs(sign.weight), sign)))


def _version(one: Version, article: Article) -> Ran:
    paragraphs = tuple(
        Paragraph(
            p.start,
            p.end,
            article.text[p.start : p.end],
            p.source,
            round(p.share, 4),
            tuple((was, now) for was, now in p.changes),
        )
        for p in one.passages
    )
    ran = _ran(article, one.kind.value if one.kind else "", (one.kept, one.taken))
    return replace(ran, paragraphs=paragraphs, left_out=one.left_out, uncorrected=one.uncorrected)


def _shares(store: Store, article: Article, held: Mapping[ArticleId, Article]) -> tuple[Ran, ...]:
    """Who shares some of the article without being a copy of it, whoever shares most of it first."""
    pairs = [pair_of(kept) for kept in store.pairs_of(article.id)]
    others = {pair.partner(article.id): pair for pair in pairs if pair.partner(article.id) not in held}
    found = []
    for other in store.articles(sorted(others)):
        pair = others[other.id]
        ours, theirs = pair.covered if pair.one == article.id else pair.covered[::-1]
        found.append(_ran(other, pair.kind.value, (round(ours, 4), round(theirs, 4))))
    return tuple(sorted(found, key=lambda one: (-one.kept, one.article)))


def _ran(article: Article, kind: str, shares: tuple[float, float]) -> Ran:
    return Ran(
        article=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        kind=kind,
        kept=shares[0],
        taken=shares[1],
    )


def _spread(crew: Crew, items: Sequence[T], work: Callable[[list[T]], list[R]]) -> Iterator[R]:
    for made in crew.spread(_batches(items), work, crashed=_crashed):
        yield from made


def _batches(items: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), BATCH):
        yield list(items[start : start + BATCH])


def _crashed(_: object) -> NoReturn:
    raise ArchiveError("a process that looks for copies was killed", hint="run the same again, with less beside it")
