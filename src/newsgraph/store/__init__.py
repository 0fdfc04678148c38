"""What do we know for certain?

Articles, every version of them, what was withdrawn, and the revision that grows with each batch, in one
SQLite file. The only room that knows SQL. A batch is kept whole or not at all; readers never wait for the
writer.
"""

from newsgraph.store.copies import KeptClue, KeptOrigin, KeptPair, KeptTrace, Tracing, Untraced
from newsgraph.store.counting import sizes
from newsgraph.store.coverage import NamedIn
from newsgraph.store.entities import SORTS, Settled, Slot, Told, Who
from newsgraph.store.fetching import Change, Shown, Summary
from newsgraph.store.keeping import Kept
from newsgraph.store.links import ArticleColumns, EntityColumns, LinkColumns
from newsgraph.store.named import Column, Held, InBlocks, KeptHome, Naming
from newsgraph.store.names import KeptName
from newsgraph.store.packing import PackedNames, pack_names
from newsgraph.store.rows import Packed, pack
from newsgraph.store.store import Store

__all__ = [
    "SORTS",
    "ArticleColumns",
    "Change",
    "Column",
    "EntityColumns",
    "Held",
    "InBlocks",
    "Kept",
    "KeptClue",
    "KeptHome",
    "KeptName",
    "KeptOrigin",
    "KeptPair",
    "KeptTrace",
    "LinkColumns",
    "NamedIn",
    "Naming",
    "Packed",
    "PackedNames",
    "Settled",
    "Shown",
    "Slot",
    "Store",
    "Summary",
    "Told",
    "Tracing",
    "Untraced",
    "Who",
    "pack",
    "pack_names",
    "sizes",
]
