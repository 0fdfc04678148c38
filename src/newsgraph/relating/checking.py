"""Is a corpus in a folder whole? Each file by its header, each column by those beside it, some rows by the articles."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.errors import ArchiveError
from newsgraph.mapped import inside, rising, trouble
from newsgraph.relating.corpus import POSTED, Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.keeping import Header, header, open_corpus
from newsgraph.relating.numbered import Numbered
from newsgraph.relating.numbering import Numbering


def check(folder: Path) -> list[str]:
    """What is wrong with the corpus in the folder, by itself; reads most of it. Raises ArchiveNotFound where there is
    none, ArchiveDamaged and ArchiveOutdated for its header."""
    while True:
        told = header(folder)
        found = _wrong_in(folder, told)
        if not found or header(folder) == told:  # else it was replaced between two looks
            return found


def _wrong_in(folder: Path, told: Header) -> list[str]:
    named = {*told.keys, *told.ids, *told.postings, "epoch", "topics"}
    files = sorted(file for file in (folder / told.folder).glob("*.npy") if file.name.split(".")[0] in named)
    if any(found := [trouble(file) for file in files]):
        return [wrong for wrong in found if wrong]
    try:
        corpus, _ = open_corpus(folder)
    except ArchiveError as error:
        return [str(error)]
    return list(_wrong_columns(corpus)) or [*_wrong_runs(corpus), *_contradictions(corpus)]


def _wrong_columns(corpus: Corpus) -> Iterator[str]:
    columns, rows = corpus.columns.each(), len(corpus.days)
    for name, column in columns.items():
        base, parted, _ = name.rpartition(".ends")
        if parted:
            held = {len(columns[one]) for one in (base, *_cells(base)) if one in columns}
            ends = column.data
            if len(ends) != rows or not rising(ends) or held != {int(ends[-1]) if rows else 0}:
                yield f"{name} does not rise to the end of its {rows} rows"
    for name in ("sources", "urls", *(name for name in columns if name.startswith("topics."))):
        if len(columns[name]) != rows:
            yield f"{name} has not {rows} rows"
    for field in Field:
        name = _cells(field.replace(" ", "_"))[0]
        if not inside(columns[name].data, len(corpus.key_hashes)):
            yield f"{name} leads outside the keys"
    if not inside(columns["dead"].data, rows):
        yield "dead leads outside the rows"


def _cells(base: str) -> tuple[str, str, str]:
    return f"{base}.columns", f"{base}.times", f"{base}.weights"


def _wrong_runs(corpus: Corpus) -> Iterator[str]:
    yield from _wrong_numbering(corpus.keys, len(corpus.key_hashes))
    yield from _wrong_numbering(corpus.places, len(corpus.days))
    first = 0
    for run in corpus.postings.runs:
        if run.first != first or not rising(run.starts) or run.starts[0] != 0 or run.starts[-1] != len(run.rows):
            yield f"{run.name} does not follow the run before it, or does not rise to its end"
        elif len(run.columns) + 1 != len(run.starts) or len(run.rows) != len(run.weights):
            yield f"{run.name} has parts of other lengths"
        elif not rising(run.columns, strictly=True) or not inside(run.rows - run.first, run.end - run.first):
            yield f"{run.name} leads outside its rows"
        first = run.end


def _wrong_numbering(numbering: Numbering, limit: int) -> Iterator[str]:
    for run in numbering.runs:
        if len(run.hashes) != len(run.numbers) or not rising(run.hashes, strictly=True):
            yield f"{run.name} is not in order"
        elif not inside(run.numbers, limit):
            yield f"{run.name} leads outside"


def _contradictions(corpus: Corpus) -> Iterator[str]:
    """Postings are cells turned: for each column as many, and of the same sums."""
    rows, many = np.arange(corpus.postings.turned), len(corpus.key_hashes)
    cells, posted = np.zeros((2, many)), np.zeros((2, many))
    for field in POSTED:
        part = corpus.fields[field].take(rows)
        cells += [np.bincount(part.columns, weights=some, minlength=many) for some in (part.weights, part.owners)]
    for run in corpus.postings.runs:
        columns = np.repeat(run.columns, np.diff(run.starts))
        posted += [np.bincount(columns, weights=some, minlength=many) for some in (run.weights, run.rows)]
    if not np.array_equal(cells, posted):
        yield "postings do not tell what the columns tell that they are made from"


def differing(corpus: Corpus, articles: Sequence[Numbered]) -> list[ArticleId]:
    """Those of these articles whose rows are others than they would get. One that has no row is passed over: it may
    have killed the process that was to make it."""
    return [one.article for one in articles if (row := corpus.row_of(one.article)) >= 0 and _differs(corpus, row, one)]


def _differs(corpus: Corpus, row: int, one: Numbered) -> bool:
    own = corpus.own(row)
    if (own.day, own.source, own.url) != (one.day, one.source, one.url):
        return True
    for field in Field:
        bag, (lengths, columns, times) = one.bag(field), corpus.fields[field].counts(np.array([row]))
        if not np.array_equal(corpus.keys.find(bag.keys), columns) or not np.array_equal(bag.times, times):
            return True
        weights = corpus.epoch.weights(field, columns, times, lengths)
        # Another machine's logarithm may round one of them to the other side.
        if np.any(np.abs(weights - own.vectors[field].weights) > 1):
            return True
    return False
