"""Who runs the application? uvicorn, in one process or several, until it is interrupted."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

from newsgraph.serving.web.application import Settings, application
from newsgraph.serving.web.front import Front

VARIABLE = "NEWSGRAPH_SERVED"  # how the processes are told what to serve


def serve(settings: Settings, *, host: str, port: int, workers: int, told: Callable[[str], None]) -> None:
    """Until it is interrupted. `told` hears the address when the port is bound; 0 is any free one. Raises OSError where
    it cannot be bound, ArchiveError where the archive cannot be opened."""
    os.environ[VARIABLE] = json.dumps({**settings._asdict(), "folder": str(settings.folder)})
    config = uvicorn.Config(
        "newsgraph.serving.web.server:served",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    if workers == 1:
        config.load()  # what is wrong with the archive is told before anybody is let in
    bound = config.bind_socket()
    bound.listen(config.backlog)  # who calls before the processes are up waits for them
    told(f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}/")
    if workers == 1:
        uvicorn.Server(config).run(sockets=[bound])
    else:
        Multiprocess(config, sockets=[bound]).run()


def served() -> Front:
    """The application of a process, as `serve` was told."""
    told = json.loads(os.environ[VARIABLE])
    return application(Settings(**{**told, "folder": Path(told["folder"])}))
