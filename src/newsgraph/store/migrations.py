"""How does an archive of an older format become one of ours? Step by step, all of them or none."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

# "ngra", in the header of every archive.db, so that `file` and we can tell it from other SQLite files.
APPLICATION_ID = 0x6E677261
# The format that schema.sql describes. A change of format adds a step here, edits schema.sql to match, and
# commits an archive of the former format under tests/archives/.
FORMAT = 3

Step = Callable[[sqlite3.Connection], None]


def _names(connection: sqlite3.Connection) -> None:
    """Room for names; they are found in the articles when the archive is next written to."""
    run(connection, Path(__file__).with_name("to_format_2.sql").read_text(encoding="utf-8"))


def _blocks_that_tell(connection: sqlite3.Connection) -> None:
    """What telling a name apart needs stands in its blocks."""
    run(connection, Path(__file__).with_name("to_format_3.sql").read_text(encoding="utf-8"))


# STEPS[n] makes format n of format n - 1, inside a transaction that is not its own: execute(), never
# executescript().
STEPS: Mapping[int, Step] = {2: _names, 3: _blocks_that_tell}


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables of the current format in an empty database."""
    connection.execute("BEGIN IMMEDIATE")
    run(connection, Path(__file__).with_name("schema.sql").read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")


def format_of(connection: sqlite3.Connection) -> int:
    """The format that the database says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, *, steps: Mapping[int, Step] = STEPS, to: int = FORMAT) -> None:
    """Bring the database to format `to`. Killed or failing anywhere, it keeps the format that it had.

    Needs the writer's lock and a connection without a transaction. Foreign keys are held at the end rather
    than all along, because that is how SQLite lets a table be made anew
    (https://sqlite.org/lang_altertable.html, 7.).
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        for version in range(format_of(connection) + 1, to + 1):
            steps[version](connection)
            connection.execute(f"PRAGMA user_version = {version}")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError(f"the step to format {to} left rows that point at nothing")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")


def run(connection: sqlite3.Connection, script: str) -> None:
    """Execute the statements of `script` one by one, leaving the transaction open."""
    for statement in _statements(script):
        connection.execute(statement)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
