"""The text index on tantivy: the default engine, in Rust.

Every text field takes ready tokens, split at spaces: `title` … hold a zone's forms with positions,
`title_stems` … its stems; `source` … the tokens of names, `source_value` … the names as they are shown,
for facets.
"""

import shutil
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tantivy
from tantivy import Order, Query

from newsgraph.answers import FacetCount
from newsgraph.article import ArticleId
from newsgraph.errors import ArchiveLocked, UsageError
from newsgraph.text import coverage
from newsgraph.text.analysis import rules
from newsgraph.text.fields import FACETS, NAMES, ZONES, Document
from newsgraph.text.index import Sort, TextAnswer, TextHit, answered, asked, counted
from newsgraph.text.spelling import corrected
from newsgraph.text.tantivy_query import Compiler
from newsgraph.text.tree import Node, ParsedQuery, scores

HEAP = 30_000_000  # bytes of the writer's memory: 30, 60 and 120 MB took the same time over 6,000 articles
THREADS = 1  # the analysis keeps one core busy, this is the other; two gained nothing
# Characters of tokens after which the writer waits until all are in its files: it takes articles faster than it indexes
# them, and queues up to 10,000 whatever their length. Over 54,000 articles the adding process held 250 MiB without a
# wait, 190 with one at 48 million, 180 at 24, 160 at 12, in 23.0, 23.3, 24.2 and 24.3 s.
MOST_WAITING = 24_000_000
MOST_VALUES = 60_000  # facet values; tantivy stops at 65,000 buckets
_VALUES = tuple(name for name in FACETS if name in NAMES)
SLACK = 8  # hits beyond the page, so that a tie across its end is mostly seen at once


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("zones", tokenizer_name="whitespace", index_option="basic")
    for zone in ZONES:
        builder.add_text_field(zone, tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"{zone}_stems", tokenizer_name="whitespace", index_option="freq")
    for name in NAMES:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _VALUES:
        builder.add_text_field(f"{name}_value", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("id_key", fast=True)
    builder.add_integer_field("published", fast=True, indexed=True)
    builder.add_integer_field("month", fast=True)
    return builder.build()


class TantivyIndex:
    """See `TextIndex`."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self._folder, self._write = folder, write
        self._schema = _schema()
        self._writer: tantivy.IndexWriter | None = None
        self._waiting = 0  # characters of tokens that the writer was given since it was last waited for
        self._copy: TemporaryDirectory[str] | None = None
        if write:
            with coverage.writing(folder):
                self._prepare()
        self._seen = coverage.stamp(folder)
        self._open()

    def _prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        found = coverage.read(self._folder)
        if found is None or found.rules != rules():
            coverage.emptied(self._folder)

    def _open(self) -> None:
        """Everything that is read from the files: the index, its languages, the revision."""
        found = coverage.read(self._folder)
        current = found is not None and found.rules == rules()
        self._revision = found.revision if found and current else 0
        try:
            if found and not tantivy.Index.exists(str(self._folder)):
                raise coverage.damaged(self._folder, "there is no index in it")
            there = self._write or current
            self._index = self._opened() if there else tantivy.Index(self._schema)
        except (ValueError, OSError) as error:
            raise coverage.damaged(self._folder, str(error)) from error
        self._index.config_reader("manual")  # no thread that watches the folder: `_current` looks
        self._look()

    def _opened(self) -> tantivy.Index:
        """tantivy makes a lock file even to read: where the disk may not be written, a copy is read."""
        try:
            return tantivy.Index(self._schema, str(self._folder))
        except (ValueError, OSError) as error:
            if self._write and coverage.no_room(error):
                raise coverage.unwritten(self._folder, error) from error
            if self._write or "Lockfile" not in str(error):
                raise
        self._drop_copy()
        self._copy = TemporaryDirectory(prefix="newsgraph-")
        shutil.copytree(self._folder, self._copy.name, dirs_exist_ok=True)
        return tantivy.Index(self._schema, self._copy.name)

    def _drop_copy(self) -> None:
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None

    def _look(self) -> None:
        """A searcher for what is committed now, and what a query needs to know of it."""
        self._behind = False
        self._searcher = self._index.searcher()
        self._compiler = Compiler(self._schema, self._searcher)

    def _current(self) -> tantivy.Searcher:
        """The searcher, renewed where this or another process has committed since. Not sooner: who only writes would
        hold 50 MiB of files mapped after 20,000 articles."""
        seen = coverage.stamp(self._folder)
        if seen != self._seen:
            self._seen = seen
            self._open()
        elif self._behind:
            self._index.reload()
            self._look()
        return self._searcher

    # -- writing ---------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        self._current()
        return self._revision

    def _writing(self) -> tantivy.IndexWriter:
        if not self._write:
            raise UsageError("this text index was opened to read", hint="open_text_index(..., write=True)")
        if self._writer is None:
            try:
                self._writer = self._index.writer(HEAP, THREADS)
            except ValueError as error:
                raise ArchiveLocked(f"somebody else is writing to {self._folder} ({error})") from error
        return self._writer

    def add(self, documents: Iterable[Document]) -> None:
        writer = self._writing()
        for found in documents:
            try:  # not `coverage.writing`, which costs a tenth of this for each of thousands
                writer.delete_documents_by_term("id", found.id)
                writer.add_document(_tantivy_document(found))
                self._waiting += sum(map(len, found.forms.values())) + sum(map(len, found.stems.values()))
                if self._waiting >= MOST_WAITING:  # what is shown stays as it is: only `commit` tells readers
                    self._waiting = 0
                    writer.commit()
            except (ValueError, OSError) as error:
                raise coverage.unwritten(self._folder, error) from error

    def remove(self, ids: Iterable[str]) -> None:
        writer = self._writing()
        for article in ids:
            writer.delete_documents_by_term("id", article)

    def clear(self) -> None:
        writer = self._writing()
        with coverage.writing(self._folder):
            (self._folder / coverage.FILE).unlink(missing_ok=True)
            writer.delete_all_documents()
        self.commit(0)

    def commit(self, revision: int) -> None:
        with coverage.writing(self._folder):
            self._writing().commit()
            self._waiting = 0
            coverage.write(self._folder, revision)
        self._revision, self._seen = revision, coverage.stamp(self._folder)
        self._behind = True

    def close(self) -> None:
        writer, self._writer = self._writer, None  # closed once, also where that fails
        if writer is not None:
            with coverage.writing(self._folder):
                writer.wait_merging_threads()
        self._drop_copy()

    def __len__(self) -> int:
        return self._current().num_docs

    # -- searching -------------------------------------------------------------------------------------------

    def search(
        self,
        query: ParsedQuery,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "score",
        facets: Sequence[str] = (),
        facet_values: int | None = None,
    ) -> TextAnswer:
        asked(sort, facets)
        self._current()

        def run(node: Node) -> TextAnswer:
            compiled = self._compiler.query(node)
            if sort == "score" and not scores(node):
                hits, total = self._unranked(compiled, limit, offset)
            else:
                hits, total = self._page(compiled, limit, offset, sort)
            counts = self._facets(compiled, facets, facet_values) if facets else {}
            return TextAnswer(hits=hits, total=total, facets=counts)

        return answered(query, run)

    def _page(self, compiled: Query, limit: int, offset: int, sort: Sort) -> tuple[list[TextHit], int]:
        """The page and the total. tantivy breaks ties by where an article lies in the files; here they go
        by id, so more is fetched until no tie crosses the end of the page."""
        want = offset + limit
        by = "" if sort == "score" else "published"
        for step in count():
            size = (want + SLACK) << (3 * step)
            hits, total = self._found(compiled, size, by=by, sort=sort)
            if len(hits) < size or not limit or hits[-1][0] != hits[want - 1][0]:
                break
        page = self._in_order(hits, offset, min(want, len(hits))) if limit else []
        return [TextHit(article, key if sort == "score" else 0.0) for key, article in page], total

    def _in_order(
        self, hits: Sequence[tuple[Any, tantivy.DocAddress]], begin: int, end: int
    ) -> Iterator[tuple[Any, ArticleId]]:
        """The hits from begin to end as they stand when ties go by id. `hits` reach beyond the last tie."""
        keys = [key for key, _ in hits[: end + 1]]
        if len(keys) == len(set(keys)):  # no ties
            yield from ((key, self._id(address)) for key, address in hits[begin:end])
            return
        at = 0
        for key, group in groupby(hits, key=itemgetter(0)):
            tied = [address for _, address in group]
            first, last = max(begin - at, 0), min(end - at, len(tied))
            if first < last:
                yield from ((key, article) for article in self._by_id(tied, first, last))
            at += len(tied)
            if at >= end:
                return

    def _by_id(self, tied: list[tantivy.DocAddress], first: int, last: int) -> list[ArticleId]:
        """Those from first to last in order of id. Their keys are in memory, ids in the files: only the
        keys of all are looked at, and the ids of those asked for and of those whose key is the same as
        theirs."""
        if len(tied) == 1:
            return [self._id(tied[0])]
        keys = [int(key or 0) for key in self._searcher.fast_field_values("id_key", tied)]
        ordered = sorted(keys)
        lowest, highest = ordered[first], ordered[last - 1]
        near = [address for key, address in zip(keys, tied, strict=True) if lowest <= key <= highest]
        skipped = first - bisect_left(ordered, lowest)
        return sorted(map(self._id, near))[skipped : skipped + last - first]

    def _unranked(self, compiled: Query, limit: int, offset: int) -> tuple[list[TextHit], int]:
        """A page in order of id, where no match is better than another."""
        hits, total = self._found(compiled, max(1, limit), offset=offset, by="id", sort="oldest")
        return [TextHit(ArticleId(article), 0.0) for article, _ in hits[:limit]], total

    def _found(
        self, compiled: Query, size: int, *, offset: int = 0, by: str = "", sort: Sort = "score"
    ) -> tuple[list[tuple[Any, tantivy.DocAddress]], int]:
        """(score or value of the field `by`, address) of the best, and how many match."""
        try:
            found = self._searcher.search(
                compiled, size, True, by or None, offset, Order.Asc if sort == "oldest" else Order.Desc
            )
        except (ValueError, OSError) as error:
            raise coverage.damaged(self._folder, str(error)) from error
        return found.hits, found.count  # type: ignore[attr-defined]  # the stubs forget it

    def _id(self, address: tantivy.DocAddress) -> ArticleId:
        return ArticleId(str(self._searcher.doc(address).get_first("id")))

    def _facets(self, compiled: Query, facets: Sequence[str], most: int | None) -> dict[str, tuple[FacetCount, ...]]:
        """All in one pass over the matches, and years from months."""
        fields = {facet: "month" if facet in ("year", "month") else f"{facet}_value" for facet in facets}
        size = MOST_VALUES if most is None else min(MOST_VALUES, 2 * most + 1)
        sizes = {field: MOST_VALUES if field == "month" else size for field in fields.values()}
        found = self._buckets(compiled, sizes)
        if most is not None:  # among values as frequent as the last one the first by alphabet may not be here
            cut = [
                field for field, values in found.items() if len(values) == size and values[most - 1][1] == values[-1][1]
            ]
            found |= self._buckets(compiled, dict.fromkeys(cut, MOST_VALUES)) if cut else {}
        return {facet: counted(facet, found[field], most) for facet, field in fields.items()}

    def _buckets(self, compiled: Query, sizes: Mapping[str, int]) -> dict[str, list[tuple[str | int, int]]]:
        """The most frequent values of each field, so many of them, and in how many matches they are, exactly: a segment
        tells of all that it has."""
        terms = {
            field: {"terms": {"field": field, "size": size, "segment_size": MOST_VALUES}}
            for field, size in sizes.items()
        }
        found = self._searcher.aggregate(compiled, terms)
        return {field: [(b["key"], b["doc_count"]) for b in found[field]["buckets"]] for field in terms}

    # -- spelling --------------------------------------------------------------------------------------------

    def did_you_mean(self, query: ParsedQuery) -> str:
        self._current()
        return corrected(query, self)

    def articles_with(self, word: Node) -> int:
        """How many articles match, exactly."""
        return self._found(self._compiler.query(word), 1)[1]

    def frequency(self, field: str, form: str) -> int:
        """About how many articles have the form in the field, forgotten ones among them."""
        return self._searcher.doc_freq(field, form)

    def forms_from(self, field: str, start: str) -> list[tuple[str, int]]:
        """The forms of the field that begin so, with how many articles have each, forgotten ones among
        them."""
        return list(self._searcher.terms_with_prefix(field, start))


def _id_key(article: str) -> int:
    """The beginning of an id as a number that never puts two ids in the wrong order: nine letters of seven
    bits, which tell 18,000 articles apart but for one pair in some hundred archives. Equal keys say
    nothing."""
    rest = article.removeprefix("article/")
    if rest == article:
        return -1 if article < "article/" else (1 << 63) - 1
    letters = rest[:9].ljust(9, "\0")
    beyond = next((i for i, letter in enumerate(letters) if letter > "\x7e"), 9)
    key = 0
    for letter in letters[:beyond] + "\x7f" * (9 - beyond):
        key = key << 7 | ord(letter)
    return key


def _tantivy_document(article: Document) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("id", article.id)
    made.add_integer("id_key", _id_key(article.id))
    made.add_text("zones", " ".join(article.forms))
    for zone, forms in article.forms.items():
        made.add_text(zone, forms)
    for zone, stems in article.stems.items():
        made.add_text(f"{zone}_stems", stems)
    for name, tokens in article.names.items():
        made.add_text(name, tokens)
    for name in _VALUES:
        for value in article.values[name]:
            made.add_text(f"{name}_value", value)
    if article.published is not None and article.month is not None:
        made.add_integer("published", article.published)
        made.add_integer("month", article.month)
    return made
