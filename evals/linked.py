"""News with gold links to Wikidata, read: articles with mentions, their kinds and entities."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind, Mention

PERSON, ORGANISATION, PLACE = "Q215627", "Q43229", "Q27096213"
_KINDS = {"PER": EntityKind.PERSON, "ORG": EntityKind.ORGANISATION, "LOC": EntityKind.PLACE}
Tagged = list[tuple[str, str]]


class LinkedMention(NamedTuple):
    """A gold mention; `entity` is "" where the gold does not link it."""

    start: int
    end: int
    kind: EntityKind
    entity: str

    @property
    def mention(self) -> Mention:
        return Mention(self.start, self.end, self.kind, 1.0)


class LinkedArticle(NamedTuple):
    """`mentions` are those of people and organisations alone."""

    article: Article
    mentions: tuple[LinkedMention, ...]


def load_linked(data: Path, name: str) -> list[LinkedArticle]:
    lines = (data / "linking" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    tags = _aligned(records, data / "names" / "conllpp-dev.conll") if name == "aida-conll-dev" else {}
    return [_article(name, record, tags.get(record["id"])) for record in records]


def _article(name: str, record: dict, kinds: dict[int, EntityKind] | None) -> LinkedArticle:
    text, zones = compose([Part(ZoneKind.BODY, record["text"])])
    shift = record["text"].index(text[:20])
    article = Article(
        id=ArticleId(f"article/{name}-{record['id']}"), text=text, zones=zones, source=name, language="en"
    )
    mentions = []
    for label in record["labels"]:
        start, end = (offset - shift for offset in label["span"])
        kind = kinds.get(start + shift) if kinds is not None else _kind(label["type"])
        if kind in (EntityKind.PERSON, EntityKind.ORGANISATION):
            linked = label["entity_id"].startswith("Q")
            mentions.append(LinkedMention(start, end, kind, label["entity_id"] if linked else ""))
    return LinkedArticle(article, tuple(sorted(mentions)))


def _kind(types: str) -> EntityKind | None:
    """By what is linked; what is not, is taken for a person where nothing is known: in these sentences most are."""
    said = set(types.split("|"))
    if PERSON in said or said == {"OTHER"}:
        return EntityKind.PERSON
    return EntityKind.ORGANISATION if ORGANISATION in said and PLACE not in said else None


def _aligned(records: Sequence[dict], path: Path) -> dict[int, dict[int, EntityKind]]:
    """For each record the kind of the name that begins at each offset.

    Both files have the same tokens in the same order; the linked one masks some with stars."""
    tokens = _tokens(path)
    found = {}
    for record in records:
        kinds: dict[int, EntityKind] = {}
        at = 0
        for word in record["text"].split():
            offset = record["text"].index(word, at)
            at = offset + len(word)
            token, tag = next(tokens)
            while not _fits(word, token):
                token, tag = next(tokens)
            if tag != "O":
                kinds[offset] = _KINDS.get(tag[2:], EntityKind.GROUP if tag == "?" else EntityKind.AUTHOR)
        found[record["id"]] = kinds
    return found


def _fits(word: str, token: str) -> bool:
    return word == token or (set(word) == {"*"} and len(word) == len(token))


def _tokens(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line:
            token, _, tag = line.partition("\t")
            yield token, tag
