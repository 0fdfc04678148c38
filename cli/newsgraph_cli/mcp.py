"""`newsgraph mcp`: the archive as tools for a language model."""

from typing import Annotated

import typer

from newsgraph_cli.options import INDEX, Index
from newsgraph_cli.speaking import say_note

EXAMPLES = (
    "newsgraph mcp --index indexes/demo",
    "newsgraph mcp --http --port 8001",
)


def mcp(
    *,
    http: Annotated[
        bool, typer.Option("--http", help="As streamable HTTP; by itself over standard input and output.")
    ] = False,
    host: Annotated[str, typer.Option(metavar="HOST", help="With --http: where it listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="With --http: the port.")] = 8001,
    index: Index = INDEX,
) -> None:
    """Serve the archive to a language model's tools (MCP).

    A client that starts it itself needs no more than this command; every answer names the fields that hold words of
    articles. Nothing is written to the archive.
    """
    import newsgraph
    from newsgraph.errors import UsageError

    try:
        from newsgraph.serving.mcp_server import serve
    except ImportError as error:
        raise UsageError(f"{error.name} is not installed", hint="pip install 'newsgraph[mcp]'") from error
    with newsgraph.open_archive(index) as archive:
        folder = archive.folder
    if http:
        say_note(f"{folder} answers at http://{host}:{port}/mcp (Ctrl-C stops it)")
    serve(folder, http=(host, port) if http else None)
