"""`newsgraph mcp`: the archive as tools for a language model."""

from typing import Annotated

import typer

from newsgraph_cli.options import INDEX, Index
from newsgraph_cli.speaking import say_note

EXAMPLES = (
    "newsgraph mcp --index indexes/demo",
    "newsgraph mcp --http --port 8001",
    "newsgraph mcp --http --host 0.0.0.0 --allow-host archive.example",
)


def mcp(
    *,
    http: Annotated[
        bool, typer.Option("--http", help="As streamable HTTP; by itself over standard input and output.")
    ] = False,
    host: Annotated[str, typer.Option(metavar="HOST", help="With --http: where it listens.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="With --http: the port; 0 for any that is free.")
    ] = 8001,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="With --http: a name that clients call it by, archive.example; repeat it."),
    ] = None,
    index: Index = INDEX,
) -> None:
    """Serve the archive to a language model's tools (MCP).

    A client that starts it itself needs no more than this command; every answer names the fields that hold words of
    articles. Nothing is written to the archive. Over HTTP it answers those who call it by the name of its host, by
    those of this machine alone (localhost) and by those allowed, and no page of another site.
    """
    import newsgraph
    from newsgraph.errors import UsageError

    try:
        from newsgraph.serving.mcp_server import serve, serve_http
    except ImportError as error:
        raise UsageError(f"{error.name} is not installed", hint="pip install 'newsgraph[mcp]'") from error
    with newsgraph.open_archive(index) as archive:
        folder = archive.folder
    if not http:
        serve(folder)
        return

    def told(address: str) -> None:
        say_note(f"{folder} answers at {address}mcp (Ctrl-C stops it)")

    serve_http(folder, host=host, port=port, told=told, called=allow_host or ())
