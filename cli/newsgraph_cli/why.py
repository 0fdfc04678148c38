"""`newsgraph why`: why is one article related to another, or why not?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows

if TYPE_CHECKING:
    from newsgraph import Related

EXAMPLES = (
    "newsgraph why article/3f9a article/77b0",
    "newsgraph why article/3f9a article/77b0 --format tsv",
)
COLUMNS = (
    Column("signal", "which signal; score for the sum, kept_out for what keeps it out of the list"),
    Column("value", "weight times strength"),
    Column("strength", "0 to 1"),
    Column("weight", "what the signal is worth"),
    Column("evidence", "shared names or words"),
)


def why(
    one: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article that is read.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The one that is, or is not, in its list.")],
    *,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Say why an article is related to another, or what keeps it out.

    Signal by signal, with what backs each; they sum to the score.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        id, found = archive.article(one).id, archive.why(one, other)
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import WhyWire

        document = WhyWire.of(id, found)
        write_json(document) if shape is Form.JSON else write_json_lines([document])
    elif shape is Form.TEXT:
        from newsgraph_cli.related_page import show_why

        show_why(found)
    else:
        write_rows(shape, COLUMNS, _rows(found))


def _rows(found: "Related") -> Iterator[Row]:
    for reason in found.reasons:
        evidence = ", ".join((*reason.names, *reason.words))
        yield reason.signal, f"{reason.value:.3f}", f"{reason.strength:.3f}", f"{reason.weight:.3f}", evidence
    yield "score", f"{found.score:.3f}", "", "", found.relation
    if found.kept_out:
        yield "kept_out", "", "", "", found.kept_out
