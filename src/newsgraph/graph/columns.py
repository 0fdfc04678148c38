"""How are articles and entities held? As columns, like links: an object for each takes longer than all else."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from newsgraph.entity import EntityKind
from newsgraph.graph.rows import KINDS, UNDATED, ArticleRow, Articles, Entities, EntityRow
from newsgraph.graph.strings import Ints

KIND_PLACES = {kind: place for place, kind in enumerate(KINDS)}
_PLACES = {kind.value: place for kind, place in KIND_PLACES.items()}


class Dated(Protocol):
    """Some articles as the store has them: `published` is a day (2012-06-03), None where nothing says so."""

    @property
    def keys(self) -> Sequence[int]: ...
    @property
    def ids(self) -> Sequence[str]: ...
    @property
    def published(self) -> Sequence[str | None]: ...
    @property
    def leads(self) -> Sequence[str]: ...


class Called(Protocol):
    """Some entities as the store has them: `kinds` by their values, `hidden` as 0 and 1."""

    @property
    def keys(self) -> Sequence[int]: ...
    @property
    def ids(self) -> Sequence[str]: ...
    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def names(self) -> Sequence[str]: ...
    @property
    def hidden(self) -> Sequence[int]: ...


def dated(columns: Dated) -> Articles:
    """These articles. numpy reads days twenty times as fast as `date.fromisoformat`."""
    known = np.array([day is not None for day in columns.published], np.bool_)
    days = np.full(known.size, UNDATED, np.int32)
    days[known] = np.array([day for day in columns.published if day is not None], "datetime64[D]").astype(np.int32)
    return Articles(np.array(columns.keys, np.int64), columns.ids, days, columns.leads)


def called(columns: Called) -> Entities:
    """These entities."""
    kinds = np.fromiter(map(_PLACES.__getitem__, columns.kinds), np.int8, len(columns.kinds))
    keys, hidden = np.array(columns.keys, np.int64), np.array(columns.hidden, np.bool_)
    return Entities(keys, columns.ids, kinds, columns.names, hidden)


def whole_articles(rows: Iterable[ArticleRow] | Iterable[Articles]) -> Articles:
    """All of them in one, rows or columns."""
    some = list(rows)
    if some and not isinstance(some[0], Articles):
        keys, ids, days, origins = _turned(cast(list[ArticleRow], some), ArticleRow)
        return Articles(np.array(keys, np.int64), ids, np.array(days, np.int32), origins)
    parts = cast(list[Articles], some)
    return Articles(
        _end_to_end((part.keys for part in parts), np.int64),
        _listed([part.ids for part in parts]),
        _end_to_end((part.days for part in parts), np.int32),
        _listed([part.origins for part in parts]),
    )


def whole_entities(rows: Iterable[EntityRow] | Iterable[Entities]) -> Entities:
    """All of them in one, rows or columns."""
    some = list(rows)
    if some and not isinstance(some[0], Entities):
        keys, ids, kinds, names, hidden = _turned(cast(list[EntityRow], some), EntityRow)
        return Entities(np.array(keys, np.int64), ids, kind_places(kinds), names, np.array(hidden, np.bool_))
    parts = cast(list[Entities], some)
    return Entities(
        _end_to_end((part.keys for part in parts), np.int64),
        _listed([part.ids for part in parts]),
        _end_to_end((part.kinds for part in parts), np.int8),
        _listed([part.names for part in parts]),
        _end_to_end((part.hidden for part in parts), np.bool_),
    )


def article_rows(rows: Iterable[ArticleRow] | Iterable[Articles]) -> Iterator[ArticleRow]:
    """One by one."""
    for one in rows:
        if isinstance(one, Articles):
            yield from map(ArticleRow, one.keys.tolist(), one.ids, one.days.tolist(), one.origins)
        else:
            yield one


def entity_rows(rows: Iterable[EntityRow] | Iterable[Entities]) -> Iterator[EntityRow]:
    """One by one."""
    for one in rows:
        if isinstance(one, Entities):
            kinds = map(KINDS.__getitem__, one.kinds.tolist())
            yield from map(EntityRow, one.keys.tolist(), one.ids, kinds, one.names, one.hidden.tolist())
        else:
            yield one


def kind_places(kinds: Sequence[EntityKind]) -> NDArray[np.int8]:
    """Places in KINDS."""
    return np.fromiter(map(KIND_PLACES.__getitem__, kinds), np.int8, len(kinds))


def picked(texts: Sequence[str], places: Ints) -> list[str]:
    """Those at these places, in their order."""
    return list(map(texts.__getitem__, places.tolist()))


def _turned(rows: Sequence[tuple[Any, ...]], row: type[ArticleRow | EntityRow]) -> list[list[Any]]:
    """All values of each field together."""
    return [list(map(itemgetter(at), rows)) for at in range(len(row._fields))]


def _end_to_end(parts: Iterable[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind, copy=False)


def _listed(parts: Sequence[Sequence[str]]) -> Sequence[str]:
    return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))
