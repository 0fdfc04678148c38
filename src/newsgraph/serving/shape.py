"""What is every JSON document and record that leaves made of?"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Published = Annotated[
    datetime | None,
    Field(
        description="When it was published; null when the page states no date.",
        examples=["2014-06-03T14:05:00Z"],
    ),
]


class Wire(BaseModel):
    """Base of every model here: made from the archive's answers by attribute, closed to unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True, defer_build=True)


class Document(Wire):
    """A whole answer, which says which shape it has."""

    format_version: Literal[1] = Field(default=1, description="The shape of this document.")
