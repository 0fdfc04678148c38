"""The words that tell a name and its kind, by language: lists that anybody can read, in `newsgraph/data/signs/`."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The words of one language. Small words are matched case-folded, names and parts of names as printed.

    Abbreviations are held without their full stop. `roles` holds single words and whole phrases. `place_first`: the
    word for a place stands right before its name, with a capital ("Stadt Leipzig"). `title_openings` are the first
    words of roles and honorifics, folded.
    """

    honorifics: frozenset[str]
    roles: frozenset[str]
    title_openings: frozenset[str]
    speech_verbs: frozenset[str]
    place_words: frozenset[str]
    place_first: bool
    place_prepositions: frozenset[str]
    local_words: frozenset[str]
    facilities: frozenset[str]
    place_endings: frozenset[str]
    place_beginnings: frozenset[str]
    sure_place_parts: frozenset[str]
    organisation_endings: frozenset[str]
    organisation_beginnings: frozenset[str]
    group_neighbours: frozenset[str]
    group_parts: frozenset[str]
    demonyms: frozenset[str]
    no_names: frozenset[str]
    offices: frozenset[str]
    partisans: frozenset[str]
    portfolios: frozenset[str]


@lru_cache(maxsize=8)
def signs_of(language: str) -> Signs:
    """The lists for a language (ISO 639-1); for one that has none, and for "", the English ones."""
    here = language if language in LANGUAGES else "en"
    demonyms = _listed("demonyms", here) | _listed("demonyms", "en")
    honorifics, roles = _listed("honorifics", here), _roles(here)
    return Signs(
        honorifics=honorifics,
        roles=roles,
        title_openings=frozenset(title.split()[0].casefold() for title in honorifics | roles),
        speech_verbs=_listed("speech_verbs", here),
        place_words=_listed("place_words", here),
        place_first=here == "de",
        place_prepositions=_listed("place_prepositions", here),
        local_words=_listed("local_words", here),
        facilities=_listed("place_parts", "facilities"),
        place_endings=_listed("place_parts", "last"),
        place_beginnings=_listed("place_parts", "first"),
        sure_place_parts=_listed("place_parts", "sure"),
        organisation_endings=_listed("organisation_words", "") | _listed("organisation_words", here),
        organisation_beginnings=_listed("organisation_words", "first"),
        group_neighbours=_listed("group_words", "beside"),
        group_parts=_listed("group_words", "inside"),
        demonyms=demonyms | {word + "s" for word in demonyms if not word.endswith(("s", "sh", "ch", "ese"))},
        no_names=_listed("no_names", here) | _listed("no_names", "en"),
        offices=_listed("offices", here),
        partisans=_partisans() if here == "en" else frozenset(),
        portfolios=_listed("offices", "portfolio") if here == "en" else frozenset(),
    )


def words_of(text: str) -> frozenset[str]:
    """The words of a short list that stands in the code."""
    return frozenset(text.split())


@lru_cache(maxsize=1)
def _partisans() -> frozenset[str]:
    """ "Kentucky Republican": a person of a party and a state, told apart from papers that are called so."""
    return frozenset(
        f"{state} {party}" for state in _listed("offices", "state") for party in _listed("offices", "party")
    )


def _roles(language: str) -> frozenset[str]:
    """Folded; German ones in all their cases, English ones with what they are for: "defence minister"."""
    roles = frozenset(word.casefold() for word in _listed("roles", language))
    if language == "en":
        office = ("secretary", "minister", "adviser", "advisor")
        roles |= {f"{what} {who}" for what in _listed("offices", "portfolio") for who in office}
    return roles | {role + ending for role in roles for ending in ("n", "en", "s", "es")} if language == "de" else roles


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Given names of many countries, as printed."""
    return frozenset(_sections("first_names").get("", ()))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """English words that are nearly always printed small."""
    return _listed("common_words", "")


@lru_cache(maxsize=1)
def civic_words() -> frozenset[str]:
    """What a place's own bodies are called behind its name: "Police", "Council"."""
    return _listed("civic_words", "")


@lru_cache(maxsize=1)
def groups() -> frozenset[str]:
    """Well-known armed groups and peoples, as printed."""
    return frozenset(_sections("groups", parted_by="\n").get("", ()))


@lru_cache(maxsize=1)
def joined_names() -> tuple[str, ...]:
    """What bodies are for, in the halves that "and" joins: "Health and Human Services"."""
    return _sections("joined_names", parted_by="\n").get("", ())


@lru_cache(maxsize=1)
def organisations() -> frozenset[str]:
    """Well-known organisations whose words do not give them away, as printed."""
    return _listed("organisations", "")


@lru_cache(maxsize=1)
def abbreviated_places() -> frozenset[str]:
    """Places as the AP abbreviates them: "Ky.", "U.S."."""
    return _listed("places", "abbreviated")


@lru_cache(maxsize=1)
def states_letters() -> frozenset[str]:
    """Letters that mean a state and nothing else: "US", "UK"."""
    return _listed("places", "states")


@lru_cache(maxsize=1)
def regions() -> frozenset[str]:
    """Regions, seas, and countries whose names hold an adjective: "Middle East", "Saudi Arabia"."""
    return _listed("places", "regions")


def _listed(name: str, section: str) -> frozenset[str]:
    return frozenset(_sections(name).get(section, ()))


@lru_cache(maxsize=32)
def _sections(name: str, parted_by: str = ",") -> dict[str, tuple[str, ...]]:
    """The words of a list by its `[heading]`; words before any heading are under ""."""
    found: dict[str, list[str]] = {}
    section = ""
    text = (files("newsgraph") / "data" / "signs" / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(section, []).extend(filter(None, map(str.strip, line.split(parted_by))))
    return {heading: tuple(words) for heading, words in found.items()}
