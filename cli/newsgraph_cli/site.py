"""`newsgraph site`: what does every page of a site show, and what changed?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet, Shape, cores
from newsgraph_cli.output import Column, Form, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.progress import watching
from newsgraph_cli.speaking import say_note
from newsgraph_cli.words import counted, duration, plain

if TYPE_CHECKING:
    from newsgraph.serving import SiteReport

EXAMPLES = (
    "newsgraph site public/newsgraph",
    "newsgraph site public/newsgraph --base-url https://www.averincourier.example/newsgraph/",
    "newsgraph site public/newsgraph --rules rules.toml --dry-run",
    "newsgraph site public/newsgraph --format lines | xargs -n 30 purge-from-cache",
)
COLUMNS = (Column("file", "a file that is not as it was, below --base-url where that is given"),)


def site(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The site's folder; it is made where there is none.")],
    *,
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="Where that folder is served: changed.txt has whole URLs.")
    ] = "",
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="The HTML of a box, in place of the shipped one.")
    ] = None,
    heading: Annotated[str, typer.Option(metavar="WORDS", help="What stands above a box.")] = "Related stories",
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many articles a box has at most.")] = 3,
    full: Annotated[bool, typer.Option("--full", help="Fill every box, if need be with weaker ones.")] = False,
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="FILE", help="What editors rule: pins, blocks and the like.")
    ] = None,
    no_search: Annotated[bool, typer.Option("--no-search", help="Without the files of the search.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would change.")] = False,
    workers: Annotated[
        int,
        typer.Option(min=0, metavar="N", help="Processes that make lists; 0: one for each core.", show_default=False),
    ] = 0,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
    quiet: Quiet = False,
) -> None:
    """Write a box of related articles for every page of a site, and its search.

    For each article an HTML fragment, which is whole without a script, and JSON that <newsgraph-related>
    reads; files of words that <newsgraph-search> reads; both elements and their style. Typed again, it
    makes the lists that can have changed and writes the files that did. changed.txt names these.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive, watching(quiet=quiet) as watch:
        from newsgraph.serving import SiteOptions, build_site

        options = SiteOptions(
            base_url=base_url,
            template=template,
            heading=heading,
            limit=limit,
            full=full,
            rules=rules,
            search=not no_search,
            dry=dry_run,
            workers=workers or cores(),
        )
        report = build_site(archive, out, options, watch=watch)
    _write(shape, report, dry=dry_run, quiet=quiet)


def _write(form: Form, report: "SiteReport", *, dry: bool, quiet: bool) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import SiteWire

        document = SiteWire.of(report)
        write_json(document) if form is Form.JSON else write_json_lines([document])
    elif form is Form.TEXT:
        print(summary(report, dry=dry))
    else:
        write_rows(form, COLUMNS, ((name,) for name in report.changed))
        if not quiet:
            say_note(summary(report, dry=dry))


def summary(report: "SiteReport", *, dry: bool) -> str:
    """One line: how many pages, how many lists were looked at, what changed."""
    would = "would change" if dry else "changed"
    empty = f" ({report.empty:,} with an empty box)" if report.empty else ""
    lists, files = counted(len(report.lists), "box", "boxes"), counted(len(report.changed), "file")
    made = f"{counted(report.made, 'list')} made in {duration(report.seconds)}"
    return f"{plain(report.folder)}: {counted(report.pages, 'page')}{empty}, {made}: {lists} and {files} {would}"
