"""The command line: words in, words out. One file a verb."""

import os
import sys
from typing import NoReturn

__all__ = ["main"]


# What libraries read when they are imported. numpy starts a thread for each core, whose first spinning took 50 ms of
# processor time of every command, for products of matrices that are too small to be shared; pydantic reads the metadata
# of every installed package to look for plugins, in 9 ms.
_LIGHT = {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}


def main() -> NoReturn:
    """The command `newsgraph`; ends the process with its exit code."""
    for name, value in _LIGHT.items():
        os.environ.setdefault(name, value)
    from typer.main import get_command

    from newsgraph_cli.app import app

    _steady_streams()
    get_command(app).main(prog_name="newsgraph")
    raise SystemExit(0)


def _steady_streams() -> None:
    """Write nowhere where the shell closed a stream, and a `?` for what its encoding cannot say."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until the end
        elif (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")
