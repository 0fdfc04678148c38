"""Who wrote it: one author per person and outlet, and across outlets only where something proves it.

Agencies are no people: `article.authors` holds none, and what they are to a text stands in `article.agencies`. What a
biography tells is of the author; nothing in it becomes an actor of the article.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsgraph.article import Article, ArticleId, ZoneKind
from newsgraph.entity import Apart, Decision, EntityId, EntityKind, Mention, Named
from newsgraph.resolving.biography import Facts, facts_of
from newsgraph.resolving.names import folded, person_name, slug
from newsgraph.resolving.sources import family_of, source_key

_ZONES = (ZoneKind.BYLINE, ZoneKind.BIO)
_TOLD = 8  # words that a biography must have before the same words elsewhere prove the same author
_WORD = re.compile(r"\w+")


def resolve_authors(article: Article) -> list[Named]:
    """The article's authors in the order printed, `author/<outlet>/<name>`; mentions are where the byline and the
    biographies name them."""
    found: dict[EntityId, Named] = {}
    for name in article.authors:
        ident = author_id(article.source, name)
        if ident not in found:
            mentions = tuple(_mentions(article, name))
            found[ident] = Named(id=ident, kind=EntityKind.AUTHOR, name=name, confidence=1.0, mentions=mentions)
    return list(found.values())


def author_id(source: str, name: str) -> EntityId:
    read = person_name(name)
    who = slug((*read.tokens, *filter(None, [read.suffix]))) or "-".join(_WORD.findall(folded(name)))
    return EntityId(f"author/{source_key(source) or 'unknown'}/{who}")


def _mentions(article: Article, name: str) -> Iterator[Mention]:
    zones = [zone for zone in article.zones if zone.kind in _ZONES]
    if not zones:  # a record that only a field names the author of: most of them
        return
    wanted = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE)
    for zone in zones:
        for found in wanted.finditer(article.text, zone.start, zone.end):
            yield Mention(found.start(), found.end(), EntityKind.AUTHOR, 1.0)


class AuthorProfile(NamedTuple):
    """An author as one article shows them. `bio` is what the biography says, `agencies` whose text it is, too."""

    article: ArticleId
    local: EntityId
    name: str
    source: str
    bio: str = ""
    agencies: tuple[str, ...] = ()


def author_profiles(article: Article) -> list[AuthorProfile]:
    """The profiles of an article's authors. A biography that names nobody is the only author's."""
    return [
        AuthorProfile(
            article=article.id,
            local=named.id,
            name=named.name,
            source=article.source,
            bio=_biography(article, named.name),
            agencies=article.agencies,
        )
        for named in resolve_authors(article)
    ]


def _biography(article: Article, name: str) -> str:
    told = [zone for zone in article.zones if zone.kind is ZoneKind.BIO]
    own = [
        zone for zone in told if folded(zone.about) == folded(name) or (not zone.about and len(article.authors) == 1)
    ]
    return "\n".join(article.text[zone.start : zone.end] for zone in own)


class Author(NamedTuple):
    """An author of the archive. `also` are the ids under which other outlets print them, `because` what proved it."""

    id: EntityId
    name: str
    articles: int
    sources: tuple[str, ...]
    also: tuple[EntityId, ...] = ()
    because: tuple[str, ...] = ()
    facts: Facts = Facts()


def identify_authors(profiles: Iterable[AuthorProfile], decisions: Sequence[Decision] = ()) -> list[Author]:
    """The authors, in order of id: a pure function of the set of profiles and the decisions.

    Two outlets' authors of one name are one where both print the same biography, where both texts are the same agency's
    or one outlet is that agency, where the outlets are one family's, or where a person decided so.
    """
    people: dict[EntityId, list[AuthorProfile]] = {}
    for profile in sorted(set(profiles)):
        people.setdefault(profile.local, []).append(profile)
    ties = _ties(people)
    why: dict[EntityId, set[str]] = {}
    apart = Apart()
    for decision in decisions:
        apart.hear(decision)
        ids = [ident for ident in decision.ids if ident in people]
        if decision.kind == "same":
            ties |= {(ids[0], other): "decided" for other in ids[1:]}
        elif decision.kind == "different":
            ties = {pair: because for pair, because in ties.items() if not set(pair) <= set(ids)}
    groups: dict[EntityId, set[EntityId]] = {ident: {ident} for ident in people}
    for (one, other), because in sorted(ties.items(), key=lambda tie: (tie[1] != "decided", tie[0])):
        if groups[one] is not groups[other] and apart.forbids(groups[one], groups[other]):
            continue
        joined = groups[one] | groups[other]
        why.setdefault(one, set()).add(because)
        for ident in joined:
            groups[ident] = joined
    return [_author(sorted(group), people, why) for group in {min(g): g for g in groups.values()}.values()]


def _ties(people: dict[EntityId, list[AuthorProfile]]) -> dict[tuple[EntityId, EntityId], str]:
    """What proves that two ids are one person: pairs, and in a word why."""
    seen: dict[tuple[str, str, str], EntityId] = {}
    ties: dict[tuple[EntityId, EntityId], str] = {}
    for ident in sorted(people):
        for proof in sorted({proof for profile in people[ident] for proof in _proofs(profile)}):
            first = seen.setdefault(proof, ident)
            if first != ident:
                ties.setdefault((first, ident), proof[0])
    return ties


def _proofs(profile: AuthorProfile) -> Iterator[tuple[str, str, str]]:
    who = profile.local.rpartition("/")[2]
    words = " ".join(_WORD.findall(folded(profile.bio)))
    if words.count(" ") >= _TOLD - 1:
        yield "same biography", who, words
    for agency in profile.agencies:
        yield "same agency", who, folded(agency)
    label = family_of(profile.source).partition(".")[0]
    yield "same agency", who, label
    yield "same family", who, family_of(profile.source)


def _author(
    ids: Sequence[EntityId], people: dict[EntityId, list[AuthorProfile]], why: dict[EntityId, set[str]]
) -> Author:
    profiles = [profile for ident in ids for profile in people[ident]]
    first = min(ids, key=lambda ident: (-len(people[ident]), ident))
    names = Counter(profile.name for profile in profiles)
    bios = dict.fromkeys(profile.bio for profile in profiles if profile.bio)
    return Author(
        id=first,
        name=min(names, key=lambda name: (-names[name], name)),
        articles=len({profile.article for profile in profiles}),
        sources=tuple(sorted({profile.source for profile in profiles})),
        also=tuple(ident for ident in ids if ident != first),
        because=tuple(sorted({because for ident in ids for because in why.get(ident, ())})),
        facts=facts_of("\n".join(bios)),
    )
