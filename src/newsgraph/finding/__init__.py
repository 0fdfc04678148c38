"""Which names does it mention?"""

from newsgraph.finding.archive_votes import ArchiveVotes
from newsgraph.finding.article_names import Finder, Weighed, archive_votes, explain, find, find_all
from newsgraph.finding.finders import finder_named

__all__ = ["ArchiveVotes", "Finder", "Weighed", "archive_votes", "explain", "find", "find_all", "finder_named"]
