"""How fast is the graph built, opened and asked, and what would networkx on a graph of dicts need?

    python -m benchmarks.graph [ARTICLES …]        # 10000 100000 1000000 unless told otherwise
    python -m benchmarks.graph --real ARCHIVE [ARTICLES …]       # of that archive's articles, repeated to so many

Synthetic news (benchmarks/synthetic_news.py): twelve names an article, as unevenly spread as in real news, a fifth of
the articles copies. All by the processor's time of one process; opening, `near` and `connect` in a process of their
own, whose peak memory is printed. `near` and `connect` are asked about names drawn as often as they are mentioned, so
that the common ones, which take longest, are asked about most; `rare` are drawn evenly. networkx gets the same links,
as many as MOST_DICT_LINKS of them: building its graph, its Louvain method, and its shortest path between the same
names.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

import numpy as np

from benchmarks.repeated_news import repeated_rows
from benchmarks.synthetic_news import SyntheticNews, synthetic_news
from newsgraph.entity import EntityId
from newsgraph.graph import (
    ArticleRow,
    Delta,
    LinkKind,
    Period,
    Rows,
    build,
    communities,
    connect,
    near,
    networkx_view,
    open_graph,
    overlay,
    timeline,
    trending,
)
from newsgraph.graph.belonging import ties_between
from newsgraph.graph.graph import Graph
from newsgraph.graph.linking import whole_links
from newsgraph.graph.neighbours import WHO_AND_WHERE
from newsgraph.graph.partition import communities_of, modularity
from newsgraph.store import Store
from newsgraph.walking import rows as real_rows

SIZES = (10_000, 100_000, 1_000_000)
ASKED, PAIRS = 300, 100
MOST_DICT_LINKS = 1_300_000
GOALS = "goals at 1,000,000: 1,000,000 links/s, opening 50 ms, near 10 ms, connect 50 ms (p95), reader 1,536 MiB"


class Took(NamedTuple):
    """Milliseconds."""

    p50: float
    p95: float
    most: float

    def __str__(self) -> str:
        return f"p50 {self.p50:7.2f}   p95 {self.p95:7.2f}   most {self.most:7.2f} ms"


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def took(works: Sequence[Callable[[], object]]) -> Took:
    times = sorted(1000 * seconds(work) for work in works)
    cuts = quantiles(times, n=20)
    return Took(cuts[9], cuts[18], times[-1])


def peak_mib() -> float:
    """Of this program alone: what getrusage tells of a process begins with what its parent held when it started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_real(archive: Path, count: int, folder: Path) -> None:
    """Build the graph of an archive as it is, and of its articles repeated (benchmarks/repeated_news.py)."""
    with Store.open(archive) as store:
        rows = real_rows(store)
        made = seconds(lambda: build(folder, real_rows(store), revision=1))
    own = whole_links(rows.links).articles.size
    print(f"\n{own:,} links of {archive.name} as it is: built at {own / made:,.0f} links/s, read from the store")
    held = whole_links(repeated_rows(rows, count).links).articles.size
    whole = seconds(lambda: build(folder, repeated_rows(rows, count), revision=1))
    print(f"{count:,} articles of {archive.name}, {held:,} links; built at {held / whole:,.0f} links/s with the rows")


def make(count: int, folder: Path) -> None:
    """Build the graph, and tell how fast. What making the rows takes is taken off."""
    news = synthetic_news(count)
    rows = seconds(lambda: [sum(1 for _ in part) for part in news.rows()])
    whole = seconds(lambda: build(folder, news.rows(), revision=1))
    links = news.articles.size
    size = sum(file.stat().st_size for file in folder.rglob("*.npy")) / 2**20
    print(f"\n{count:,} articles, {links:,} links, {news.entity_count:,} names; {size:,.0f} MiB on disk")
    print(f"build           {links / (whole - rows):12,.0f} links/s; with making the rows {links / whole:,.0f}")
    if links <= MOST_DICT_LINKS:
        beside_dicts(folder, news)


def drawn(graph: Graph, count: int, *, evenly: bool, seed: int = 1) -> list[EntityId]:
    """Names, as often as reports name them."""
    random = np.random.default_rng(seed)
    shown = np.flatnonzero(graph.shown(WHO_AND_WHERE) & (graph.counts > 0))
    weights = None if evenly else graph.counts[shown] / graph.counts[shown].sum()
    return [EntityId(graph.entity_ids.at(int(at))) for at in random.choice(shown, count, p=weights)]


def ask(folder: Path) -> None:
    """Open it and ask. The first question of each sort is cold: it reads what it needs from the files."""
    opening = seconds(lambda: open_graph(folder))
    graph, _ = open_graph(folder)
    print(f"open            {1000 * opening:12.1f} ms; its networkx view {1000 * view_seconds(graph):.2f} ms")
    print(
        f"with 1,000 new  {1000 * seconds(lambda: overlay(graph.arrays, newer(graph))):12.1f} ms, their rows among them"
    )
    middle = int(graph.report_days[graph.report_days.size // 2])
    year = Period(middle, middle + 365)
    for name, evenly in (("", False), (" rare", True)):
        names = drawn(graph, ASKED, evenly=evenly)
        pairs = list(zip(drawn(graph, PAIRS, evenly=evenly), drawn(graph, PAIRS, evenly=evenly, seed=2), strict=True))
        print(f"near{name:<12}{took([lambda id=id: near(graph, id) for id in names])}")
        print(f"  of a year     {took([lambda id=id: near(graph, id, period=year) for id in names])}")
        print(f"connect{name:<9}{took([lambda pair=pair: connect(graph, *pair) for pair in pairs])}")
        ordered = [lambda pair=pair: connect(graph, *pair, in_order=True) for pair in pairs]
        print(f"  in order      {took(ordered)}")
        print(f"timeline{name:<8}{took([lambda id=id: timeline(graph, id) for id in names[:50]])}")
    print(f"peak memory of this reader so far {peak_mib():,.0f} MiB, the pages of mapped files among them")
    print(f"trending        {1000 * seconds(lambda: trending(graph)):12.1f} ms")
    print(f"communities     {seconds(lambda: communities(graph)):12.1f} s")


def newer(graph: Graph) -> Delta:
    """A thousand articles that nobody has yet, about names that are known."""
    news = synthetic_news(1_000, seed=99)
    articles = [ArticleRow(key, f"article/new-{key}", int(graph.report_days[-1])) for key in range(1_000)]
    known = [row for row in news.entity_rows() if graph.entity_ids.find(row.id) >= 0]
    keys = {row.key for row in known}
    return Delta(Rows(articles, known, [link for link in news.link_rows() if link.entity in keys]))


def view_seconds(graph: Graph) -> float:
    """Without what importing networkx takes."""
    networkx_view(graph)
    return seconds(lambda: networkx_view(graph))


def beside_dicts(folder: Path, news: SyntheticNews) -> None:
    """The same with networkx alone."""
    import networkx

    graph, _ = open_graph(folder)
    view = networkx_view(graph, kinds=[LinkKind.NAMES])
    links = list(islice(zip(news.articles.tolist(), news.entities.tolist(), strict=True), MOST_DICT_LINKS))
    plain: networkx.Graph[object] = networkx.Graph()
    before = peak_mib()
    filling = seconds(lambda: plain.add_edges_from((article, -1 - entity) for article, entity in links))
    print(f"  networkx of dicts: {len(links) / filling:,.0f} links/s, {peak_mib() - before:,.0f} MiB more")
    pairs = list(zip(drawn(graph, 30, evenly=False), drawn(graph, 30, evenly=False, seed=2), strict=True))
    theirs = took([lambda pair=pair: _path(plain, pair) for pair in pairs])
    print(f"  its shortest path, blind to hubs  {theirs}")
    print(f"  connect, three chains with quotes {took([lambda pair=pair: connect(graph, *pair) for pair in pairs])}")
    print(f"  its path on the view              {took([lambda pair=pair: _way(view, pair) for pair in pairs])}")
    adjacency = ties_between(graph)
    ours: list[int] = []
    own = seconds(lambda: ours.extend(communities_of(adjacency)))
    weighted: networkx.Graph[int] = networkx.Graph()
    weighted.add_weighted_edges_from(
        (node, other, weight) for node, row in enumerate(adjacency) for other, weight in row.items()
    )
    parts: list[set[int]] = []
    louvain = seconds(lambda: parts.extend(networkx.community.louvain_communities(weighted, seed=1)))
    label = {node: number for number, part in enumerate(parts) for node in part}
    labels = [label.get(node, len(parts)) for node in range(len(adjacency))]
    print(
        f"  communities: {own:.2f} s, modularity {modularity(adjacency, ours):.3f}; "
        f"networkx's Louvain {louvain:.2f} s, {modularity(adjacency, labels):.3f}"
    )


def _path(graph: object, pair: tuple[EntityId, EntityId]) -> None:
    import networkx

    one, other = (-1 - int(id.partition("/")[2]) for id in pair)
    networkx.shortest_path(graph, one, other)


def _way(graph: object, pair: tuple[EntityId, EntityId]) -> None:
    import networkx

    networkx.shortest_path(graph, *pair)


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--ask"]:
        ask(Path(arguments[1]))
        return 0
    print(GOALS)
    real = Path(arguments[1]) if arguments[:1] == ["--real"] else None
    for count in [int(argument) for argument in arguments[2 * bool(real) :]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            if real:
                make_real(real, count, Path(folder))
            else:
                make(count, Path(folder))
            sys.stdout.flush()
            subprocess.run([sys.executable, "-m", "benchmarks.graph", "--ask", folder], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
