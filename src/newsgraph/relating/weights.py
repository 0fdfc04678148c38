"""What is each signal worth? Learnt by `python -m evals.train_weights`, which says how; each number with its story.

A score is Σ weight × strength, and the weights sum to 1. One set of them for all purposes, as an archive has one
ranking.
"""

from collections.abc import Mapping

from newsgraph.relating.signals import SignalName

WEIGHTS: Mapping[SignalName, float] = {
    # What an article is about stands first, and what it adds stands later in the other.
    SignalName.OPENING: 0.343,
    # The archive's own topics: two papers on one event use different words.
    SignalName.TOPICS: 0.230,
    # Kept from being more than .06 of what is learnt. Left free it takes .15, which gains .009 on AllSides and .001 on
    # FNC-1, and costs .009 on SemEval: a quotation is either there or not.
    SignalName.QUOTES: 0.053,
    # The next six the fit would leave at 0 or near it, because names and places are words too and have been counted.
    # They have these least weights because they are what a person asks for; that costs nothing that can be measured.
    SignalName.WORDING: 0.044,
    SignalName.PEOPLE: 0.044,
    SignalName.ORGANISATIONS: 0.026,
    SignalName.PLACES: 0.026,
    SignalName.NEARNESS: 0.018,
    SignalName.TITLE: 0.018,
    # Not learnt: no set can teach it. Swept on AllSides, whose gold is of one day: nDCG@5 is .31, .45, .55, .65 and .74
    # with 0, .05, .1, .15 and .2. With .12, the right day makes up for a third of an opening.
    SignalName.DAYS: 0.120,
    # Not learnt: no set has links or authors. A link is a person's judgement; an author's beat orders equals.
    SignalName.LINKS: 0.060,
    SignalName.AUTHOR: 0.020,
}

_TOPICS, _WORDS = WEIGHTS[SignalName.TOPICS], WEIGHTS[SignalName.OPENING] + WEIGHTS[SignalName.WORDING]
# An archive that is too small for topics: their weight goes to the words that carry them, in proportion.
WITHOUT_TOPICS: Mapping[SignalName, float] = {
    name: 0.0
    if name is SignalName.TOPICS
    else weight * (1 + _TOPICS / _WORDS if name in (SignalName.OPENING, SignalName.WORDING) else 1)
    for name, weight in WEIGHTS.items()
}

FLOOR = 0.2
COPY = 0.9  # cosine of all words from which an article says nothing that the other does not
SAME_SUBJECT_WORDING = 0.25  # strength of wording below which a shared place is what two articles have in common
SAME_EVENT_WORDING = 0.5  # strength of wording; on ECB+ stories by words alone are best at .5 (relating/stories.py)
