"""`newsgraph watch`: feeds and sitemaps, polled into the archive."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet
from newsgraph_cli.output import Form, chosen, write_json, write_json_lines
from newsgraph_cli.speaking import say_note
from newsgraph_cli.words import plain

if TYPE_CHECKING:
    from newsgraph import Look, Watch

EXAMPLES = (
    "newsgraph watch feeds.toml",
    "newsgraph watch feeds.toml --once --json",
    "newsgraph watch feeds.toml --status",
)


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="A TOML file that names them.")],
    *,
    once: Annotated[bool, typer.Option("--once", help="Look at those that are due, and stop.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Tell how it is with each, and ask nobody.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Addresses of this machine and the local network, too.")
    ] = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Poll feeds and sitemaps for what is new, corrected or taken down.

    \b
    every = "15m"                                  of all that say nothing else
    [[feeds]]
    url = "https://averincourier.example/rss"
    every = "5m"
    follow = true                                  fetch the pages that it lists

    A site is asked only whether there is anything new, as slowly as its robots.txt wants, and less and less often while
    it fails. Pages that came in the last week are asked for again. Ctrl-C stops it; started again it goes on.
    """
    import newsgraph

    shape = chosen(None, as_json=as_json, as_jsonl=as_jsonl)
    named = newsgraph.read_feeds(feeds)
    with (
        newsgraph.open_archive(index, create=True) as archive,
        newsgraph.Watch(archive, named, allow_private=allow_private) as watching,
    ):
        while True:
            looks = [] if status else _looks(watching, quiet=quiet)
            _tell(shape, looks, watching)
            if once or status:
                return
            time.sleep(watching.wait() or 1.0)


def _looks(watching: "Watch", *, quiet: bool) -> "list[Look]":
    found = []
    for look in watching.look():
        found.append(look)
        if not quiet:
            say_note(f"{look.feed}: {look.said}")
            for url in look.removed:
                say_note(f"{plain(url)} is gone; the archive keeps what it said")
    return found


def _tell(form: Form, looks: "list[Look]", watching: "Watch") -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import WatchWire

        document = WatchWire.of(looks, watching.states())
        write_json(document) if form is Form.JSON else write_json_lines(document.looks)
        sys.stdout.flush()
    elif form is Form.TEXT:
        from newsgraph_cli.watch_page import show_states

        show_states(watching.states())
    else:
        for look in looks:
            for id in (*look.added, *look.corrected):
                print(id, flush=True)
