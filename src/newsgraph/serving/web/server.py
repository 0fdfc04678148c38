"""Who runs the application? uvicorn, in one process or several, until it is interrupted."""

import gc
import json
import os
from collections.abc import Callable
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

from newsgraph.serving.web.application import Settings, application
from newsgraph.serving.web.front import Front
from newsgraph.serving.web.listening import QUIETLY, address_of, bound, until_interrupted

VARIABLE = "NEWSGRAPH_SERVED"  # how the processes are told what to serve


def serve(settings: Settings, *, host: str, port: int, workers: int, told: Callable[[str], None]) -> None:
    """Until it is interrupted. `told` hears the address when the port is bound; 0 is any free one. Raises UsageError
    where it cannot be bound, ArchiveError where the archive cannot be opened."""
    os.environ[VARIABLE] = json.dumps({**settings._asdict(), "folder": str(settings.folder)})
    config = uvicorn.Config(
        "newsgraph.serving.web.server:served",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        **QUIETLY,
    )
    if workers == 1:
        config.load()  # what is wrong with the archive is told before anybody is let in
    listener = bound(host, port)
    listener.listen(config.backlog)  # who calls before the processes are up waits for them
    told(address_of(listener, host))
    if workers == 1:
        until_interrupted(uvicorn.Server(config), listener)
    else:
        Multiprocess(config, sockets=[listener]).run()


def served() -> Front:
    """The application of a process, as `serve` was told."""
    told = json.loads(os.environ[VARIABLE])
    gc.set_threshold(100_000, 20, 20)  # looking through what is kept at hand for cycles took a sixth of the time
    return application(Settings(**{**told, "folder": Path(told["folder"])}))
