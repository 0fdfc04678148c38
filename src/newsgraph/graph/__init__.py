"""Who is tied to whom, through which articles?

    build(folder, rows, revision=7)                      # arrays in a folder, in the place of those before them
    graph, covers = open_graph(folder)                   # mapped, nothing read
    graph = overlay(graph.arrays, delta)                 # with what the store changed since revision `covers`
    near(graph, "actor/m23", limit=20); connect(graph, one, other); connect_all(graph, names)
    company(graph, "actor/m23", limit=12)                # who is named beside it most often
    timeline(graph, "actor/m23"); compare(graph, "actor/m23", (now, then)); trending(graph); communities(graph)
    networkx_view(graph)                                 # a read-only networkx.Graph
    check(folder); differing(graph, rows)                # what is wrong with the arrays; which articles they have wrong
    sentence(article, names, ["actor/m23", "place/gn-216281"])   # what an answer quotes: answers carry article ids

What the store hands over (`Rows`): an ArticleRow for each shown article with the day of `version.published` and the id
of the article that stands for its copies; an EntityRow for each row of `entity`, with its `key`; a LinkRow for each
article and entity of `appearance`, weighed by `salience` of the article and its names, and one of weight 1 for its
source, or all of them as `Articles`, `Entities` and `Links`; TieRows WITHIN from each place to the first of its
`within`, CITES from hyperlinks to the article of that address, COPIED to `origin.outlet`, where an article is from an
outlet whose article is not held. For articles that changed since the arrays were built (`article.changed > covers`) the
same is a `Delta`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsgraph.graph.assembling import assemble, build
    from newsgraph.graph.belonging import Community, communities
    from newsgraph.graph.changes import Change, Comparison, compare, trending
    from newsgraph.graph.checking import check, differing
    from newsgraph.graph.columns import called, dated
    from newsgraph.graph.graph import Graph, graph_of, open_graph
    from newsgraph.graph.header import covers
    from newsgraph.graph.linking import weighed
    from newsgraph.graph.neighbours import WHO_AND_WHERE, Neighbour, company, near
    from newsgraph.graph.newer import Delta, overlay
    from newsgraph.graph.paths import Chain, Connections, Hop, Node, Reach, connect
    from newsgraph.graph.rows import (
        ALWAYS,
        UNDATED,
        ArticleRow,
        Articles,
        Entities,
        EntityRow,
        LinkKind,
        LinkRow,
        Links,
        Period,
        Rows,
        TieRow,
        date_of,
        day_of,
    )
    from newsgraph.graph.sentences import Passage, sentence
    from newsgraph.graph.sketches import Sketch, Tie, months, prominent, sketch, tie
    from newsgraph.graph.sparse import UNIT
    from newsgraph.graph.timelines import Peak, Step, Timeline, timeline
    from newsgraph.graph.trees import Tree, connect_all
    from newsgraph.graph.view import networkx_view
    from newsgraph.graph.weighing import salience

__all__ = [
    "ALWAYS",
    "UNDATED",
    "UNIT",
    "WHO_AND_WHERE",
    "ArticleRow",
    "Articles",
    "Chain",
    "Change",
    "Community",
    "Comparison",
    "Connections",
    "Delta",
    "Entities",
    "EntityRow",
    "Graph",
    "Hop",
    "LinkKind",
    "LinkRow",
    "Links",
    "Neighbour",
    "Node",
    "Passage",
    "Peak",
    "Period",
    "Reach",
    "Rows",
    "Sketch",
    "Step",
    "Tie",
    "TieRow",
    "Timeline",
    "Tree",
    "assemble",
    "build",
    "called",
    "check",
    "communities",
    "company",
    "compare",
    "connect",
    "connect_all",
    "covers",
    "date_of",
    "dated",
    "day_of",
    "differing",
    "graph_of",
    "months",
    "near",
    "networkx_view",
    "open_graph",
    "overlay",
    "prominent",
    "salience",
    "sentence",
    "sketch",
    "tie",
    "timeline",
    "trending",
    "weighed",
]

# Names are loaded when they are first used: who adds articles asks for no communities.
_HOME = {
    **dict.fromkeys(("assemble", "build"), "assembling"),
    **dict.fromkeys(("Change", "Comparison", "compare", "trending"), "changes"),
    **dict.fromkeys(("check", "differing"), "checking"),
    **dict.fromkeys(("called", "dated"), "columns"),
    **dict.fromkeys(("Community", "communities"), "belonging"),
    **dict.fromkeys(("Graph", "graph_of", "open_graph"), "graph"),
    "covers": "header",
    "weighed": "linking",
    **dict.fromkeys(("WHO_AND_WHERE", "Neighbour", "company", "near"), "neighbours"),
    **dict.fromkeys(("Delta", "overlay"), "newer"),
    **dict.fromkeys(("Chain", "Connections", "Hop", "Node", "Reach", "connect"), "paths"),
    **dict.fromkeys(("ALWAYS", "UNDATED", "ArticleRow", "EntityRow", "LinkKind", "LinkRow", "Links"), "rows"),
    **dict.fromkeys(("Articles", "Entities"), "rows"),
    **dict.fromkeys(("Period", "Rows", "TieRow", "date_of", "day_of"), "rows"),
    **dict.fromkeys(("Sketch", "Tie", "months", "prominent", "sketch", "tie"), "sketches"),
    "UNIT": "sparse",
    "salience": "weighing",
    **dict.fromkeys(("Passage", "sentence"), "sentences"),
    **dict.fromkeys(("Peak", "Step", "Timeline", "timeline"), "timelines"),
    **dict.fromkeys(("Tree", "connect_all"), "trees"),
    "networkx_view": "view",
}


def __getattr__(name: str) -> object:
    """PEP 562: a module is loaded when somebody asks for what is in it."""
    if name not in _HOME:
        raise AttributeError(f"module 'newsgraph.graph' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"newsgraph.graph.{_HOME[name]}"), name)
    globals()[name] = value
    return value
