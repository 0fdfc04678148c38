"""How is a site's folder brought up to its archive? What changed is made and written, what is gone is taken away."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from newsgraph.answers import Watcher
from newsgraph.archive import Archive
from newsgraph.article import ArticleId
from newsgraph.boxes import Box, Due, Rulings
from newsgraph.errors import UsageError
from newsgraph.listing import Asked
from newsgraph.ruling import read_book
from newsgraph.serving.site.folder import Folder
from newsgraph.serving.site.pages import RELATED, Press, Written, dumped, place_of
from newsgraph.serving.site.shards import SEARCH, Search
from newsgraph.serving.site.state import STATE, Page, State, put_state, read_state
from newsgraph.serving.site.template import Template, read_template

SHIPPED = ("newsgraph-related.js", "newsgraph-search.js", "newsgraph.css")
CHANGED, PAGES = "changed.txt", "pages.json"
NOT_SERVED = {CHANGED, PAGES, STATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """What a site is to look like. `base_url` is where its folder is served, "" where nobody says; `rules` is the
    editors' file; with `dry` nothing is written; `now` is the moment that rules are asked about, None for the clock."""

    base_url: str = ""
    template: Path | None = None
    heading: str = "Related stories"
    limit: int = 3
    full: bool = False
    rules: Path | None = None
    search: bool = True
    dry: bool = False
    workers: int = 1
    now: datetime | None = None

    def made(self, template: Template) -> str:
        """By what all pages are made; where it is another, all are made anew."""
        told = (self.heading, str(self.limit), str(self.full), template.before, template.item, template.behind)
        return sha256("\0".join(told).encode("utf-8")).hexdigest()[:16]


class SiteReport(NamedTuple):
    """What became of a site: how many pages it has and how many of them have an empty list, how many lists were made,
    whose lists are not as they were, and which files, as changed.txt names them."""

    folder: str
    revision: int
    pages: int
    empty: int
    made: int
    lists: tuple[ArticleId, ...]
    changed: tuple[str, ...]
    seconds: float


class Ruled(NamedTuple):
    """A page, whom its list holds, and whom it would hold."""

    id: ArticleId
    title: str
    url: str
    before: tuple[ArticleId, ...]
    after: tuple[ArticleId, ...]


@dataclass(slots=True)
class _Run:
    """One run over a site's folder, and what it changed."""

    archive: Archive
    folder: Folder
    options: SiteOptions
    watch: Watcher | None
    lists: list[ArticleId] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)


def build_site(
    archive: Archive, place: Path, options: SiteOptions | None = None, *, watch: Watcher | None = None
) -> SiteReport:
    """Bring the folder up to the archive; it is made where there is none. What is killed is made up for by the next.

    Raises UsageError for a template or rules that are wrong, and where the folder holds something else; OSError.
    """
    started, asked_for = time.monotonic(), options or SiteOptions()
    template = read_template(asked_for.template)
    folder = Folder(place, asked_for.dry)
    before = _held(folder, place)
    run = _Run(archive, folder, asked_for, watch, changed=set(folder.left_over()))
    revision, epoch = archive.epoch()
    asked = asked_of(archive, asked_for)
    state = State(asked_for.made(template), revision, epoch, asked.rulings, limit=asked.limit, full=asked.full)
    usable = before if before is not None and before.made == state.made else None
    due = archive.due(asked, usable.standing if usable else None, workers=asked_for.workers)
    _write_lists(run, state, before, (due, asked, template))
    if asked_for.search:
        _write_search(run, state, before, due)
    _finish(run, state)
    return SiteReport(
        folder=str(place),
        revision=revision,
        pages=len(state.pages),
        empty=sum(not page.shown for page in state.pages.values()),
        made=len(due.pages),
        lists=tuple(sorted(run.lists)),
        changed=tuple(served(sorted(run.changed), asked_for.base_url)),
        seconds=time.monotonic() - started,
    )


def read_site(place: Path) -> State:
    """What the site in the folder holds. Raises UsageError where there is none."""
    state = read_state(Folder(place, dry=True))
    if state is None:
        raise UsageError(f"no site in {place}", hint=f"newsgraph site {place}")
    return state


def checked_rules(
    archive: Archive, place: Path, rules: Path, *, workers: int = 1, now: datetime | None = None
) -> list[Ruled]:
    """The pages of the site in the folder whose lists the rules would change, by id; nothing is written. Lists are as
    long as they are there. What else has changed in the archive since counts as well. Raises UsageError where there is
    no site, or the rules are wrong."""
    state = read_site(place)
    asked = asked_of(archive, SiteOptions(limit=state.limit, full=state.full, rules=rules, now=now))
    due = archive.due(asked, state.standing, workers=workers)
    made = {box.article: box for box in archive.boxes(due.pages, asked, then=_itself, workers=workers)}
    found = [Ruled(id, "", state.pages[id].url, state.pages[id].shown, ()) for id in due.gone]
    for id, box in made.items():
        before = state.pages[id].shown if id in state.pages else ()
        after = tuple(one.id for one in box.entries)
        if before != after or id not in state.pages:
            found.append(Ruled(id, box.title, box.url, before, after))
    return sorted(found)


def _itself(box: Box) -> Box:
    return box


def asked_of(archive: Archive, options: SiteOptions) -> Asked:
    now = options.now or datetime.now(UTC)
    rulings = archive.rulings(read_book(options.rules), now) if options.rules else Rulings()
    return Asked(limit=options.limit, full=options.full, rulings=rulings)


def served(names: Iterable[str], base_url: str) -> Iterator[str]:
    """The files that a cache may hold, by their URLs where one knows where the folder is served."""
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    yield from (f"{base}{name}" for name in names if name not in NOT_SERVED)


def _held(folder: Folder, place: Path) -> State | None:
    before = read_state(folder)
    if before is None and place.is_dir() and any(place.iterdir()) and not (place / STATE).exists():
        if any((place / name).exists() for name in (*SHIPPED, ".newsgraph-changed")):
            return None  # a first run that was killed
        raise UsageError(f"{place} holds files that are no site of newsgraph's", hint="name a folder that is not there")
    return before


def _write_lists(run: _Run, state: State, before: State | None, made_of: tuple[Due, Asked, Template]) -> None:
    due, asked, template = made_of
    held = before.pages if before else {}
    state.next = before.next if before else 0
    gone = set(due.gone) | (held.keys() - set(due.pages) if due.all else set())
    again = set(due.pages)
    state.pages = {id: page for id, page in held.items() if id not in gone and id not in again}
    press = Press(run.folder, template, run.options.heading)
    made = run.archive.boxes(due.pages, asked, then=press, workers=run.options.workers, watch=run.watch)
    for one in made:
        state.pages[one.page] = _turned(run, one, held.get(one.page), gone)
    for id in sorted(gone):
        page = held[id]
        run.lists.append(id)
        _drop(run, id, *(f".{hash}.json" for hash in (page.hash, page.former) if hash), ".json", ".html")
    if due.all:
        run.changed.update(run.folder.sweep(RELATED, _names(state)))
    run.changed.update(name for name in SHIPPED if run.folder.put(name, Path(__file__).with_name(name).read_bytes()))


def _turned(run: _Run, one: Written, held: Page | None, gone: set[ArticleId]) -> Page:
    """The page as it is now. The JSON before stays for those that have just read the pointer to it, unless it names
    what is gone; the one before that goes."""
    run.changed.update(one.changed)
    if one.changed:
        run.lists.append(one.page)
    number = held.number if held else -1
    if held is None or held.hash == one.hash:
        return Page(one.hash, held.former if held else "", one.shown, one.url, number, one.bar)
    former = "" if gone.intersection(held.shown) else held.hash
    stale = {held.former, held.hash} - {former, one.hash, ""}
    _drop(run, one.page, *(f".{hash}.json" for hash in sorted(stale)))
    return Page(one.hash, former, one.shown, one.url, number, one.bar)


def _names(state: State) -> set[str]:
    """All files of all pages."""
    endings = (
        (id, page, (".html", ".json", f".{page.hash}.json", f".{page.former}.json")) for id, page in state.pages.items()
    )
    return {place_of(id, ending) for id, _, some in endings for ending in some}


def _drop(run: _Run, page: ArticleId, *endings: str) -> None:
    names = [place_of(page, ending) for ending in endings]
    run.changed.update(name for name in names if run.folder.drop(name))


def _write_search(run: _Run, state: State, before: State | None, due: Due) -> None:
    """Where all lists are due, all words are read anew and articles numbered anew; else only what came."""
    search = Search(run.folder, anew=due.all)
    if due.all:
        state.next = 0
        state.pages = {id: page._replace(number=-1) for id, page in state.pages.items()}
    new = sorted(id for id, page in state.pages.items() if page.number < 0)
    for number, id in enumerate(new, state.next):
        state.pages[id] = state.pages[id]._replace(number=number)
    state.next += len(new)
    came = sorted({*new, *(due.came & state.pages.keys())}, key=lambda id: state.pages[id].number)
    for one in run.archive.findables(came, workers=run.options.workers, watch=run.watch):
        search.add(state.pages[one.id].number, one)
    held = before.pages if before and not due.all else {}
    without = {held[id].number for id in (held.keys() - state.pages.keys()) | (held.keys() & set(came))}
    run.changed.update(search.write(articles=len(state.pages), without=without - {-1}))
    if due.all:
        run.changed.update(run.folder.sweep(SEARCH, search.names()))


def _finish(run: _Run, state: State) -> None:
    """What changed is told, then what stands: whoever is killed between is made up for."""
    pages = {page.url: id.removeprefix("article/") for id, page in sorted(state.pages.items()) if page.url}
    run.folder.put(PAGES, dumped(dict(sorted(pages.items()))))
    lines = "".join(f"{line}\n" for line in served(sorted(run.changed), run.options.base_url))
    run.folder.put(CHANGED, lines.encode("utf-8"))
    if not run.options.dry:
        put_state(run.folder, state)
        run.folder.forget()
