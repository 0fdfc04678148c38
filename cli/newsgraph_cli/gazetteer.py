"""`newsgraph gazetteer`: places that the shipped gazetteer lacks."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Quiet
from newsgraph_cli.progress import watching
from newsgraph_cli.words import counted, plain

EXAMPLES = ("newsgraph gazetteer add CD.txt", "newsgraph gazetteer add ~/Downloads/CD.zip --index indexes/kivu")


class Action(StrEnum):
    ADD = "add"


def gazetteer(
    action: Annotated[Action, typer.Argument(metavar="ACTION", help="add.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames country dump: CD.txt or CD.zip.")],
    *,
    index: Index = INDEX,
    quiet: Quiet = False,
) -> None:
    """Add the places of a GeoNames dump to the archive's own gazetteer.

    The shipped one holds towns from 500 inhabitants, regions and countries; a country's dump (download.geonames.org,
    CC BY 4.0) has its villages, rivers and mines. The archive's articles are resolved again with it.
    """
    import newsgraph

    with newsgraph.open_archive(index) as archive, watching(quiet=quiet) as watch:
        report = archive.add_gazetteer(file, watch=watch)
    said = ", ".join(f"{plain(reason)} {count:,}" for reason, count in report.left_out.items() if count)
    print(f"{counted(report.added, 'place')} added to {plain(str(index))}" + (f"; left out: {said}" if said else ""))
