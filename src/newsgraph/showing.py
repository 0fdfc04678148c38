"""What does an archive give to a whole site? All its lists, those that changed, and what a search without it needs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from newsgraph.answers import Watcher
from newsgraph.article import ArticleId
from newsgraph.boxes import Box, Due, Findable, Rulings, Standing
from newsgraph.leading import Leading

if TYPE_CHECKING:
    from newsgraph.listing import Asked
    from newsgraph.ruling import Book

R = TypeVar("R")


class Showing(Leading):
    """The questions to an archive that a site asks, of all its articles at once."""

    def epoch(self) -> tuple[int, str]:
        """The archive's revision, and the name of the weights of its lists: where that is another, all lists may be
        other ones."""
        from newsgraph.listing import epoch_of

        return self._store.revision, epoch_of(self._store, self._corpus)

    def rulings(self, book: "Book", now: datetime) -> Rulings:
        """What editors' rules come to at that moment. Raises UsageError for names that are nobody's."""
        from newsgraph.ruling import Lookup, ruled

        found = Lookup(
            find=self._store.find,
            tagged=lambda tag: self._matching(f'tag:"{tag}"'),
            published=lambda ids: {one.id: one.published for one in self._store.summaries(ids)},
        )
        return ruled(book, found, now)

    def due(self, asked: "Asked", held: Standing | None = None, *, workers: int = 1) -> Due:
        """Whose lists are to be made again since `held`; all of them for None."""
        from newsgraph.listing import due
        from newsgraph.parallel import Crew

        with Crew(workers, preload=("newsgraph.listing",)) as crew:
            return due(self._store, self._corpus, asked, held, crew=crew)

    def boxes(
        self,
        pages: Sequence[ArticleId],
        asked: "Asked",
        *,
        then: Callable[[Box], R],
        workers: int = 1,
        watch: Watcher | None = None,
    ) -> Iterator[R]:
        """What `then` gives of the box of each page, in order of its day; it is called in as many processes as there
        are `workers`, so it must be importable, or a partial of what is."""
        from newsgraph.listing import boxes
        from newsgraph.parallel import Crew

        with Crew(workers, preload=("newsgraph.listing",)) as crew:
            yield from boxes(self.folder, self._corpus, pages, asked, then=then, crew=crew, watch=watch)

    def findables(
        self, ids: Sequence[ArticleId], *, workers: int = 1, watch: Watcher | None = None
    ) -> Iterator[Findable]:
        """What a search that works without the archive knows of these articles, in their order."""
        from newsgraph.findable import findables
        from newsgraph.parallel import Crew

        with Crew(workers, preload=("newsgraph.findable",)) as crew:
            yield from findables(self.folder, ids, crew=crew, watch=watch)
