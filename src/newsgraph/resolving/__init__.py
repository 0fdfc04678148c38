"""Which Springfield? Which minister?"""

from newsgraph.resolving.actors import resolve_actors
from newsgraph.resolving.authors import author_profiles, identify_authors, resolve_authors
from newsgraph.resolving.identity import Identities, Identity, identify
from newsgraph.resolving.judging import decision_keys, tied
from newsgraph.resolving.previewing import Change, preview
from newsgraph.resolving.profiles import Profile, block_keys, profiles_of
from newsgraph.resolving.sources import outlets, resolve_source

__all__ = [
    "Change",
    "Identities",
    "Identity",
    "Profile",
    "author_profiles",
    "block_keys",
    "decision_keys",
    "identify",
    "identify_authors",
    "outlets",
    "preview",
    "profiles_of",
    "resolve_actors",
    "resolve_authors",
    "resolve_source",
    "tied",
]
