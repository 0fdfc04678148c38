"""`newsgraph replay`: is the answer still the same?"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json
from newsgraph_cli.output import write_json
from newsgraph_cli.receipt import Answer, articles_in, ask, version
from newsgraph_cli.speaking import say_note, say_nothing
from newsgraph_cli.words import counted

if TYPE_CHECKING:
    from newsgraph import Archive
    from newsgraph.serving import ReceiptWire, ReplayWire

EXAMPLES = (
    "newsgraph replay quillan.json",
    "newsgraph replay quillan.json --json | jq .corrected",
)
LISTED = 5  # articles that are told one by one


def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What --receipt wrote.")],
    *,
    index: Index = INDEX,
    as_json: Json = False,
) -> None:
    """Ask again what a receipt holds; say what changed since.

    The same answer is written again, byte for byte. Where it is another, standard error says what has changed in the
    archive: which of the articles that the answer names were corrected or withdrawn, and which are new in it. Exit code
    1 then.
    """
    import newsgraph

    kept = _read(file)
    with newsgraph.open_archive(index) as archive:
        found, trouble = _asked(kept, index)
        told = _compared(kept, archive, found, trouble)
    if as_json:
        write_json(told)
    elif told.same and found is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(found.written)
    for line in _changes(told):
        say_note(line)
    if not told.same:
        say_nothing("the answer is another")
    raise typer.Exit(FOUND if told.same else NOTHING)


def _read(file: Path) -> "ReceiptWire":
    """Raises UsageError where the file is no receipt."""
    from newsgraph.errors import UsageError
    from newsgraph.serving import ReceiptWire
    from newsgraph_cli.app import ANSWERING

    kept = ReceiptWire.read(file)
    if kept.verb not in ANSWERING:
        raise UsageError(f"{file} is a receipt of {kept.verb!r}, which is no verb that answers")
    if hashlib.sha256(Answer.bytes_of(kept.answer)).hexdigest() != kept.sha256:
        raise UsageError(f"{file} is no receipt: its answer is not the one that its sha256 is of")
    return kept


def _asked(kept: "ReceiptWire", index: Path) -> "tuple[Answer | None, str]":
    """The answer now, or why there is none any more."""
    from newsgraph.errors import UnknownName

    try:
        return ask(kept.verb, kept.arguments, index, kept.draft), ""
    except UnknownName as error:
        return None, str(error)


def _compared(kept: "ReceiptWire", archive: "Archive", found: Answer | None, trouble: str) -> "ReplayWire":
    from newsgraph.serving import ReplayWire

    now_by_id: dict[str, str] = {str(id): now for id, now in archive.hashes(sorted(kept.articles)).items()}
    named = set(articles_in(found.document)) if found else set[str]()
    changed: dict[str, Any] = {"corrected": [], "withdrawn": [], "unknown": []}
    for id, before in sorted(kept.articles.items()):
        now = now_by_id.get(id)
        if now != before:
            changed["unknown" if now is None else "corrected" if now else "withdrawn"].append(id)
    return ReplayWire.model_validate(
        {
            "same": found is not None and found.sha256 == kept.sha256,
            "then": kept.archive,
            "now": archive.stand()._asdict(),
            "version_then": kept.newsgraph,
            "version_now": version(),
            "added": tuple(sorted(named - kept.articles.keys())),
            **{name: tuple(ids) for name, ids in changed.items()},
            "trouble": trouble,
        }
    )


def _changes(told: "ReplayWire") -> Iterator[str]:
    """A line for each thing that changed."""
    if told.trouble:
        yield f"asked again, it says: {told.trouble}"
    for what in ("added", "corrected", "withdrawn", "unknown"):
        ids = getattr(told, what)
        if ids:
            more = f" and {len(ids) - LISTED:,} more" if len(ids) > LISTED else ""
            words = {"added": "new in the answer", "unknown": "not in this archive"}.get(what, what)
            yield f"{words}: {counted(len(ids), 'article')}: {', '.join(ids[:LISTED])}{more}"
    if told.now.decisions != told.then.decisions:
        yield f"decisions: {told.then.decisions:,} then, {told.now.decisions:,} now"
    if told.now.fingerprint != told.then.fingerprint:
        yield f"the archive shows other articles: revision {told.then.revision:,} then, {told.now.revision:,} now"
    elif told.now.revision != told.then.revision and not told.same:
        yield f"the archive shows the same articles: revision {told.then.revision:,} then, {told.now.revision:,} now"
    if told.version_now != told.version_then:
        yield f"answered by newsgraph {told.version_then} then, by {told.version_now} now"
