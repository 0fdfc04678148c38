"""What do `rebuild` and `reindex` share? The text index is made again, and what was made is told."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from newsgraph_cli.options import cores
from newsgraph_cli.output import Column, Form, write_json, write_json_lines, write_rows
from newsgraph_cli.progress import watching
from newsgraph_cli.words import counted, duration, plain, rate

if TYPE_CHECKING:
    from newsgraph import Stats

COLUMNS = (
    Column("folder", "the archive"),
    Column("engine", "its text engine now"),
    Column("articles", "articles in the text index"),
    Column("revision", "the archive's revision that it covers"),
    Column("seconds", "how long it took"),
)


def make_again(
    index: Path, *, engine: str = "", names: bool | None = None, model: str | None = None, form: Form, quiet: bool
) -> None:
    """Make what is derived in the archive at `index` again, with `engine` or, for "", the one that it has; with or
    without `names`, by another sentence `model`, or as it has been."""
    import newsgraph

    with newsgraph.open_archive(index) as archive:
        started = time.monotonic()
        with watching(quiet=quiet) as watch:
            if engine:
                archive.reindex(engine, workers=cores(), watch=watch)
            else:
                archive.rebuild(names=names, model=model, workers=cores(), watch=watch)
        seconds = time.monotonic() - started
        _write(form, archive.stats(), seconds)


def _write(form: Form, made: "Stats", seconds: float) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import MadeWire

        document = MadeWire(
            folder=made.folder,
            engine=made.engine,
            articles=made.articles,
            revision=made.revision,
            seconds=round(seconds, 3),
        )
        write_json(document) if form is Form.JSON else write_json_lines([document])
    elif form is Form.TEXT:
        pace = f" ({rate(made.articles, seconds)})" if seconds >= 1 else ""
        words = f"text index of {counted(made.articles, 'article')} made with {made.engine}"
        print(f"{plain(made.folder)}: {words} in {duration(seconds)}{pace}")
    else:
        row = (made.folder, made.engine, str(made.articles), str(made.revision), f"{seconds:.3f}")
        write_rows(form, COLUMNS, [row])
