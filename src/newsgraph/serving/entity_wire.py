"""Which JSON leaves about entities? What the archive holds about them, what people decided."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from pydantic import Field, ValidationError

from newsgraph.answers import Effect, EntityCount, EntityView, Suggestion
from newsgraph.entity import Decision, DecisionKind
from newsgraph.errors import UsageError
from newsgraph.leads import Undecided
from newsgraph.serving.named_wire import Articles, EntityIdField, Kind, Name, PlacedWire, placed
from newsgraph.serving.shape import Document, Published, Wire
from newsgraph.serving.wire import FacetWire

if TYPE_CHECKING:  # it would bring all that finds names along
    from newsgraph.resolving import DumpReport


class CountedWire(PlacedWire):
    """An entity in a list."""

    articles: Articles
    latest: Published


class EntitiesWire(Document):
    """What `entities` lists."""

    entities: tuple[CountedWire, ...] = Field(description="In the order asked for.")

    @classmethod
    def of(cls, found: Sequence[EntityCount]) -> Self:
        rows = [{**placed(one), "articles": articles, "latest": latest} for one, articles, latest in found]
        return cls.model_validate({"entities": rows})


class SuggestionWire(Wire):
    """How what is being typed may go on."""

    kind: str = Field(
        description="place, person, organisation, group, author or source; word for words.", examples=["person"]
    )
    id: str = Field(description="The entity's id, empty for words.", examples=["actor/marta-quillan"])
    text: str = Field(description="The name, or the query with its last word completed.", examples=["Marta Quillan"])
    articles: int = Field(description="How many articles have it, of words about.", examples=[14])


class SuggestWire(Document):
    """What `suggest` lists."""

    typed: str = Field(description="What was typed.", examples=["mart"])
    suggestions: tuple[SuggestionWire, ...] = Field(description="Names, then words; those in most articles first.")

    @classmethod
    def of(cls, typed: str, found: Sequence[Suggestion]) -> Self:
        return cls.model_validate({"typed": typed, "suggestions": tuple(found)})


class WithinWire(Wire):
    """A place around a place."""

    id: EntityIdField
    name: Name


class RoleWire(Wire):
    """What articles call somebody, and when."""

    role: str = Field(description="The words.", examples=["general secretary"])
    articles: int = Field(description="In how many articles.", examples=[4])
    first: datetime | None = Field(description="The earliest of them; null where none states a date.")
    last: datetime | None = Field(description="The latest of them.")


class BesideWire(Wire):
    """An entity that is named in the same reports."""

    id: EntityIdField
    kind: Kind
    name: Name
    origins: int = Field(description="Independent reports that name both.", examples=[3])


class TotalsWire(Wire):
    """How many there are of what is listed; lists hold the first 50, `beside` the first 12."""

    aliases: int = Field(description="Names.", examples=[4])
    roles: int = Field(description="What it is called.", examples=[2])
    sources: int = Field(description="Outlets that name it.", examples=[5])
    authors: int = Field(description="Authors who name it.", examples=[3])
    beside: int = Field(description="Who and what is named in the same reports.", examples=[38])
    others: int = Field(description="Other entities of the same name.", examples=[0])


class QuoteWire(Wire):
    """A sentence that names the entity."""

    article: str = Field(description="The article's id.", examples=["article/3f9a0c5e7d21b846"])
    title: str = Field(description="Its headline.")
    source: str = Field(description="Its outlet.")
    published: Published
    start: int = Field(description="Where the sentence starts in the article's text.", examples=[412])
    text: str = Field(description="The sentence.")
    marks: tuple[tuple[int, int], ...] = Field(description="The names in it, as half-open offsets into it.")
    both: bool = Field(
        default=True, description="False where it was to name two and names one; the article names the other."
    )


Called = Mapping[str, str]


class DecisionWire(Wire):
    """What a person decided."""

    number: int = Field(description="Its number in the log.", examples=[3])
    when: datetime = Field(description="When it was taken.")
    who: str = Field(description="Who took it.", examples=["ana"])
    kind: str = Field(description="same, different, rename, hide, place, home or undo.", examples=["same"])
    ids: tuple[str, ...] = Field(description="The entities that it is about.")
    name: str = Field(description="The new name, the position, or the number of what was undone.", examples=[""])
    articles: tuple[str, ...] = Field(description="The articles that a `different` is about, if only some.")
    because: str = Field(description="Why.")
    called: Called = Field(
        default_factory=dict,
        description="What they are called, by id: now, or then, where the id is nobody's any more or the decision gave "
        "them another name; the id where nobody knows. No part of what was decided.",
        examples=[{"actor/marta-quillan": "Marta Quillan"}],
    )


class BareWire(Wire):
    """An entity, by name."""

    id: EntityIdField
    kind: Kind
    name: Name


class EntityWire(Document):
    """What `entity` says."""

    entity: PlacedWire = Field(description="Its id, kind and name, and where it lies if it is a place.")
    aliases: tuple[str, ...] = Field(description="Its other names.", examples=[["Quillan"]])
    within: tuple[WithinWire, ...] = Field(description="The places around a place, nearest first.")
    articles: Articles
    origins: int = Field(
        description="Independent reports that are tied to it: an article and all its copies are one; what names it "
        "only in passing is none.",
        examples=[15],
    )
    first: datetime | None = Field(description="When the earliest dated one was published.")
    last: datetime | None = Field(description="When the latest was.")
    roles: tuple[RoleWire, ...] = Field(description="What it is called, most frequent first.")
    sources: tuple[FacetWire, ...] = Field(description="Outlets that name it.")
    authors: tuple[FacetWire, ...] = Field(description="Authors who name it.")
    beside: tuple[BesideWire, ...] = Field(description="Who and what is named in most of the same reports.")
    quotes: tuple[QuoteWire, ...] = Field(description="Sentences that name it, from its newest articles.")
    decisions: tuple[DecisionWire, ...] = Field(description="What people decided about it.")
    facts: tuple[tuple[str, str], ...] = Field(
        description="Of an author what biographies tell, of a source its family, home and language.",
        examples=[[["beat", "the harbour"]]],
    )
    others: tuple[str, ...] = Field(description="Other entities of the same name.")
    hidden_by: DecisionWire | None = Field(
        description="The decision that keeps it out of every list; null where none does."
    )
    totals: TotalsWire = Field(description="How many there are of what is listed.")
    called: Called = Field(
        description="What the others are called, by id.",
        examples=[{"actor/ansel-quillan": "Ansel Quillan"}],
    )

    @classmethod
    def of(cls, view: EntityView) -> Self:
        rest = {name: getattr(view, name) for name in cls.model_fields if hasattr(view, name)}
        own = {"entity": placed(view.entity), "aliases": view.entity.aliases}
        within = [{"id": id, "name": name} for id, name in view.within]
        return cls.model_validate({**rest, **own, "within": within})


class LogWire(Document):
    """What `log` lists."""

    decisions: tuple[DecisionWire, ...] = Field(description="First to last; what was undone too.")

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Self:
        return cls.model_validate({"decisions": tuple(decisions)})


def read_log(lines: Iterable[bytes], *, name: str) -> list[Decision]:
    """The decisions of a log as `judge log --format jsonl` writes it; `name` is what it is called in errors. Raises
    UsageError for the first line that is none."""
    found: list[Decision] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = DecisionWire.model_validate_json(line)
            told = {**one.model_dump(), "kind": DecisionKind(one.kind), "when": one.when.astimezone(UTC)}
        except ValueError as error:
            what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            hint = "newsgraph judge log --format jsonl"
            raise UsageError(f"{name}, line {number}, is no decision: {what}", hint=hint) from None
        found.append(Decision(**told))
    return found


class TakenWire(Document):
    """What `judge replay` took of a log."""

    decisions: tuple[DecisionWire, ...] = Field(description="What was taken, with the numbers that it has here.")
    known: int = Field(description="Decisions of the log that were taken already.", examples=[0])
    waiting: tuple[str, ...] = Field(description="Entities in it that nobody has here, for whose articles it waits.")
    articles: tuple[str, ...] = Field(description="Articles whose names are other entities now.")
    links: int = Field(description="How many names that are.", examples=[15])
    gone: tuple[str, ...] = Field(description="Entities that are none of their own any more.")
    new: tuple[str, ...] = Field(description="Entities that are new.")
    called: Called = Field(description="What those that go and come are called, by id.")


class UndecidedWire(Wire):
    """Two entities that may be one."""

    keep: BareWire = Field(description="The one in more articles.")
    join: BareWire = Field(description="The other.")
    articles: int = Field(description="Articles that would name another entity if both were one.", examples=[4])
    of: int = Field(description="Articles that name the one that is kept.", examples=[31])
    evidence: float = Field(
        description="What speaks for it, names and company; 2 and more made one by itself where nothing spoke against.",
        examples=[1.7],
    )
    together: int = Field(description="Independent reports that name both, which speaks against.", examples=[0])
    beside: tuple[BareWire, ...] = Field(description="Some who stand beside both, the most telling first.")
    why: str = Field(description="What is alike in the names.", examples=["a surname alone"])


class QueueWire(Document):
    """What `judge queue` lists."""

    pairs: tuple[UndecidedWire, ...] = Field(description="Those first whose decision would change most articles.")

    @classmethod
    def of(cls, found: Sequence[Undecided]) -> Self:
        return cls.model_validate({"pairs": tuple(found)})


class JudgedWire(Document):
    """What a decision changed."""

    number: int = Field(description="Its number in the log.", examples=[3])
    articles: tuple[str, ...] = Field(description="Articles whose names are other entities now.")
    links: int = Field(description="How many names that are.", examples=[15])
    gone: tuple[str, ...] = Field(description="Entities that are none of their own any more.")
    new: tuple[str, ...] = Field(description="Entities that are new.")
    called: Called = Field(
        description="What those that go and come are called, by id.",
        examples=[{"actor/ivo-halloway": "Ivo Halloway"}],
    )

    @classmethod
    def of(cls, number: int, effect: Effect) -> Self:
        return cls(number=number, **effect._asdict())


class GazetteerWire(Document):
    """What `gazetteer add` did."""

    read: int = Field(description="Lines of the dump.", examples=[68042])
    kept: int = Field(description="Places taken from them.", examples=[41233])
    countries: tuple[str, ...] = Field(description="The countries that they lie in, ISO 3166-1 alpha-2.")

    @classmethod
    def of(cls, report: "DumpReport") -> Self:
        return cls(read=report.read, kept=report.kept, countries=report.countries)
