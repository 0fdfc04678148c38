"""Which names does it mention?"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsgraph.finding.article_names import (
        Doubt,
        Finder,
        Look,
        Weighed,
        archive_votes,
        changes_a_name,
        explain,
        find,
        find_all,
        heard,
        look_all,
    )
    from newsgraph.finding.candidates import KINDS
    from newsgraph.finding.finders import finder_named
    from newsgraph.finding.usage import ArchiveVotes, verdict

__all__ = [
    "KINDS",
    "ArchiveVotes",
    "Doubt",
    "Finder",
    "Look",
    "Weighed",
    "archive_votes",
    "changes_a_name",
    "explain",
    "find",
    "find_all",
    "finder_named",
    "heard",
    "look_all",
    "verdict",
]

# Names are loaded when they are first used: who hears what the archive says of a name needs no numpy and no tagger.
_HOME = {
    "ArchiveVotes": "usage",
    "Doubt": "article_names",
    "Finder": "article_names",
    "KINDS": "candidates",
    "Look": "article_names",
    "Weighed": "article_names",
    "archive_votes": "article_names",
    "changes_a_name": "article_names",
    "explain": "article_names",
    "find": "article_names",
    "find_all": "article_names",
    "finder_named": "finders",
    "heard": "article_names",
    "look_all": "article_names",
    "verdict": "usage",
}


def __getattr__(name: str) -> object:
    """PEP 562: a module is loaded when somebody asks for what is in it."""
    if name not in _HOME:
        raise AttributeError(f"module 'newsgraph.finding' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"newsgraph.finding.{_HOME[name]}"), name)
    globals()[name] = value
    return value
