"""`newsgraph suggest`: how may what is being typed go on?"""

from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows

if TYPE_CHECKING:
    from newsgraph import Suggestion

EXAMPLES = (
    "newsgraph suggest mart",
    "newsgraph suggest harbour str --format tsv | cut -f3",
)
COLUMNS = (
    Column("kind", "place, person, organisation, group, author or source; word for words"),
    Column("id", "the entity's id, empty for words"),
    Column("text", "the name, or the query with its last word completed"),
    Column("articles", "how many articles have it, of words about"),
)


def suggest(
    typed: Annotated[list[str], typer.Argument(metavar="WORDS", help="What is typed so far.")],
    *,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = 10,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Complete a name or a word from its beginning.

    Names of places, actors, authors and sources, then words, those in most articles first. Exit code 1 when nothing
    begins so.
    """
    import newsgraph

    words = " ".join(typed).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.suggest(words, limit=limit)
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import SuggestWire

        document = SuggestWire.of(words, found)
        write_json(document) if shape is Form.JSON else write_json_lines(document.suggestions)
    elif shape is Form.TEXT:
        from newsgraph_cli.suggest_page import show_suggestions

        show_suggestions(found)
    else:
        write_rows(shape, COLUMNS, map(_row, found))
    raise typer.Exit(FOUND if found else NOTHING)


def _row(one: "Suggestion") -> Row:
    return one.kind, one.id, one.text, str(one.articles)
