"""Which names of one article are one actor's?

The longest names come first; what is shorter joins the only actor that it can mean. In this order, and each step only
with what the steps before left over: full names of people; organisations by their names, by the list of aliases, by
acronyms that the article defines or that are somebody's initials, by short forms; then surnames and first names.
"""

import re
from collections.abc import Sequence

from newsgraph.article import Article
from newsgraph.entity import ACTORS, EntityId, EntityKind, Mention, Named
from newsgraph.resolving.acronyms import abbreviates, acronym_letters, may_define
from newsgraph.resolving.follow_ups import Actor, FullMentions, Paragraphs, bearers, kind_votes, meant
from newsgraph.resolving.forms import Form, Tokens, forms_of, majority, place_tokens, titles_of
from newsgraph.resolving.names import TITLES, folded, sex_of, slug
from newsgraph.resolving.organisations import is_short_for, organisation_match
from newsgraph.resolving.persons import NOT, TYPO, person_match

_IN_BRACKETS = re.compile(r"\s?\(\s?(?:the\s)?[\"'“‘]?([A-Z][\w.&-]{1,9}?)[\"'”’]?\s?\)")


def resolve_actors(article: Article, mentions: Sequence[Mention]) -> list[Named]:
    """The actors of an article, in order of first mention.

    `mentions` may hold places too: they tell which short forms are none of an organisation. Only mentions of people,
    organisations and groups become actors, each of one actor. Ids are those of one article alone: two articles' "Ann
    Lee" have one id, whoever they are; `identify` tells them apart.
    """
    own = sorted(mention for mention in mentions if mention.kind in ACTORS)
    forms = forms_of(article.text, own)
    longest_first = sorted(forms, key=lambda form: -len(form.tokens))  # stable: ties in order of the text
    actors: list[Actor] = []
    _full_people(longest_first, actors)
    _organisations(longest_first, actors, article.text, place_tokens(article.text, mentions))
    for actor in actors:
        actor.hear(article.text)
    _follow_ups(longest_first, actors, article)
    return _named(actors, article.text)


def _full_people(forms: Sequence[Form], actors: list[Actor]) -> None:
    """Full names first, then those that begin with an initial, each with the only person whom they fit."""
    full = [form for form in forms if form.is_full_person]
    for form in sorted(full, key=lambda form: len(form.tokens[0]) == 1):
        fitting = [(person_match(form.name, actor.name), actor) for actor in actors]
        best = max((score for score, _ in fitting), default=NOT)
        chosen = [actor for score, actor in fitting if score == best]
        if best > NOT and len(chosen) == 1 and not _contradicts(form, chosen[0]):
            chosen[0].take(form)
        else:
            actors.append(_actor(form))


def _contradicts(form: Form, actor: Actor) -> bool:
    return any(person_match(form.name, other.name) < NOT for other in actor.forms)


def _actor(form: Form) -> Actor:
    actor = Actor(form.name, form.person)
    actor.take(form)
    return actor


def _organisations(forms: Sequence[Form], actors: list[Actor], text: str, places: frozenset[Tokens]) -> None:
    rest = [form for form in forms if not form.person]
    found = [form for form in rest if len(form.tokens) > 1 or (form.known and not form.acronym)]
    organisations: list[Actor] = []
    for form in found:
        same = next((actor for actor in organisations if _is_same(form, actor)), None)
        if same is None:
            organisations.append(_actor(form))
        else:
            same.take(form)
    defined = _definitions(organisations, text)
    for form in rest:
        if form not in found:
            _join(form, organisations, defined.get(form.acronym), places)
    _shorten(organisations, places)
    actors.extend(organisations)


def _is_same(form: Form, actor: Actor) -> bool:
    known = actor.forms[0].known
    if form.known or known:
        return form.known == known
    return organisation_match(form.tokens, actor.name.tokens) >= TYPO


def _definitions(organisations: Sequence[Actor], text: str) -> dict[str, Actor]:
    """The acronyms that the text defines, by their letters: "Long Name (LN)" and "LN (Long Name)"."""
    defined: dict[str, Actor] = {}
    for actor in organisations:
        for mention, form in actor.mentions:
            printed = text[mention.start : mention.end]
            after = (
                _IN_BRACKETS.match(text, mention.end)
                if text[mention.end : mention.end + 3].strip()[:1] == "("
                else None
            )
            short = after[1] if after else _word_before(text, mention)
            if short and len(form.tokens) > 1 and may_define(short, printed):
                defined.setdefault(acronym_letters(short), actor)
    return defined


def _word_before(text: str, mention: Mention) -> str:
    """The word before a mention that stands in brackets: the acronym in "LN (Long Name)"."""
    before = text[max(0, mention.start - 14) : mention.start].rstrip()
    return before[:-1].split()[-1] if before[-1:] == "(" and len(before.split()) > 0 and before[:-1].strip() else ""


def _join(form: Form, organisations: list[Actor], defined: Actor | None, places: frozenset[Tokens]) -> None:
    """An acronym or single token: with whom the article defines, who has such initials, whom the list knows."""
    if defined is None and form.acronym:
        printed = next(iter(form.printed))
        fitting = [a for a in organisations if any(abbreviates(printed, p) for f in a.forms for p in f.printed)]
        defined = fitting[0] if len(fitting) == 1 else None
    if defined is None and form.known:
        defined = next((actor for actor in organisations if actor.forms[0].known == form.known), None)
    if defined is None:
        organisations.append(_actor(form))
    else:
        defined.take(form)


def _shorten(organisations: list[Actor], places: frozenset[Tokens]) -> None:
    """Give short forms to the only organisation that they can be short for."""
    for short in sorted(organisations, key=lambda actor: -len(actor.name.tokens)):
        if short.forms[0].known or short.name.tokens in places or short.forms[0].acronym:
            continue
        longer = [a for a in organisations if a is not short and is_short_for(short.name.tokens, a.name.tokens)]
        if len(longer) == 1:
            for form in short.forms:
                longer[0].take(form, [m for m, f in short.mentions if f is form])
            organisations.remove(short)


def _follow_ups(forms: Sequence[Form], actors: list[Actor], article: Article) -> None:
    """Surnames and first names, mention by mention, and what looks like one but was found as an organisation."""
    named = FullMentions(actors, Paragraphs(article))
    for form in forms:
        if form.person and not form.is_full_person:
            _follow_up(form, actors, named, article.text)
    for actor in [actor for actor in actors if not actor.person and len(actor.name.tokens) == 1]:
        people = bearers(actor.name.tokens, actors) if not actor.forms[0].known and not actor.forms[0].acronym else []
        if len(people) == 1:
            people[0].take(actor.forms[0])
            actors.remove(actor)


def _follow_up(form: Form, actors: list[Actor], named: FullMentions, text: str) -> None:
    candidates = bearers(form.tokens, actors) or _called_so(form, actors)
    left: dict[str, list[Mention]] = {}
    for mention in form.mentions:
        titles = titles_of(mention, text[mention.start : mention.end])
        actor = meant(mention, titles, candidates, named) if candidates else None
        if actor is None:
            left.setdefault(sex_of(titles), []).append(mention)
        else:
            actor.take(form, [mention])
    for mentions in _by_sex(left):
        actor = Actor(form.name, person=True)
        actor.take(form, mentions)
        actor.hear(text)
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
    for actor in sorted(actors, key=lambda actor: min(mention.start for mention, _ in actor.mentions)):
        ident = _slug(actor)
        used[ident] = used.get(ident, 0) + 1
        if used[ident] > 1:
            ident = f"{ident}-{used[ident]}"
        found.append(_one(actor, EntityId(f"actor/{ident}"), text))
    return found


def _slug(actor: Actor) -> str:
    known = actor.forms[0].known
    return slug(known.tokens) if known else slug((*actor.name.tokens, *filter(None, [actor.name.suffix])))


def _one(actor: Actor, ident: EntityId, text: str) -> Named:
    known = actor.forms[0].known
    mentions = tuple(sorted(mention for mention, _ in actor.mentions))
    name = known.name if known else _shown(actor.forms[0], actor.person)
    others = dict.fromkeys(_plain(text[m.start : m.end], actor.person) for m in mentions)
    kind = known.kind if known else majority(kind_votes(actor))
    if actor.person and kind is not EntityKind.PERSON:
        kind = EntityKind.PERSON
    return Named(
        id=ident,
        kind=kind,
        name=name,
        confidence=max(mention.confidence for mention in mentions),
        mentions=mentions,
        aliases=tuple(other for other in others if other != name),
        roles=tuple(dict.fromkeys(filter(None, (m.role or _title(text[m.start : m.end]) for m in mentions)))),
    )


def _shown(form: Form, person: bool) -> str:
    """The spelling that is printed most, one in mixed case before one in capitals."""
    spellings = sorted(form.printed, key=lambda printed: (printed.isupper() and " " in printed, -form.printed[printed]))
    return _plain(spellings[0], person)


def _plain(printed: str, person: bool) -> str:
    """The name alone: one line, no honorific before it, no possessive behind a person's."""
    words = printed.split()
    if person:
        while len(words) > 1 and folded(words[0]).rstrip(".") in TITLES:
            del words[0]
        words[-1] = re.sub(r"['’]s$", "", words[-1])
    return " ".join(words)


def _title(printed: str) -> str:
    first, _, rest = printed.partition(" ")
    return first if rest and folded(first).rstrip(".") in TITLES else ""
