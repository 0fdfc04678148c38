"""`newsgraph rules`: which pages would change?"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape, cores
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import counted, plain

if TYPE_CHECKING:
    from newsgraph.serving import Ruled

EXAMPLES = (
    "newsgraph rules check rules.toml --site public/newsgraph",
    "newsgraph rules check rules.toml --format tsv",
)
COLUMNS = (
    Column("id", "an article whose box would change"),
    Column("title", "its headline, empty where it would have no box any more"),
    Column("url", "its address"),
    Column("before", "whom the box holds now, with spaces between"),
    Column("after", "whom it would hold"),
)


class Action(StrEnum):
    CHECK = "check"


def rules(
    action: Annotated[Action, typer.Argument(metavar="ACTION", help="check.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The editors' rules, as TOML.")],
    *,
    place: Annotated[
        Path, typer.Option("--site", metavar="OUT", help="The folder that `newsgraph site` wrote.")
    ] = Path("public/newsgraph"),
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List the pages whose box editors' rules would change.

    Before they do: nothing is written. Rules are [[pin]] (page, show, place), [[block]] (show, on one page or
    none at all, or a tag), [[expire]] (show or tag; on a day, or so many days after publication),
    [[never_beside]] (two tags) and [[embargo]] (show or tag, until); each may have `until` and `because`.
    Exit code 1 when nothing would change.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        from newsgraph.serving import checked_rules

        found = checked_rules(archive, place, file, workers=cores())
    _write(shape, (str(file), str(place)), found)
    raise typer.Exit(FOUND if found else NOTHING)


def _write(form: Form, asked: tuple[str, str], found: "Sequence[Ruled]") -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import RulesWire

        document = RulesWire.of(*asked, found)
        write_json(document) if form is Form.JSON else write_json_lines(document.pages)
    elif form is Form.TEXT:
        print(f"{counted(len(found), 'box', 'boxes')} would change")
        for one in found:
            print(f"\n{plain(one.title or one.url or one.id)}\n{one.id}")
            print(*(f"  - {id}" for id in one.before if id not in one.after), sep="\n")
            print(*(f"  + {id}" for id in one.after if id not in one.before), sep="\n")
    else:
        write_rows(form, COLUMNS, _rows(found))


def _rows(found: "Sequence[Ruled]") -> Iterator[Row]:
    for one in found:
        yield one.id, one.title, one.url, " ".join(one.before), " ".join(one.after)
