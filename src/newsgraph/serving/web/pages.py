"""Which files make the explorer, and which addresses give its page? Read once, kept packed, told by their tags.

A file is looked up by its whole path among those that were read: no path leads out of the folder.
"""

from dataclasses import replace
from pathlib import Path

from newsgraph.serving.web.front import Answer, App, Headers, Receive, Scope, Send, tell

FOLDER = Path(__file__).parents[1] / "explorer"
BELOW = "/explorer/"
# The first part of each address that is a view: what it shows, the page reads off its own address.
VIEWS = ("", "search", "article", "entity", "connect", "graph", "map", "queue", "log", "draft")
TYPES = {
    ".html": b"text/html; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".json": b"application/json",
    ".svg": b"image/svg+xml",
}
# A browser asks each time whether its copy is the newest: an explorer of two versions is none.
CACHED: Headers = [(b"cache-control", b"no-cache")]


class Pages:
    """Stands before an application: what is no page or file of the explorer is handed on."""

    def __init__(self, app: App, folder: Path = FOLDER) -> None:
        self._app = app
        found = (path for path in sorted(folder.iterdir()) if path.suffix in TYPES)
        self.files = {BELOW + path.name: Answer.of(200, TYPES[path.suffix], path.read_bytes()) for path in found}
        self.page = self.files.pop(f"{BELOW}index.html")
        self.lost = replace(self.page, status=404)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._at(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if found is None:
            await self._app(scope, receive, send)
        else:
            await tell(found, scope, send, CACHED)

    def _at(self, scope: Scope) -> Answer | None:
        """Whoever types a wrong address into a browser gets the page, which says so; a program what it can read."""
        path = scope["path"]
        view = path.removeprefix("/").partition("/")[0]
        if view in VIEWS:
            return self.page
        typed = view != "api" and b"text/html" in dict(scope["headers"]).get(b"accept", b"")
        return self.files.get(path) or (self.lost if typed else None)
