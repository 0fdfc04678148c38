"""`newsgraph serve`: the archive over HTTP."""

from typing import Annotated

import typer

from newsgraph_cli.options import INDEX, Index
from newsgraph_cli.speaking import say_note

LOOPBACK = ("127.0.0.1", "::1", "localhost")
EXAMPLES = (
    "newsgraph serve",
    "newsgraph serve --port 8080 --workers 2",
)


def serve(
    *,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Where it listens; by itself for this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port; 0 for any that is free.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, metavar="N", help="How many processes answer.")] = 1,
    max_age: Annotated[
        int, typer.Option(min=0, metavar="SECONDS", help="How long a cache may show an answer without asking again.")
    ] = 0,
    token: Annotated[
        str,
        typer.Option(
            metavar="WORDS",
            envvar="NEWSGRAPH_TOKEN",
            help="Who sends it as a bearer token may add articles and decide; without it nobody writes.",
        ),
    ] = "",
    index: Index = INDEX,
) -> None:
    """Serve the archive over HTTP: a page to explore it, and all questions as JSON.

    It goes on answering while `newsgraph add` runs, and tells what that committed within a second. Ctrl-C stops it.
    """
    import newsgraph
    from newsgraph.errors import UsageError

    try:
        from newsgraph.serving.web.application import Settings
        from newsgraph.serving.web.server import serve as run
    except ImportError as error:
        raise UsageError(f"{error.name} is not installed", hint="pip install 'newsgraph[serve]'") from error
    with newsgraph.open_archive(index) as archive:
        folder = archive.folder

    def told(address: str) -> None:
        say_note(f"{folder} is open at {address}, and as JSON below {address}api/ (Ctrl-C stops it)")

    if token and host not in LOOPBACK:
        say_note(
            f"whoever reaches {host} and knows the token may write to {folder}, and hears it where nothing encrypts"
        )
    run(Settings(folder, max_age, token), host=host, port=port, workers=workers, told=told)
