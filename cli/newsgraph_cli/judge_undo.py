"""`newsgraph judge undo`: a decision is taken back."""

from typing import Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet
from newsgraph_cli.output import chosen
from newsgraph_cli.verdicts import Because, DryRun, Way, Who, Yes, decide

EXAMPLES = ("newsgraph judge undo 3 --because 'they are two after all'", "newsgraph judge undo 3 --dry-run")


def undo(
    number: Annotated[
        int, typer.Argument(min=1, metavar="NUMBER", help="The decision's number in `newsgraph judge log`.")
    ],
    *,
    because: Because = "",
    who: Who = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Take a decision back; the log keeps both.

    What was decided after it stays. Undoing an undoing brings the decision back.
    """
    way = Way(chosen(None, as_json=as_json, as_jsonl=as_jsonl), dry_run=dry_run, yes=yes, quiet=quiet)
    decide("undo", (str(number),), index, because=because, who=who, way=way)
