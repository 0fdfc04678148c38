"""`newsgraph export`: a part of the graph, for other programs."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, Kinds, Quiet, Since, Until, days_typed
from newsgraph_cli.output import write_json
from newsgraph_cli.speaking import say_note, say_nothing
from newsgraph_cli.words import counted

if TYPE_CHECKING:
    from newsgraph import Excerpt

EXAMPLES = (
    "newsgraph export --format gexf port.gexf --min-weight 2 --top-nodes 500",
    "newsgraph export --format graphml quillan.graphml --around 'Marta Quillan' --hops 2 --k-core 3",
    "newsgraph export --format neo4j-csv import/ --with-articles --since 2024-02-01 --until 2024-03-01",
    "newsgraph export --format jsonl --kind person --kind organisation | jq 'select(.what == \"link\")'",
    "newsgraph export --format sqlite graph.db --dry-run",
)


class FormatName(StrEnum):
    GEXF = "gexf"
    GRAPHML = "graphml"
    JSON_LD = "json-ld"
    NEO4J_CSV = "neo4j-csv"
    CYPHER = "cypher"
    FTM = "ftm"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    SQLITE = "sqlite"


Out = Annotated[
    str,
    typer.Argument(
        metavar="[OUT]", help="The file, or for csv, neo4j-csv and parquet the folder; - for standard output."
    ),
]
Written = Annotated[
    FormatName,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="gexf, graphml, json-ld, neo4j-csv, cypher, ftm, csv, jsonl, parquet or sqlite.",
    ),
]
Around = Annotated[str, typer.Option(metavar="NAME", help="Only what is near this name or id.")]
Hops = Annotated[int, typer.Option(min=1, metavar="N", help="With --around: links from it, at most.")]
MinWeight = Annotated[
    int, typer.Option("--min-weight", min=1, metavar="W", help="Only links of so many independent reports.")
]
TopNodes = Annotated[
    int | None, typer.Option("--top-nodes", min=1, metavar="N", help="Only those in most independent reports.")
]
Core = Annotated[int, typer.Option("--k-core", min=0, metavar="K", help="Only those with so many links to each other.")]
WithArticles = Annotated[
    bool, typer.Option("--with-articles", help="The articles that name them too, and what these cite.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say how much it would be and stop.")]


def export(
    out: Out = "-",
    *,
    form: Written,
    around: Around = "",
    hops: Hops = 1,
    kind: Kinds = None,
    since: Since = None,
    until: Until = None,
    min_weight: MinWeight = 1,
    top_nodes: TopNodes = None,
    k_core: Core = 0,
    articles: WithArticles = False,
    dry_run: DryRun = False,
    index: Index = INDEX,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a part of the graph for Gephi, Neo4j, Aleph, a spreadsheet or SQL.

    Places, actors, authors and sources, and what ties them: a link weighs as many independent reports as name both, an
    article and all its copies being one, and has their days and the articles that show it best. It is cut in the order
    of the flags. How many nodes and links were written is said to the last one, and what was left out by which flag.
    Exit code 1 when nothing is left.
    """
    import newsgraph

    days, where = days_typed(since, until), Path(out) if out != "-" else None
    if hops > 1 and not around:
        raise typer.BadParameter("--hops are counted from a name: give --around NAME")
    _must_go_there(form, where, dry_run=dry_run, as_json=as_json)
    with newsgraph.open_archive(index) as archive:
        found = archive.excerpt(
            around=around,
            hops=hops,
            kinds=[str(one) for one in kind or ()],
            since=days[0],
            until=days[1],
            min_weight=min_weight,
            top_nodes=top_nodes,
            k_core=k_core,
            articles=articles,
        )
        if found.nodes and not dry_run:
            _write(found, form, where)
    if as_json:
        from newsgraph.serving import ExportWire

        write_json(ExportWire.of(form.value, None if dry_run or not found.nodes else out, found))
    if not quiet:
        _tell(found, dry_run=dry_run)
    raise typer.Exit(FOUND if found.nodes else NOTHING)


def _must_go_there(form: FormatName, out: Path | None, *, dry_run: bool, as_json: bool) -> None:
    """Before an archive is opened. Raises BadParameter."""
    from newsgraph.serving import Format, is_stream

    if dry_run or out is not None:
        return
    if as_json:
        raise typer.BadParameter("--json tells what was written to a file: name one, or give --dry-run")
    if not is_stream(Format(form.value)):
        raise typer.BadParameter(f"{form.value} does not go into a pipe: name where it is to go")


def _write(found: "Excerpt", form: FormatName, out: Path | None) -> None:
    from newsgraph.serving import Format, export

    if out is not None:
        export(found, Format(form.value), out)
    else:
        sys.stdout.flush()
        export(found, Format(form.value), sys.stdout.buffer)


def _tell(found: "Excerpt", *, dry_run: bool) -> None:
    for one in found.left_out:
        links = f" and {counted(one.links, 'link')}" if one.links else ""
        say_note(f"left out, {one.why}: {counted(one.nodes, 'node')}{links}")
    many = f"{counted(len(found.nodes), 'node')} and {counted(len(found.links), 'link')}"
    if not found.nodes:
        say_nothing("no node is left: nothing was written")
    else:
        say_note(f"{many} {'would be' if dry_run else 'were'} written")
