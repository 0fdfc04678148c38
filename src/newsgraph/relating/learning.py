"""How rare is each key among these articles, and what are they about? An epoch is learnt from the rows there are."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.background import ARTICLES, shares
from newsgraph.relating.cells import Cells, Ints, Rows, begins_of
from newsgraph.relating.epoch import COUNTED, Epoch, rarities
from newsgraph.relating.features import Field
from newsgraph.relating.numbering import Hashes, Numbering, hashes_of
from newsgraph.relating.ragged import Ragged, in_parts
from newsgraph.relating.topics import Topics, chosen, learn_topics


def learn(
    fields: Mapping[Field, Ragged], keys: tuple[Numbering, Hashes], articles: tuple[Rows, Hashes], *, topics: int | None
) -> Epoch:
    """A function of the set of the articles: `articles` are their rows and the hashes of their ids. `keys` are all
    columns, and the hash of each."""
    numbering, hashes = keys
    rows, ids = articles
    counts, of_words = _counted(fields, rows, columns=len(hashes))
    columns = numbering.find(hashes_of(shares()))
    more = {
        column: ARTICLES * share
        for column, share in zip(columns.tolist(), shares().values(), strict=True)
        if column >= 0
    }
    of_words[list(more)] = True
    rare = rarities(counts, of_words, len(rows), background=more)
    # The runs are the new epoch's own: under their old names they would be taken for files that its folder has.
    epoch = Epoch(Numbering(run._replace(name="") for run in numbering.runs), len(rows), counts, rare)
    return replace(epoch, topics=_topics(epoch, fields[Field.WHOLE], rows[chosen(ids)], hashes, many=topics))


def hashes_by_number(numbering: Numbering, many: int) -> Hashes:
    """The hash of whatever has each number below `many`, 0 where nothing has it."""
    found = np.zeros(many, dtype=np.uint64)
    for run in numbering.runs:
        found[run.numbers] = run.hashes
    return found


def _counted(fields: Mapping[Field, Ragged], rows: Rows, *, columns: int) -> tuple[Ints, NDArray[np.bool_]]:
    """In how many articles each column stands, and which columns are words."""
    counts = np.zeros(columns, dtype=np.int32)
    of_words = np.zeros(columns, dtype=np.bool_)
    for field in COUNTED:

        def count(part: Rows, field: Field = field) -> None:
            _, found, _ = fields[field].counts(part)
            np.add.at(counts, found, 1)
            if field is Field.WHOLE:
                of_words[found] = True

        in_parts(rows, count)
    return counts, of_words


def _topics(epoch: Epoch, words: Ragged, rows: Rows, hashes: Hashes, *, many: int | None) -> Topics | None:
    lengths, columns, times = words.counts(rows)
    weights = epoch.weights(Field.WHOLE, columns, times, lengths)
    return learn_topics(Cells(begins_of(lengths), columns, weights), len(rows), hashes, many=many)
