"""Which Springfield? Which minister?"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsgraph.resolving.actors import resolve_actors
    from newsgraph.resolving.authors import AuthorProfile, author_profiles, identify_authors, resolve_authors
    from newsgraph.resolving.biography import facts_of
    from newsgraph.resolving.close_names import Alike, alike
    from newsgraph.resolving.context import Home
    from newsgraph.resolving.folding import fold
    from newsgraph.resolving.former_names import form_of
    from newsgraph.resolving.gazetteer import Gazetteer
    from newsgraph.resolving.geonames_dump import DumpReport, add_dump, overlays
    from newsgraph.resolving.homes import HomeTally, learn_home
    from newsgraph.resolving.identity import Identities, Identity, identify
    from newsgraph.resolving.judging import decision_keys
    from newsgraph.resolving.place import Place, PlaceKind
    from newsgraph.resolving.places import PlacesOf, resolve_places
    from newsgraph.resolving.profiles import Profile, block_keys, printed_forms, profiles_of
    from newsgraph.resolving.sources import family_of, resolve_source, source_key
    from newsgraph.resolving.ties import Ties, tied

__all__ = [
    "Alike",
    "AuthorProfile",
    "DumpReport",
    "Gazetteer",
    "Home",
    "HomeTally",
    "Identities",
    "Identity",
    "Place",
    "PlaceKind",
    "PlacesOf",
    "Profile",
    "Ties",
    "add_dump",
    "alike",
    "author_profiles",
    "block_keys",
    "decision_keys",
    "facts_of",
    "family_of",
    "fold",
    "form_of",
    "identify",
    "identify_authors",
    "learn_home",
    "overlays",
    "printed_forms",
    "profiles_of",
    "resolve_actors",
    "resolve_authors",
    "resolve_places",
    "resolve_source",
    "source_key",
    "tied",
]

# Names are loaded when they are first used: who names articles tells none apart, and lays no dump over the gazetteer.
_HOME = {
    "Alike": "close_names",
    "AuthorProfile": "authors",
    "DumpReport": "geonames_dump",
    "Gazetteer": "gazetteer",
    "Home": "context",
    "HomeTally": "homes",
    "Identities": "identity",
    "Identity": "identity",
    "Place": "place",
    "PlaceKind": "place",
    "PlacesOf": "places",
    "Profile": "profiles",
    "Ties": "ties",
    "add_dump": "geonames_dump",
    "alike": "close_names",
    "author_profiles": "authors",
    "block_keys": "profiles",
    "decision_keys": "judging",
    "facts_of": "biography",
    "family_of": "sources",
    "fold": "folding",
    "form_of": "former_names",
    "identify": "identity",
    "identify_authors": "authors",
    "learn_home": "homes",
    "overlays": "geonames_dump",
    "printed_forms": "profiles",
    "profiles_of": "profiles",
    "resolve_actors": "actors",
    "resolve_authors": "authors",
    "resolve_places": "places",
    "resolve_source": "sources",
    "source_key": "sources",
    "tied": "ties",
}


def __getattr__(name: str) -> object:
    """PEP 562: a module is loaded when somebody asks for what is in it."""
    if name not in _HOME:
        raise AttributeError(f"module 'newsgraph.resolving' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"newsgraph.resolving.{_HOME[name]}"), name)
    globals()[name] = value
    return value
