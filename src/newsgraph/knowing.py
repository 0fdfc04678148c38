"""What does an archive know of an entity? Which one a person means, and everything about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from newsgraph.answers import Company, EntityCount, EntityView, FacetCount, Quote, Role, Totals
from newsgraph.article import Article, ArticleId
from newsgraph.entity import ACTORS, NAMED_IN, Decision, DecisionKind, EntityId, EntityKind, Named, in_force
from newsgraph.errors import UnknownName, UsageError
from newsgraph.leads import Node
from newsgraph.resolving import Gazetteer, facts_of, family_of, fold
from newsgraph.sentences import sentence_around
from newsgraph.store import SORTS, NamedIn, Naming, Slot, Store, Who

KINDS = {"actor": ACTORS, **{kind.value: (kind,) for kind in EntityKind}}
MOST_READ = 500  # articles of an entity whose names are read for its roles: the newest tell what it is called now
QUOTES, BESIDE = 3, 12
LISTED = 50  # of each list: an agency's reporter is one of thousands of authors who name a country


def entity_id(store: Store, name: str) -> EntityId:
    """The entity of that id, former id or name; of several of one name the one in most articles. Raises UnknownName."""
    known = store.entity(name)
    if known is not None:
        return known.id
    found = store.called(fold(name))
    if found:
        return found[0]
    raise UnknownName(
        f"nothing is called {name!r}: expected an id such as actor/felix-tshisekedi, or a name as articles write it",
        hint=f"newsgraph entities {name.split()[-1] if name.split() else 'NAME'}",
    )


def node(store: Store, name: str) -> Node:
    """Whom the name means, as `entity_id`; with the name that it has now. Raises UnknownName."""
    id = entity_id(store, name)
    known = store.entity(id)
    if known is None:
        raise UnknownName(f"{id} is named by no article any more")
    return Node(id, known.kind, known.name)


def names(store: Store, article: ArticleId) -> list[Named]:
    """Whom and what the article names, as who they are across the archive, in the order of the article."""
    return names_of(store, [article]).get(article, [])


def names_of(store: Store, articles: Sequence[ArticleId]) -> dict[ArticleId, list[Named]]:
    """The same for several articles; those that are not named yet are left out."""
    settled = store.who(articles)
    return {article: names_in(article, naming, settled) for article, naming in store.namings(articles).items()}


def names_in(article: ArticleId, naming: Naming, settled: Mapping[Slot, Who]) -> list[Named]:
    """The same of one article, whose names and who they are were read already."""
    told: list[Named] = []
    for number, (named, _, _) in enumerate(naming.names):
        who = settled.get((article, number))
        if who is None:
            told.append(named)
        elif not who.hidden:
            told.append(_as(who, named))
    return told


def _as(who: Who, named: Named) -> Named:
    """Most names are of who the article by itself takes them for."""
    if (named.id, named.kind, named.name, named.location) == (who.id, who.kind, who.name, who.location):
        return named
    return replace(named, id=who.id, kind=who.kind, name=who.name, location=who.location)


def counts(store: Store, like: str, *, kinds: Sequence[str], sort: str, page: tuple[int, int]) -> list[EntityCount]:
    """The entities of these kinds (KINDS; all of them for none) with `like` in their name. Raises UsageError."""
    if sort not in SORTS:
        raise UsageError(f"entities cannot be sorted by {sort!r}: expected {', '.join(SORTS)}", hint="--sort articles")
    return store.entity_counts(kinds_of(kinds), like, sort=sort, page=page)


def kinds_of(names: Sequence[str]) -> tuple[EntityKind, ...]:
    """The kinds of these names (KINDS; all of them for none). Raises UsageError."""
    for name in names:
        if name not in KINDS:
            raise UsageError(f"there is no kind {name!r}: expected {', '.join(KINDS)}", hint="--kind person")
    return tuple(dict.fromkeys(kind for name in names or KINDS for kind in KINDS[name]))


def view(store: Store, name: str, gazetteer: Gazetteer, company: Callable[[EntityId, int], Company]) -> EntityView:
    """Everything about an entity; `company` tells what the graph counts of it, with so many of who stand beside it.
    Raises UnknownName."""
    id = entity_id(store, name)
    entity = store.entity(id)
    if entity is None:
        raise UnknownName(f"{id} is named by no article any more")
    told = store.coverage(id, read=MOST_READ)
    around, roles = company(id, BESIDE), list(_roles(told.newest))
    sources, authors = _most(told.sources), _most(told.authors)
    others = [other for other in store.called(fold(entity.name)) if other != id]
    decisions = in_force(store.decisions())
    return EntityView(
        entity=replace(entity, aliases=entity.aliases[:LISTED]),
        within=tuple((place, _called(place, store, gazetteer)) for place in entity.within),
        articles=told.articles,
        origins=around.origins,
        first=told.first,
        last=told.last,
        roles=tuple(roles[:LISTED]),
        sources=sources[:LISTED],
        authors=authors[:LISTED],
        beside=around.most,
        quotes=tuple(_quotes(store, told.newest)),
        decisions=tuple(with_names(store, gazetteer, [one for one in decisions if id in one.ids])),
        facts=tuple(_facts(store, entity, told.newest, gazetteer)),
        others=tuple(others[:LISTED]),
        hidden_by=next(iter(with_names(store, gazetteer, _hidden_by(store, id, decisions))), None),
        totals=Totals(len(entity.aliases), len(roles), len(sources), len(authors), around.total, len(others)),
        called={other.id: other.name for other in store.entities(others[:LISTED]).values()},
    )


def _hidden_by(store: Store, id: EntityId, decisions: Sequence[Decision]) -> list[Decision]:
    """The last decision that hides it, under any id that it has had; [] where none does."""
    if not store.hidden(id):
        return []
    for one in reversed(decisions):
        if one.kind is DecisionKind.HIDE and id in {known.id for known in map(store.entity, one.ids) if known}:
            return [one]
    return []


def with_names(store: Store, gazetteer: Gazetteer, decisions: Sequence[Decision]) -> list[Decision]:
    """The same, each with what those in it are called: their names of today, or those of then where the id is nobody's
    any more or the decision gave them another. Whom nobody knows is called by the id."""
    places = (EntityId(one.name) for one in decisions if one.kind is DecisionKind.HOME)
    now = store.entities({*places, *(id for one in decisions for id in one.ids)})
    return [replace(one, called=dict(_names_in(store, gazetteer, one, now))) for one in decisions]


def _names_in(
    store: Store, gazetteer: Gazetteer, one: Decision, now: Mapping[EntityId, Named]
) -> Iterator[tuple[str, str]]:
    from newsgraph.resolving import form_of  # brings all that reads names along

    for id in one.ids:
        bearer = now.get(id) or store.entity(id)
        called = now[id].name if id in now else ""
        if bearer and called in ("", one.name):
            called = form_of(id, (bearer.name, *bearer.aliases)) or called
        place = gazetteer.place(id)
        yield id, called or (place.name if place else id)
    if one.kind is DecisionKind.HOME:
        yield one.name, _called(EntityId(one.name), store, gazetteer)


def _roles(read: Iterable[NamedIn]) -> Iterator[Role]:
    """What it is called, most frequent first, ties by the words."""
    dates: dict[str, list[datetime | None]] = {}
    for one in read:
        for role in dict.fromkeys(role for kept in one.names for role in kept.named.roles):
            dates.setdefault(role, []).append(one.published)
    for role, when in sorted(dates.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        known = [moment for moment in when if moment is not None]
        yield Role(role, len(when), min(known, default=None), max(known, default=None))


def _facts(store: Store, entity: Named, read: Sequence[NamedIn], gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """What biographies tell of an author; whose an outlet is, where it is at home and in which language it writes."""
    if entity.kind is EntityKind.AUTHOR:
        bios = dict.fromkeys(kept.bio for one in read for kept in one.names if kept.bio)
        told = facts_of("\n".join(bios))
        yield from (("beat", beat) for beat in told.beats)
        yield from (("school", school) for school in told.schools)
        yield from (("outlet", outlet) for outlet in told.outlets)
        yield from ((("hometown", told.hometown),) if told.hometown else ())
    elif entity.kind is EntityKind.SOURCE:
        host = entity.id.removeprefix("source/")
        yield "family", family_of(host)
        home = store.homes().get(host)
        if home is not None:
            country = gazetteer.country(home.country)
            region = _called(EntityId(home.admin1), store, gazetteer) if home.admin1 else ""
            yield "home", ", ".join(filter(None, [region, country.name if country else home.country]))
        yield from (("language", language) for language in store.languages_of(host))


def _quotes(store: Store, read: Sequence[NamedIn]) -> Iterator[Quote]:
    """The first sentence of the body that names it, from each of the newest articles."""
    some = read[:QUOTES]
    articles = {article.id: article for article in store.articles([one.article for one in some])}
    for one in some:
        mentions = sorted({(m.start, m.end) for kept in one.names for m in kept.named.mentions})
        if one.article in articles and mentions:
            yield _quote(articles[one.article], mentions)


def _quote(article: Article, mentions: Sequence[tuple[int, int]]) -> Quote:
    own = [zone for zone in article.zones if zone.kind in NAMED_IN]
    body = [pair for pair in mentions if any(z.start <= pair[0] < z.end for z in own[1:])]
    at = (body or mentions)[0][0]
    zone = next(zone for zone in article.zones if zone.start <= at < zone.end)
    start, end = sentence_around(article.text[zone.start : zone.end], at - zone.start)
    begin, stop = zone.start + start, zone.start + end
    marks = tuple((max(a, begin) - begin, min(b, stop) - begin) for a, b in mentions if a < stop and b > begin)
    text = article.text[begin:stop]
    return Quote(article.id, article.title, article.source, article.published, begin, text, marks)


def _called(id: EntityId, store: Store, gazetteer: Gazetteer) -> str:
    known = gazetteer.place(id) or store.entity(id)
    return known.name if known is not None else id


def _most(counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """The most frequent first, ties by value; "" is none."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(*pair) for pair in ranked if pair[0])


class Meanings:
    """Which entities a name in a query may mean, by field; called by `ParsedQuery.meaning`."""

    def __init__(self, store: Store, gazetteer: Gazetteer) -> None:
        self._store, self._gazetteer = store, gazetteer

    def __call__(self, field: str, name: str) -> list[str]:
        if field not in ("place", "actor"):
            return []
        known = self._store.entity(name)
        ids: list[str] = [known.id] if known else list(self._store.called(fold(name)))
        if field == "place":
            ids += [place.id for place in self._gazetteer.candidates(name)]
        return [id for id in ids if id.startswith(f"{field}/")]
