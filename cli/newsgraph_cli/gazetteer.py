"""`newsgraph gazetteer`: places that the shipped gazetteer lacks."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet
from newsgraph_cli.output import Form, chosen, write_json, write_json_lines
from newsgraph_cli.progress import watching
from newsgraph_cli.words import counted, listed, plain

EXAMPLES = ("newsgraph gazetteer add CD.txt", "newsgraph gazetteer add ~/Downloads/CD.zip --index indexes/kivu")


class Action(StrEnum):
    ADD = "add"


def gazetteer(
    action: Annotated[Action, typer.Argument(metavar="ACTION", help="add.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames country dump: CD.txt or CD.zip.")],
    *,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Add the places of a GeoNames dump to the archive's own gazetteer.

    The shipped one holds towns from 500 inhabitants, regions and countries; a country's dump (download.geonames.org,
    CC BY 4.0) has its villages, rivers and mines. The archive's articles are resolved again with it.
    """
    import newsgraph

    shape = chosen(None, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive, watching(quiet=quiet) as watch:
        report = archive.add_gazetteer(file, watch=watch)
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import GazetteerWire

        document = GazetteerWire.of(report)
        write_json(document) if shape is Form.JSON else write_json_lines([document])
        return
    kept = f"{counted(report.kept, 'place')} of {listed(report.countries, most=5)}"
    print(f"{kept} added to {plain(str(index))}, of {counted(report.read, 'line')}")
