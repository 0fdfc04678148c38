"""Which JSON leaves about copies? Who ran an article, what each made of it, and where it is from."""

from typing import Annotated, Self

from pydantic import Field

from newsgraph.leads import Copies, Ran
from newsgraph.serving.shape import Document, Published, Wire

ArticleIdField = Annotated[str, Field(description="The article's id.", examples=["article/3f9a0c5e7d21b846"])]


class RewordingWire(Wire):
    """Words that became others."""

    was: str = Field(description="The words of the first text, empty where some were put in.", examples=["nine cranes"])
    now: str = Field(description="The words of the copy, empty where some were left out.", examples=["five cranes"])


class ParagraphWire(Wire):
    """A paragraph of a copy."""

    start: int = Field(description="Where it starts in the article's text.", examples=[412])
    end: int = Field(description="Where it ends (exclusive).", examples=[530])
    text: str = Field(description="Its words.")
    source: tuple[int, int] | None = Field(description="Where in the first text it is from; null where it is new.")
    share: float = Field(description="How much of it stands in the first text, 0 to 1.", examples=[0.94])
    changes: tuple[RewordingWire, ...] = Field(description="What was changed in it, in order.")


class RanWire(Wire):
    """An article that ran a text, or shares some of it."""

    article: ArticleIdField
    title: str = Field(description="Its headline.")
    source: str = Field(description="Its outlet.", examples=["merringazette.example"])
    published: Published
    kind: str = Field(
        description="copy, edited copy, excerpt, follow-up, shares passages or quotes; empty for the first text, and "
        "where it tells the same in other words.",
        examples=["edited copy"],
    )
    kept: float = Field(description="How much of the first text it has, 0 to 1.", examples=[0.81])
    taken: float = Field(description="How much of it is from the first text, 0 to 1.", examples=[0.97])
    paragraphs: tuple[ParagraphWire, ...] = Field(description="Its paragraphs, with where they are from.")
    left_out: tuple[str, ...] = Field(description="Paragraphs of the first text that it does not have.")
    uncorrected: str = Field(description="Words of a former state of the first text that it still has.")


class SignWire(Wire):
    """What speaks for an origin."""

    kind: str = Field(description="Which sign it is.", examples=["named as the origin"])
    weight: int = Field(description="How much it counts; below 0 against it.", examples=[12])
    article: ArticleIdField
    source: str = Field(description="That article's outlet.")
    words: str = Field(description="The words as printed, or the date or number that was compared.")


class CopiesWire(Document):
    """What `copies` says."""

    article: ArticleIdField
    origin: str = Field(
        description="The article that it is from, or an outlet whose article is not held.",
        examples=["source/halyard.example"],
    )
    certain: bool = Field(description="Whether a line says so; else it is probable.")
    signs: tuple[SignWire, ...] = Field(description="What speaks for and against that origin, heaviest first.")
    first: RanWire = Field(description="The article that the others are compared with.")
    ran: tuple[RanWire, ...] = Field(description="Who ran it too, in order of date.")
    shares: tuple[RanWire, ...] = Field(description="Who only shares some of the article; without paragraphs.")

    @classmethod
    def of(cls, found: Copies) -> Self:
        rest = {name: getattr(found, name) for name in ("article", "origin", "certain", "signs")}
        told = {name: tuple(map(_ran, getattr(found, name))) for name in ("ran", "shares")}
        return cls.model_validate({**rest, **told, "first": _ran(found.first)})


def _ran(one: Ran) -> dict[str, object]:
    rest = {name: getattr(one, name) for name in RanWire.model_fields}
    paragraphs = [
        {**p._asdict(), "changes": [{"was": was, "now": now} for was, now in p.changes]} for p in one.paragraphs
    ]
    return {**rest, "paragraphs": paragraphs}
