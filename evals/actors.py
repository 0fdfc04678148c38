"""Do the mentions of one actor fall on one entity? Scored on news with gold links to Wikidata.

    python -m evals.actors [DATA]        # DATA defaults to ../shared/data

Sets: linking/aida-conll-dev (216 Reuters articles; kinds from the tags of names/conllpp-dev, which are its sentences)
and linking/rss-500 (500 sentences from feeds; kinds from the type of what is linked). Both are partitions across
articles: every mention of one person or organisation in the whole set is one gold cluster. ECB+ as it is here
(related/ecbplus-dev) has events, and no chains of persons and organisations, so that it cannot be scored.

What is counted: mentions that the gold calls people or organisations and that it links. What it leaves unlinked (NIL:
a fifth of the one set, half of the other) goes through the same resolution and may draw others to itself, but is not
scored: two NIL mentions of one name may be one actor or two, and the gold does not say. Places are left out, whatever
they are linked to; a team that is called by its town counts, as the gold's kind says.

`gold mentions` gives the resolver the gold's spans and kinds. `same name` is the baseline beside it: mentions are one
actor where their printed names are equal.

The exit status is 1 where a floor in `evals/floors.json` (`actors.<set>.<mentions>`, B-cubed F1) is not reached, 2
where the data is absent.
"""

import json
import sys
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.coreference import Agreement, b_cubed, ceaf_e, lea, muc
from evals.linked import LinkedArticle, load_linked
from evals.pages import DEFAULT_DATA, FLOORS
from newsgraph.entity import EntityId
from newsgraph.resolving import identify, profiles_of, resolve_actors

SETS = ("aida-conll-dev", "rss-500")
Span = tuple[str, int, int]


class Score(NamedTuple):
    set: str
    mentions: str
    b_cubed: Agreement
    muc: Agreement
    ceaf_e: Agreement
    lea: Agreement


def gold_clusters(articles: Iterable[LinkedArticle]) -> list[set[Span]]:
    return clusters({(a.article.id, m.start, m.end): m.entity for a in articles for m in a.mentions if m.entity})


def same_name(articles: Iterable[LinkedArticle]) -> dict[Span, str]:
    return {
        (a.article.id, m.start, m.end): " ".join(a.article.text[m.start : m.end].split())
        for a in articles
        for m in a.mentions
    }


def resolved(articles: Sequence[LinkedArticle]) -> dict[Span, EntityId]:
    """The entity of every mention that came out of resolution, over all articles."""
    locally = {a.article.id: resolve_actors(a.article, [m.mention for m in a.mentions]) for a in articles}
    profiles = [profile for a in articles for profile in profiles_of(a.article, locally[a.article.id])]
    who = identify(profiles).entity_of
    return {
        (article, mention.start, mention.end): who[article, named.id]
        for article, found in locally.items()
        for named in found
        for mention in named.mentions
    }


def clusters(labels: dict[Span, Hashable]) -> list[set[Span]]:
    found: dict[Hashable, set[Span]] = {}
    for span, label in labels.items():
        found.setdefault(label, set()).add(span)
    return list(found.values())


def score(name: str, mentions: str, gold: list[set[Span]], labels: dict[Span, Hashable]) -> Score:
    scored = {span for cluster in gold for span in cluster}
    found = clusters({span: label for span, label in labels.items() if span in scored})
    return Score(name, mentions, b_cubed(gold, found), muc(gold, found), ceaf_e(gold, found), lea(gold, found))


def score_set(name: str, articles: Sequence[LinkedArticle]) -> list[Score]:
    gold = gold_clusters(articles)
    return [
        score(name, "same name", gold, dict(same_name(articles))),
        score(name, "gold mentions", gold, dict(resolved(articles))),
    ]


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "linking").is_dir():
        print(f"no linked news in {data}: name the folder that holds linking/", file=sys.stderr)
        return 2
    scores = [score for name in SETS for score in score_set(name, load_linked(data, name))]
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = 0
    print(f"{'set':<16}{'mentions':<16}{'B3 P':>7}{'R':>7}{'F1':>7}{'MUC':>7}{'CEAFe':>7}{'LEA':>7}{'floor':>8}")
    for each in scores:
        floor = floors.get(f"actors.{each.set}.{each.mentions}")
        below = floor is not None and each.b_cubed.f1 < floor
        failed += below
        figures = (*each.b_cubed, each.muc.f1, each.ceaf_e.f1, each.lea.f1)
        print(
            f"{each.set:<16}{each.mentions:<16}{''.join(f'{figure:7.3f}' for figure in figures)}"
            f"{'' if floor is None else f'{floor:8.3f}'}{' below' if below else ''}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
