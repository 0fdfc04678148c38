"""How does HTTP say what went wrong? One JSON shape for all of it (RFC 9457): what was found, and what to ask next."""

import logging
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.exceptions import HTTPException

from newsgraph.errors import ArchiveError, ArchiveLocked, ArticleRejected, NewsgraphError, UnknownName, UsageError
from newsgraph.serving.shape import Wire

MEDIA = "application/problem+json"
STATUS: dict[type[NewsgraphError], int] = {
    UnknownName: 404,
    UsageError: 400,
    ArticleRejected: 422,
    ArchiveLocked: 503,
    ArchiveError: 503,
}
TITLES = {
    400: "cannot be asked so",
    401: "not allowed",
    404: "not found",
    413: "too large",
    415: "cannot be read",
    422: "cannot be used",
    503: "not now",
    504: "takes too long",
}


BUSY, UNREADABLE = "the archive is being written to by others", "the archive cannot be asked this as it is"
WHO_KNOWS = "ask again in a moment; whoever runs the server finds the reason in what it printed"
"""What is wrong with an archive names its folder, and who writes to it: that is nobody's but the server's."""
_LOG = logging.getLogger("uvicorn.error")


class ProblemDocument(Wire):
    """What went wrong."""

    type: str = Field(default="about:blank", description="Nothing beyond the status.")
    title: str = Field(description="What kind of thing went wrong.", examples=["not found"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(description="What was found and what was expected.", examples=["nothing is called 'Quillann'"])
    hint: str = Field(default="", description="What to ask or type next, empty where there is nothing.")


def problem(status: int, detail: str, hint: str = "") -> JSONResponse:
    title = TITLES.get(status, "went wrong")
    body = ProblemDocument(title=title, status=status, detail=detail, hint=hint)
    after = {"retry-after": "1"} if status == 503 else None
    return JSONResponse(body.model_dump(), status, media_type=MEDIA, headers=after)


def tell_problems(app: FastAPI, folder: Path) -> None:
    """All errors of the application leave in that shape; where the archive lies is not told."""

    @app.exception_handler(NewsgraphError)
    async def expected(request: Request, error: NewsgraphError) -> JSONResponse:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        if isinstance(error, ArchiveError):
            _LOG.error("%s (%s)", error, error.hint)
            return problem(status, BUSY if isinstance(error, ArchiveLocked) else UNREADABLE, WHO_KNOWS)
        return problem(status, str(error).replace(str(folder), "this archive"), error.hint)

    @app.exception_handler(RequestValidationError)
    async def mistyped(request: Request, error: RequestValidationError) -> JSONResponse:
        said = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
        return problem(400, said, "see /api/openapi.json for what each question takes")

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        told = problem(error.status_code, str(error.detail), "see /api/openapi.json for what may be asked")
        told.headers.update(error.headers or {})
        return told

    @app.exception_handler(TimeoutError)
    async def slow(request: Request, error: TimeoutError) -> JSONResponse:
        return problem(504, "the answer took longer than it may", "ask for less: a lower limit, fewer days")
