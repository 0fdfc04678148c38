"""What does one article know of one actor? Enough to tell whether another article's is the same."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from newsgraph.article import Article, ArticleId
from newsgraph.entity import ACTORS, EntityId, EntityKind, Named
from newsgraph.resolving.acronyms import acronym_letters
from newsgraph.resolving.aliases import known_organisation
from newsgraph.resolving.names import PersonName, organisation_tokens, person_name, sex_of, slug, without_generation
from newsgraph.resolving.organisations import telling_token
from newsgraph.resolving.persons import LONG_ENOUGH


class Profile(NamedTuple):
    """An actor of one article. `local` is its id there, `forms` how it is printed and how often, `beside` the ids of
    all that the article names (itself too: one tuple serves all of an article's profiles)."""

    article: ArticleId
    local: EntityId
    name: str
    kind: EntityKind
    confidence: float
    forms: tuple[tuple[str, int], ...] = ()
    roles: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    source: str = ""
    section: str = ""
    published: datetime | None = None


def profiles_of(article: Article, named: Sequence[Named]) -> list[Profile]:
    """The profiles of an article's actors. `named` is all that it names: places and authors count as company."""
    beside = tuple(sorted(entity.id for entity in named))
    return [
        Profile(
            article=article.id,
            local=entity.id,
            name=entity.name,
            kind=entity.kind,
            confidence=entity.confidence,
            forms=printed_forms(article.text, entity),
            roles=entity.roles,
            beside=beside,
            source=article.source,
            section=article.section,
            published=article.published,
        )
        for entity in named
        if entity.kind in ACTORS
    ]


def printed_forms(text: str, entity: Named) -> tuple[tuple[str, int], ...]:
    """How the article prints an entity, and how often."""
    if len(entity.mentions) == 1:
        return ((text[entity.mentions[0].start : entity.mentions[0].end], 1),)
    counts: dict[str, int] = {}
    for mention in entity.mentions:
        printed = text[mention.start : mention.end]
        counts[printed] = counts.get(printed, 0) + 1
    return tuple(sorted(counts.items()))


class Reading(NamedTuple):
    """A profile's name as read: `slug` is what ids are made of, `blocks` the keys of the blocks that it is compared in.

    `full` is whether it tells one person or organisation by itself: not a surname, a first name, "P. Simmons", an
    acronym or a single word.
    """

    name: PersonName
    slug: str
    blocks: frozenset[str]
    full: bool
    acronym: str = ""


@lru_cache(maxsize=1 << 14)
def reading(name: str, person: bool) -> Reading:
    """How a profile's name is read, as a person's or as an organisation's."""
    if person:
        read = person_name(name)
        full = len(read.tokens) > 1 and not read.surname_only and len(read.tokens[0]) > 1
        blocks = frozenset([_block(read.tokens)])
        return Reading(read, slug((*read.tokens, *filter(None, [read.suffix]))), blocks, full)
    known = known_organisation(name)
    tokens = known.tokens if known else organisation_tokens(name)
    acronym = "" if known else acronym_letters(name)
    full = bool(known) or (len(tokens) > 1 and not acronym)
    return Reading(PersonName(tokens), slug(tokens), frozenset([_block(tokens)]), full, acronym)


def _block(tokens: tuple[str, ...]) -> str:
    """The telling token; of a long one what is left without its vowels, so that a misprint stays in its block."""
    token = telling_token(without_generation(tokens)) if tokens else ""
    if len(token) < LONG_ENOUGH:
        return token
    bones = [token[0]]
    bones += [c for before, c in pairwise(token) if c not in "aeiouy" and c != before]
    return "".join(bones)


LONGEST_ACRONYM = 11  # as printed, dots and all
TAUGHT = 3  # letters that an acronym must have for what one article teaches of it to count in others


@lru_cache(maxsize=1 << 14)
def learnt_acronym(form: str, name: str) -> str:
    """The letters of a form that is an acronym of the name, and that no list knows: articles teach what it stands for.
    A word of the name in capitals is none."""
    letters = acronym_letters(form) if len(form) <= LONGEST_ACRONYM else ""
    if len(letters) < TAUGHT or letters in organisation_tokens(name) or known_organisation(form) is not None:
        return ""
    return letters


def block_keys(profile: Profile) -> frozenset[str]:
    """The blocks that the profile belongs to. Identities depend on nothing outside of the blocks that are tied
    together by profiles with several keys: whoever adds or removes a profile need only identify those anew (`tied`)."""
    person = profile.kind is EntityKind.PERSON
    own = reading(profile.name, person).blocks
    if person:
        return own
    taught = [_block((letters,)) for form, _ in profile.forms if (letters := learnt_acronym(form, profile.name))]
    return own.union(taught) if taught else own


def keys_of_id(ident: EntityId) -> frozenset[str]:
    """The blocks in which an entity of this id may be; more than needed, never fewer."""
    tokens = tuple(ident.removeprefix("actor/").split("-"))
    cuts = [tokens[:end] for end in range(max(1, len(tokens) - 2), len(tokens) + 1)]  # an id may have a suffix
    return frozenset(key for cut in cuts for key in (_block(cut), _block(cut[-1:])))


def sex_in(roles: Iterable[str]) -> str:
    """What the roles and honorifics say: "m", "f" or ""."""
    return sex_of(tuple(word for role in roles for word in role.casefold().replace(".", "").split()))
