"""Where do articles come from?

Files, folders, globs, standard input and (with the extra `web`) URLs; the format is told by what is in them.
"""

from newsgraph.reading.dispatch import read
from newsgraph.reading.meter import Meter
from newsgraph.reading.options import FORMATS, ReadOptions
from newsgraph.reading.schema import SCHEMA

__all__ = ["FORMATS", "SCHEMA", "Meter", "ReadOptions", "read"]
