"""What else should I read, and why?

The way of an article: `features_of(article, entities)` gives what it brings, once, when it is kept. An `Epoch` holds
how rare each word and name is (and the archive's topics); a `Corpus` holds every article's vectors of one epoch, and is
added to and taken from as the archive is. Then

- `ranked(corpus, id)` lists what to read, each with reasons whose values sum to its score (`ranked_for_text` for a
  draft that is not in the archive); `why(corpus, one, other)`
  gives the same sum for any two, and what keeps the other out; `with_evidence` adds names, quoted sentences and a line
  of plain words to those that are shown;
- `Stories(corpus, ids)` keeps the articles of one event together, `news(story, epoch)` says what is new in each;
- `chain(corpus, one, other)` leads from one article to another, in order of time.

All of it is a function of the set of articles: the order in which they came shows nowhere. When `epoch.due(tally)`,
learn a new epoch and make the corpus again from the features. Nothing here reads or writes a file.
"""

from newsgraph.relating.chains import Chain, chain
from newsgraph.relating.choosing import Known, Rules
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.epoch import Epoch, Tally, learn_epoch
from newsgraph.relating.evidence import Told, with_evidence
from newsgraph.relating.features import Features, Field, features_of
from newsgraph.relating.novelty import New, news
from newsgraph.relating.ranking import ranked, ranked_for_text, why
from newsgraph.relating.reasons import Evidence, Quotation, Reason, Related, Relation, Rung
from newsgraph.relating.signals import SIGNALS, Signal, SignalName
from newsgraph.relating.stories import Stories

__all__ = [
    "SIGNALS",
    "Chain",
    "Corpus",
    "Epoch",
    "Evidence",
    "Features",
    "Field",
    "Known",
    "New",
    "Quotation",
    "Reason",
    "Related",
    "Relation",
    "Rules",
    "Rung",
    "Signal",
    "SignalName",
    "Stories",
    "Tally",
    "Told",
    "chain",
    "features_of",
    "learn_epoch",
    "news",
    "ranked",
    "ranked_for_text",
    "why",
    "with_evidence",
]
