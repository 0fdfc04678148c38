"""The text index on whoosh: pure Python, for archives of some thousand articles and machines without wheels.

The same tokens in the same fields as on tantivy. Opening an index unpickles a part of it, so its folder is
code: build it here, never take one from somebody else.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, index, writing
from whoosh.searching import Searcher

from newsgraph.answers import FacetCount
from newsgraph.article import ArticleId
from newsgraph.errors import ArchiveLocked, UsageError
from newsgraph.text import coverage
from newsgraph.text.analysis import UNKNOWN, rules
from newsgraph.text.fields import FACETS, NAMES, WHOLE, ZONES, Document
from newsgraph.text.index import Sort, TextAnswer, TextHit, answered, asked, counted
from newsgraph.text.spelling import corrected, edits
from newsgraph.text.tree import Node, ParsedQuery, scores
from newsgraph.text.whoosh_query import Answerer

MEMORY = 128  # megabytes that the writer sorts postings in
_VALUES = tuple(name for name in FACETS if name in NAMES)


def _schema() -> fields.Schema:
    spaced = analysis.RegexTokenizer(r"[^ ]+")
    with_places = {name: fields.TEXT(analyzer=spaced) for name in (*ZONES, *NAMES)}
    bags = {f"{zone}_stems": fields.TEXT(analyzer=spaced, phrase=False) for zone in ZONES}
    return fields.Schema(
        id=fields.ID(unique=True, stored=True),
        zones=fields.KEYWORD(),
        published=fields.NUMERIC(int, bits=64, signed=True, stored=True),
        month=fields.STORED(),
        values=fields.STORED(),
        **with_places,
        **bags,
    )


class WhooshIndex:
    """See `TextIndex`."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self._folder, self._write = folder, write
        self._writer: Any = None
        self._written: set[str] = set()
        self._searcher: Searcher | None = None
        self._index: Any = None
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
            index.create_in(str(self._folder), _schema())

    def _open(self) -> None:
        """Everything that is read from the files: the index, its languages, the revision."""
        found = coverage.read(self._folder)
        current = found is not None and found.rules == rules()
        self._revision = found.revision if found and current else 0
        self._close_searcher()
        if not (self._write or current):
            return
        try:
            self._index = index.open_dir(str(self._folder))
            self._searcher = self._index.searcher()
        except Exception as error:  # it unpickles: a broken file may raise anything
            raise coverage.damaged(self._folder, f"{type(error).__name__}: {error}") from error
        self._forms: dict[str, list[str]] = {}
        languages = {UNKNOWN, *(token[1:] for token in self._lexicon("lang") if token.startswith(WHOLE))}
        self._answerer = Answerer(self._searcher, languages, near=self._near, beginning=self._beginning)

    def _close_searcher(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None

    def _current(self) -> Searcher | None:
        """The searcher, renewed where another process has committed since; None where nothing was ever
        written."""
        seen = coverage.stamp(self._folder)
        if seen != self._seen:
            self._seen = seen
            self._open()
        return self._searcher

    # -- writing ---------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        self._current()
        return self._revision

    def _writing(self) -> Any:
        if not self._write:
            raise UsageError("this text index was opened to read", hint="open_text_index(..., write=True)")
        if self._writer is None:
            try:
                self._writer = self._index.writer(limitmb=MEMORY)
            except index.LockError as error:
                raise ArchiveLocked(f"somebody else is writing to {self._folder}") from error
            self._written.clear()
        return self._writer

    def add(self, documents: Iterable[Document]) -> None:
        with coverage.writing(self._folder):
            for found in documents:
                self._forget(found.id)
                self._writing().add_document(**_whoosh_document(found))
                self._written.add(found.id)

    def remove(self, ids: Iterable[str]) -> None:
        with coverage.writing(self._folder):
            for article in ids:
                self._forget(article)

    def _forget(self, article: str) -> None:
        """whoosh deletes only what is committed: what this writer itself has written goes to the files
        first."""
        self._writing()
        if article in self._written:
            self._flush()
        self._writing().delete_by_term("id", article)

    def _flush(self) -> None:
        self._writer.commit()
        self._writer = None
        self._index = index.open_dir(str(self._folder))

    def clear(self) -> None:
        self._writing()
        with coverage.writing(self._folder):
            (self._folder / coverage.FILE).unlink(missing_ok=True)
            self._writer.commit(mergetype=writing.CLEAR)
        self._writer = None
        self.commit(0)

    def commit(self, revision: int) -> None:
        with coverage.writing(self._folder):
            self._writing()
            self._flush()
            coverage.write(self._folder, revision)
        self._seen = coverage.stamp(self._folder)
        self._open()

    def close(self) -> None:
        writer, self._writer = self._writer, None  # closed once, also where that fails
        if writer is not None:
            with coverage.writing(self._folder):
                writer.cancel()
        self._close_searcher()
        if self._index is not None:
            self._index.close()

    def __len__(self) -> int:
        searcher = self._current()
        return int(searcher.doc_count()) if searcher else 0

    # -- searching
    # ------------------------------------------------------------------------------------------------------

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
        if self._current() is None:
            return TextAnswer(
                hits=[], total=0, facets=dict.fromkeys(facets, ()), read_as=query.read_as, notes=query.notes
            )

        def run(node: Node) -> TextAnswer:
            matches = self._matches(node)
            counts = {facet: self._facet(matches, facet, facet_values) for facet in facets}
            hits = self._page(node, matches, limit=limit, offset=offset, sort=sort)
            return TextAnswer(hits=hits, total=len(matches), facets=counts)

        return answered(query, run)

    def _page(
        self, node: Node, matches: list[tuple[float, int]], *, limit: int, offset: int, sort: Sort
    ) -> list[TextHit]:
        if sort != "score":
            ordered = sorted(matches, key=lambda match: self._dated(match[1], sort))
        elif scores(node):
            ordered = self._ranked(matches, offset + limit)
        else:
            ordered = sorted(((0.0, number) for _, number in matches), key=lambda match: self._id(match[1]))
        page = ordered[offset : offset + limit]
        return [TextHit(ArticleId(self._id(number)), score if sort == "score" else 0.0) for score, number in page]

    def _matches(self, node: Node) -> list[tuple[float, int]]:
        """(score, document number) of every match, in no order."""
        if self._searcher is None:
            return []
        try:
            return [(score, number) for number, score in self._answerer.matches(node).items()]
        except Exception as error:  # its readers trust the files: broken ones may raise anything
            raise coverage.damaged(self._folder, f"{type(error).__name__}: {error}") from error

    def _ranked(self, matches: list[tuple[float, int]], want: int) -> list[tuple[float, int]]:
        """The best ones with ties by id, so far as the page reaches."""
        if len(matches) > want:
            last = nlargest(want, matches)[-1][0] if want else 0.0
            matches = [match for match in matches if match[0] >= last]
        return sorted(matches, key=lambda match: (-match[0], self._id(match[1])))

    def _dated(self, number: int, sort: Sort) -> tuple[bool, int, str]:
        stored = self._stored(number)
        at = stored.get("published")
        return (at is None, (-at if sort == "newest" else at) if at is not None else 0, stored["id"])

    def _id(self, number: int) -> str:
        return str(self._stored(number)["id"])

    def _stored(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self._searcher.stored_fields(number) if self._searcher else {}
        return found

    def _facet(self, matches: list[tuple[float, int]], facet: str, most: int | None) -> tuple[FacetCount, ...]:
        totals: Counter[str | int] = Counter()
        for _, number in matches:
            stored = self._stored(number)
            if facet in ("year", "month"):
                totals.update([stored["month"]] if "month" in stored else [])
            else:
                totals.update(stored["values"].get(facet, ()))
        return counted(facet, totals.items(), most)

    # -- words -----------------------------------------------------------------------------------------------

    def did_you_mean(self, query: ParsedQuery) -> str:
        return corrected(query, self) if self._current() else ""

    def articles_with(self, word: Node) -> int:
        """How many articles match, exactly."""
        return len(self._matches(word))

    def forms_from(self, field: str, start: str) -> list[tuple[str, int]]:
        """The forms of the field that begin so, with how many articles have each, forgotten ones among
        them."""
        return [(form, self.frequency(field, form)) for form in self._beginning(field, start)]

    def frequency(self, field: str, form: str) -> int:
        """About how many articles have the form in the field, forgotten ones among them."""
        return int(self._searcher.doc_frequency(field, form)) if self._searcher else 0

    def _lexicon(self, field: str) -> list[str]:
        """The forms of a field, sorted; read once a commit."""
        if field not in self._forms:
            reader = self._searcher.reader() if self._searcher else None
            self._forms[field] = sorted(reader.field_terms(field)) if reader else []
        return self._forms[field]

    def _beginning(self, field: str, start: str) -> Iterator[str]:
        forms = self._lexicon(field)
        for at in range(bisect_left(forms, start), len(forms)):
            if not forms[at].startswith(start):
                return
            yield forms[at]

    def _near(self, field: str, form: str, distance: int) -> Iterator[str]:
        for other in self._lexicon(field):
            if abs(len(other) - len(form)) <= distance and edits(form, other, distance) <= distance:
                yield other


def _whoosh_document(article: Document) -> dict[str, Any]:
    made: dict[str, Any] = {"id": article.id, "zones": " ".join(article.forms)}
    made |= article.forms
    made |= {f"{zone}_stems": stems for zone, stems in article.stems.items()}
    made |= article.names
    made["values"] = {name: article.values[name] for name in _VALUES if article.values[name]}
    if article.published is not None:
        made |= {"published": article.published, "month": article.month}
    return made
