"""As many articles as are asked for, out of real ones: told again and again, on other days and about others.

    python -m benchmarks.repeated_news COUNT [DATA] > FILE.jsonl     # DATA defaults to ../shared/data

The real ones come first, as they are, then all of them again in rounds. A round shifts every date by `SHIFT` days more
and tells other news in other words, by rules that hold for the whole round, so that who is named together and what
belongs together in it is as in the real ones, while no article of it is a copy of one of another round:

- a word (a name too) of fewer than `RARE` in a thousand articles begins with the round's own syllable: "Quillan" is
  "Baquillan", then "Bequillan". So rare names and words grow in number with the archive, as they do;
- a small word of up to `COMMON` in a thousand is another word in each round, one of its class: about as common, with
  the same last two letters. So such words are as common in a large archive as they are in a small one;
- common words and common names stay: the hubs of the archive, and its longest lists of postings;
- what has no date (one in nine) has the one of the article before it from the second time on: else each of its rounds
  would be compared with all others, because copies of what has no date may be of any day.

A function of the files and the count; 1,900 articles a second. Nothing is held but how many articles hold each word and
what each is in the round: 81 MiB in all for 12,000 real articles, however many are asked for. For `relating` its
`Features` are renamed directly, by the same rules over stems and ids: 2,000 a second, where finding the names of a text
again takes 10 ms of it.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import compress, islice
from itertools import count as counted
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import Article, ArticleId
from newsgraph.cleaning import clean
from newsgraph.entity import EntityId, EntityKind
from newsgraph.errors import ArticleRejected
from newsgraph.graph import UNDATED, Articles, Entities, Links, Rows
from newsgraph.graph.columns import kind_places, whole_articles, whole_entities
from newsgraph.graph.linking import whole_links
from newsgraph.raw import RawArticle
from newsgraph.relating import Features, Field

SHIFT = 37
"""Days between two rounds: more than `tracing` looks for copies in (10), and 83 rounds make 12,000 articles of eight
years a million of sixteen."""
RARE, COMMON = 4, 250
DEFAULT_DATA = Path(__file__).parents[1] / "../shared/data"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ISO, _WIRE = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"(\d{1,2}-[A-Z]{3}-\d{4})(.*)")
_OPENINGS = tuple(one + vowel for one in "bdfgklmnprstvz" for vowel in "aeiou")
_WORDS = (Field.WHOLE, Field.TITLE, Field.OPENING, Field.QUOTED)
_ACTORS = (Field.PEOPLE, Field.ORGANISATIONS)
_RENAMED = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP, EntityKind.AUTHOR)

Record = dict[str, Any]


def syllable(turn: int) -> str:
    """Of a round, counted from 1; each its own."""
    first, rest = divmod(turn - 1, len(_OPENINGS))
    return (syllable(first) if first else "") + _OPENINGS[rest]


class Usage(NamedTuple):
    """How many of `articles` hold each word (lower case), and in how many it is written with a capital."""

    articles: int
    holders: Mapping[str, int]
    capitals: Mapping[str, int]

    def is_rare(self, word: str) -> bool:
        return 1000 * self.holders.get(word, 0) < RARE * self.articles

    def is_common(self, word: str) -> bool:
        return 1000 * self.holders.get(word, 0) > COMMON * self.articles

    def is_name(self, word: str) -> bool:
        return 2 * self.capitals.get(word, 0) > self.holders.get(word, 0)


def usage_of(texts: Iterable[str]) -> Usage:
    holders: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    articles = 0
    for text in texts:
        words = set(_WORD.findall(text))
        small = {word for word in words if word.islower()}
        holders.update({word.lower() for word in words})
        capitals.update({word.lower() for word in words if not word.islower()} - small)
        articles += 1
    return Usage(articles, holders, capitals)


class Others:
    """What is said in place of each word, round by round; each word of a class once."""

    def __init__(self, usage: Usage, class_of: Callable[[str], str]) -> None:
        self._usage = usage
        classes: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for word, held in usage.holders.items():
            if not (usage.is_rare(word) or usage.is_common(word) or usage.is_name(word)):
                classes[held.bit_length(), class_of(word)].append(word)
        self._classes = [sorted(words) for _, words in sorted(classes.items())]

    def of(self, turn: int) -> "Round":
        successors = {}
        for words in self._classes:
            step = turn % len(words)
            successors.update(zip(words, words[step:] + words[:step], strict=True))
        return Round(syllable(turn), self._usage, successors)


class Round(NamedTuple):
    """How one round renames."""

    opening: str
    usage: Usage
    successors: dict[str, str]

    def word(self, word: str) -> str:
        """In lower case."""
        other = self.successors.get(word)
        if other is None:
            other = self.opening + word if self.usage.is_rare(word) else word
            self.successors[word] = other
        return other

    def text(self, text: str) -> str:
        return _WORD.sub(self._written, text)

    def _written(self, found: re.Match[str]) -> str:
        written = found[0]
        other = self.word(written.lower())
        if written.islower():
            return other
        if len(written) > 1 and written.isupper():
            return other.upper()
        return other[0].upper() + other[1:] if other != written.lower() else written


# -- articles ------------------------------------------------------------------------------------------------


def repeated_records(files: Sequence[Path], count: int, *, shift: int = SHIFT) -> Iterator[Record]:
    """`count` of them, in the form of the files' lines: JSON objects, gzipped."""
    return islice(_rounds(files, shift), count)


def _rounds(files: Sequence[Path], shift: int) -> Iterator[Record]:
    yield from records(files)
    others = Others(usage_of(f"{one['title'] or ''}\n{one['text']}" for one in records(files)), lambda word: word[-2:])
    for turn in counted(1):
        told, day = others.of(turn), ""
        for record in records(files):
            day = later(str(record.get("date") or ""), shift * turn) or day
            yield again(record, told, turn=turn, day=day)


def records(files: Sequence[Path]) -> Iterator[Record]:
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def again(record: Record, told: Round, *, turn: int, day: str) -> Record:
    """The record as that round tells it; outlets and topics stay."""
    authors = record.get("authors") or ()
    other = {**record, "id": f"{record['id']}~{turn}", "date": day}
    other |= {name: told.text(record[name]) for name in ("title", "text") if record.get(name)}
    if authors:
        other["authors"] = [told.text(one) for one in ([authors] if isinstance(authors, str) else authors)]
    if record.get("url"):
        other["url"] = f"{str(record['url']).rstrip('/')}/told-{turn}"
    return other


def later(written: str, days: int) -> str:
    """A date as the files write it, so many days later; "" for what is none."""
    try:
        if _ISO.match(written):
            return (date.fromisoformat(written[:10]) + timedelta(days)).isoformat() + written[10:]
        if wire := _WIRE.match(written.strip()):
            day = datetime.strptime(wire[1], "%d-%b-%Y") + timedelta(days)
            return day.strftime("%d-%b-%Y").upper().lstrip("0") + wire[2]
    except ValueError:
        pass
    return ""


def repeated_articles(files: Sequence[Path], count: int, *, shift: int = SHIFT) -> Iterator[Article]:
    """Cleaned; what cleaning rejects is left out, so they may be a few less."""
    for record in repeated_records(files, count, shift=shift):
        try:
            yield clean(raw_of(record))
        except ArticleRejected:
            continue


def raw_of(record: Record) -> RawArticle:
    authors = record.get("authors") or ()
    return RawArticle(
        location=str(record["id"]),
        format="jsonl",
        body_text=str(record["text"]),
        title=str(record.get("title") or ""),
        url=str(record.get("url") or ""),
        published=str(record.get("date") or ""),
        source=str(record.get("source_url") or record.get("source") or ""),
        external_id=str(record["id"]),
        authors=(authors,) if isinstance(authors, str) else tuple(map(str, authors)),
        language="en",
    )


# -- what `relating` knows of them ---------------------------------------------------------------------------


def repeated_features(found: Sequence[Features], count: int, *, shift: int = SHIFT) -> Iterator[Features]:
    """`count` of them. Stems are renamed as words are (their classes by how common they are alone), rare people,
    organisations and authors by the round's syllable; places stay where they are."""
    return islice(_feature_rounds(found, shift), count)


def _feature_rounds(found: Sequence[Features], shift: int) -> Iterator[Features]:
    yield from found
    stems = Others(_held(found, [Field.WHOLE]), lambda stem: stem.partition(":")[0])
    names = _held(found, _ACTORS, authors=True)
    for turn in counted(1):
        told, called, day = stems.of(turn), Round(syllable(turn), names, {}), None
        for one in found:
            day = one.day + shift * turn if one.day else day
            yield retold(one, told, called, turn=turn, day=day)


def _held(found: Sequence[Features], fields: Sequence[Field], *, authors: bool = False) -> Usage:
    holders: Counter[str] = Counter()
    for one in found:
        holders.update({key for field in fields for key in one.bag(field)}.union(one.authors if authors else ()))
    return Usage(len(found), holders, {})


def retold(one: Features, told: Round, called: Round, *, turn: int, day: int | None) -> Features:
    bags: dict[Field, Mapping[str, int]] = dict(one.bags)
    for field in _WORDS:
        if field in bags:
            bags[field] = _renamed(bags[field], lambda key: " ".join(_stem(stem, told) for stem in key.split()))
    for field in _ACTORS:
        if field in bags:
            bags[field] = _renamed(bags[field], lambda key: _id(key, called))
    return replace(
        one,
        article=ArticleId(f"{one.article}~{turn}"),
        bags=bags,
        day=day,
        authors=tuple(sorted(EntityId(_id(author, called)) for author in one.authors)),
        url=f"{one.url}/told-{turn}" if one.url else "",
    )


def _renamed(bag: Mapping[str, int], rename: Callable[[str], str]) -> dict[str, int]:
    renamed = [(rename(key), times) for key, times in bag.items()]
    return dict(sorted(renamed))


def _stem(stem: str, told: Round) -> str:
    """ "en:strike" as "en:bastrike" where it is rare."""
    known = told.successors.get(stem)
    if known is None:
        language, parted, word = stem.partition(":")
        known = f"{language}{parted}{told.opening}{word}" if told.usage.is_rare(stem) else stem
        told.successors[stem] = known
    return known


def _id(id: str, called: Round) -> str:
    """ "actor/marta-quillan" as "actor/marta-quillan-ba" where it is rare."""
    return f"{id}-{called.opening}" if called.usage.is_rare(id) else id


# -- what `graph` is made from -------------------------------------------------------------------------------


def repeated_rows(real: Rows, count: int, *, shift: int = SHIFT) -> Rows:
    """`count` articles. Rare people, organisations, groups and authors are others in each round, as in
    `repeated_features`; places, outlets and common names stay. Ties are those of the real ones alone."""
    articles, entities, links = whole_articles(real.articles), whole_entities(real.entities), whole_links(real.links)
    held = np.bincount(links.entities, minlength=int(entities.keys.max()) + 1)[entities.keys]
    renamed = np.isin(entities.kinds, kind_places(_RENAMED)) & (1000 * held < RARE * articles.keys.size)
    long, width = int(articles.keys.max()) + 1, int(entities.keys.max()) + 1
    turns = range(-(-count // articles.keys.size))
    last = Articles(*(part[: count - (len(turns) - 1) * articles.keys.size] for part in articles))
    rare = Entities(*_only(entities, renamed))
    return Rows(
        (_later(articles if turn < len(turns) - 1 else last, turn, long, shift) for turn in turns),
        (_others(rare if turn else entities, turn, width) for turn in turns),
        _repeated_links(links, (turns, long, width), rare.keys, last.keys),
        real.ties,
    )


def _later(articles: Articles, turn: int, long: int, shift: int) -> Articles:
    days = np.where(articles.days == UNDATED, UNDATED, articles.days + shift * turn).astype(np.int32)
    end = str(turn or "")
    ids, origins = [id + end for id in articles.ids], [id and id + end for id in articles.origins]
    return Articles(articles.keys + long * turn, ids, days, origins)


def _others(entities: Entities, turn: int, width: int) -> Entities:
    end = str(turn or "")
    return entities._replace(keys=entities.keys + width * turn, ids=[id + end for id in entities.ids])


def _only(entities: Entities, kept: NDArray[np.bool_]) -> Iterator[Any]:
    for part in entities:
        yield part[kept] if isinstance(part, np.ndarray) else list(compress(part, kept))


def _repeated_links(
    links: Links, rounds: tuple[range, int, int], rare: NDArray[np.int64], last: NDArray[np.int64]
) -> Iterator[Links]:
    """`rounds` are their numbers, and how far apart the keys of articles and of entities are from one to the next."""
    turns, long, width = rounds
    renamed = np.isin(links.entities, rare) * width
    for turn in turns:
        kept = slice(None) if turn < len(turns) - 1 else np.isin(links.articles, last)
        yield Links(links.articles[kept] + long * turn, (links.entities + renamed * turn)[kept], links.weights[kept])


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[1]) if len(arguments) > 1 else DEFAULT_DATA
    files = sorted((data / "articles").glob("allsides-*.jsonl.gz"))
    if not arguments or not files:
        print(f"python -m benchmarks.repeated_news COUNT [DATA]; looked for articles in {data}", file=sys.stderr)
        return 2
    for record in repeated_records(files, int(arguments[0])):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
