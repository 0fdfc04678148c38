"""What does a site hold already? Its own account of every page, so that the next run makes only what changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from newsgraph.article import ArticleId
from newsgraph.boxes import Pin, Rulings, Standing
from newsgraph.serving.site.folder import Folder
from newsgraph.serving.site.pages import dumped
from newsgraph.serving.site.template import key_of

STATE = ".newsgraph-site.json"
FORMAT = 1


class Page(NamedTuple):
    """A page that was written: the hash of its JSON and of the one before ("" where that is gone), whom it lists, its
    URL, its number in the search, and the bar of its list."""

    hash: str
    former: str
    shown: tuple[ArticleId, ...]
    url: str
    number: int
    bar: float


@dataclass(slots=True)
class State:
    """`made` says by which settings: where these are others, everything is written anew. `next` is the first number
    that no article has had in the search."""

    made: str = ""
    revision: int = 0
    epoch: str = ""
    rulings: Rulings = field(default_factory=Rulings)
    limit: int = 3
    full: bool = False
    next: int = 0
    pages: dict[ArticleId, Page] = field(default_factory=dict)

    @property
    def standing(self) -> Standing:
        lists = {id: page.shown for id, page in self.pages.items()}
        return Standing(self.revision, self.epoch, self.rulings, lists, {id: one.bar for id, one in self.pages.items()})


def read_state(folder: Folder) -> State | None:
    """None where there is none that could be read."""
    content = folder.read(STATE)
    try:
        told = json.loads(content or b"{}")
        return _state(told) if told.get("format") == FORMAT else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def put_state(folder: Folder, state: State) -> None:
    """In one step."""
    pages = {
        key_of(id): [page.hash, page.former, [key_of(one) for one in page.shown], page.url, page.number, page.bar]
        for id, page in sorted(state.pages.items())
    }
    told = {
        "format": FORMAT,
        "made": state.made,
        "revision": state.revision,
        "epoch": state.epoch,
        "limit": state.limit,
        "full": state.full,
        "next": state.next,
        "rulings": _rulings_told(state.rulings),
        "pages": pages,
    }
    folder.put(STATE, dumped(told))


def _id(key: str) -> ArticleId:
    return ArticleId(f"article/{key}")


def _state(told: Mapping[str, Any]) -> State:
    pages = {
        _id(key): Page(hash, former, tuple(map(_id, shown)), url, number, bar)
        for key, (hash, former, shown, url, number, bar) in told["pages"].items()
    }
    rulings = _rulings(told["rulings"])
    counted = {name: told[name] for name in ("limit", "full", "next")}
    return State(told["made"], told["revision"], told["epoch"], rulings, pages=pages, **counted)


def _rulings_told(rulings: Rulings) -> dict[str, Any]:
    return {
        "pins": rulings.pins,
        "nowhere": sorted(rulings.nowhere),
        "kept_back": sorted(rulings.kept_back),
        "blocked": sorted(rulings.blocked),
        "apart": sorted([sorted(one), sorted(other)] for one, other in rulings.apart),
    }


def _rulings(told: Mapping[str, Any]) -> Rulings:
    return Rulings(
        pins=tuple(Pin(*one) for one in told["pins"]),
        nowhere=frozenset(told["nowhere"]),
        kept_back=frozenset(told["kept_back"]),
        blocked=frozenset((page, id) for page, id in told["blocked"]),
        apart=frozenset((frozenset(one), frozenset(other)) for one, other in told["apart"]),
    )
