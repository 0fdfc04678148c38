"""Who published it first?

Copies, cut copies and shared passages are found and told apart, and each copied text is followed to its origin. Pure:
it knows articles, no store. This is how one keeps what it finds.

What is stored for each article: its fingerprints (`fingerprints_of(words_of(article))`, int64, about one for every five
words, only of the shown version) and its day (`day_of`), in whatever implements `FingerprintIndex`; nothing else of its
text. For each two articles that share something a `Pair`: two ids, the kind, five whole numbers. For each article its
`Origin`, with the clues. `Tracer` does all of it in memory and is what a store is tested against:

    touched = index.add(article.id, prints, day)   # a phrase became common: pairs of these may end
    index.candidates(prints, day)                  # about two for an article; `compare` each with it
    touched = reached(touched, pairs_of)           # whose groups may be others now
    groups(pairs, published)                       # over all pairs of these
    origins(members, rewritten)                    # for each group, and for each article that stands alone
    rewritten_from(article, theirs)                # where its `claim_of` names a host: that outlet's articles, in days
    families(held, shared)                         # from counts of articles and copies for each outlet and each two
    versions(origin, others, earlier=states)       # when somebody asks who ran it
    woven(article, partners)                       # … and which of its paragraphs are from which of them

`BucketIndex` is that for many articles at once, on whatever keeps its `Shelf` of buckets: what an archive uses.
Everything is a function of the set of articles: no order of arrival shows.
"""

from newsgraph.tracing.buckets import BucketIndex, Shelf, Turned
from newsgraph.tracing.candidates import DAYS, FingerprintIndex, Found, MemoryIndex, sketch_of
from newsgraph.tracing.claims import Claim, claim_of
from newsgraph.tracing.families import copies_between, families
from newsgraph.tracing.fingerprints import RULES, Fingerprints, fingerprints_of
from newsgraph.tracing.groups import groups, reached, ties
from newsgraph.tracing.kinds import COPIES, CopyKind, kind_of
from newsgraph.tracing.origins import Clue, ClueKind, Origin, origins
from newsgraph.tracing.overlap import Overlap, Text, overlap, text_of
from newsgraph.tracing.pairs import Pair, compare
from newsgraph.tracing.passages import Change, Passage, Shared, Woven, passages, shared_passages, woven
from newsgraph.tracing.rewrites import rewritten_from
from newsgraph.tracing.tracer import Tracer, day_of
from newsgraph.tracing.versions import Version, versions
from newsgraph.tracing.words import Words, words_of

__all__ = [
    "COPIES",
    "DAYS",
    "RULES",
    "BucketIndex",
    "Change",
    "Claim",
    "Clue",
    "ClueKind",
    "CopyKind",
    "FingerprintIndex",
    "Fingerprints",
    "Found",
    "MemoryIndex",
    "Origin",
    "Overlap",
    "Pair",
    "Passage",
    "Shared",
    "Shelf",
    "Text",
    "Tracer",
    "Turned",
    "Version",
    "Words",
    "Woven",
    "claim_of",
    "compare",
    "copies_between",
    "day_of",
    "families",
    "fingerprints_of",
    "groups",
    "kind_of",
    "origins",
    "overlap",
    "passages",
    "reached",
    "rewritten_from",
    "shared_passages",
    "sketch_of",
    "text_of",
    "ties",
    "versions",
    "words_of",
    "woven",
]
