"""Whose is a surname that stands alone? Scored on articles whose full names were hidden.

    python -m evals.lone_names [DATA] [ARTICLES]        # DATA defaults to ../shared/data, ARTICLES to 3000

People are found and resolved in news (articles/allsides-12k). Of one in sixteen who are named in full and by the
surname alone, the full name is hidden in that article, and the identities are told anew: the surname should go where
the full name went. `right` is the share of the attached that is right, `found` the share of all whose person is named
in full by another article. These are harder cases than an archive has: who is never named in full is mostly famous.
The exit status is 2 where the data is absent.
"""

import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from evals.pages import DEFAULT_DATA
from newsgraph.article import Article, Part, ZoneKind, article_id, compose
from newsgraph.entity import EntityId, EntityKind
from newsgraph.finding import find_all
from newsgraph.resolving import Gazetteer, Profile, identify, profiles_of, resolve_actors
from newsgraph.resolving.names import person_name

HIDDEN = 1 / 16
SEED = 4


def articles(path: Path) -> Iterator[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            paragraphs = [Part(ZoneKind.BODY, paragraph) for paragraph in record["text"].split("\n")]
            text, zones = compose([Part(ZoneKind.TITLE, record["title"] or ""), *paragraphs])
            ident = article_id(source=record["source_url"] or "", external_id=str(record["id"]))
            yield Article(id=ident, text=text, zones=zones, source=record["source_url"] or "", language="en")


def profiles(some: Sequence[Article]) -> list[Profile]:
    mentions = find_all(some, places=Gazetteer.shipped().population)
    return [
        profile
        for article, found in zip(some, mentions, strict=True)
        for profile in profiles_of(article, resolve_actors(article, found))
    ]


def surname_alone(profile: Profile) -> Profile | None:
    """The profile as it would be without the full name, None where there is no surname beside it."""
    name = person_name(profile.name)
    lone = tuple((form, n) for form, n in profile.forms if person_name(form).tokens == name.tokens[-1:])
    if profile.kind is not EntityKind.PERSON or len(name.tokens) < 2 or not lone:
        return None
    local = EntityId(f"actor/{name.tokens[-1]}")
    beside = tuple(local if other == profile.local else other for other in profile.beside)
    return profile._replace(name=lone[0][0], forms=lone, local=local, beside=beside)


def score(known: Sequence[Profile]) -> tuple[int, int, int]:
    """How many surnames went right, wrong, and stayed alone, of those whose person is still in the archive."""
    before, choice = identify(known), random.Random(SEED)
    hidden = [surname_alone(profile) if choice.random() < HIDDEN else None for profile in known]
    after = identify(alone or profile for alone, profile in zip(hidden, known, strict=True))
    right = wrong = stayed = 0
    for alone, profile in zip(hidden, known, strict=True):
        if alone is not None:
            said = after.entity_of[alone.article, alone.local]
            truth = before.entity_of[profile.article, profile.local]
            truth = after.redirects.get(truth, truth)
            right += said == truth
            stayed += said != truth and said.startswith(alone.local) and truth in after.entities
            wrong += said != truth and not said.startswith(alone.local)
    return right, wrong, stayed


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    path = data / "articles" / "allsides-12k.jsonl.gz"
    if not path.exists():
        print(f"no {path}", file=sys.stderr)
        return 2
    some = list(islice(articles(path), int(arguments[1]) if len(arguments) > 1 else 3000))
    right, wrong, stayed = score(profiles(some))
    total = right + wrong + stayed
    print(f"{len(some)} articles, {total} surnames: right {right / (right + wrong):.3f}, found {right / total:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
