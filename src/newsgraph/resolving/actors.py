"""Which names of one article are one actor's?

The longest names come first; what is shorter joins the only actor that it can mean. In this order, and each step only
with what the steps before left over: full names of people; organisations by their names, by the list of aliases, by
acronyms that the article defines or that are somebody's initials, by short forms; then surnames and first names.
"""

from collections.abc import Sequence
from operator import itemgetter

from newsgraph.article import Article
from newsgraph.entity import ACTORS, EntityId, EntityKind, Mention, Named
from newsgraph.resolving.definitions import Acronyms
from newsgraph.resolving.follow_ups import Actor, FullMentions, People, kind_votes, meant
from newsgraph.resolving.forms import Form, Tokens, forms_of, majority, place_tokens, titles_of
from newsgraph.resolving.names import plain, sex_of, slug, title_in
from newsgraph.resolving.organisations import is_short_for, organisation_match, significant
from newsgraph.resolving.persons import LONG_ENOUGH, NOT, TYPO, person_match

_PLACE, _PERSON = EntityKind.PLACE, EntityKind.PERSON  # asked of an enumeration they cost a name's look-up each time


def resolve_actors(article: Article, mentions: Sequence[Mention]) -> list[Named]:
    """The actors of an article, in order of first mention.

    `mentions` may hold places too: they tell which short forms are none of an organisation. Only mentions of people,
    organisations and groups become actors, each of one actor. Ids are those of one article alone: two articles' "Ann
    Lee" have one id, whoever they are; `identify` tells them apart.
    """
    own = sorted([mention for mention in mentions if mention.kind is not _PLACE and mention.kind in ACTORS])
    forms = forms_of(article.text, own)
    longest_first = sorted(forms, key=lambda form: -len(form.tokens))  # stable: ties in order of the text
    actors: list[Actor] = []
    _full_people(longest_first, actors)
    _organisations(longest_first, actors, article.text, place_tokens(article.text, mentions))
    for actor in actors:
        if actor.person:
            actor.hear(article.text)
    _follow_ups(longest_first, actors, article)
    return _named(actors, article.text)


def _full_people(forms: Sequence[Form], actors: list[Actor]) -> None:
    """Full names first, then those that begin with an initial, each with the only person whom they fit."""
    full = [form for form in forms if form.is_full_person]
    near: dict[str, list[Actor]] = {}
    for form in sorted(full, key=lambda form: len(form.tokens[0]) == 1):
        surname = form.tokens[-1]
        group = near.setdefault(surname if len(surname) < LONG_ENOUGH else surname[:3], [])
        actor = _best(form, group)
        if actor is None:
            group.append(_actor(form))
            actors.append(group[-1])
        else:
            actor.take(form)


def _best(form: Form, group: Sequence[Actor]) -> Actor | None:
    """The only one whom the name fits best; None where it fits nobody, two alike, or contradicts."""
    fitting = [(person_match(form.name, actor.name), actor) for actor in group]
    best = max((score for score, _ in fitting), default=NOT)
    chosen = [actor for score, actor in fitting if score == best]
    if best <= NOT or len(chosen) > 1 or any(_are_two(form, other) for other in chosen[0].forms):
        return None
    return chosen[0]


def _are_two(form: Form, other: Form) -> bool:
    """Whether an article means two people by these: names that contradict, or a name and later one as short with "Jr."
    (one person is named in full first: "Martin Luther King Jr.", then "Martin Luther King")."""
    if form.name.suffix == other.name.suffix or (form.name.suffix and other.name.suffix):
        return person_match(form.name, other.name) < NOT
    junior, senior = (form, other) if form.name.suffix else (other, form)
    return len(junior.tokens) <= len(senior.tokens) and senior.mentions[0] < junior.mentions[0]


def _actor(form: Form) -> Actor:
    actor = Actor(form.name, form.person)
    actor.take(form)
    return actor


def _organisations(forms: Sequence[Form], actors: list[Actor], text: str, places: frozenset[Tokens]) -> None:
    rest = [form for form in forms if not form.person]
    by_name: dict[object, list[Actor]] = {}
    organisations: list[Actor] = []
    waiting = []
    for form in rest:
        if len(form.tokens) == 1 and not (form.known and not form.acronym):
            waiting.append(form)
            continue
        near = by_name.setdefault(form.known or form.tokens[0], [])
        same = by_name.setdefault(form.known or significant(form.tokens), [])
        actor = next((actor for actor in (*same, *near) if _is_same(form, actor)), None)
        if actor is None:
            actor = _actor(form)
            organisations.append(actor)
            near.append(actor)
            same.append(actor)
        else:
            actor.take(form)
    if waiting:
        acronyms = Acronyms(organisations, text)
        for form in waiting:
            _join(form, organisations, acronyms)
    _shorten(organisations, places)
    actors.extend(organisations)


def _is_same(form: Form, actor: Actor) -> bool:
    known = actor.forms[0].known
    if form.known or known:
        return form.known == known
    return organisation_match(form.tokens, actor.name.tokens) >= TYPO


def _join(form: Form, organisations: list[Actor], acronyms: Acronyms) -> None:
    """An acronym or single token: with whom the article defines, who has such initials, whom the list knows."""
    actor = acronyms.meant_by(form.acronym) if form.acronym else None
    if actor is None and form.known:
        actor = next((actor for actor in organisations if actor.forms[0].known == form.known), None)
    if actor is None:
        organisations.append(_actor(form))
    else:
        actor.take(form)


def _shorten(organisations: list[Actor], places: frozenset[Tokens]) -> None:
    """Give short forms to the only organisation that they can be short for."""
    ends: dict[str, list[Actor]] = {}
    for actor in organisations:
        for token in {actor.name.tokens[0], actor.name.tokens[-1]} if len(actor.name.tokens) > 1 else ():
            ends.setdefault(token, []).append(actor)
    for short in sorted(organisations, key=lambda actor: -len(actor.name.tokens)) if ends else ():
        tokens, form = short.name.tokens, short.forms[0]
        near = dict.fromkeys((*ends.get(tokens[0], ()), *ends.get(tokens[-1], ())))
        longer = [actor for actor in near if actor is not short and is_short_for(tokens, actor.name.tokens)]
        if len(longer) == 1 and not (form.known or form.acronym or tokens in places):
            for form in short.forms:
                longer[0].take(form, [m for m, f in short.mentions if f is form])
            organisations.remove(short)
            for actors in ends.values():
                if short in actors:
                    actors.remove(short)


def _follow_ups(forms: Sequence[Form], actors: list[Actor], article: Article) -> None:
    """Surnames and first names, mention by mention, and what looks like one but was found as an organisation."""
    if all(form.is_full_person or not (form.person or len(form.name.tokens) == 1) for form in forms):
        return
    people = People(actors)
    named = FullMentions(actors, article)
    for form in forms:
        if form.person and not form.is_full_person:
            _follow_up(form, actors, named, people.bearers(form.name) or _called_so(form, actors))
    for actor in [actor for actor in actors if not actor.person and len(actor.name.tokens) == 1]:
        form = actor.forms[0]
        bearers = () if form.known or form.acronym else people.bearers(form.name)
        if len(bearers) == 1:
            bearers[0].take(form)
            actors.remove(actor)


def _follow_up(form: Form, actors: list[Actor], named: FullMentions, candidates: Sequence[Actor]) -> None:
    left: dict[str, list[Mention]] = {}
    for mention in form.mentions:
        titles = titles_of(mention, named.text[mention.start : mention.end])
        actor = meant(mention, titles, candidates, named) if candidates else None
        if actor is None:
            left.setdefault(sex_of(titles), []).append(mention)
        else:
            actor.take(form, [mention])
            actor.titles.update(titles)
    for mentions in _by_sex(left):
        actor = Actor(form.name, person=True)
        actor.take(form, mentions)
        actor.hear(named.text)
        actors.append(actor)


def _called_so(form: Form, actors: Sequence[Actor]) -> list[Actor]:
    """Organisations that a lone token, taken for a person's, can only mean."""
    fitting = [
        a for a in actors if not a.person and (a.name.tokens == form.tokens or is_short_for(form.tokens, a.name.tokens))
    ]
    return fitting if len(fitting) == 1 else []


def _by_sex(left: dict[str, list[Mention]]) -> list[list[Mention]]:
    """The mentions of one token that belong to nobody: of one person, or of a Mr and a Mrs of that name."""
    if len(left) < 3 and not ("m" in left and "f" in left):
        return [sorted(mention for mentions in left.values() for mention in mentions)] if left else []
    first = min(("m", "f"), key=lambda sex: left[sex][0])
    left[first] = sorted(left[first] + left.pop("", []))
    return [left[first], *(mentions for sex, mentions in left.items() if sex != first)]


def _named(actors: Sequence[Actor], text: str) -> list[Named]:
    used: dict[str, int] = {}
    found = []
    ordered = [(sorted([mention for mention, _ in actor.mentions]), actor) for actor in actors]
    ordered.sort(key=itemgetter(0))
    for mentions, actor in ordered:
        ident = _slug(actor)
        used[ident] = used.get(ident, 0) + 1
        if used[ident] > 1:
            ident = f"{ident}-{used[ident]}"
        found.append(_one(actor, EntityId(f"actor/{ident}"), mentions, text))
    return found


def _slug(actor: Actor) -> str:
    known, name = actor.forms[0].known, actor.name
    return slug(known.tokens if known else (*name.tokens, name.suffix) if name.suffix else name.tokens)


def _one(actor: Actor, ident: EntityId, mentions: list[Mention], text: str) -> Named:
    known, person, forms = actor.forms[0].known, actor.person, actor.forms
    name = known.name if known else _shown(forms[0], person)
    kind = known.kind if known else _PERSON if person else majority(kind_votes(actor))
    if len(forms) > 1:
        forms = sorted(forms, key=lambda form: form.mentions[0])
    others = dict.fromkeys([plain(printed, person) for form in forms for printed in form.printed])
    others.pop(name, None)
    return Named(
        id=ident,
        kind=kind,
        name=name,
        confidence=max([mention.confidence for mention in mentions]),
        mentions=tuple(mentions),
        aliases=tuple(others),
        roles=_roles(actor, text) if person else (),
    )


def _roles(actor: Actor, text: str) -> tuple[str, ...]:
    """What the mentions call a person, in order of the text."""
    told = [(m, m.role or title_in(text[m.start : m.end])) for m, form in actor.mentions if m.role or form.titled]
    return tuple(dict.fromkeys([role for _, role in sorted(told) if role])) if told else ()


def _shown(form: Form, person: bool) -> str:
    """The spelling that is printed most, one in mixed case before one in capitals."""
    if len(form.printed) == 1:
        return plain(next(iter(form.printed)), person)
    spellings = sorted(form.printed, key=lambda printed: (printed.isupper() and " " in printed, -form.printed[printed]))
    return plain(spellings[0], person)
