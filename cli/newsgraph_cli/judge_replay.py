"""`newsgraph judge replay`: the decisions of another archive's log."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet
from newsgraph_cli.output import Form, chosen, write_json, write_json_lines
from newsgraph_cli.speaking import say_note
from newsgraph_cli.verdicts import DryRun, Yes, agreed, foreseen
from newsgraph_cli.words import counted, listed, with_id

if TYPE_CHECKING:
    from newsgraph import Decision, Effect
    from newsgraph.serving import TakenWire

EXAMPLES = (
    "newsgraph judge replay decisions.jsonl --dry-run",
    "newsgraph judge log --format jsonl | newsgraph judge replay - --index other",
)
WAITING = 5  # entities that are told one by one


def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `judge log --format jsonl` wrote; - for stdin.")],
    *,
    dry_run: DryRun = False,
    yes: Yes = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Take the decisions of another archive's log.

    Every line is checked first, and when one is no decision nothing is taken. Then each is shown, with what all of them
    would change. They keep who took them, when and why; those that are in this log already are left out, so that the
    same again changes nothing.
    """
    import newsgraph
    from newsgraph.serving import read_log

    shape = chosen(None, as_json=as_json, as_jsonl=as_jsonl)
    lines = (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).splitlines()
    log = read_log(lines, name=str(file))
    with newsgraph.open_archive(index) as archive:
        found = archive.log_to_take(log)
        effect = archive.preview(*found.decisions)
        if not quiet:
            for one in found.decisions:
                say_note(_said(one))
            _tell_rest(found.known, found.waiting)
            say_note(foreseen(effect))
        if dry_run or not found.decisions or not agreed(yes=yes or str(file) == "-"):
            return
        numbers = archive.judge_all(found.decisions)
    taken = [replace(one, number=number) for one, number in zip(found.decisions, numbers, strict=True)]
    _told(shape, _wire(taken, effect, found.known, found.waiting))


def _said(one: "Decision") -> str:
    name = f" {one.name}" if one.name else ""
    some = f" in {', '.join(one.articles)}" if one.articles else ""
    who = " and ".join(with_id(id, one.called) for id in one.ids)
    return f"{one.kind.value} {who}{name}{some} ({one.who}, {one.when:%Y-%m-%d}: {one.because})"


def _tell_rest(known: int, waiting: tuple[str, ...]) -> None:
    if known:
        say_note(f"left out, taken already: {counted(known, 'decision')}")
    if waiting:
        say_note(f"nobody is called so here, and what is decided of it waits: {listed(waiting, most=WAITING)}")


def _wire(taken: "list[Decision]", effect: "Effect", known: int, waiting: tuple[str, ...]) -> "TakenWire":
    from newsgraph.serving import TakenWire

    told = {"decisions": tuple(taken), "known": known, "waiting": waiting}
    return TakenWire.model_validate({**told, **effect._asdict()})


def _told(form: Form, document: "TakenWire") -> None:
    if form is Form.JSON:
        write_json(document)
    elif form is Form.JSONL:
        write_json_lines(document.decisions)
    elif form is Form.TEXT:
        taken, changed = counted(len(document.decisions), "decision"), counted(len(document.articles), "article")
        print(f"{taken} taken: {changed} changed")
    else:
        for one in document.decisions:
            print(one.number)
