"""How is something long and private asked? As a body: what goes with a draft, which no address, cache or log may hold.

It needs no token, because it writes nothing, and it is as open to pages of other sites as every question is: no cookie
is read, the archive answers the same to all, and the words come from who asks. What it costs is bounded like the rest,
by the length of the words and by the time of the answer.
"""

import asyncio
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from newsgraph.errors import UsageError
from newsgraph.serving import questions
from newsgraph.serving.drafts import LONGEST, Draft, read_draft
from newsgraph.serving.related_wire import RelatedWire
from newsgraph.serving.web import api
from newsgraph.serving.web.api import AsOf, Full, Limit, Relation, Since, Stories, WithCopies, Words
from newsgraph.serving.web.problems import ProblemDocument
from newsgraph.serving.web.readers import Readers

DRAFTS = "/api/related"
BYTES = 4 * LONGEST  # UTF-8 has no more a character; JSON may escape some
HINT = '{"title": "…", "text": "…"}, or the words as text/plain'
_PROBLEM = {"model": ProblemDocument, "content": {"application/problem+json": {}}}
_EXAMPLE = {
    "title": "Dockers strike again at Port Averin",
    "text": "Dockers at Port Averin walked out on Monday over the safety of the harbour's cranes, said Marta Quillan.",
}


class DraftBody(BaseModel):
    """A draft: an article that is not in the archive."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(default="", max_length=1_000, description="Its headline.")
    text: str = Field(min_length=1, max_length=LONGEST, description="Its words.")


BODY: dict[str, Any] = {
    "required": True,
    "description": "The draft, as JSON, or as plain text whose first line is the headline.",
    "content": {
        "application/json": {"schema": DraftBody.model_json_schema(), "example": _EXAMPLE},
        "text/plain": {"schema": {"type": "string", "maxLength": LONGEST}, "example": "\n".join(_EXAMPLE.values())},
    },
}


def drafts(readers: Readers) -> APIRouter:
    """The one question that is a body."""
    made = APIRouter(prefix="/api")

    @made.post(
        "/related",
        summary="Say what else to read with a draft, and why. It is kept nowhere.",
        response_model=None,
        responses={200: {"model": RelatedWire}, **dict.fromkeys((400, 413, 415, 422, 503, 504), _PROBLEM)},
        openapi_extra={"requestBody": BODY},
    )
    async def related_to_a_draft(
        *,
        request: Request,
        limit: Limit = 10,
        full: Full = False,
        stories: Stories = False,
        with_copies: WithCopies = False,
        relation: Relation = [],  # noqa: B006 - FastAPI copies it
        query: Words = "",
        since: Since = None,
        as_of: AsOf = None,
    ) -> Response:
        question = partial(questions.related_to_draft, limit=limit, full=full, stories=stories, with_copies=with_copies)
        only = partial(question, relation=relation, query=query, since=since, as_of=as_of)
        async with asyncio.timeout(api.SECONDS):
            draft = _draft(request.headers.get("content-type", ""), await whole(request, BYTES))
            told = await readers.ask(lambda archive: only(archive, draft).model_dump_json())
        return Response(told, media_type="application/json", headers={"cache-control": "no-store"})

    return made


async def whole(request: Request, most: int) -> bytes:
    """The body. Raises HTTPException for more than `most` bytes, before it has all come."""
    parts, held = [], 0
    async for part in request.stream():
        held += len(part)
        if held > most:
            raise HTTPException(413, f"more than {most:,} bytes: send less at once")
        parts.append(part)
    return b"".join(parts)


def _draft(kind: str, body: bytes) -> Draft:
    """What is wrong with it is told without a word of it."""
    match kind.partition(";")[0].strip().lower():
        case "application/json":
            try:
                found = DraftBody.model_validate_json(body)
            except ValidationError as error:
                said = (f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in error.errors())
                raise UsageError("; ".join(said), hint=HINT) from None
            return Draft(found.title, found.text)
        case "text/plain":
            words = body.decode("utf-8", "replace")
            if len(words) > LONGEST:
                raise HTTPException(413, f"{len(words):,} characters of draft, expected {LONGEST:,} at most")
            return read_draft(words)
    raise HTTPException(415, f"a draft is application/json or text/plain, found {kind or 'no content-type'!r}")
