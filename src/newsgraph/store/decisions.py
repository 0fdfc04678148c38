"""What did people decide? A log that is only ever added to."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from newsgraph.article import ArticleId
from newsgraph.entity import Decision, DecisionKind, EntityId

_ALL = "SELECT number, recorded, who, kind, ids, name, articles, because FROM decision ORDER BY number"
_PUT = "INSERT INTO decision VALUES ((SELECT coalesce(max(number), 0) + 1 FROM decision), ?, ?, ?, ?, ?, ?, ?)"


def decisions(connection: sqlite3.Connection) -> Iterator[Decision]:
    """Every decision ever taken, in order; those that were undone and the undoing too."""
    for number, recorded, who, kind, ids, name, articles, because in connection.execute(_ALL):
        yield Decision(
            number=number,
            when=datetime.fromisoformat(recorded),
            who=who,
            kind=DecisionKind(kind),
            ids=tuple(map(EntityId, json.loads(ids))),
            name=name,
            articles=tuple(map(ArticleId, json.loads(articles))),
            because=because,
        )


def put(connection: sqlite3.Connection, decision: Decision) -> int:
    """Add it to the end of the log; gives its number there."""
    when = decision.when.astimezone(UTC).isoformat()
    about = (decision.kind.value, json.dumps(decision.ids), decision.name, json.dumps(decision.articles))
    connection.execute(_PUT, (when, decision.who, *about, decision.because))
    return int(connection.execute("SELECT max(number) FROM decision").fetchone()[0])
