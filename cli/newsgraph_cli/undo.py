"""`newsgraph undo`: a decision is taken back."""

from typing import Annotated

import typer

from newsgraph_cli.judge import Because, DryRun, Who, Yes, agreed, foreseen, told
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet
from newsgraph_cli.output import chosen
from newsgraph_cli.speaking import say_note

EXAMPLES = ("newsgraph undo 3 --because 'they are two after all'", "newsgraph undo 3 --dry-run")


def undo(
    number: Annotated[int, typer.Argument(min=1, metavar="NUMBER", help="The decision's number in `newsgraph log`.")],
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
    import newsgraph

    shape = chosen(None, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        asked = archive.proposed("undo", [str(number)], because=because, who=who)
        effect = archive.preview(asked)
        if not quiet:
            say_note(foreseen(effect))
        if dry_run or not agreed(yes=yes):
            return
        taken = archive.judge(asked)
    told(shape, taken, effect)
