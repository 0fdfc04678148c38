"""Input made on the spot, read through the front door of the room."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import ReadOptions, read

Arrivals = list[RawArticle | Rejection]


@pytest.fixture
def read_bytes() -> Callable[..., Arrivals]:
    """Reads bytes or text as standard input; keywords are ReadOptions."""

    def reading(data: bytes | str, **options: Any) -> Arrivals:
        given = data.encode() if isinstance(data, str) else data
        return list(read(["-"], ReadOptions(stdin=BytesIO(given), **options)))

    return reading


@pytest.fixture
def read_one(read_bytes: Callable[..., Arrivals]) -> Callable[..., RawArticle]:
    """The only article in the bytes."""

    def reading(data: bytes | str, **options: Any) -> RawArticle:
        (article,) = read_bytes(data, **options)
        assert isinstance(article, RawArticle), article
        return article

    return reading


@pytest.fixture
def refusal(read_bytes: Callable[..., Arrivals]) -> Callable[..., str]:
    """The reason why nothing could be read, where there is only that."""

    def reading(data: bytes | str, **options: Any) -> str:
        (rejection,) = read_bytes(data, **options)
        assert isinstance(rejection, Rejection), rejection
        return rejection.reason

    return reading


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Writes a file below the test's own folder."""

    def writing(name: str, data: bytes | str = "The ferry did not sail.") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return writing
