"""Who may change the archive over HTTP, and how? Who knows the token that it was started with: articles are added, and
decisions taken.

No other site can do it in somebody's name: a page may not send the header without asking first (Fetch, preflight), and
that is never granted.
"""

import asyncio
import io
from hmac import compare_digest
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Header, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from newsgraph.archive import Archive
from newsgraph.errors import UsageError
from newsgraph.serving.entity_wire import JudgedWire
from newsgraph.serving.web.asking import whole
from newsgraph.serving.web.problems import ProblemDocument
from newsgraph.serving.web.readers import LOOKED_AFTER, Readers
from newsgraph.serving.wire import AddWire

LARGEST = 16 << 20  # bytes that are added at once
_PROBLEM = {"model": ProblemDocument, "content": {"application/problem+json": {}}}
PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 401, 404, 503), _PROBLEM)


class Verdict(BaseModel):
    """A decision to take, as `newsgraph judge` takes it."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(description="same, different, rename, hide, place, home or undo.", examples=["same"])
    names: list[str] = Field(
        min_length=1,
        max_length=50,
        description="What `judge` takes behind it.",
        examples=[["actor/dsu"]],
    )
    because: str = Field(default="", max_length=1000, description="Why; kept with it. A dry run needs none.")
    who: str = Field(default="", max_length=200, description="Who decides.")
    articles: list[str] = Field(default=[], max_length=200, description="With different: only in these articles.")
    dry_run: bool = Field(default=False, description="Say what would change, and change nothing: its number is 0.")


def changes(readers: Readers, token: str) -> APIRouter:
    """The routes that write, for those who know the token."""

    def knows(authorization: Annotated[str, Header()] = "") -> None:
        if not compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(
                401, "that is not the token that newsgraph serve was started with", {"www-authenticate": "Bearer"}
            )

    api = APIRouter(prefix="/api", dependencies=[Depends(knows)])

    @api.post("/add", summary="Add articles.", response_model=None, responses={200: {"model": AddWire}, **PROBLEMS})
    async def add(
        request: Request,
        format: Annotated[str, Query(description="As `add --format`; by itself what it looks like.")] = "",
    ) -> Response:
        """The body is what a file would be: records as JSON, a page, a feed, an export."""
        body = await whole(request, LARGEST)
        return _told(await readers.change(lambda archive: _added(archive, body, format)))

    @api.post("/judge", summary="Decide.", response_model=None, responses={200: {"model": JudgedWire}, **PROBLEMS})
    async def judge(verdict: Annotated[Verdict, Body()]) -> Response:
        """Who is who; the decision joins the log. Whoever asks after the answer is told what it changed."""
        if verdict.dry_run:
            return _told(await readers.ask(lambda archive: _judged(archive, verdict)))
        if not verdict.because.strip():
            raise UsageError("a decision is kept with its reason, and because is empty", hint="say why")
        taken = await readers.change(lambda archive: _judged(archive, verdict))
        await asyncio.sleep(LOOKED_AFTER)  # by then each process has seen it, and shows no older answer
        return _told(taken)

    return api


def _told(document: AddWire | JudgedWire) -> Response:
    return Response(document.model_dump_json(), media_type="application/json", headers={"cache-control": "no-store"})


def _added(archive: Archive, body: bytes, format: str) -> AddWire:
    return AddWire.of(archive.add(["-"], format=format, stdin=io.BytesIO(body)))


def _judged(archive: Archive, verdict: Verdict) -> JudgedWire:
    asked = archive.proposed(
        verdict.kind, verdict.names, because=verdict.because, who=verdict.who, articles=verdict.articles
    )
    effect = archive.preview(asked)
    return JudgedWire.of(0 if verdict.dry_run else archive.judge(asked), effect)
