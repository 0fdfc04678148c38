"""What is served? The archive's API, and in front of it what answers again without asking."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from fastapi import FastAPI

from newsgraph.serving.web.api import routes
from newsgraph.serving.web.asking import DRAFTS, drafts
from newsgraph.serving.web.changes import changes
from newsgraph.serving.web.front import Front
from newsgraph.serving.web.pages import Pages
from newsgraph.serving.web.problems import tell_problems
from newsgraph.serving.web.readers import Readers

ABOUT = """News articles in; ranked, explained answers out. Questions are GETs that may be cached: answers carry an
ETag, and change when the archive does. One is a POST: what goes with a draft, which is kept nowhere. Errors are problem
documents (RFC 9457) with a hint."""


class Settings(NamedTuple):
    """How an archive is served; with a `token` those who know it may write to it."""

    folder: Path
    max_age: int = 0
    token: str = ""


def application(settings: Settings) -> Front:
    """The ASGI application. Raises ArchiveError where the archive cannot be opened."""
    readers = Readers(settings.folder)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        readers.close()

    app = FastAPI(
        title="newsgraph",
        version=version("newsgraph"),
        description=ABOUT,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page is loaded from elsewhere, which no page of ours may be
        redoc_url=None,
    )
    tell_problems(app, settings.folder)
    app.include_router(routes(readers, writes=bool(settings.token)))
    app.include_router(drafts(readers))
    if settings.token:
        app.include_router(changes(readers, settings.token))
    return Front(Pages(app), stamp=readers.stamp, max_age=settings.max_age, posted=[DRAFTS])
