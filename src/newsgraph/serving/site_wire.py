"""Which JSON leaves about a site's folder and its editors' rules?"""

from collections.abc import Sequence
from typing import Self

from pydantic import Field

from newsgraph.serving.shape import Document, Wire
from newsgraph.serving.site.building import Ruled, SiteReport


class SiteWire(Document):
    """What `site` did, or would do."""

    folder: str = Field(description="The site's folder.", examples=["public/newsgraph"])
    revision: int = Field(description="The archive's revision that it shows.", examples=[7])
    pages: int = Field(description="Articles that have files.", examples=[37000])
    empty: int = Field(description="Of these, those to which nothing is related.", examples=[120])
    made: int = Field(description="Lists that were made to see whether they changed.", examples=[14])
    lists: tuple[str, ...] = Field(description="Articles whose list is not as it was, those that are gone among them.")
    changed: tuple[str, ...] = Field(description="Files that are not as they were: what caches are to forget.")
    seconds: float = Field(description="How long it took.", examples=[1.2])

    @classmethod
    def of(cls, found: SiteReport) -> Self:
        return cls.model_validate(found._asdict() | {"seconds": round(found.seconds, 3)})


class RuledPageWire(Wire):
    """A page whose list editors' rules would change."""

    id: str = Field(description="The article's id.", examples=["article/3f9a0c5e7d21b846"])
    title: str = Field(description="Its headline, empty where it is gone.")
    url: str = Field(description="Its address, empty where it has none.")
    before: tuple[str, ...] = Field(description="Whom it lists now.")
    after: tuple[str, ...] = Field(description="Whom it would list.")


class RulesWire(Document):
    """What `rules check` says."""

    rules: str = Field(description="The file of rules.", examples=["rules.toml"])
    site: str = Field(description="The site's folder.", examples=["public/newsgraph"])
    pages: tuple[RuledPageWire, ...] = Field(description="The pages whose list would change, by id.")

    @classmethod
    def of(cls, rules: str, site: str, pages: Sequence[Ruled]) -> Self:
        return cls.model_validate({"rules": rules, "site": site, "pages": tuple(pages)})
