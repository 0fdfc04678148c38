"""What else should I read, and why?

The way of an article: `features_of(article, entities)` gives what it brings, once, when it is kept; `numbered` makes
numbers of it. An `Epoch` holds how rare each word and name is (and the archive's topics); a `Corpus` holds every
article's vectors of one epoch, and is added to and taken from as the archive is;
`open_corpus` and `save_corpus` keep it in a folder. Then

- `ranked(corpus, id)` lists what to read, each with reasons whose values sum to its score (given the numbers of a
  draft, for a text that is not in the archive); `why(corpus, one, other)`
  gives the same sum for any two, and what keeps the other out; `with_evidence` adds names, quoted sentences and a line
  of plain words to those that are shown;
- `entered(corpus, ids)` tells which other lists articles that came stand in, and makes these;
- `Stories(corpus, ids)` keeps the articles of one event together, `news(story, epoch)` says what is new in each;
- `chain(corpus, one, other)` leads from one article to another, in order of time.

`check(folder)` tells what is wrong with the files, `differing(corpus, articles)` whose rows are not those articles'.

All of it is a function of the set of articles and of the epoch: the order in which they came shows nowhere. When
`corpus.due`, `corpus.renewed()` is the same articles in a new epoch.
"""

from newsgraph.relating.chains import Chain, chain
from newsgraph.relating.checking import check, differing
from newsgraph.relating.choosing import Among, Known, Rules, Wanted
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.entering import entered, placed
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.evidence import with_evidence
from newsgraph.relating.features import Features, Field, features_of
from newsgraph.relating.keeping import covers, new_folder, open_corpus, save_corpus, sweep
from newsgraph.relating.meaning import NO_MODEL, Model, meanings_of
from newsgraph.relating.novelty import New, news
from newsgraph.relating.numbered import Numbered, numbered
from newsgraph.relating.ranking import ranked, row_of, why
from newsgraph.relating.reasons import Evidence, Quotation, Reason, Related, Relation, Rung
from newsgraph.relating.sentence_model import load_model, model_folder
from newsgraph.relating.signals import SIGNALS, Signal, SignalName
from newsgraph.relating.stories import Stories
from newsgraph.relating.told import Told

__all__ = [
    "NO_MODEL",
    "SIGNALS",
    "Among",
    "Chain",
    "Corpus",
    "Epoch",
    "Evidence",
    "Features",
    "Field",
    "Known",
    "Model",
    "New",
    "Numbered",
    "Quotation",
    "Reason",
    "Related",
    "Relation",
    "Rules",
    "Rung",
    "Signal",
    "SignalName",
    "Stories",
    "Told",
    "Wanted",
    "chain",
    "check",
    "covers",
    "differing",
    "entered",
    "features_of",
    "load_model",
    "meanings_of",
    "model_folder",
    "new_folder",
    "news",
    "numbered",
    "open_corpus",
    "placed",
    "ranked",
    "row_of",
    "save_corpus",
    "sweep",
    "why",
    "with_evidence",
]
