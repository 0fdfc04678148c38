"""The command line: words in, words out. One file a verb."""

import os
import sys
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """The command `newsgraph`; ends the process with its exit code."""
    # numpy would start a thread for each core, whose first spinning took 50 ms of processor time of every command; the
    # matrices here are too small to be shared.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
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
