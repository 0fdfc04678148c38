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

`gold` gives the resolver the gold's spans and kinds; `found` what `newsgraph.finding` finds in the same texts, with the
shipped gazetteer and with what the set's other articles say of a name. A found mention stands for the gold mention
whose span it has, else for the one it overlaps most, each for one. A gold mention for which none stands, because
nothing was found there or a place was, is an actor of its own: it counts against recall. Found mentions that stand for
no scored one are left out, as the unlinked are. `same name` is the baseline beside each: mentions are one actor where
their printed names are equal.

The exit status is 1 where a floor in `evals/floors.json` (`actors.<set>.<mentions>`, B-cubed F1) is not reached, 2
where the data is absent.
"""

import json
import sys
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.coreference import Agreement, b_cubed, ceaf_e, lea, muc
from evals.linked import LinkedArticle, LinkedMention, load_linked
from evals.pages import DEFAULT_DATA, FLOORS
from newsgraph.article import Article
from newsgraph.entity import ACTORS, Mention
from newsgraph.finding import ArchiveVotes, archive_votes, find_all
from newsgraph.resolving import identify, profiles_of, resolve_actors
from newsgraph.resolving.gazetteer import Gazetteer

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


def same_name(found: Iterable[tuple[Article, Sequence[Mention]]]) -> dict[Span, str]:
    return {
        (article.id, m.start, m.end): " ".join(article.text[m.start : m.end].split())
        for article, mentions in found
        for m in mentions
    }


def resolved(found: Iterable[tuple[Article, Sequence[Mention]]]) -> dict[Span, str]:
    """The entity of every mention that came out of resolution, over all articles."""
    pairs = list(found)
    locally = {article.id: resolve_actors(article, mentions) for article, mentions in pairs}
    profiles = [profile for article, _ in pairs for profile in profiles_of(article, locally[article.id])]
    who = identify(profiles).entity_of
    return {
        (article, mention.start, mention.end): who[article, named.id]
        for article, all_named in locally.items()
        for named in all_named
        for mention in named.mentions
    }


def found_mentions(articles: Sequence[LinkedArticle]) -> list[list[Mention]]:
    """What the finder finds, at its best: with the gazetteer and the votes of all these articles."""
    texts = [each.article for each in articles]
    places = Gazetteer.shipped().population
    archive = ArchiveVotes().merged(*archive_votes(texts, places=places))
    return list(find_all(texts, places=places, archive=archive))


def standing_for(gold: Iterable[LinkedMention], found: Iterable[Mention]) -> dict[Mention, LinkedMention]:
    """Which gold mention a found one stands for: pairs of an article, the largest overlap first."""
    pairs = [
        (min(f.end, g.end) - max(f.start, g.start), (f.start, f.end) == (g.start, g.end), f, g)
        for f in found
        for g in gold
    ]
    chosen: dict[Mention, LinkedMention] = {}
    for shared, _, one, other in sorted(pairs, key=lambda pair: (not pair[1], -pair[0], pair[2], pair[3])):
        if shared > 0 and one not in chosen and other not in chosen.values():
            chosen[one] = other
    return chosen


def on_gold(
    articles: Sequence[LinkedArticle], mentions: Sequence[list[Mention]], labels: dict[Span, str]
) -> dict[Span, str]:
    """The labels of found mentions, on the spans of the gold mentions that they stand for; others are of their own."""
    told: dict[Span, str] = {}
    for each, found in zip(articles, mentions, strict=True):
        actors = [mention for mention in found if mention.kind in ACTORS]
        told |= {(each.article.id, g.start, g.end): f"alone {each.article.id} {g.start}" for g in each.mentions}
        for one, other in standing_for(each.mentions, actors).items():
            told[each.article.id, other.start, other.end] = labels[each.article.id, one.start, one.end]
    return told


def clusters(labels: Mapping[Span, Hashable]) -> list[set[Span]]:
    found: dict[Hashable, set[Span]] = {}
    for span, label in labels.items():
        found.setdefault(label, set()).add(span)
    return list(found.values())


def score(name: str, mentions: str, gold: list[set[Span]], labels: Mapping[Span, Hashable]) -> Score:
    scored = {span for cluster in gold for span in cluster}
    found = clusters({span: label for span, label in labels.items() if span in scored})
    return Score(name, mentions, b_cubed(gold, found), muc(gold, found), ceaf_e(gold, found), lea(gold, found))


def score_set(name: str, articles: Sequence[LinkedArticle]) -> list[Score]:
    gold = gold_clusters(articles)
    texts = [each.article for each in articles]
    given = list(zip(texts, [[m.mention for m in each.mentions] for each in articles], strict=True))
    mentions = found_mentions(articles)
    found = list(zip(texts, mentions, strict=True))
    return [
        score(name, "gold, same name", gold, same_name(given)),
        score(name, "gold", gold, resolved(given)),
        score(name, "found, same name", gold, on_gold(articles, mentions, same_name(found))),
        score(name, "found", gold, on_gold(articles, mentions, resolved(found))),
    ]


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "linking").is_dir():
        print(f"no linked news in {data}: name the folder that holds linking/", file=sys.stderr)
        return 2
    scores = [score for name in SETS for score in score_set(name, load_linked(data, name))]
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = 0
    print(f"{'set':<16}{'mentions':<18}{'B3 P':>7}{'R':>7}{'F1':>7}{'MUC':>7}{'CEAFe':>7}{'LEA':>7}{'floor':>8}")
    for each in scores:
        floor = floors.get(f"actors.{each.set}.{each.mentions}")
        below = floor is not None and each.b_cubed.f1 < floor
        failed += below
        figures = (*each.b_cubed, each.muc.f1, each.ceaf_e.f1, each.lea.f1)
        print(
            f"{each.set:<16}{each.mentions:<18}{''.join(f'{figure:7.3f}' for figure in figures)}"
            f"{'' if floor is None else f'{floor:8.3f}'}{' below' if below else ''}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
