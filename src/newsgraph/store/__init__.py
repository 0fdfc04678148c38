"""What do we know for certain?

Articles, every version of them, what was withdrawn, and the revision that grows with each batch, in one
SQLite file. The only room that knows SQL. A batch is kept whole or not at all; readers never wait for the
writer.
"""

from newsgraph.store.fetching import Change, Shown, Summary
from newsgraph.store.keeping import Kept
from newsgraph.store.rows import Packed, pack
from newsgraph.store.store import Store

__all__ = ["Change", "Kept", "Packed", "Shown", "Store", "Summary", "pack"]
