"""`newsgraph reindex`: the archive moves to another text engine."""

from typing import Annotated

import typer

from newsgraph_cli.making import make_again
from newsgraph_cli.options import INDEX, EngineName, Index, Json, JsonLines, Quiet, Shape
from newsgraph_cli.output import chosen

EXAMPLES = ("newsgraph reindex --engine whoosh", "newsgraph reindex --engine tantivy --index indexes/demo")


def reindex(
    *,
    engine: Annotated[
        EngineName, typer.Option("--engine", metavar="NAME", help="The engine to move to: tantivy or whoosh.")
    ],
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
    quiet: Quiet = False,
) -> None:
    """Move the archive to another text engine.

    tantivy is fast; whoosh is pure Python and needs no compiled part. Both give the same answers.
    Searches go on with the former index until the new one is whole.
    """
    make_again(index, engine=engine.value, form=chosen(form, as_json=as_json, as_jsonl=as_jsonl), quiet=quiet)
