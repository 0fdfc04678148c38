"""`newsgraph verify`: is the archive whole?"""

import typer

from newsgraph_cli.app import BROKEN, FOUND
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet, Shape
from newsgraph_cli.output import Column, Form, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_error
from newsgraph_cli.words import counted, plain

EXAMPLES = (
    "newsgraph verify",
    "newsgraph verify --index indexes/demo || newsgraph rebuild --index indexes/demo",
)
COLUMNS = (Column("what", "what is wrong"), Column("mend", "the command that mends it"))


def verify(
    *,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
    quiet: Quiet = False,
) -> None:
    """Check that the archive is whole.

    Reads every article and compares what is derived from them; changes nothing. Exit code 0 when all
    is well, 3 when something is wrong; each problem is named with the command that mends it.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        problems = archive.verify()
        articles = 0 if problems else archive.stats().articles
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import VerifyWire

        document = VerifyWire.of(str(index), problems)
        write_json(document) if shape is Form.JSON else write_json_lines(document.problems)
    elif shape is Form.TEXT:
        for what, mend in problems:
            say_error(what, mend)
        if not problems and not quiet:
            print(f"{plain(str(index))} is whole: {counted(articles, 'article')} checked")
    else:
        write_rows(shape, COLUMNS, problems)
    raise typer.Exit(BROKEN if problems else FOUND)
