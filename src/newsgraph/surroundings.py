"""What does an article name in its archive? By itself, by what the others say, by where its outlet is at home."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newsgraph.answers import Progress, Watcher
from newsgraph.article import Article, ArticleId
from newsgraph.entity import ACTORS, Decision, DecisionKind, EntityId, EntityKind, Mention, Named, in_force
from newsgraph.gathering import blocks_of
from newsgraph.naming import RULES, Home, Namer, first_mention, forms_and_bios, namer
from newsgraph.parallel import Crew
from newsgraph.store import Column, KeptHome, KeptName, Store, pack_names

if TYPE_CHECKING:
    from newsgraph.finding import Doubt, Look

T = TypeVar("T")
BATCH = 100  # articles that are worked on together
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
    found = {article.id: column for article, column in named(articles, around)}
    return [(id, found[id]) if id in found else None for id in ids]


def _chunks(ids: Sequence[T]) -> Iterator[list[T]]:
    return (list(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def look_again(store: Store, around: Surroundings, crew: Crew, *, watch: Watcher | None = None) -> Surroundings:
    """Resolve anew the names of the articles that hear something else of the archive than before, or whose outlets turn
    out to be at home elsewhere. A function of the set of articles and of people's decisions: each article says by
    itself what it says to the others. Gives what the archive knows now."""
    verdicts, others = _heard(store, crew)
    known, moved, doubtful = _homes(store, around)
    ears: dict[ArticleId, bool | None] = dict.fromkeys(doubtful)
    ears |= {id: other for id, (other, before) in others.items() if other or before}
    done, work = 0, partial(_resolved_in, store.folder, known)
    ids = sorted(ears.items(), key=lambda pair: pair[0])
    for made in crew.spread(_chunks(ids), work, crashed=_unheard):
        store.rename(
            {id: column for id, column in made if column is not None},
            heard={id: other for id, _ in made if (other := ears[id]) is not None},
        )
        done += len(made)
        if watch:
            watch(Progress("looking again", done, len(ids), "articles"))
    # Last: killed before, all of it is done again.
    store.hear({id: other for id, (other, _) in others.items()}, verdicts)
    for source, home in moved.items():
        store.put_home(source, None if home is None else KeptHome(*home))
    return known


def _heard(store: Store, crew: Crew) -> tuple[dict[str, str], dict[ArticleId, tuple[bool, bool]]]:
    """The verdicts on the names whose votes have changed; and of each article that hears a new one, whether it names
    something else by it, and whether it did so before."""
    verdicts = {name: (_verdict(counts), before) for name, (counts, before) in store.changed_usage().items()}
    changed = [name for name, (now, before) in verdicts.items() if now != (before or "[]")]
    made = crew.spread(_chunks(store.to_hear(changed)), partial(_others_in, store.folder), crashed=_crashed)
    others = {id: states for part in made for id, states in filter(None, part)}
    return {name: now for name, (now, _) in verdicts.items()}, others


@lru_cache(maxsize=1 << 12)  # most names have few votes, which many others have too
def _verdict(votes: tuple[int, ...]) -> str:
    from newsgraph.finding import verdict

    return json.dumps(verdict(votes))


Other = tuple[ArticleId, tuple[bool, bool]]


def _others_in(folder: Path, ids: list[ArticleId]) -> list[Other | None]:
    from newsgraph.finding import changes_a_name

    with Store.open(folder) as store:
        doubts, counts = _doubts(store, ids)
        before = {id: one.changed for id, one in store.doubts(ids).items()}
    return [(id, (changes_a_name(doubts[id], counts), before[id])) if id in doubts else None for id in ids]


def _doubts(
    store: Store, ids: Sequence[ArticleId]
) -> "tuple[dict[ArticleId, list[Doubt]], dict[str, tuple[int, ...]]]":
    """What articles are in doubt about, and the votes on those names."""
    from newsgraph.finding import Doubt

    found = {
        id: [Doubt(start, end, name, role, tuple(sums)) for start, end, name, role, sums in one.doubts]
        for id, one in store.doubts(ids).items()
    }
    return found, store.usage({doubt.name for doubts in found.values() for doubt in doubts})


def _homes(store: Store, around: Surroundings) -> tuple[Surroundings, dict[str, Home | None], list[ArticleId]]:
    """Where the outlets of the articles that changed are at home: all that the archive knows, what is new in it, and
    the articles whose places may be others by it."""
    log = [one for one in store.decisions() if one.kind in (DecisionKind.HOME, DecisionKind.UNDO)]
    told = {_outlet(one): one.name for one in in_force(log) if one.kind is DecisionKind.HOME}
    about = {_outlet(one) for one in log if one.kind is DecisionKind.HOME}
    stored = surroundings(store, Path(around.places)).homes
    moved, since = dict[str, Home | None](), dict[str, int]()
    asked = sorted({*store.changed_sources(store.settled), *about})
    learnt = {source: around.namer.home(source, places) for source, places in store.unaided(asked)}
    for source in asked:
        by_itself = learnt[source] if source in learnt else around.namer.home(source, {})
        home = _told_home(around.namer, told.get(source, "")) or by_itself
        if home != stored.get(source):
            moved[source], since[source] = home, -1
        elif home != around.homes.get(source):  # learnt since the processes began that found the newest names
            since[source] = store.settled
    homes = {source: home for source, home in {**stored, **moved}.items() if home is not None}
    return replace(around, homes=homes), moved, store.doubtful_of(since)


def _outlet(decision: Decision) -> str:
    return decision.ids[0].removeprefix("source/")


def _told_home(names: Namer, told: str) -> Home | None:
    """Where a person said that an outlet is at home, if anybody did and there is such a place."""
    place = names.gazetteer.place(EntityId(told)) if told else None
    return None if place is None else Home(place.lat, place.lon, place.country, place.admin1)


Ear = tuple[ArticleId, bool | None]
"""An article, and whether it names something else by what it hears; None where it has heard that before."""


def _unheard(ear: Ear) -> tuple[ArticleId, None]:
    """An article that killed the process which looked at it keeps the names that it had."""
    return ear[0], None


def _resolved_in(folder: Path, around: Surroundings, ears: list[Ear]) -> list[tuple[ArticleId, Column | None]]:
    """What these articles name with what is known now; None where that is what they named before."""
    ids = [id for id, _ in ears]
    with Store.open(folder) as store:
        known = store.namings(ids)
        articles = {article.id: article for article in store.articles(ids)}
        doubts, counts = _doubts(store, [id for id, other in ears if other is not None])
    found: list[tuple[ArticleId, Column | None]] = []
    for id, other in ears:
        column = None
        if id in articles and id in known:
            article = articles[id]
            if other is None:
                column = _at_home(article, known[id].names, around)
            else:
                heard = around.namer.heard(article, _mentions(known[id].names), doubts[id], counts if other else {})
                column = _with_home(article, heard, around)
        same = column is not None and column.names == known[id].column
        found.append((id, None if same else column))
    return found


def _at_home(article: Article, known: Sequence[KeptName], around: Surroundings) -> Column | None:
    """What a doubtful article names, now that the home of its outlet is known; None where its places stay what they
    were, as most do, and so all it names: nothing else depends on a home."""
    mentions, home = _mentions(known), around.homes.get(article.source)
    places = around.namer.places(article, mentions).read(home)
    before = [kept for kept in known if kept.named.kind is EntityKind.PLACE]
    if pack_names([KeptName(one) for one in places]).column == pack_names(before).column:
        return None
    return _with_places(article, places, known)._replace(doubtful=True)  # or it would not be asked again


def _with_places(article: Article, places: Sequence[Named], known: Sequence[KeptName]) -> Column:
    """What it names when its places are these, and all else what it was."""
    actors = [kept for kept in known if kept.named.kind in ACTORS]
    rest = [kept for kept in known if kept.named.kind in (EntityKind.AUTHOR, EntityKind.SOURCE)]
    order = sorted([*map(KeptName, places), *actors], key=lambda kept: first_mention(kept.named))
    return _packed(article, [*order, *rest])


def _mentions(names: Sequence[KeptName]) -> list[Mention]:
    """The mentions that were found in the words of an article, whatever they were taken for."""
    kinds = (EntityKind.PLACE, *ACTORS)
    return sorted(m for kept in names if kept.named.kind in kinds for m in kept.named.mentions)


def named(articles: Sequence[Article], around: Surroundings) -> Iterator[tuple[Article, Column]]:
    for article, look in zip(articles, around.namer.look(articles), strict=True):
        yield article, _column(article, look, around)


def _column(article: Article, look: "Look", around: Surroundings) -> Column:
    """What the article names, as the store keeps it."""
    column = _with_home(article, look.mentions, around)
    return column._replace(ballot=look.ballot, doubts=look.doubts)


def _with_home(article: Article, mentions: Sequence[Mention], around: Surroundings) -> Column:
    """What the mentions name, by themselves and with their outlet's home known."""
    home = around.homes.get(article.source)
    names = around.namer.places(article, mentions)
    alone = names.read()
    doubtful = any(is_doubtful(one) for one in alone)
    places = names.read(home) if home and doubtful else alone
    found = around.namer.beside(article, mentions, places).entities
    unaided = around.namer.unaided(alone) if article.source else ()
    told = zip(found, forms_and_bios(article, found), strict=True)
    kept = [KeptName(one, forms, bio) for one, (forms, bio) in told]
    return _packed(article, kept)._replace(unaided=unaided, doubtful=doubtful)


def is_doubtful(one: Named) -> bool:
    """Whether the home of its outlet might make a place another one: of what is sure already it does not."""
    return one.kind is EntityKind.PLACE and (one.confidence < SURE or one.provisional)


def _packed(article: Article, names: Sequence[KeptName]) -> Column:
    from newsgraph.graph import UNIT, salience

    found = [kept.named for kept in names]
    beside = tuple(sorted(one.id for one in found))
    weighed = salience(article, found)
    weights = tuple(round(weighed.get(one.id, 0.0) * UNIT) for one in found)
    column, bare = pack_names(names)
    return Column(column, blocks=tuple(blocks_of(article.id, names, bare)), beside=beside, weights=weights)


def _crashed(_: object) -> None:
    """An article that killed the process which looked at it has no names, or keeps those that it had."""
