"""Which JSON is a receipt? What was asked of which archive, what it answered, and what has changed since."""

from pathlib import Path
from typing import Any, Self

from pydantic import Field, ValidationError

from newsgraph.errors import UsageError
from newsgraph.serving.shape import Document, Wire

Hashes = dict[str, str]


class StandWire(Wire):
    """How an archive stands."""

    fingerprint: str = Field(
        description="SHA-256 over the ids and contents of the articles that it shows: what tells it from any other.",
        examples=["5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"],
    )
    revision: int = Field(description="How often something changed it.", examples=[7])
    decisions: int = Field(description="How many decisions are in its log.", examples=[2])


class ReceiptWire(Document):
    """What `--receipt` keeps; `replay` reads it."""

    newsgraph: str = Field(description="The version that answered.", examples=["0.1.0"])
    archive: StandWire = Field(description="The archive as it was.")
    verb: str = Field(description="What was asked.", examples=["near"])
    arguments: tuple[str, ...] = Field(
        description="With what, as one would type it, without the archive and the form.",
        examples=[["--limit", "5", "--", "Marta Quillan"]],
    )
    draft: str | None = Field(description="What was given as a draft; null where none was.")
    exit_code: int = Field(description="How it ended: 0, or 1 where nothing was found.", examples=[0])
    sha256: str = Field(description="SHA-256 of the bytes of the answer as `--json` writes them in UTF-8.")
    answer: dict[str, Any] | None = Field(description="The answer; null where there was none to write.")
    articles: Hashes = Field(
        description="The articles that it names, with a hash of what each showed.",
        examples=[{"article/3f9a0c5e7d21b846": "3f2c9a"}],
    )

    @classmethod
    def read(cls, file: Path) -> Self:
        """The receipt in the file. Raises UsageError where that is none, OSError where it cannot be read."""
        try:
            return cls.model_validate_json(file.read_bytes())
        except ValidationError as error:
            found = error.errors()[0]
            where = ".".join(map(str, found["loc"])) or "the file"
            hint = "newsgraph near NAME --receipt FILE"
            raise UsageError(f"{file} is no receipt: {where}: {found['msg']}", hint=hint) from None


class ReplayWire(Document):
    """What `replay --json` says."""

    same: bool = Field(description="Whether the answer is the same, byte for byte.", examples=[True])
    then: StandWire = Field(description="The archive when the receipt was made.")
    now: StandWire = Field(description="The archive now.")
    version_then: str = Field(description="The newsgraph that answered then.", examples=["0.1.0"])
    version_now: str = Field(description="This newsgraph.", examples=["0.1.0"])
    added: tuple[str, ...] = Field(description="Articles that the answer names now and did not then.")
    corrected: tuple[str, ...] = Field(description="Articles that it named then and that show something else now.")
    withdrawn: tuple[str, ...] = Field(description="Those that were withdrawn.")
    unknown: tuple[str, ...] = Field(description="Those that this archive does not have.")
    trouble: str = Field(description="Why it cannot be asked any more; empty where it can.", examples=[""])
