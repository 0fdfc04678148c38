"""Which article shows best that two names belong together?"""

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import ALWAYS, Period

SHOWN = 3


def shared(graph: Graph, one: int, other: int, period: Period = ALWAYS) -> NDArray[np.int32]:
    """The reports that name both entities, ascending by number."""
    few, many = graph.reports(one, period), graph.reports(other, period)
    if few.size > many.size:
        few, many = many, few
    if not few.size:
        return few
    return few[many[np.minimum(np.searchsorted(many, few), many.size - 1)] == few]


def told(graph: Graph, entities: tuple[int, int], reports: NDArray[np.int32]) -> NDArray[np.float64]:
    """How much each of these reports, which name both, tells of the two: the product of their weights in it."""
    product = np.ones(reports.size)
    for entity in entities:
        tails, weights = graph.reporting.tails(entity)
        product *= weights[np.searchsorted(tails, reports)]
    return product


def best_articles(
    graph: Graph, entities: tuple[int, int], reports: NDArray[np.int32], most: int = SHOWN
) -> tuple[ArticleId, ...]:
    """One article of each of the reports that tell most of both, best first; ties by day, then by id."""
    best = best_reports(graph, reports, told(graph, entities, reports), most)
    return tuple(ArticleId(best_member(graph, entities, report)) for report in best)


def best_reports(graph: Graph, reports: NDArray[np.int32], weights: NDArray[np.float64], most: int) -> list[int]:
    """The heaviest of these reports, ties by day, then by the id of the article that stands for them."""
    rows: list[tuple[float, int, str, int]] = []
    newer = reports >= graph.arrays.report_days.size
    for part in (~newer, newer):  # each of which is numbered in the order of day and id
        own, heavy = reports[part], weights[part]
        for at in np.lexsort((own, graph.report_days[own], -heavy))[:most].tolist():
            report = int(own[at])
            stands = graph.article_ids.at(int(graph.report_articles[report]))
            rows.append((-float(heavy[at]), int(graph.report_days[report]), stands, report))
    return [report for *_, report in sorted(rows)[:most]]


def best_member(graph: Graph, entities: tuple[int, int], report: int) -> str:
    """The copy that tells most of both; of equal ones the one that stands for the report, else the first by id."""
    ranked = []
    for article in graph.articles_in(report).tolist():
        weight = 1.0
        named, weights = graph.naming.row(article)
        for entity in entities:
            at = int(np.searchsorted(named, entity))
            weight *= float(weights[at]) if at < named.size and named[at] == entity else 0.0
        ranked.append((-weight, article != graph.report_articles[report], graph.article_ids.at(article)))
    return min(ranked)[2]
