"""Where does a server listen? At an address that is bound before anybody is told of it."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn

from newsgraph.errors import UsageError

QUIETLY: dict[str, Any] = {
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 5,
}


def bound(host: str, port: int) -> socket.socket:
    """Bound to host and port; 0 is any free one. Raises UsageError where that cannot be: uvicorn would end the process
    with the exit code of an archive that is missing."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"nothing can listen at {host}, port {port}: {why}", hint="--port N, another one") from error
    listener.set_inheritable(True)
    return listener


def address_of(listener: socket.socket, host: str) -> str:
    """Where it is called: "http://127.0.0.1:8000/"."""
    return f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"


def run(application: Any, *, host: str, port: int, told: Callable[[str], None]) -> None:
    """An ASGI application in this process, until it is interrupted. `told` hears the address when it is bound. Raises
    UsageError where it cannot be."""
    config = uvicorn.Config(application, host=host, port=port, **QUIETLY)
    listener = bound(host, port)
    listener.listen(config.backlog)
    told(address_of(listener, host))
    until_interrupted(uvicorn.Server(config), listener)


def until_interrupted(server: uvicorn.Server, listener: socket.socket) -> None:
    """Whoever stops a server has not interrupted anything: uvicorn answers what was asked, and then raises it again."""
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
