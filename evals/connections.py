"""Are chains found that are there, in an archive where everybody stands beside everybody? Planted ones, counted.

    python -m evals.connections [DATA]        # DATA is not read: the archive is synthetic, so that its chains are known

Into synthetic news (benchmarks/synthetic_news.py) of 20,000 articles go chains of two, three and four hops: A and x are
named together in one or two articles that name nobody else of the chain, so are x and y, and y and B. Every name of a
chain is besides in some other articles, A and B in up to forty, each with five names of the crowd, whose commonest are
in every sixth article; and two articles in five name one country, whatever else they name. A chain is recovered where
one of the three that `connect` gives has just its names between, and `first` where the first does. Beside it what
networkx's shortest path gives, which counts hops, and its cheapest path where a hop costs less the more reports carry
it, without regard to how common the names are.

`within order` plants the articles of a chain in order of time, one chain in two backwards, and asks with --in-order:
the first are to be recovered, of the others none. The exit status is 1 where a floor in `evals/floors.json` is not
reached.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import networkx
import numpy as np

from benchmarks.synthetic_news import SyntheticNews, synthetic_news, zipf
from evals.pages import FLOORS
from newsgraph.entity import EntityId, EntityKind
from newsgraph.graph import ArticleRow, EntityRow, LinkRow, Rows, assemble, connect, graph_of
from newsgraph.graph.graph import Graph

ARTICLES, CHAINS, SEED = 20_000, 300, 11
EVERYWHERE = 0.4  # of the articles name their country, as in a set of real ones from the United States


class Planted(NamedTuple):
    """Names from one end to the other, and whether its articles are in order of time."""

    names: tuple[EntityId, ...]
    forward: bool


class Archive(NamedTuple):
    rows: Rows
    chains: list[Planted]


def planted(seed: int = SEED) -> Archive:
    """The archive and what is hidden in it. Reproducible: it depends on nothing but the seed."""
    news = synthetic_news(ARTICLES)
    random = np.random.default_rng(seed)
    base = news.rows()
    articles, entities, links = list(base.articles), list(base.entities), list(base.links)
    chains = []
    for number in range(CHAINS):
        names = [
            EntityRow(len(entities) + at, f"actor/planted-{number}-{at}", EntityKind.PERSON, f"Planted {number} {at}")
            for at in range(3 + number % 3)
        ]
        entities += names
        forward = number % 2 == 0
        chains.append(Planted(tuple(EntityId(one.id) for one in names), forward))
        for day, cast in _casts(random, [one.key for one in names], news, forward=forward):
            key = len(articles)
            articles.append(ArticleRow(key, f"article/planted-{key}", day))
            links += [LinkRow(key, entity, 0.5) for entity in sorted(set(cast))]
    country = len(entities)
    entities.append(EntityRow(country, "place/everywhere", EntityKind.PLACE, "Everywhere"))
    links += [LinkRow(key, country, 0.5) for key in np.flatnonzero(random.random(len(articles)) < EVERYWHERE).tolist()]
    return Archive(Rows(articles, entities, links), chains)


def _casts(
    random: np.random.Generator, names: Sequence[int], news: SyntheticNews, *, forward: bool
) -> Iterator[tuple[int, list[int]]]:
    """The articles of one chain: their days, and the keys of those whom they name."""
    crowd = zipf(random, 5_000, news.entity_count)
    first, last = int(news.days.min()), int(news.days.max())
    days = np.sort(random.integers(first, last, len(names) - 1))
    for pair, day in zip(pairwise(names), days if forward else days[::-1], strict=True):
        for _ in range(random.integers(1, 3)):
            yield int(day), [*pair, *random.choice(crowd, 5).tolist()]
    for name in names:
        most = 40 if name in (names[0], names[-1]) else 8
        for _ in range(random.integers(1, most)):
            yield int(random.integers(first, last)), [name, *random.choice(crowd, 5).tolist()]


def ways(graph: Graph, chain: Planted, *, in_order: bool) -> list[tuple[EntityId, ...]]:
    """The names of the chains that are found, ends and all."""
    found = connect(graph, chain.names[0], chain.names[-1], limit=3, in_order=in_order)
    return [(one.hops[0].tail.id, *(hop.head.id for hop in one.hops)) for one in found.chains]


def peers(archive: Archive) -> dict[str, float]:
    """How many of the chains are the path that networkx gives, by hops and by reports."""
    names = {row.key: row.id for row in archive.rows.entities}
    casts: dict[int, list[str]] = {}
    for link in archive.rows.links:
        casts.setdefault(link.article, []).append(names[link.entity])
    both = Counter(pair for cast in casts.values() for pair in combinations(sorted(set(cast)), 2))
    plain: networkx.Graph[str] = networkx.Graph()
    plain.add_weighted_edges_from((one, other, 1 / count) for (one, other), count in both.items())
    ends = [(chain.names[0], chain.names[-1]) for chain in archive.chains]
    by_hops = [tuple(networkx.shortest_path(plain, *pair)) for pair in ends]
    by_reports = [tuple(networkx.bidirectional_dijkstra(plain, *pair)[1]) for pair in ends]
    wanted = [chain.names for chain in archive.chains]
    return {
        "networkx, fewest hops": sum(map(tuple.__eq__, by_hops, wanted)) / len(wanted),
        "networkx, most reports": sum(map(tuple.__eq__, by_reports, wanted)) / len(wanted),
    }


def scores(archive: Archive) -> dict[str, float]:
    """Shares of the planted chains."""
    graph = graph_of(assemble(archive.rows))
    found = [ways(graph, chain, in_order=False) for chain in archive.chains]
    ordered = [ways(graph, chain, in_order=True) for chain in archive.chains]
    rows: dict[str, float] = {}
    for hops in (2, 3, 4):
        part = [at for at, chain in enumerate(archive.chains) if len(chain.names) == hops + 1]
        rows[f"{hops} hops"] = sum(archive.chains[at].names in found[at] for at in part) / len(part)
    total = len(found)
    rows["all"] = sum(chain.names in ways for chain, ways in zip(archive.chains, found, strict=True)) / total
    rows["first"] = sum(chain.names in ways[:1] for chain, ways in zip(archive.chains, found, strict=True)) / total
    in_time = [(chain, ways) for chain, ways in zip(archive.chains, ordered, strict=True) if chain.forward]
    rows["in order"] = sum(chain.names in ways for chain, ways in in_time) / len(in_time)
    backwards = [(chain, ways) for chain, ways in zip(archive.chains, ordered, strict=True) if not chain.forward]
    rows["not against time"] = sum(chain.names not in ways for chain, ways in backwards) / len(backwards)
    return rows


def main(arguments: Sequence[str]) -> int:
    archive = planted()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed = 0
    print(f"{CHAINS} chains planted among {ARTICLES:,} articles; share recovered")
    for name, share in scores(archive).items():
        floor = floors.get(f"connections.{name}", 0.0)
        failed += share < floor
        print(f"{name:<26}{share:7.3f}   floor {floor}")
    if "--floors" not in arguments:
        for name, share in peers(archive).items():
            print(f"{name:<26}{share:7.3f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
