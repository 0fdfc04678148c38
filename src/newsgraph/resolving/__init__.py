"""Which Springfield? Which minister?"""

from newsgraph.resolving.actors import resolve_actors
from newsgraph.resolving.authors import AuthorProfile, author_profiles, identify_authors, resolve_authors
from newsgraph.resolving.biography import facts_of
from newsgraph.resolving.context import Home
from newsgraph.resolving.folding import fold
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.geonames_dump import DumpReport, add_dump, overlays
from newsgraph.resolving.homes import HomeTally, learn_home
from newsgraph.resolving.identity import Identities, Identity, identify
from newsgraph.resolving.judging import decision_keys, tied
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.places import resolve_places
from newsgraph.resolving.profiles import Profile, block_keys, profiles_of
from newsgraph.resolving.sources import family_of, resolve_source

__all__ = [
    "AuthorProfile",
    "DumpReport",
    "Gazetteer",
    "Home",
    "HomeTally",
    "Identities",
    "Identity",
    "Place",
    "PlaceKind",
    "Profile",
    "add_dump",
    "author_profiles",
    "block_keys",
    "decision_keys",
    "facts_of",
    "family_of",
    "fold",
    "identify",
    "identify_authors",
    "learn_home",
    "overlays",
    "profiles_of",
    "resolve_actors",
    "resolve_authors",
    "resolve_places",
    "resolve_source",
    "tied",
]
