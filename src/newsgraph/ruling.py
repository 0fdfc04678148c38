"""What do editors rule about lists? A file of pins, blocks and the like, read with its lines and looked up."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from newsgraph.article import ArticleId
from newsgraph.boxes import Apart, Pin, Rulings
from newsgraph.errors import UsageError

KINDS: dict[str, dict[str, tuple[type, ...]]] = {
    "pin": {"page": (str,), "show": (str,), "place": (int,), "until": (date, datetime), "because": (str,)},
    "block": {"page": (str,), "show": (str,), "tag": (str,), "until": (date, datetime), "because": (str,)},
    "expire": {"show": (str,), "tag": (str,), "on": (date, datetime), "days": (int,), "because": (str,)},
    "never_beside": {"tags": (list,), "because": (str,)},
    "embargo": {"show": (str,), "tag": (str,), "until": (date, datetime), "because": (str,)},
}
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {  # of each group one key, and not two
    "pin": (("page",), ("show",)),
    "block": (("show", "tag"),),
    "expire": (("show", "tag"), ("on", "days")),
    "never_beside": (("tags",),),
    "embargo": (("show", "tag"), ("until",)),
}
SAID = {str: "words in quotes", int: "a whole number", date: "a day such as 2024-05-01", list: "two tags in brackets"}
HEAD = re.compile(r"\s*\[\[\s*[\"']?(\w+)[\"']?\s*\]\]")
KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


class Rule(NamedTuple):
    """One table of the file, with the line of its head and of each of its keys."""

    kind: str
    says: Mapping[str, Any]
    line: int
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of a file, in their order."""

    file: str
    rules: tuple[Rule, ...]

    def wrong(self, rule: Rule, key: str, found: str, expected: str) -> UsageError:
        """An error about a key of a rule (about its head where it has no such key)."""
        line = rule.lines.get(key, rule.line)
        return UsageError(f"{self.file}, line {line}: found {found}", hint=f"expected {expected}")


def read_book(file: Path) -> Book:
    """The rules in the file. Raises UsageError, with line, what was found and what was expected; OSError."""
    text = file.read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"line {line[1]}" if line else f"line {text.count(chr(10)) + 1}"
        raise UsageError(f"{file}, {where}: found no TOML: {error}", hint="expected [[pin]] and key = value") from error
    book = Book(str(file), tuple(_rules(text, tables)))
    for rule in book.rules:
        _check(book, rule)
    return book


def _rules(text: str, tables: Mapping[str, Any]) -> Iterator[Rule]:
    seen: dict[str, int] = {}
    for kind, line, lines in _heads(text):
        of_kind = tables.get(kind)
        at = seen.get(kind, 0)
        seen[kind] = at + 1
        says = of_kind[at] if isinstance(of_kind, list) and at < len(of_kind) else {}
        yield Rule(kind, says if isinstance(says, dict) else {}, line, lines)
    for kind in tables:
        if kind not in seen:  # a key or a table of its own, which no rule is
            line = next((at for at, words in enumerate(text.splitlines(), 1) if kind in words), 1)
            yield Rule(kind, {}, line, {})


def _heads(text: str) -> Iterator[tuple[str, int, dict[str, int]]]:
    """Of each `[[kind]]` its line and those of the keys below it."""
    kind, line, lines = "", 0, dict[str, int]()
    for at, words in enumerate(text.splitlines(), 1):
        if head := HEAD.match(words):
            if kind:
                yield kind, line, lines
            kind, line, lines = head[1], at, {}
        elif key := KEY.match(words):
            lines.setdefault(key[1], at)
    if kind:
        yield kind, line, lines


def _check(book: Book, rule: Rule) -> None:
    keys = KINDS.get(rule.kind)
    if keys is None or not rule.says:
        raise book.wrong(rule, "", f"{rule.kind!r}", " or ".join(f"[[{kind}]]" for kind in KINDS) + " with its keys")
    for key, value in rule.says.items():
        if key not in keys:
            raise book.wrong(rule, key, f"{key!r} in [[{rule.kind}]]", f"one of {', '.join(keys)}")
        if not isinstance(value, keys[key]) or isinstance(value, bool):
            raise book.wrong(rule, key, f"{key} = {value!r}", SAID[keys[key][0]])
        if isinstance(value, int) and value < 1:
            raise book.wrong(rule, key, f"{key} = {value}", "1 or more")
    for group in NEEDED[rule.kind]:
        some = [key for key in group if key in rule.says]
        if len(some) != 1:
            found = " and ".join(some) if some else f"[[{rule.kind}]] without {' or '.join(group)}"
            raise book.wrong(
                rule, some[-1] if some else "", found, f"one of {', '.join(group)}" if len(group) > 1 else group[0]
            )
    _check_tags(book, rule)


def _check_tags(book: Book, rule: Rule) -> None:
    tags = rule.says.get("tags", ["", ""])
    if len(tags) != 2 or not all(isinstance(tag, str) for tag in tags):
        raise book.wrong(rule, "tags", f"tags = {tags!r}", 'two tags, such as tags = ["obituary", "quiz"]')
    if rule.kind == "block" and "page" in rule.says and "tag" in rule.says:
        raise book.wrong(rule, "page", "page beside tag", "show with page, or tag alone; two tags are [[never_beside]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """How rules are looked up in an archive: whom a name means, which articles have a tag, when these were published.
    `find` gives none, one or several."""

    find: Callable[[str], Sequence[ArticleId]]
    tagged: Callable[[str], Sequence[ArticleId]]
    published: Callable[[Sequence[ArticleId]], Mapping[ArticleId, datetime | None]]


def ruled(book: Book, lookup: Lookup, now: datetime) -> Rulings:
    """What the rules come to at that moment: those that are over count no more. Raises UsageError for a name that is
    nobody's or several articles'."""
    pins: list[Pin] = []
    nowhere, kept_back = set[ArticleId](), set[ArticleId]()
    blocked, apart = set[tuple[ArticleId, ArticleId]](), set[Apart]()
    for rule in book.rules:
        if "until" in rule.says and moment(rule.says["until"]) <= now:
            continue
        if rule.kind == "pin":
            because = rule.says.get("because", "")
            pins.append(
                Pin(
                    _one(book, rule, "page", lookup),
                    _one(book, rule, "show", lookup),
                    rule.says.get("place", 1),
                    because,
                )
            )
        elif rule.kind == "never_beside":
            one, other = (frozenset(lookup.tagged(tag)) for tag in rule.says["tags"])
            apart.add((one, other))
        elif rule.kind == "block" and "page" in rule.says:
            blocked.add((_one(book, rule, "page", lookup), _one(book, rule, "show", lookup)))
        else:
            some = _some(book, rule, lookup)
            nowhere.update(_expired(rule, some, lookup, now) if rule.kind == "expire" else some)
            kept_back.update(some if rule.kind == "embargo" else ())
    return Rulings(
        pins=tuple(sorted(pins)),
        nowhere=frozenset(nowhere),
        kept_back=frozenset(kept_back),
        blocked=frozenset(blocked),
        apart=frozenset(apart),
    )


def moment(said: date) -> datetime:
    """A day begins at midnight in UTC, and so does a time without a zone stand in UTC."""
    if not isinstance(said, datetime):
        return datetime.combine(said, time(), UTC)
    return said if said.tzinfo else said.replace(tzinfo=UTC)


def _some(book: Book, rule: Rule, lookup: Lookup) -> Sequence[ArticleId]:
    return lookup.tagged(rule.says["tag"]) if "tag" in rule.says else [_one(book, rule, "show", lookup)]


def _expired(rule: Rule, some: Sequence[ArticleId], lookup: Lookup, now: datetime) -> Iterator[ArticleId]:
    if "on" in rule.says:
        yield from some if moment(rule.says["on"]) <= now else ()
        return
    for id, published in lookup.published(some).items():
        if published is not None and published + timedelta(days=rule.says["days"]) <= now:
            yield id


def _one(book: Book, rule: Rule, key: str, lookup: Lookup) -> ArticleId:
    name = rule.says[key]
    found = lookup.find(name)
    if len(found) != 1:
        count = "no article" if not found else f"{len(found)} articles"
        raise book.wrong(
            rule, key, f"{key} = {name!r}, which names {count}", "an id, a URL or a record's own id of one"
        )
    return found[0]
