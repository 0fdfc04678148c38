"""What does an archive tell? All that can be asked of it; nothing here changes it."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from newsgraph.answers import Begun, EntityCount, Problem, Stats, Version
from newsgraph.article import Article, ArticleId
from newsgraph.entity import Called, Decision, EntityId, EntityKind, Named
from newsgraph.store import (
    calling,
    copies,
    counting,
    coverage,
    database,
    decisions,
    entities,
    fetching,
    links,
    named,
    naming,
    usage,
    verifying,
)
from newsgraph.store.copies import KeptOrigin, KeptPair, Untraced
from newsgraph.store.coverage import Coverage
from newsgraph.store.entities import Slot, Who
from newsgraph.store.fetching import Change, Shown, Summary
from newsgraph.store.links import ArticleColumns, EntityColumns, LinkColumns
from newsgraph.store.named import Held, KeptHome, Naming
from newsgraph.store.usage import InDoubt

T = TypeVar("T")
R = TypeVar("R")
SETTLED = "settled"  # the setting that says up to which revision it is known who is who
TRACED = "traced"  # likewise who copied whom


class Reader:
    """The half of a `Store` that asks. Whole batches only, each call the newest; it never waits for the writer."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection

    # -- asking ----------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """How many batches have changed something, up to now; 0 in a new archive."""
        return int(self._asking(lambda: self._one("SELECT coalesce(max(number), 0) FROM revision")))

    @property
    def moment(self) -> tuple[int, int]:
        """Another one whenever anybody has committed something, or something was changed here."""
        version = self._asking(lambda: self._one("PRAGMA data_version"))
        return int(version), self._connection.total_changes

    def setting(self, name: str) -> str:
        """What `set_setting` was told last; "" if nothing."""
        return self._asking(lambda: self._one("SELECT value FROM setting WHERE name = ?", name))

    def article(self, id: ArticleId) -> Article | None:
        """Its current version; None when it is unknown or withdrawn."""
        found = self.articles([id])
        return found[0] if found else None

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        """The current versions, in the order of `ids`, without the unknown and withdrawn ones."""
        return self._asking(lambda: fetching.articles(self._connection, ids))

    def summaries(self, ids: Sequence[ArticleId]) -> list[Summary]:
        """What a list shows of each, in the order of `ids`, without the unknown and withdrawn ones."""
        return self._asking(lambda: fetching.summaries(self._connection, ids))

    def hashes(self, ids: Sequence[str]) -> dict[ArticleId, str]:
        """The hash (hexadecimal) of what each shows, "" where that was withdrawn; the unknown ones are left out."""
        return self._asking(lambda: fetching.hashes(self._connection, ids))

    def shown(self, ids: Sequence[ArticleId]) -> list[Shown]:
        """What hits show of each, in the order of `ids`, without the unknown and withdrawn ones."""
        return self._asking(lambda: fetching.shown(self._connection, ids))

    def addresses(self) -> Iterator[tuple[ArticleId, str]]:
        """Every article that is shown with its URL, "" where it has none; in no order."""
        return self._streaming(fetching.addresses)

    def all_articles(self) -> Iterator[Article]:
        """Every article that is shown, in order of id, as of the moment when the first is asked for."""
        return self._streaming(fetching.all_articles)

    def changed_since(self, revision: int) -> Iterator[Change]:
        """The articles whose shown state changed after that revision, each once, in the order of change."""
        return self._streaming(lambda connection: fetching.changed_since(connection, revision))

    def changes(self, revision: int) -> int:
        """How many articles `changed_since` would give."""
        return self._asking(lambda: fetching.changes(self._connection, revision))

    def find(self, name: str) -> list[ArticleId]:
        """The articles, also withdrawn ones, that a person may mean: an id, an unambiguous beginning of one,
        a URL in any spelling, an external id or "source:external id". More than one: it was ambiguous. In
        order of id."""
        return self._asking(lambda: naming.find(self._connection, name))

    def versions(self, id: ArticleId) -> list[Version]:
        """Every state that it was in, first to last, a withdrawal among them; [] for an unknown id."""
        return self._asking(lambda: fetching.versions(self._connection, id))

    def version(self, id: ArticleId, number: int) -> Article:
        """The article as it was then. Raises UnknownName where there is no such number or its words are
        gone."""
        return self._asking(lambda: fetching.version(self._connection, id, number))

    # -- asking who is who -----------------------------------------------------------------------------------

    @property
    def settled(self) -> int:
        """The revision up to which it is known who is who."""
        return int(self.setting(SETTLED) or 0)

    def unnamed(self, rules: str, *, limit: int) -> list[ArticleId]:
        """Shown articles whose names were not found yet, or not by these rules, in order of arrival."""
        return self._asking(lambda: named.unnamed(self._connection, rules, limit))

    def namings(self, ids: Iterable[ArticleId], *, mentions: bool = True) -> dict[ArticleId, Naming]:
        """What each of these names by itself; those withdrawn or not yet named are left out. Without `mentions` these
        are empty, at half the cost."""
        return self._asking(lambda: named.namings(self._connection, ids, mentions=mentions))

    def called_in(self, ids: Iterable[ArticleId]) -> dict[ArticleId, list[Called]]:
        """What each of these names, as who they are across the archive, with no more than a list of articles tells of
        them: a quarter of what `namings` and `who` cost. Those withdrawn or not yet named are left out."""
        return self._asking(lambda: calling.called(self._connection, ids))

    def loose(self, ids: Iterable[ArticleId]) -> list[Held]:
        """The names of these articles that are in no block: places of the gazetteer, and sources."""
        return self._asking(lambda: list(named.loose(self._connection, ids)))

    def changed_usage(self) -> dict[str, tuple[tuple[int, ...], str]]:
        """The votes on each name whose votes have changed since all in doubt have heard a verdict, and that verdict."""
        return self._asking(lambda: usage.changed(self._connection))

    def usage(self, names: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """How all articles together use these names: votes for place, person, organisation and group."""
        return self._asking(lambda: usage.counts(self._connection, names))

    def to_hear(self, names: Iterable[str]) -> list[ArticleId]:
        """The articles in doubt about one of these names, and those in doubt that have heard nothing yet."""
        return self._asking(lambda: usage.to_hear(self._connection, names))

    def doubts(self, ids: Iterable[ArticleId]) -> dict[ArticleId, InDoubt]:
        """What these articles are in doubt about."""
        return self._asking(lambda: usage.doubts(self._connection, ids))

    def homes(self) -> dict[str, KeptHome]:
        """Where outlets are at home, by `article.source`."""
        return self._asking(lambda: named.homes(self._connection))

    def changed_sources(self, revision: int) -> list[str]:
        """The outlets of the articles that changed after that revision, in order."""
        return self._asking(lambda: named.changed_sources(self._connection, revision))

    def unaided(self, sources: Iterable[str]) -> Iterator[tuple[str, dict[str, int]]]:
        """How often each place of `Column.unaided` stands in an outlet's articles, for those of the outlets that have
        any."""
        return self._streaming(lambda connection: named.unaided(connection, sources))

    def languages_of(self, source: str) -> list[str]:
        """The languages of the outlet's articles, most frequent first."""
        return self._asking(lambda: named.languages_of(self._connection, source))

    def doubtful_of(self, since: Mapping[str, int]) -> list[ArticleId]:
        """The articles of these outlets whose places the outlet's home might change, and that changed after the
        revision of each; in no order."""
        return self._asking(lambda: named.doubtful_of(self._connection, since))

    def articles_of(self, source: str) -> list[ArticleId]:
        """The articles of an outlet whose names are known, in order of id."""
        return self._asking(lambda: named.articles_of(self._connection, source))

    def identities(self, ids: Iterable[ArticleId]) -> dict[Slot, tuple[EntityId, bool]]:
        """Who each name of these articles is across the archive, and whether that entity is hidden."""
        return self._asking(lambda: entities.identities(self._connection, ids))

    def who(self, ids: Iterable[ArticleId]) -> dict[Slot, Who]:
        """The same with what the entity is called, what it is, and where a place is."""
        return self._asking(lambda: entities.who(self._connection, ids))

    def touched(self, revision: int) -> set[str]:
        """The blocks that names of articles came into since that revision, or left since who is who was last told."""
        return self._asking(lambda: entities.touched(self._connection, revision))

    def tied(self, blocks: Iterable[str]) -> dict[frozenset[str], int]:
        """The sets of blocks that single names are in, and how many names: of these blocks and of all tied to them."""
        return self._asking(lambda: entities.tied(self._connection, blocks))

    def in_blocks(self, blocks: Iterable[str]) -> list[Held]:
        """The names in these blocks, those of an article together."""
        return self._asking(lambda: list(named.in_blocks(self._connection, blocks)))

    def entity(self, id: str) -> Named | None:
        """The entity of that id or former id; None where there is none."""
        return self._asking(lambda: entities.entity(self._connection, id))

    def entities(self, ids: Iterable[EntityId]) -> dict[EntityId, Named]:
        """Those of these entities that there are."""
        return self._asking(lambda: entities.some(self._connection, ids))

    def called(self, folded: str) -> list[EntityId]:
        """The entities that have this folded name, the one in most articles first, hidden ones last."""
        return self._asking(lambda: entities.called(self._connection, folded))

    def entity_counts(
        self, kinds: Iterable[EntityKind], like: str, *, sort: str, page: tuple[int, int]
    ) -> list[EntityCount]:
        """The entities of these kinds with `like` in their name, hidden ones left out; `sort` is one of SORTS, `page`
        (limit, offset)."""
        return self._asking(lambda: entities.counts(self._connection, kinds, like, sort=sort, page=page))

    def suggested(self, start: str, *, limit: int) -> list[Begun]:
        """The entities one of whose names begins with the folded `start`, those in most articles first."""
        return self._asking(lambda: entities.suggested(self._connection, start, limit))

    def appearances(self, id: EntityId) -> list[Slot]:
        """Where the entity is named, in order of article."""
        return self._asking(lambda: entities.appearances(self._connection, id))

    def coverage(self, id: EntityId, *, read: int) -> Coverage:
        """The articles that name the entity, counted, and so many of the newest of them read."""
        return self._asking(lambda: coverage.coverage(self._connection, id, read=read))

    def hidden(self, id: EntityId) -> bool:
        """Whether a decision keeps the entity out of every list."""
        return self._asking(lambda: entities.hidden(self._connection, id))

    def decisions(self) -> list[Decision]:
        """Every decision ever taken, in order; those that were undone and the undoing too."""
        return self._asking(lambda: list(decisions.decisions(self._connection)))

    # -- asking what is tied to what ---------------------------------------------------------------------------------

    def linked_articles(self, ids: Iterable[str] | None = None) -> Iterator[ArticleColumns]:
        """The shown articles, all or those of these ids: some thousand at a time."""
        return self._streaming(lambda connection: links.articles(connection, ids))

    def linked_entities(self, keys: Iterable[int] | None = None) -> Iterator[EntityColumns]:
        """The entities, all or those of these keys: some thousand at a time."""
        return self._streaming(lambda connection: links.entities(connection, keys))

    def links(self, ids: Iterable[str] | None = None) -> Iterator[LinkColumns]:
        """Whom articles name, all or these, and how much they are about each: some thousand articles at a time."""
        return self._streaming(lambda connection: links.links(connection, ids))

    def hyperlinks(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """(id of the article, address that it links to), of all articles or of these."""
        return self._streaming(lambda connection: links.hyperlinks(connection, ids))

    # -- asking who copied whom ----------------------------------------------------------------------------------

    @property
    def traced(self) -> int:
        """The revision up to which it is known who copied whom."""
        return int(self.setting(TRACED) or 0)

    def untraced(self, *, limit: int) -> list[Untraced]:
        """Articles whose copies were not looked for in the state in which they are now, in the order of change."""
        since = self.traced
        return self._asking(lambda: copies.untraced(self._connection, since, limit))

    def pairs_of(self, id: ArticleId) -> list[KeptPair]:
        """Who shares something with the article, in order of ids."""
        return self._asking(lambda: copies.pairs_of(self._connection, id))

    def origins(self, ids: Iterable[ArticleId]) -> dict[ArticleId, KeptOrigin]:
        """From where these are; those that are their own and that nobody copied are left out."""
        return self._asking(lambda: copies.origins(self._connection, ids))

    def led_by(self, lead: ArticleId) -> list[KeptOrigin]:
        """All articles for which that one stands, itself among them where it has copies, in order of id."""
        return self._asking(lambda: copies.led_by(self._connection, lead))

    # -- counting and checking -------------------------------------------------------------------------------

    def stats(self) -> Stats:
        """The numbers that the store knows; `folder`, `engine` and `bytes_on_disk` are left empty."""
        return self._asking(lambda: self._at_one_moment(counting.stats))

    def fingerprint(self) -> str:
        """A hash (hexadecimal) over what the archive shows, the same in whatever order that arrived."""
        return self._asking(lambda: verifying.fingerprint(self._connection))

    def verify(self) -> list[Problem]:
        """What is wrong with the file, each with the way to mend it; [] when nothing is. Changes nothing."""
        return self._asking(lambda: self._at_one_moment(lambda c: verifying.verify(c, self.folder)))

    # -- inside ----------------------------------------------------------------------------------------------

    def _one(self, query: str, *values: str) -> str:
        row = self._connection.execute(query, values).fetchone()
        return str(row[0]) if row else ""

    def _asking(self, question: Callable[[], R]) -> R:
        with database.Complaints(self.folder):
            return question()

    def _at_one_moment(self, question: Callable[[sqlite3.Connection], R]) -> R:
        """The answer to a question of several queries, which all see the same revision."""
        self._connection.execute("BEGIN")
        try:
            return question(self._connection)
        finally:
            self._connection.execute("ROLLBACK")

    def _streaming(self, rows: Callable[[sqlite3.Connection], Iterator[T]]) -> Iterator[T]:
        """On a connection of its own: an iteration left half done holds nothing back for the other calls."""
        with database.Complaints(self.folder), closing(database.open_reader(self.folder)) as connection:
            yield from rows(connection)
